package ui

import (
	"context"
	"fmt"
	"image/color"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/write"
)

// modeScenes opens the screen in each mode: both panes, the filter, and every kind of dialog.
func modeScenes() map[string]func(*screen) {
	all := pictureScenes()
	scenes := map[string]func(*screen){}
	for mode, scene := range map[string]string{
		"users": "browse", "keys": "keys", "filter": "filter", "question": "create", "sterner question": "delete-active",
		"typed text": "delete-typed", "reveal": "reveal", "discard": "discard", "page": "help", "owner": "owner",
		"rotation": "rotate-wait", "user": "user", "menu": "new-user-may", "new user": "new-user", "leak": "leak-sessions",
		"audit": "audit", "audit filter": "audit-filter", "results": "bulk-results", "toggle": "toggle-used", "leak question": "leak",
	} {
		scenes[mode] = all[scene]
	}
	scenes["palette"] = func(s *screen) { s.tap("j", ":") }
	scenes["palette over the audit"] = func(s *screen) { s.tap("a", "j", ":"); s.typeText("user a") }
	scenes["code"] = func(s *screen) {
		needsCode(s.svc, nil)
		s.tap("ctrl+r")
		s.typeText("12")
	}
	changes := func(int) (journal.Tail, error) { return *someChanges(), nil }
	scenes["journal"] = func(s *screen) { s.m.Config.Journal = changes; s.tap("J") }
	scenes["journal filter"] = func(s *screen) { s.m.Config.Journal = changes; s.tap("J", "/"); s.typeText("user:") }
	scenes["details of a key"] = func(s *screen) { s.tap("j", "tab", "enter") }
	return scenes
}

// allKeys are the names of all keys that are bound anywhere, and of some that are not.
func allKeys(m *Model) []string {
	seen := map[string]bool{}
	var keys []string
	add := func(names ...string) {
		for _, k := range names {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	for _, in := range m.inPanes.actions {
		add(in.Binding.Keys()...)
	}
	for _, b := range dialog.NewFilterKeys().Bindings() {
		add(b.Keys()...)
	}
	for _, b := range dialogBindings() {
		add(b.Keys()...)
	}
	add("x", "Z", "backspace", "ctrl+a", "ctrl+w", "ctrl+v", "ctrl+z")
	return keys
}

// allMessages are one or more messages of every kind that Update takes, with and without a failure.
func allMessages() []tea.Msg {
	failure := write.Failed{Err: &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListAccessKeys", Subject: "bob"}}
	set := write.Write{Op: write.SetStatus, User: iamsvc.NamedUser("bob"), Key: "AKIABOBBOBBOBBOBBOB1", From: iamsvc.Active, To: iamsvc.Inactive}
	created := iamsvc.NewKey{Key: iamsvc.Key{ID: "AKIALATELATELATELATE", Status: iamsvc.Active, Created: start}, Secret: iamsvc.NewSecret(testSecret)}
	seen := iamsvc.SeenKey{Key: iamsvc.Key{ID: set.Key, User: iamsvc.NamedUser("bob"), Status: iamsvc.Inactive, Created: start}}
	msgs := []tea.Msg{
		tea.WindowSizeMsg{Width: 90, Height: 30},
		tea.BackgroundColorMsg{Color: color.White},
		tea.PasteMsg{Content: "bob"},
		tea.KeyReleaseMsg{Code: 'q', Text: "q"},
		tea.FocusMsg{},
		tea.BlurMsg{},
		tea.MouseClickMsg{X: 1, Y: 1},
		spinMsg{},
		agedMsg{start},

		Throttled(),
		renewedMsg{},
		renewedMsg{failure.Err},
		giveUpMsg{},
		write.KeyDeleted{Write: set, Failed: write.Failed{Err: &iamsvc.ChangedError{Now: seen, Err: &iamsvc.Error{Kind: iamsvc.KindChanged}}}},
	}
	for _, f := range []write.Failed{{}, failure} {
		msgs = append(msgs, lifeMessages(f)...)
		msgs = append(
			msgs, answersMsg{answers: []store.Answer{{Read: store.Read{Op: store.AskUsers}, Err: iamsvc.AsError(f.Err)}}},
			write.StatusSet{Write: set, Failed: f}, write.KeyDeleted{Write: set, Failed: f}, write.KeyCreated{Write: write.Write{Op: write.Create, User: iamsvc.NamedUser("bob")}, Failed: f, NewKey: created},
			write.CreateSettled{Write: write.Write{Op: write.Create, User: iamsvc.NamedUser("bob")}, Failed: write.Failed{Err: lostKey()}}, write.CreateSettled{Write: write.Write{Op: write.Create, User: iamsvc.NamedUser("bob")}, Failed: write.Failed{Err: lostAnswer()}},
		)
	}
	return append(msgs, Signal(syscall.SIGTERM))
}

// place says which mode the screen is in, and what is under it.
func (s *screen) place() string {
	return fmt.Sprint(s.m.mode(), s.open(), s.m.browse.OnKeys(), len(s.m.UnderWay))
}

// TestUpdateAndViewCallNothing sends every key and every kind of message in every mode. The service of the test kit fails
// the test if one of its methods runs before Update and View have returned.
func TestUpdateAndViewCallNothing(t *testing.T) {
	t.Parallel()
	for mode, open := range modeScenes() {
		t.Run(mode, func(t *testing.T) {
			var s *screen
			at := ""
			for i, k := range allKeys(New(Config{})) {
				if i%thin != 0 {
					continue
				}
				if s == nil || s.quit || s.place() != at {
					s = newScreen(t, 100, 15)
					open(s)
					at = s.place()
				}
				s.press(k)
			}
			for i, msg := range allMessages() {
				if i%thin != 0 {
					continue
				}
				s := newScreen(t, 100, 15, func(_ *fakeService, c *Config) { c.Clipboard = &clipboard{} })
				open(s)
				s.send(msg)
				s.wait(2 * time.Second)
			}
			s = newScreen(t, 100, 15)
			open(s)
			s.run(s.m.browse.FindOwner("AKIABOBBOBBOBBOBBOB1"))
			s.wait(2 * time.Second)
		})
	}
}

// complaints is a reporter that keeps what it is told.
type complaints []string

func (c *complaints) Errorf(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}

// TestCallsInUpdateAndViewAreCaught proves that the check above can fail.
func TestCallsInUpdateAndViewAreCaught(t *testing.T) {
	t.Run("Update", func(t *testing.T) {
		var found complaints
		s := newScreen(t, 120, 40)
		s.svc.t = &found
		for i := range s.m.inPanes.actions {
			s.m.inPanes.actions[i].do = func(m *Model) tea.Cmd {
				_, _ = m.Config.Service.ListKeys(context.Background(), iamsvc.NamedUser("bob"))
				return nil
			}
		}
		s.wait(action.Settle)
		s.press("t")
		if len(found) != 1 || found[0] != "ListKeys bob was called by Update or View" {
			t.Errorf("a call in Update was reported as %q", found)
		}
	})
	t.Run("View", func(t *testing.T) {
		var found complaints
		s := newScreen(t, 120, 40)
		s.svc.t = &found
		clock := s.m.Config.Now
		s.m.Config.Now = func() time.Time {
			_, _ = s.svc.WhoAmI(context.Background())
			return clock()
		}
		s.busy = true
		_ = s.m.View()
		if len(found) == 0 {
			t.Error("a call in View was not reported")
		}
	})
	t.Run("command", func(t *testing.T) {
		var found complaints
		s := newScreen(t, 120, 40)
		s.svc.t = &found
		s.press("t")
		if len(found) > 0 {
			t.Errorf("calls of commands were reported: %q", found)
		}
	})
}
