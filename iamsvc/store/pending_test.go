package store

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
)

// late is how long after a change from here lists may not show it yet.
const late = 15 * time.Second

func listed(a *Store) []string {
	var names []string
	for _, u := range a.Users() {
		names = append(names, u.Name)
	}
	return names
}

// list answers a request for a page that was sent at the time given.
func (s *Store) list(sent time.Time, more bool, users ...string) {
	s.begin(Read{Op: AskUsers}, sent)
	p := iamsvc.UserPage{More: more, Marker: "next"}
	for _, n := range users {
		p.Users = append(p.Users, iamsvc.User{Name: n})
	}
	s.AddPage(p, sent.Add(time.Second))
}

func TestNewUserIsListedWhereIAMWouldListIt(t *testing.T) {
	a := New()
	a.list(noon, false, "alice", "Carol", "dave")
	for _, n := range []string{"bob", "zoe", "aaron", "bob"} {
		a.AddUser(iamsvc.User{Name: n}, noon)
	}
	if got := listed(a); !slices.Equal(got, []string{"aaron", "alice", "bob", "Carol", "dave", "zoe"}) {
		t.Errorf("the users are %q", got)
	}
	for i, n := range listed(a) {
		if a.Index(iamsvc.NamedUser(n)) != i {
			t.Errorf("%s is at %d, not %d", n, i, a.Index(iamsvc.NamedUser(n)))
		}
	}
	if f := a.Keys(iamsvc.NamedUser("bob")); !f.Known() || len(f.Value) > 0 {
		t.Error("it is not known that the new user has no keys")
	}
}

func TestNewUserDoesNotVanishFromALateList(t *testing.T) {
	for _, c := range []struct {
		sent time.Duration
		want []string
	}{
		{time.Second, []string{"alice", "bob"}},
		{late, []string{"alice", "bob"}},
		{late + time.Second, []string{"alice"}}, // someone else has deleted it
	} {
		a := New()
		a.list(noon, false, "alice")
		a.AddUser(iamsvc.User{Name: "bob"}, noon)
		a.RefreshUsers()
		a.list(noon.Add(c.sent), false, "alice")
		if got := listed(a); !slices.Equal(got, c.want) {
			t.Errorf("after a list sent %v later the users are %q, want %q", c.sent, got, c.want)
		}
	}
}

// TestNewUserOfAPageThatIsNotRead: it stays until the last page is read, and then if it was on one of them.
func TestNewUserOfAPageThatIsNotRead(t *testing.T) {
	for _, there := range []bool{true, false} {
		a := New()
		a.list(noon, false, "alice")
		a.AddUser(iamsvc.User{Name: "zoe"}, noon)
		a.RefreshUsers()
		a.list(noon.Add(time.Hour), true, "alice", "bob")
		if got := listed(a); !slices.Equal(got, []string{"alice", "bob", "zoe"}) {
			t.Errorf("after the first page the users are %q", got)
		}
		last, want := []string{"carol"}, []string{"alice", "bob", "carol"}
		if there {
			last, want = append(last, "zoe"), append(want, "zoe")
		}
		a.list(noon.Add(time.Hour), false, last...)
		if got := listed(a); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("after the last page the users are %q, want %q", got, want)
		}
	}
}

func TestDeletedUserDoesNotComeBackFromALateList(t *testing.T) {
	for sent, want := range map[time.Duration][]string{late: {"alice"}, late + time.Second: {"alice", "bob"}} {
		a := New()
		a.list(noon, false, "alice", "bob")
		a.RemoveUser(iamsvc.NamedUser("bob"), noon)
		if got := listed(a); !slices.Equal(got, []string{"alice"}) {
			t.Errorf("the users are %q", got)
		}
		a.RefreshUsers()
		a.list(noon.Add(sent), false, "alice", "bob")
		if got := listed(a); !slices.Equal(got, want) {
			t.Errorf("after a list sent %v later the users are %q, want %q", sent, got, want)
		}
	}
}
