package browse

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// root is the root of a test: it remembers what the panes asked it to do.
type root struct {
	covered   bool
	uncovered int
	changing  map[string]string
	left      bool
}

func (h *root) Covered() bool { return h.covered }

func (h *root) Uncover() { h.uncovered++; h.covered = false }

func (h *root) ReadAll() tea.Cmd { return nil }
func (h *root) Reads() bool      { return false }

func (h *root) LeavePanes() tea.Cmd { return nil }

func (h *root) Interrupt() tea.Cmd { h.left = true; return nil }

func (h *root) Changing(_ iamsvc.Principal, keyID string) (string, bool) {
	words, busy := h.changing[keyID]
	return words, busy
}

// finder is a service that knows the owner of each key.
type finder struct {
	stage.Service
	owner iamsvc.Principal
}

func (f finder) FindOwner(context.Context, string) (iamsvc.LastUse, error) {
	return iamsvc.LastUse{User: f.owner}, nil
}

const bobKey = "AKIABOBBOBBOBBOBBOB1"

// open returns the panes of an account with these users, of whom bob has a key; nothing else is known.
func open(names ...string) (*Room, *root) {
	now := func() time.Time { return start }
	thresholds := audit.Defaults()
	s := stage.New(stage.Config{
		Service: finder{owner: iamsvc.NamedUser("bob")}, Now: now, Clock: clock.New(now), Thresholds: &thresholds,
	})
	s.Width, s.Height = 200, 24
	h := &root{changing: map[string]string{}}
	r := New(s, h)
	var page iamsvc.UserPage
	for _, name := range names {
		page.Users = append(page.Users, iamsvc.User{Name: name, Path: "/"})
	}
	s.Store.AddPage(page, start)
	bob := iamsvc.NamedUser("bob")
	s.Store.SetKeys(bob, []iamsvc.Key{{ID: bobKey, User: bob, Status: iamsvc.Active, Created: start}}, start)
	r.Start("")
	r.Relist()
	r.Layout()
	r.Follow(r.Selected())
	return r, h
}

func (r *Room) text() string { return ansi.Strip(strings.Join(r.Draw(), "\n")) }

// TestPanesStandByThemselves: they need a stage and a host, and no root.
func TestPanesStandByThemselves(t *testing.T) {
	r, h := open("alice", "bob", "carol")
	r.Escape()
	for range 2 {
		r.GoTo(iamsvc.NamedUser("bob"), bobKey)
	}
	if user, ok := r.User(); !ok || user != iamsvc.NamedUser("bob") || !r.OnKeys() || r.KeyID() != bobKey {
		t.Errorf("on %v, %v, key %q", user, ok, r.KeyID())
	}
	if h.uncovered != 2 {
		t.Errorf("the panes were brought back %d times", h.uncovered)
	}
	if got := r.text(); !strings.Contains(got, "Keys of bob") || !strings.Contains(got, "● active") {
		t.Error(got)
	}
	h.changing[bobKey] = "inactive"
	if got := r.text(); strings.Contains(got, "● active") || !strings.Contains(got, "inactive") {
		t.Error(got)
	}
}

// TestCoveredPanesAskForNothing but for what a window is about, or for a description that is waited for.
func TestCoveredPanesAskForNothing(t *testing.T) {
	r, h := open("alice", "bob")
	if v := r.View(); !v.HasSelected || !v.Descriptions {
		t.Errorf("%+v", v)
	}
	h.covered = true
	r.Cover()
	r.Follow(iamsvc.NamedUser("bob"), true)
	if v := r.View(); v.HasSelected || v.Descriptions || v.NearEnd || len(v.Shown) > 0 {
		t.Errorf("%+v", v)
	}
	r.AwaitDescription(bobKey)
	if v := r.View(); !v.HasSelected || !v.Descriptions || v.Selected != iamsvc.NamedUser("bob") {
		t.Errorf("%+v", v)
	}
	if r.TakeAwaited() != bobKey || r.AwaitsDescription() {
		t.Error("it is still waited for")
	}
	r.ShowUser()
	v := r.View()
	if !v.HasSelected || len(v.Details) != 1 || v.Details[0].User != iamsvc.NamedUser("bob") {
		t.Errorf("%+v", v)
	}
}

// TestUncoveredPanesAreWhereTheyWere: the key that was selected is, whatever row the other room looked at.
func TestUncoveredPanesAreWhereTheyWere(t *testing.T) {
	r, h := open("alice", "bob")
	r.GoTo(iamsvc.NamedUser("bob"), bobKey)
	h.covered = true
	r.Cover()
	r.Follow(iamsvc.NamedUser("alice"), true)
	if r.KeyID() != "" {
		t.Errorf("%q of another user is selected", r.KeyID())
	}
	h.covered = false
	r.Uncovered()
	r.Follow(r.Selected())
	if user, _ := r.User(); user != iamsvc.NamedUser("bob") || r.KeyID() != bobKey {
		t.Errorf("on %s of %v", r.KeyID(), user)
	}
}

// TestOwnerThatNobodyWaitsForIsIgnored: the search was ended before its answer came.
func TestOwnerThatNobodyWaitsForIsIgnored(t *testing.T) {
	for _, ended := range []bool{false, true} {
		r, _ := open("alice", "bob")
		answer := r.findOwner(t.Context(), r.asked+1, bobKey)()
		r.FindOwner(bobKey)
		if ended {
			r.EndSeek()
		}
		answer.(stage.Message).Take()
		if user, _ := r.User(); (user == iamsvc.NamedUser("bob")) == ended || r.Seeking() {
			t.Errorf("ended %v: on %v, seeking %v", ended, user, r.Seeking())
		}
	}
}

// TestPageOfARenamedUser resumes under the present name.
func TestPageOfARenamedUser(t *testing.T) {
	r, _ := open("alice", "bob")
	r.GoTo(iamsvc.NamedUser("bob"), "")
	r.ShowUser()
	r.Store.RenameUser(iamsvc.NamedUser("bob"), iamsvc.NamedUser("robert"), start)
	r.Renamed(iamsvc.NamedUser("bob"), iamsvc.NamedUser("robert"))
	if user, parts := r.Top().Live.Details(); user != iamsvc.NamedUser("robert") || len(parts) != len(store.DetailParts()) {
		t.Errorf("the page is about %v, %v", user, parts)
	}
	if user, ok := r.Selected(); !ok || user != iamsvc.NamedUser("robert") {
		t.Errorf("on %v", user)
	}
}

// TestWhatWaitsForLastUses is done when they are known, and given up when the panes are covered meanwhile.
func TestWhatWaitsForLastUses(t *testing.T) {
	for _, cover := range []bool{false, true} {
		r, h := open("alice", "bob")
		r.GoTo(iamsvc.NamedUser("bob"), bobKey)
		r.Follow(r.Selected())
		done := 0
		r.AfterUses(iamsvc.NamedUser("bob"), nil, func() tea.Cmd {
			done++
			r.Open(dialog.NewPage("done"))
			return nil
		})
		r.GoOn()
		if done != 0 || !r.Busy() {
			t.Fatalf("done %d times before the last use was known", done)
		}
		h.covered = cover
		r.Store.LearnLastUse(iamsvc.NamedUser("bob"), bobKey, iamsvc.LastUse{}, start, start)
		r.GoOn()
		r.GoOn()
		if want := map[bool]int{false: 1, true: 0}[cover]; done != want || r.Busy() {
			t.Errorf("covered %v: done %d times, want %d", cover, done, want)
		}
		if !cover && !r.Top().ByItself {
			t.Error("the window takes keys as if a person had opened it")
		}
	}
}

// TestNamesAreWholeBeforeAnythingElseIsWide: a path has a column once the longest name has its room.
func TestNamesAreWholeBeforeAnythingElseIsWide(t *testing.T) {
	long := strings.Repeat("long-name-", 6) + "last"
	for _, width := range []int{60, 80, 120, 200, 300} {
		r, _ := open("bob", "carol", long)
		r.Width, r.Height = width, 40
		r.Layout()
		lines := strings.Split(ansi.Strip(strings.Join(r.Draw(), "\n")), "\n")
		row := lines[4]
		path, whole := strings.Contains(lines[1], " PATH "), strings.Contains(row, long)
		if path && !whole {
			t.Errorf("at %d columns there is a path beside half a name: %q", width, row)
		}
		if room := r.UsersWidth() - 2 - keysWidth; !whole && room > len(long)+4 {
			t.Errorf("at %d columns the name is cut before a gap: %q", width, row)
		}
	}
	r, _ := open("bob", "carol")
	r.Width, r.Height = 200, 40
	r.Layout()
	if lines := r.Draw(); !strings.Contains(lines[1], " PATH ") {
		t.Errorf("there is room, and no path: %q", ansi.Strip(lines[1]))
	}
}
