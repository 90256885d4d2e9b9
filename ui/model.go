package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/ui/action"
	auditui "akia/ui/audit"
	"akia/ui/browse"
	"akia/ui/dialog"
	"akia/ui/flow/allkeys"
	"akia/ui/flow/commands"
	"akia/ui/flow/create"
	"akia/ui/flow/deletion"
	"akia/ui/flow/describe"
	"akia/ui/flow/leak"
	"akia/ui/flow/newuser"
	"akia/ui/flow/owners"
	"akia/ui/flow/profiles"
	"akia/ui/flow/rotate"
	"akia/ui/flow/secret"
	"akia/ui/flow/signin"
	"akia/ui/flow/toggle"
	"akia/ui/journal"
	"akia/ui/keyboard"
	"akia/ui/palette"
	"akia/ui/stage"
	"akia/ui/write"
)

// Model is the root of the screen. Make it with New.
type Model struct {
	*stage.Stage
	*write.Desk
	signer iamsvc.Identity // whom the person was told that the calls are signed as

	browse *browse.Room
	audit  *auditui.Room

	secrets  *secret.Flow
	create   *create.Flow
	newUsers *newuser.Flow
	owners   *owners.Flow
	palette  *palette.Room

	loads    loads
	guard    action.Guard
	inPanes  keymap
	inAudit  keymap
	timers   timers
	typing   typing
	leak     *leak.Flow
	toggle   *toggle.Flow
	rotate   *rotate.Flow
	deletion *deletion.Flow
	describe *describe.Flow
	allKeys  *allkeys.Flow
	commands *commands.Flow
	signin   *signin.Flow
	journal  *journal.Room
	tips     tips
	profiles *profiles.Flow
	watch    clockWatch
	exit     exit
	hall     *hall // the screen of several accounts; nil in that of one
	left     bool  // another account is shown
	pointer  pointer
}

type (
	// Config is what the screen is configured with, as the rooms know it.
	Config = stage.Config
	// Service is what the screen needs of IAM.
	Service = stage.Service
	// Clipboard is what the screen needs of the machine to copy.
	Clipboard = stage.Clipboard
)

// New returns the screen for an account of which nothing is known yet. It does no I/O.
func New(cfg Config) *Model {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.New(cfg.Now)
	}
	if cfg.RotationQuiet == 0 {
		cfg.RotationQuiet = rotate.Pause
	}
	if cfg.RotationInactive == 0 {
		cfg.RotationInactive = rotate.Pause
	}
	if cfg.Thresholds == nil {
		defaults := audit.Defaults()
		cfg.Thresholds = &defaults
	}
	m := &Model{
		Stage: stage.New(cfg),
		loads: newLoads(),
	}
	m.inPanes, m.inAudit = newKeymap(m.Keys, action.InPanes), newKeymap(m.Keys, action.InAudit)
	m.Desk = write.NewDesk(m.Stage, m)
	m.browse = browse.New(m.Stage, browseHost{m})
	m.secrets = secret.New(m.Stage)
	m.create = create.New(m.Desk, host{m})
	m.newUsers = newuser.New(m.Desk, host{m})
	m.owners = owners.New(m.Stage, host{m})
	m.palette = palette.New(m.Stage, paletteHost{m})
	m.leak = leak.New(m.Desk, host{m})
	m.toggle = toggle.New(m.Desk, host{m})
	m.audit = auditui.New(m.Stage, m.Desk, auditHost{m})
	m.rotate = rotate.New(m.Desk, host{m})
	m.deletion = deletion.New(m.Desk)
	m.describe = describe.New(m.Desk, host{m})
	m.signin = signin.New(m.Stage, host{m})
	m.journal = journal.New(m.Stage)
	m.profiles = profiles.New(m.Stage)
	m.allKeys = allkeys.New(m.Desk, host{m})
	m.commands = commands.New(m.Stage, host{m})
	m.hall = newHall(m)
	return m
}

// Init asks for what the first screen shows, and for the colour of the background.
func (m *Model) Init() tea.Cmd {
	if m.hall != nil {
		return tea.Batch(tea.RequestBackgroundColor, m.hall.start(), m.SayNotices(), m.react())
	}
	start := m.browse.Start(m.Config.OpenAt)
	return tea.Batch(tea.RequestBackgroundColor, start, m.SayNotices(), m.react())
}

// Update takes one message. It calls no service: what it wants done it returns as a command.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.handle(msg)
	if m.left { // nobody looks at it: what it has asked is taken, and nothing more is asked
		return m, cmd
	}
	react := m.react()
	m.guard.Drawn(m.sight(), byPerson(msg), m.Config.Now())
	return m, tea.Batch(cmd, react)
}

func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if m.tooSmall() {
			m.SeenAnew()
		}
		m.Width, m.Height = msg.Width, msg.Height
		m.layout()
	case tea.ResumeMsg:
		m.SeenAnew()
	case tea.BackgroundColorMsg:
		m.SetBackground(msg.IsDark())
	case tea.ColorProfileMsg:
		m.SetColors(msg.Profile)
	case tea.KeyPressMsg:
		return m.press(msg, m.ticket(), false)
	case keyboard.Fast:
		return m.press(msg.Key, msg.Ticket, true)
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.PasteMsg:
		return m.input(msg)
	case keyboard.BurstEnd:
		return m.burstOver(msg)
	case keyboard.Ignored:
		return m.swallowed()
	case write.Outcome:
		return m.wrote(msg)
	case stage.Message:
		return msg.Take()
	case taken:
		return msg.take(m)
	}
	return nil
}

// react brings what follows from the state up to date after each message: what is selected, what to load, which timers
// run. The cursors come first: whose user and key is selected follows from the rows that are going to be drawn.
func (m *Model) react() tea.Cmd {
	if m.hall != nil {
		return m.hall.react(m)
	}
	scan := m.audit.FollowStore()
	m.browse.Freshen()
	m.audit.CountAges()
	m.audit.Look()
	m.browse.Follow(m.selectedUser())
	m.FollowLive()
	m.FollowBulk()
	audit, off := m.audit.Follow(), m.watch.follow(m)
	return tea.Batch(scan, audit, off, m.signin.Heed(m.Status.Last), m.load(), m.arm())
}

// leave has nothing asked any more, since another account is shown. Nothing may be under way that must end first.
func (m *Model) leave() {
	m.secrets.Mask()
	m.Windows = nil
	m.Asker.EndAll()
	m.left = true
}

// comeBack shows the account again as it was left: what is fresh still is not asked again.
func (m *Model) comeBack() tea.Cmd {
	m.left = false
	m.SeenAnew()
	m.layout()
	react := m.react()
	m.guard.Drawn(m.sight(), false, m.Config.Now())
	m.guard.Anew(m.Config.Now())
	return react
}

// refused says why something was not done.
func (m *Model) refused(why string) tea.Cmd { return tea.Batch(m.Say(dialog.Warn, why), m.react()) }

// selectedUser returns the user whose keys are shown: that of the audit's row while it is open, else that of the panes.
func (m *Model) selectedUser() (iamsvc.Principal, bool) {
	if m.audit.OnScreen() {
		_, row, ok := m.audit.Row()
		return row.User, ok
	}
	return m.browse.Selected()
}

// selectedKey returns the key under the cursor.
func (m *Model) selectedKey() (iamsvc.Key, bool) {
	if m.audit.OnScreen() {
		return m.audit.Key()
	}
	return m.browse.SelectedKey()
}
