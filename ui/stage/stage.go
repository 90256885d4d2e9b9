// Package stage is what every room of the screen may use: what it was configured with, the theme and the size, what is
// known of the account and who asks for more, the windows that are open, and the line of news. A room embeds or holds a
// [Stage] and knows no other room.
package stage

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/text"
	"akia/ui/theme"
)

// BothAt is how many columns the panes need to stand side by side; below that one stands above the other.
const BothAt = 100

// aroundPanes are the lines that the header, the status and the help take.
const aroundPanes = 3

// Stage is shared by the rooms of one screen. Make it with New. It belongs to the goroutine of Update.
type Stage struct {
	Config Config
	Theme  theme.Theme // follows from look
	Times  text.Clock  // how times are shown
	// Keys says which keys ask for which action.
	Keys          *action.Keymap
	Width, Height int // of the screen; 0 while they are not known
	Below         int // lines between the panes and the status line

	// Store is what is known of the account, and Asker sends for more of it. Both are replaced when the account is another
	// one.
	Store *store.Store
	Asker *store.Asker

	// limitedAt is when IAM limited calls last.
	limitedAt time.Time

	// Windows are the dialogs that are open; the last one is on top and takes the keys.
	Windows []Window
	Status  Status
	Spinner Spinner
	// Pressed is the key that was pressed last.
	Pressed string
	// OtherSigner says that a call was refused because the credentials have become somebody else's: who that is, is to be
	// asked.
	OtherSigner bool
	handedOver  bool // a program has the terminal
	look        theme.Look
	// After makes a command that delivers a message when some time has passed.
	After func(time.Duration, tea.Msg) tea.Cmd
}

// New returns a stage for an account of which nothing is known yet.
func New(cfg Config) *Stage {
	keys := cfg.Keys
	if keys == nil {
		keys, _ = action.NewKeymap(nil)
	}
	s := &Stage{
		Config: cfg, Keys: keys, Status: Status{Err: cfg.Warning, Last: cfg.Warning},
		After: cfg.After,
	}
	if s.After == nil {
		s.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	s.setLook(theme.Look{Name: cfg.Theme, Profile: colorprofile.TrueColor, ASCII: cfg.ASCII})
	s.NewAccount()
	if known := cfg.Known; known != nil {
		s.Store = known.Store
		s.Asker = store.NewAsker(s.Store, cfg.Service, cfg.Now)
		s.Store.SetIdentity(known.Identity, known.At)
	}
	return s
}

// SetTheme draws everything in another theme from now on.
func (s *Stage) SetTheme(name theme.Name) {
	look := s.look
	look.Name = name
	s.setLook(look)
}

// ThemeName returns the theme that was chosen.
func (s *Stage) ThemeName() theme.Name { return cmp.Or(s.look.Name, theme.Auto) }

// SetBackground notes whether the terminal is dark.
func (s *Stage) SetBackground(dark bool) {
	look := s.look
	look.Background = theme.LightBackground
	if dark {
		look.Background = theme.DarkBackground
	}
	s.setLook(look)
}

// SetColors notes how many colors the terminal has.
func (s *Stage) SetColors(profile colorprofile.Profile) {
	look := s.look
	look.Profile = profile
	s.setLook(look)
}

func (s *Stage) setLook(look theme.Look) { s.look, s.Theme = look, look.Theme() }

// NewAccount forgets everything that was known: it is about another account now.
func (s *Stage) NewAccount() {
	if s.Asker != nil {
		s.Asker.EndAll()
	}
	s.Store = store.New()
	s.Asker = store.NewAsker(s.Store, s.Config.Service, s.Config.Now)
}

// PanesHeight is the height that the header, the status line, the help and what is below the panes leave to the
// rest, borders included.
func (s *Stage) PanesHeight() int { return s.Height - aroundPanes - s.Below }

// Both reports whether the panes stand side by side.
func (s *Stage) Both() bool { return s.Width >= BothAt }

// stepsFrom is the height from which a window lists all steps of what it leads through.
const stepsFrom = 22

// Low reports whether windows leave out all but the present step, and cover the line of news.
func (s *Stage) Low() bool { return s.Height < stepsFrom }

// ForgetKeys asks for a user's keys and their last uses anew: not even what is under way is new enough.
func (s *Stage) ForgetKeys(user iamsvc.Principal) {
	s.Asker.EndAbout(user)
	s.Store.ForgetKeys(user)
}

// ForgetAll asks everything anew, who the calls are signed as first of all.
func (s *Stage) ForgetAll() {
	s.Asker.EndAll()
	s.Store.ForgetAll()
}

// Spinner is the mark for what is loading. That of bubbles ticks by the time of the machine, this one by the clock that
// the screen is given.
type Spinner struct {
	Frame int
	// Turning says that what loads has taken so long that it shows.
	Turning bool
}

// Wait returns the mark for what is loading: nothing that moves until that has taken a while.
func (s *Stage) Wait() string {
	if s.Spinner.Turning {
		frames := s.Theme.Marks.Spinner
		return frames[s.Spinner.Frame%len(frames)]
	}
	return s.Theme.Marks.Unknown
}
