package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/keyboard"
	"akia/ui/theme"
)

// openPalette opens the palette and types a text, as a person does.
func (s *screen) openPalette(typed string) {
	s.t.Helper()
	s.tap(":")
	s.typeText(typed)
	s.wait(time.Second)
}

// TestEveryActionIsInThePalette by its console term, by its name in the configuration and by what the help calls it:
// typed as it is, it is the first that is found, with its key beside it.
func TestEveryActionIsInThePalette(t *testing.T) {
	for in := range action.Places {
		s := newScreen(t, 120, 40)
		s.wait(time.Second)
		s.tap(places[in].open...)
		for _, a := range s.m.present().actions {
			if a.ID == action.Palette {
				continue
			}
			for _, typed := range []string{a.Name, strings.ToLower(a.Name), a.ID.Setting(), nowOn(s.m).Name(a.Action)} {
				s.openPalette(typed)
				first := s.chosenLine()
				name, key := nowOn(s.m).Name(a.Action), a.Binding.Help().Key
				if !strings.HasPrefix(first, name) || !strings.HasSuffix(first, " "+key) {
					t.Errorf("%s: %q finds %q first, want %q", places[in].name, typed, first, name)
				}
				s.tap("esc")
			}
		}
	}
}

// chosenLine returns the line of the palette that is in focus.
func (s *screen) chosenLine() string {
	s.t.Helper()
	lines := strings.Split(s.view(), "\n")
	for i := len(lines) - 1; i >= 0; i-- { // the line that is typed into has the same mark, above
		if _, after, ok := strings.Cut(lines[i], "│ › "); ok {
			line, _, _ := strings.Cut(after, " │")
			return strings.TrimRight(line, " ")
		}
	}
	return ""
}

// TestThePaletteDoesWhatTheKeyDoes: an action that is chosen ends with the same windows, changes, calls and words as
// its key.
func TestThePaletteDoesWhatTheKeyDoes(t *testing.T) {
	for in := range action.Places {
		for _, a := range action.Table(in) {
			if a.ID == action.Palette {
				continue
			}
			t.Run(places[in].name+" "+a.ID.Setting(), func(t *testing.T) {
				t.Parallel()
				ends := [2]string{}
				for i := range ends {
					s := newScreen(t, 120, 40)
					s.wait(time.Second)
					s.tap(places[in].open...)
					s.wait(time.Minute)
					if i == 0 {
						s.press(a.Keys[0])
					} else {
						s.press(":")
						s.typeText(a.Name)
						s.wait(time.Second)
						s.press("enter")
					}
					if i == 0 {
						s.wait(time.Second)
					}
					var windows []string
					for _, w := range s.m.Windows {
						windows = append(windows, fmt.Sprintf("%T", w.Dialog))
					}
					user, _ := s.m.selectedUser()
					ends[i] = fmt.Sprintln(windows, s.svc.writes(), user, s.m.browse.OnKeys(), s.m.audit.OnScreen(),
						s.m.Status.News.Text, s.m.audit.Marked(), s.m.mode(), s.quit, s.copied)
				}
				if ends[0] != ends[1] {
					t.Errorf("its key ends with\n%sand the palette with\n%s", ends[0], ends[1])
				}
			})
		}
	}
}

// TestThePaletteGreysWhatDoesNotApply: the reason stands beside it, and is said when it is chosen; nothing is changed.
func TestThePaletteGreysWhatDoesNotApply(t *testing.T) {
	for _, scene := range helpScenes() {
		fresh := func() *screen {
			s := newScreen(t, 200, 50, scene.set)
			s.wait(time.Second)
			scene.open(s)
			return s
		}
		if fresh().m.mode() != browsing {
			continue
		}
		for _, a := range fresh().m.present().actions {
			s := fresh()
			why := whyWords(s.m, nowOn(s.m).WhyNot(a.Action))
			if why == "" || a.ID == action.Palette {
				continue
			}
			s.openPalette(a.Name)
			if line := s.chosenLine(); !strings.Contains(line, why[:min(len(why), 50)]) {
				t.Errorf("%s: %s: %q does not say %q", scene.name, a.Name, line, why)
			}
			writes := len(s.svc.writes())
			s.press("enter")
			if len(s.svc.writes()) > writes || s.open() > 0 || s.m.Status.News.Text != why {
				t.Errorf("%s: %s: %d windows, %q", scene.name, a.Name, s.open(), s.m.Status.News.Text)
			}
		}
	}
}

// TestThePaletteActsOnWhatWasSeen: what an answer has put under the cursor since it was opened is not acted on, however
// long ago.
func TestThePaletteActsOnWhatWasSeen(t *testing.T) {
	changes := map[string]func(*screen){"another key": otherKey, "another user": otherUser, "another status": otherStatus}
	for in := range action.Places {
		for name, change := range changes {
			for _, term := range []string{"toggle", "delete", "rotate", "copy-id"} {
				s := newScreen(t, 120, 40)
				s.wait(time.Second)
				s.tap(places[in].open...)
				s.openPalette(term)
				change(s)
				s.send(nil)
				s.wait(time.Minute)
				s.press("enter")
				if len(s.svc.writes()) > 0 || s.open() > 0 || len(s.copied) > 0 {
					t.Errorf("%s, %s, %s: wrote %q, opened %d", places[in].name, name, term, s.svc.writes(), s.open())
				}
				if !strings.Contains(s.m.Status.News.Text, "nothing was changed") {
					t.Errorf("%s, %s, %s: it says %q", places[in].name, name, term, s.m.Status.News.Text)
				}
			}
		}
	}
}

// TestAKeyThatComesWhileThePaletteIsOpenCanBeActedOn once it has been there for a moment: nothing has taken its place.
func TestAKeyThatComesWhileThePaletteIsOpenCanBeActedOn(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.hold = true
	s.press("j")
	s.press(":")
	s.typeText("toggle")
	s.shows("The keys of bob are not known yet")
	s.release()
	s.wait(time.Second)
	s.shows("AKIABOBBOBBOBBOBBOB1 of bob: active")
	s.press("enter")
	s.wrote(bobsOff)
}

const bobsOff = "SetStatus " + bobsKey + " Inactive"

// TestABurstStartsNothingThroughThePalette: a text that comes as keys, with the names of actions and enter in it.
func TestABurstStartsNothingThroughThePalette(t *testing.T) {
	for in := range action.Places {
		for _, a := range action.Table(in) {
			s := newScreen(t, 120, 40)
			s.wait(time.Second)
			s.tap(places[in].open...)
			for i, r := range ":" + a.ID.Setting() + "\ry\r" {
				key := tea.KeyPressMsg{Code: r, Text: strings.Trim(string(r), "\r")}
				if r == '\r' {
					key = tea.KeyPressMsg{Code: tea.KeyEnter}
				}
				s.wait(2 * time.Millisecond)
				s.send(keyboard.Fast{Key: key, Ticket: keyboard.Ticket{Run: 1, Index: i}})
			}
			s.wait(2 * time.Second)
			if len(s.svc.writes()) > 0 || s.quit || len(s.copied) > 0 || s.m.audit.Marked() > 0 {
				t.Errorf("%s: %s: wrote %q, quit %t", places[in].name, a.Name, s.svc.writes(), s.quit)
			}
		}
	}
}

// TestEnterThatComesWithThePaletteChoosesNothing: it was meant for what was there before.
func TestEnterThatComesWithThePaletteChoosesNothing(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.press(":")
	s.typeText("toggle")
	s.press("enter")
	s.wrote()
	s.wait(action.Settle)
	s.press("enter")
	s.wrote(bobsOff)
}

// TestThePaletteGoesToAUserAndAKey, lists users while their name is typed, and completes it.
func TestThePaletteGoesToAUserAndAKey(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.openPalette("go to user")
	s.tap("tab")
	s.typeText("dep")
	s.wait(time.Second)
	s.shows("user dep", "deploy-bot")
	s.hides("carol            –  ")
	s.tap("tab")
	s.shows("user deploy-bot")
	s.tap("enter")
	s.on("deploy-bot")

	s.openPalette("user zoe")
	s.tap("enter")
	s.shows("zoe is not in the list of users")

	for _, typed := range []string{"key AKIAALICEALICEALICE2", "AKIAALICEALICEALICE2"} {
		s = newScreen(t, 120, 40)
		s.openPalette(typed)
		s.tap("enter")
		s.shows("Find the owner of this access key?", "AKIAALICEALICEALICE2")
		s.tap("y")
		s.on("alice")
	}
	s = newScreen(t, 120, 40)
	s.openPalette("user a/b")
	s.tap("enter")
	if n := s.svc.count("ListKeys a/b"); n > 0 || s.m.Status.News.Text == "" {
		t.Errorf("a name that no user can have is asked about %d times, and it says %q", n, s.m.Status.News.Text)
	}
	s.openPalette("key AKIA")
	s.shows("Type or paste a whole access key ID")
	s.tap("enter")
	if n := s.svc.count("FindOwner"); n > 0 {
		t.Errorf("FindOwner was called %d times", n)
	}
}

// TestThePaletteChangesTheTheme: what is chosen is drawn at once.
func TestThePaletteChangesTheTheme(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.openPalette("theme mo")
	s.tap("enter")
	s.shows("Theme: mono")
	if s.m.ThemeName() != theme.Mono {
		t.Errorf("the theme is %s", s.m.ThemeName())
	}
	s.openPalette("theme mono")
	s.shows("In use")
}

// TestThePaletteAsksNothing of IAM, however it is moved and typed in.
func TestThePaletteAsksNothing(t *testing.T) {
	for in := range action.Places {
		s := newScreen(t, 120, 40)
		s.wait(time.Second)
		s.tap(places[in].open...)
		s.wait(time.Minute)
		s.svc.calls = nil
		s.openPalette("user o")
		s.tap("down", "down", "pgdown", "up", "tab", "esc")
		s.asked()
	}
}

// TestNothingButItsKeysOpensThePalette: in lines of text both are text.
func TestNothingButItsKeysOpensThePalette(t *testing.T) {
	for _, open := range []string{":", "ctrl+k"} {
		lines := map[string][]string{"filter": {"/"}, "filter of the audit": {"a", "/"}, "form": {"j", "d", "y"}}
		for name, lead := range lines {
			s := newScreen(t, 120, 40)
			s.tap(lead...)
			windows := s.open()
			s.tap(open)
			if s.open() != windows {
				t.Errorf("%s: %s opens a window", name, open)
			}
		}
		s := newScreen(t, 120, 40)
		s.tap(open)
		s.shows("Actions")
		s.tap("esc")
		s.hides("╭ Actions")
	}
	var bound []string
	for in := range action.Places {
		for _, a := range action.Table(in) {
			if a.ID != action.Palette {
				bound = append(bound, a.Keys...)
			}
		}
	}
	for _, k := range []string{":", "ctrl+k"} {
		if slices.Contains(bound, k) {
			t.Errorf("%s asks for something else too", k)
		}
	}
}

// paletteScenes are what the palette is looked at in.
func paletteScenes() map[string]func(*screen) {
	return map[string]func(*screen){
		"open":      func(s *screen) { s.tap("j"); s.openPalette("") },
		"typed":     func(s *screen) { s.tap("j"); s.openPalette("key") },
		"user":      func(s *screen) { s.tap("j"); s.openPalette("user o") },
		"nothing":   func(s *screen) { s.tap("j"); s.openPalette("zzz") },
		"no key":    func(s *screen) { s.tap("j", "j", "j"); s.openPalette("access key") },
		"marks":     func(s *screen) { s.tap("a", "space", "space"); s.openPalette("") },
		"read-only": func(s *screen) { s.m.Config.ReadOnly = true; s.tap("a"); s.openPalette("access key") },
	}
}

// TestPalette keeps the palette as files to be looked at.
func TestPalette(t *testing.T) {
	for name, open := range paletteScenes() {
		for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {60, 15}} {
			s := newScreen(t, size[0], size[1])
			s.wait(time.Second)
			open(s)
			fits(t, s.m.View().Content, size[0], size[1])
			t.Run(fmt.Sprintf("%s %dx%d", name, size[0], size[1]), func(t *testing.T) {
				golden.RequireEqual(t, ansi.Strip(s.m.View().Content))
			})
		}
	}
}

// TestThePaletteSaysWhatItsActionsAreAbout, at every size: the row may be behind it.
func TestThePaletteSaysWhatItsActionsAreAbout(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {60, 15}} {
		s := newScreen(t, size[0], size[1], func(f *fakeService, _ *Config) {
			f.lastUse[bobsKey] = iamsvc.LastUse{At: start.AddDate(0, 0, -40), Service: "ec2", Region: "eu-west-1"}
		})
		s.tap("j")
		s.openPalette("")
		text := strings.Join(strings.Fields(strings.ReplaceAll(s.view(), "│", " ")), " ")
		for _, want := range []string{bobsKey + " of bob: active", "used 40d"} {
			if !strings.Contains(text, want) {
				t.Errorf("at %dx%d it does not say %q:\n%s", size[0], size[1], want, s.view())
			}
		}
	}
}

// TestAClickInThePaletteChoosesNothing: it brings a line into focus, and enter does what that says.
func TestAClickInThePaletteChoosesNothing(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.openPalette("toggle")
	s.typeText(" ")
	s.press("backspace")
	x, y := 20, s.line("Deactivate access key")
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.wrote()
	if s.open() != 1 {
		t.Errorf("%d windows are open", s.open())
	}
	s.wait(time.Second)
	s.press("enter")
	s.wrote(bobsOff)
}
