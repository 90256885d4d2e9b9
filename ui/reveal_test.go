package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/ui/stage"

	tea "charm.land/bubbletea/v2"
)

// clipboard is a machine's clipboard that fails if err is set. It remembers all that was copied.
type clipboard struct {
	held []string
	err  error
}

func (c *clipboard) Copy(text string) error {
	if c.err == nil {
		c.held = append(c.held, text)
	}
	return c.err
}

func (c *clipboard) Read() (string, error) {
	if len(c.held) == 0 {
		return "", c.err
	}
	return c.held[len(c.held)-1], c.err
}

// revealed opens the window with the secret of a new key of bob's.
func revealed(t *testing.T, c Clipboard) *screen {
	t.Helper()
	s := newScreen(t, 120, 40, func(_ *fakeService, cfg *Config) { cfg.Clipboard = c })
	s.tap("j", "c", "y")
	s.shows("New access key of bob")
	return s
}

// secretless fails if the secret is anywhere but in the window that shows it on request.
func (s *screen) secretless() {
	s.t.Helper()
	v := s.m.View()
	for where, text := range map[string]string{
		"on the screen": v.Content, "in the title": v.WindowTitle, "in the last words": strings.Join(s.m.LastWords(), "\n"),
		"in the status": fmt.Sprintf("%+v %#v", s.m.Status, s.m.Status), "in a dump of the model": fmt.Sprintf("%+v", *s.m),
	} {
		if strings.Contains(text, testSecret) {
			s.t.Errorf("the secret is %s", where)
		}
	}
}

func TestSecretIsMaskedUntilAskedFor(t *testing.T) {
	s := revealed(t, nil)
	s.secretless()
	s.shows(strings.Repeat("•", len(testSecret)))
	s.tap("v")
	s.shows(testSecret, "Mask (v)")
	s.tap("v")
	s.secretless()
	s.tap("tab", "enter") // the button does the same
	s.shows(testSecret)
	s.tap("enter")
	s.secretless()
}

func TestSecretIsNotLostByResizeOrNews(t *testing.T) {
	s := revealed(t, nil)
	s.tap("v")
	s.send(tea.WindowSizeMsg{Width: 20, Height: 5})
	s.hides(testSecret)
	s.shows("is not saved")
	s.press("esc", "ctrl+c", "enter", "q") // nothing acts that cannot be seen
	if s.quit || s.open() != 1 {
		t.Error("a key acted on a screen too small to show what it does")
	}
	s.send(tea.WindowSizeMsg{Width: 60, Height: 15})
	s.shows(testSecret)
	s.send(Throttled())
	s.shows(testSecret)
	s.wait(time.Hour)
	s.shows("New access key of bob", "Show")
	s.tap("v")
	s.shows(testSecret)
}

// TestSecretIsMaskedByItself after half a minute; one that was masked and shown again has its own half minute.
func TestSecretIsMaskedByItself(t *testing.T) {
	s := revealed(t, nil)
	s.press("v")
	s.wait(20 * time.Second)
	s.press("v", "v")
	s.wait(29 * time.Second)
	s.shows(testSecret)
	s.wait(time.Second)
	s.secretless()
}

// TestSecretLeavesTheClipboard after 45 s, but nothing else that was copied meanwhile does.
func TestSecretLeavesTheClipboard(t *testing.T) {
	c := &clipboard{}
	s := revealed(t, c)
	s.press("y")
	s.wait(44 * time.Second)
	if now, _ := c.Read(); now != testSecret {
		t.Fatalf("the clipboard holds %q", now)
	}
	s.wait(time.Second)
	if now, _ := c.Read(); now != "" {
		t.Errorf("the clipboard holds %q", now)
	}
	s.shows("The secret was taken off the clipboard")

	s = revealed(t, c)
	s.press("y")
	c.held = append(c.held, "something else")
	s.wait(time.Hour)
	if now, _ := c.Read(); now != "something else" {
		t.Errorf("the clipboard holds %q", now)
	}
}

func TestSuspendMasksTheSecret(t *testing.T) {
	s := revealed(t, nil)
	s.press("v", "ctrl+z")
	s.secretless()
	s.shows("New access key of bob")
}

// TestCopyCountsAsSavedOnlyIfItIsSure: the machine's own clipboard confirms, the terminal does not.
func TestCopyCountsAsSavedOnlyIfItIsSure(t *testing.T) {
	for _, c := range []struct {
		name      string
		clipboard Clipboard
		saved     bool
		shows     string
	}{
		{"native clipboard", &clipboard{}, true, "The secret was copied to the clipboard."},
		{"clipboard that fails", &clipboard{err: errors.New("no display")}, false, "sent to the terminal's clipboard, which does not"},
		{"terminal alone", nil, false, "sent to the terminal's clipboard, which does not"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := revealed(t, c.clipboard)
			s.tap("y")
			s.shows(c.shows)
			s.secretless()
			if !slices.Contains(s.copied, testSecret) {
				t.Errorf("the terminal was asked to copy %q", s.copied)
			}
			s.tap("esc")
			if c.saved {
				if s.open() > 0 {
					t.Errorf("the window of a saved secret did not close:\n%s", s.view())
				}
				return
			}
			s.shows("[ I have it, close (y) ]") // the person alone can tell
		})
	}
}

func TestUnsavedSecretIsNotLostByAHabit(t *testing.T) {
	for _, keys := range []string{"esc esc", "esc y", "esc y enter", "esc n", "esc enter", "esc esc esc esc", "ctrl+c ctrl+c", "ctrl+c y", "q", "q y", "n", "tab tab enter esc", "enter enter", "t c d u / s r a", "ctrl+r", "esc D I S C A R D enter"} {
		t.Run(keys, func(t *testing.T) {
			s := revealed(t, nil)
			s.press(strings.Fields(keys)...)
			if s.quit || len(s.m.secrets.Unsaved()) != 1 {
				t.Errorf("the secret is lost:\n%s", s.view())
			}
		})
	}
}

func TestUnsavedSecretIsDiscardedByTheWord(t *testing.T) {
	s := revealed(t, nil)
	s.tap("v", "esc")
	s.typeText("discard")
	s.tap("enter")
	if s.open() != 0 {
		t.Fatalf("%d dialogs are open", s.open())
	}
	s.secretless()
	if words := s.m.LastWords(); len(words) > 0 {
		t.Errorf("the last words are %q", words)
	}
}

func TestSecretIsGoneOnceItsWindowIsClosed(t *testing.T) {
	s := revealed(t, &clipboard{})
	s.tap("v", "y", "esc")
	s.secretless()
	s.tap("?")
	s.secretless()
	s.tap("esc", "!", "tab", "enter")
	s.secretless()
	s.hides("New access key of bob")
}

func TestHelpOverTheSecret(t *testing.T) {
	s := revealed(t, nil)
	s.tap("v", "?")
	s.shows("Keys of this dialog", "copy the secret")
	s.secretless()
	s.tap("esc")
	s.shows(testSecret)
}

func TestCopyOfAKeyID(t *testing.T) {
	native := &clipboard{}
	s := newScreen(t, 120, 24, func(_ *fakeService, c *Config) { c.Clipboard = native })
	s.tap("j", "y")
	s.shows(bobsKey + " was copied to the clipboard.")
	if !slices.Equal(native.held, []string{bobsKey}) || !slices.Equal(s.copied, []string{bobsKey}) {
		t.Errorf("copied were %q and %q", native.held, s.copied)
	}
	s = newScreen(t, 120, 24)
	s.tap("j", "j", "j", "y")
	s.shows("carol has no access key")
}

// TestTwoSecrets: each window keeps its own, and a copy of one does not save the other.
func TestTwoSecrets(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Clipboard = &clipboard{} })
	s.tap("j")
	s.hold = true
	s.decide("c", "y")
	s.decide("j", "c", "y")
	s.release()
	s.wait(time.Second)
	if n := len(s.m.secrets.Unsaved()); n != 2 {
		t.Fatalf("%d secrets wait, want 2", n)
	}
	s.tap("y", "esc")
	if n := len(s.m.secrets.Unsaved()); n != 1 || s.open() != 1 {
		t.Errorf("after one was saved %d secrets wait in %d dialogs, want 1 in 1", n, s.open())
	}
	s.tap("esc")
	s.shows("Discard the secret?")
}

// TestSecretCopiedAgainHasItsTimeAnew: who copies again relies on what the screen says then.
func TestSecretCopiedAgainHasItsTimeAnew(t *testing.T) {
	c := &clipboard{}
	s := revealed(t, c)
	s.press("y")
	s.wait(40 * time.Second)
	s.press("y", "esc")
	s.wait(44 * time.Second)
	if now, _ := c.Read(); now != testSecret {
		t.Fatalf("44 s after it was copied again the clipboard holds %q", now)
	}
	s.wait(time.Second)
	if now, _ := c.Read(); now != "" {
		t.Errorf("the clipboard holds %q", now)
	}
}

// TestSecretThatWasOverwrittenIsNotSaved: a copy is as good as saved only while the clipboard holds it.
func TestSecretThatWasOverwrittenIsNotSaved(t *testing.T) {
	t.Run("by another secret", func(t *testing.T) {
		s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Clipboard = &clipboard{} })
		s.tap("j")
		s.hold = true
		s.decide("c", "y")
		s.decide("j", "c", "y")
		s.release()
		s.wait(time.Second)
		first, second := s.m.Windows[0], s.m.Windows[1]
		s.m.Windows = []stage.Window{first}
		s.tap("y") // before the other one comes
		s.m.Windows = append(s.m.Windows, second)
		s.tap("y", "esc")
		if n := len(s.m.secrets.Unsaved()); n != 1 {
			t.Fatalf("%d secrets wait, want 1", n)
		}
		s.shows("Something else was copied since")
		s.tap("esc")
		s.shows("Discard the secret?")
	})
	for name, spoil := range map[string]func(*clipboard){
		"by another program": func(c *clipboard) { c.held = append(c.held, "something else") },
		"or so it may be":    func(c *clipboard) { c.err = errors.New("no display") },
	} {
		t.Run(name, func(t *testing.T) {
			c := &clipboard{}
			s := revealed(t, c)
			s.press("y")
			spoil(c)
			s.wait(time.Minute)
			s.shows("copy the secret again or save it")
			s.tap("esc")
			s.shows("Discard the secret?")
		})
	}
}
