package store

import (
	"fmt"
	"slices"
	"testing"

	"akia/iamsvc"
)

// named returns users by name.
func named(names ...string) []iamsvc.Principal {
	var users []iamsvc.Principal
	for _, n := range names {
		users = append(users, iamsvc.NamedUser(n))
	}
	return users
}

func TestChanges(t *testing.T) {
	a := New()
	mark := 0
	changed := func(want ...string) {
		t.Helper()
		users, now, ok := a.Changes(mark)
		if !ok || !slices.Equal(users, named(want...)) || now != mark+len(want) {
			t.Errorf("%v, %d, %v; want %v", users, now, ok, want)
		}
		mark = now
	}
	keys := Read{AskKeys, iamsvc.NamedUser("bob"), ""}
	changed()
	a.begin(keys, noon)
	a.cancel(keys)
	a.begin(Read{Op: AskUsers}, noon)
	a.Fail(Read{Op: AskUsers}, &iamsvc.Error{}, noon)
	a.SetLastUse(iamsvc.NamedUser("bob"), "K1", iamsvc.LastUse{}, noon)
	a.SetStatus(iamsvc.NamedUser("carol"), "K9", iamsvc.Active, noon) // whose keys nobody knows
	a.LearnKeys(iamsvc.NamedUser("bob"), nil, noon, noon)
	changed("bob", "bob")
	a.LearnKeys(iamsvc.NamedUser("bob"), bobs(), noon.Add(-1), noon) // older
	changed()
	a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
	a.SetStatus(iamsvc.NamedUser("bob"), "K1", iamsvc.Inactive, noon)
	a.AddKey(iamsvc.Key{ID: "K3", User: iamsvc.NamedUser("bob")}, noon)
	a.RemoveKey(iamsvc.NamedUser("bob"), "K3", noon)
	changed("bob", "bob", "bob", "bob")
	a.Fail(keys, &iamsvc.Error{}, noon)
	a.ForgetKeys(iamsvc.NamedUser("bob"))
	a.ForgetKeys(iamsvc.NamedUser("eve")) // of whom nothing was ever known
	changed("bob", "bob")
	a.AddUser(iamsvc.User{Name: "dora"}, noon)
	a.RemoveUser(iamsvc.NamedUser("dora"), noon)
	changed("dora", "dora")
	a.ForgetAll()
	if _, now, ok := a.Changes(mark); ok || now <= mark {
		t.Errorf("after everything was forgotten: %d, %v", now, ok)
	}
}

// TestChangesForgets: only the last ones are kept, and it is said when that is not all.
func TestChangesForgets(t *testing.T) {
	a := New()
	var marks []int
	for i := range 3 * changesKept {
		_, now, _ := a.Changes(0)
		marks = append(marks, now)
		a.SetKeys(iamsvc.NamedUser(fmt.Sprint(i)), nil, noon)
	}
	for i, mark := range marks {
		users, _, ok := a.Changes(mark)
		if left := len(marks) - i; ok && (len(users) != left || users[0] != iamsvc.NamedUser(fmt.Sprint(i))) || !ok && left <= changesKept {
			t.Fatalf("%d changes ago: %v, %d users", left, ok, len(users))
		}
	}
	if _, _, ok := a.Changes(0); ok {
		t.Error("all changes were kept")
	}
	if _, now, ok := New().Changes(marks[len(marks)-1]); ok || now != 0 {
		t.Errorf("of a mark of another account: %v, %d", ok, now)
	}
}
