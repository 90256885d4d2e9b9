package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
)

// places are the places where actions are taken, with what a screen needs to get there.
var places = [action.Places]struct {
	name string
	open []string
}{
	action.InPanes: {"panes", []string{"j"}},
	action.InAudit: {"audit", []string{"a", "j", "k"}},
}

// TestEveryActionIsInATable and has what it needs: one that is added without it fails here.
func TestEveryActionIsInATable(t *testing.T) {
	known := map[action.ID]bool{}
	for in := range action.Places {
		for _, a := range actions(in) {
			known[a.ID] = true
			if a.do == nil || a.Name == "" || a.Desc == "" || a.Action.Help == "" || a.Group == "" || len(a.Action.Keys) == 0 {
				t.Errorf("%s: action %d lacks something: %+v", places[in].name, a.ID, a.Action)
			}
			if a.Changes && a.On == action.Nothing && a.ID != action.NewUser {
				t.Errorf("%s: %s changes something of what is selected, and is about nothing", places[in].name, a.Name)
			}
		}
	}
	for id := range action.Count {
		if !known[id] {
			t.Errorf("action %d is in no table", id)
		}
	}
}

// otherKey puts another key under the cursor, otherUser another user, and otherStatus changes the key's status: as answers do.
func otherKey(s *screen) {
	user, _ := s.m.selectedUser()
	k, _ := s.m.selectedKey()
	s.svc.keys[user.UserName()] = []iamsvc.Key{{ID: "AKIAOTHEROTHEROTHER1", User: user, Status: iamsvc.Active, Created: start.AddDate(-1, 0, 0)}}
	s.m.Store.RemoveKey(user, k.ID, s.now)
	s.m.Store.AddKey(s.svc.keys[user.UserName()][0], s.now)
}

func otherUser(s *screen) {
	user, _ := s.m.selectedUser()
	s.svc.users = slices.DeleteFunc(s.svc.users, func(u iamsvc.User) bool { return u.Name == user.UserName() })
	delete(s.svc.keys, user.UserName())
	for _, k := range slices.Clone(s.m.Store.Keys(user).Value) {
		s.m.Store.RemoveKey(user, k.ID, s.now)
	}
	s.m.Store.RemoveUser(user, s.now)
	s.m.browse.Relist()
}

func otherStatus(s *screen) {
	user, _ := s.m.selectedUser()
	k, _ := s.m.selectedKey()
	to := iamsvc.Inactive
	if k.Status == iamsvc.Inactive {
		to = iamsvc.Active
	}
	s.m.Store.SetStatus(user, k.ID, to, s.now)
}

// TestNoActionHitsWhatTookThePlace: every action about a row is refused, in one line, while an answer has just put something
// else under the cursor, and not any more after a moment; cells and rows elsewhere do not count.
func TestNoActionHitsWhatTookThePlace(t *testing.T) {
	changes := map[string]func(*screen){"another key": otherKey, "another user": otherUser, "another status": otherStatus}
	for in := range action.Places {
		for _, a := range actions(in) {
			for name, change := range changes {
				if a.On == action.Nothing || a.On == action.OfOffer || a.On == action.OfFocus || a.On == action.OfRows {
					continue
				}
				for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 15}} {
					t.Run(fmt.Sprintf("%s %s %s %d", places[in].name, a.Name, name, size[0]), func(t *testing.T) {
						s := newScreen(t, size[0], size[1])
						s.wait(time.Second)
						s.tap(places[in].open...)
						change(s)
						s.send(nil) // the answer
						s.svc.calls = nil
						s.press(a.Action.Keys[0])
						if writes := s.svc.writes(); len(writes) > 0 || s.open() > 0 || len(s.copied) > 0 || s.m.audit.Marked() > 0 {
							t.Fatalf("wrote %q, opened %d:\n%s", writes, s.open(), s.view())
						}
						if !strings.Contains(s.m.Status.News.Text, "nothing was changed") {
							t.Errorf("it says %q", s.m.Status.News.Text)
						}
						s.wait(action.Settle)
						s.m.Status.News.Text = ""
						s.press(a.Action.Keys[0])
						if strings.Contains(s.m.Status.News.Text, "has just") {
							t.Errorf("it is refused still: %q", s.m.Status.News.Text)
						}
					})
				}
			}
		}
	}
}

// TestOtherRowsDoNotCount: an answer about another user does not take the keys away.
func TestOtherRowsDoNotCount(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.m.Store.RemoveUser(iamsvc.NamedUser("carol"), s.now)
	s.m.browse.Relist()
	s.send(nil)
	s.press("t")
	s.wrote(bobOff)
}

// TestTheSelectedUserIsThatOfTheRow: in the audit an answer that moves the cursor moves the user with it, in the same frame.
func TestTheSelectedUserIsThatOfTheRow(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a")
	for range 6 {
		_, row, ok := s.m.audit.Row()
		if !ok {
			break
		}
		for _, k := range slices.Clone(s.m.Store.Keys(row.User).Value) {
			s.m.Store.RemoveKey(row.User, k.ID, s.now)
		}
		s.send(nil)
		selected, _ := s.m.browse.User()
		if _, now, ok := s.m.audit.Row(); ok && now.User != selected {
			t.Fatalf("the row is of %s, the user selected is %s", now.User, selected)
		}
	}
}

// TestMarksThatGoDoNotMakeATheRowTheSubject: t was meant for the marked row, which is gone, and not for the one under the cursor.
func TestMarksThatGoDoNotMakeTheRowTheSubject(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "space")
	s.m.Store.RemoveKey(iamsvc.NamedUser("deploy-bot"), "AKIADEPLOYDEPLOYDEP2", s.now)
	s.send(nil)
	s.press("t")
	s.wrote()
	if s.open() > 0 || !strings.Contains(s.m.Status.News.Text, "nothing was changed") {
		t.Errorf("%d dialogs, %q", s.open(), s.m.Status.News.Text)
	}
}

// TestARangeHoldsWhatThePersonStretchedItOver: rows that an answer puts between its ends are not marked.
func TestARangeHoldsWhatThePersonStretchedItOver(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "V", "j", "j")
	want := 0
	for _, ref := range s.m.audit.Visible() {
		if s.m.audit.ShowsMarked(ref) {
			want++
		}
	}
	s.svc.keys["carol"] = []iamsvc.Key{{ID: "AKIACAROLCAROLCAROL1", User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start.AddDate(-2, 0, 0)}}
	s.m.Store.AddKey(s.svc.keys["carol"][0], s.now)
	s.send(nil)
	s.wait(time.Second)
	s.tap("V")
	if got := s.m.audit.Marked(); got != want || want != 3 {
		t.Errorf("%d rows are marked, want %d", got, want)
	}
}

// TestCapsLockChangesNothing: with it on, the keys that move are others, and enter follows them. None changes anything.
func TestCapsLockChangesNothing(t *testing.T) {
	moving := []string{"H", "J", "K", "L", "G", "enter"}
	for in := range action.Places {
		for _, first := range moving {
			for _, second := range moving {
				t.Run(places[in].name+" "+first+" "+second, func(t *testing.T) {
					s := newScreen(t, 120, 40)
					s.wait(time.Second)
					s.tap(places[in].open...)
					s.tap(first, second, "enter", first, "enter", "enter", second, "enter")
					s.wrote()
				})
			}
		}
	}
}

// TestArrowsAndEnterOnTheLeakPageChangeNothing: with caps lock on l has opened it, and the person goes on in the list below.
func TestArrowsAndEnterOnTheLeakPageChangeNothing(t *testing.T) {
	for _, arrow := range []string{"up", "down", "k", "j"} {
		s := newScreen(t, 120, 40)
		s.tap("j", "L", arrow, "enter", arrow, arrow)
		s.wrote()
	}
}

// repeat is how long after another a key comes that is held down.
const repeat = 33 * time.Millisecond

// TestNothingThatWritesIsAnsweredAhead types ahead of every dialog that an action opens: y and enter, at once and held down
// for twice as long as a question takes no answer.
func TestNothingThatWritesIsAnsweredAhead(t *testing.T) {
	for in := range action.Places {
		for _, a := range actions(in) {
			if a.ID == action.Undo || a.ID == action.Toggle && in == action.InAudit {
				continue
			}
			for _, answer := range []string{"y", "enter", "n"} {
				t.Run(places[in].name+" "+a.Name+" "+answer, func(t *testing.T) {
					t.Parallel()
					s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { f.lastUse[bobsKey] = iamsvc.LastUse{At: start} })
					s.wait(time.Second)
					s.tap(places[in].open...)
					s.press(a.Action.Keys[0])
					for range 2 * action.Settle / repeat {
						if answer == "n" { // a text that comes as keys: it answers, and what is below gets none of it
							for _, r := range "dynamo yes\r" {
								s.send(tea.KeyPressMsg{Code: r, Text: strings.Trim(string(r), "\r")})
							}
						} else {
							s.press(answer)
						}
						s.wait(repeat)
						if in == action.InPanes && a.On == action.Nothing {
							break
						}
					}
					if writes := s.svc.writes(); len(writes) > 0 && (a.On != action.Nothing || answer != "n") {
						t.Errorf("wrote %q", writes)
					}
				})
			}
		}
	}
}

// TestHeldEnterCreatesNothing: the key that opened the form of a description does not confirm it too.
func TestHeldEnterCreatesNothing(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "c", "tab", "tab")
	s.press("enter")
	s.shows("What is the key for?")
	s.wait(500 * time.Millisecond) // until a key that is held down repeats
	for range 60 {
		s.press("enter")
		s.wait(repeat)
	}
	s.wrote()
	s.wait(time.Second)
	s.press("enter")
	s.wait(heldPause)
	s.wrote("CreateKey bob")
}

// TestEveryModeHasAScene: a mode, or a kind of dialog, that is in none of them would not be tried with every key.
func TestEveryModeHasAScene(t *testing.T) {
	seen, kinds := map[mode]bool{}, map[dialog.Kind]bool{}
	for _, open := range modeScenes() {
		s := newScreen(t, 120, 40)
		open(s)
		seen[s.m.mode()] = true
		if s.open() > 0 {
			kinds[s.m.Top().Kind()] = true
		}
	}
	for is := range modes {
		if !seen[is] {
			t.Errorf("mode %d is in no scene", is)
		}
	}
	for _, kind := range []dialog.Kind{dialog.KindButtons, dialog.KindTyped, dialog.KindReveal, dialog.KindPage} {
		if !kinds[kind] {
			t.Errorf("dialogs of kind %d are in no scene", kind)
		}
	}
}

// TestADialogBelowIsSeenAnew: the key that closes what covered a question does not answer the question too.
func TestADialogBelowIsSeenAnew(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "c", "?")
	s.press("enter", "enter", "y") // closes the help, and is held down
	s.wrote()
	s.wait(action.Settle)
	s.press("y")
	s.wrote("CreateKey bob")

	s = newScreen(t, 120, 40)
	s.tap("j", "c")
	s.send(tea.WindowSizeMsg{Width: 40, Height: 10}) // too small to show the question
	s.wait(time.Second)
	s.press("y")
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	s.press("y")
	s.wrote()
	s.wait(action.Settle)
	s.press("y")
	s.wrote("CreateKey bob")
}
