package store

import (
	"strings"
	"testing"

	"akia/iamsvc"
)

func pageOf(names string, more bool) iamsvc.UserPage {
	p := iamsvc.UserPage{More: more}
	for _, n := range strings.Fields(names) {
		p.Users = append(p.Users, iamsvc.User{Name: n})
	}
	if more {
		p.Marker = "after " + names
	}
	return p
}

func names(a *Store) string {
	var n []string
	for _, u := range a.Users() {
		n = append(n, u.Name)
	}
	return strings.Join(n, " ")
}

// holds fails unless the list is these users, and the index agrees with it.
func holds(t *testing.T, a *Store, want string) {
	t.Helper()
	if got := names(a); got != want {
		t.Errorf("the users are %q, want %q", got, want)
	}
	for i, u := range a.Users() {
		if a.Index(iamsvc.NamedUser(u.Name)) != i {
			t.Errorf("Index(%s) = %d, want %d", u.Name, a.Index(iamsvc.NamedUser(u.Name)), i)
		}
	}
	if a.Index(iamsvc.NamedUser("nobody")) != -1 {
		t.Error("the index knows nobody")
	}
}

func TestPages(t *testing.T) {
	a := New()
	if !a.MoreUsers() {
		t.Error("an account that was not read has no more users")
	}
	a.AddPage(pageOf("a b", true), noon)
	a.AddPage(pageOf("", true), noon) // a page may be empty and not the last
	if a.markerForNext() == "" && !a.MoreUsers() {
		t.Error("an empty page ended the list")
	}
	a.AddPage(pageOf("b c", true), noon) // and a user may come twice
	a.AddPage(pageOf("d", false), noon)
	holds(t, a, "a b c d")
	if a.MoreUsers() {
		t.Error("there is more after the last page")
	}
}

// TestRefreshKeepsALongList until the new one is as long.
func TestRefreshKeepsALongList(t *testing.T) {
	a := New()
	a.AddPage(pageOf("a b", true), noon)
	a.AddPage(pageOf("c d", true), noon)
	a.RefreshUsers()
	if a.markerForNext() != "" {
		t.Error("a refresh does not begin at the beginning")
	}
	holds(t, a, "a b c d")
	a.AddPage(pageOf("new a", true), noon)
	holds(t, a, "a b c d")
	a.AddPage(pageOf("c d", true), noon)
	holds(t, a, "new a c d")
	a.AddPage(pageOf("e", false), noon)
	holds(t, a, "new a c d e")
}

func TestRefreshOfAListThatHasBecomeShorter(t *testing.T) {
	a := New()
	a.AddPage(pageOf("a b c d", false), noon)
	a.RefreshUsers()
	a.AddPage(pageOf("a", true), noon)
	holds(t, a, "a b c d")
	a.AddPage(pageOf("d", false), noon)
	holds(t, a, "a d")
	a.RefreshUsers()
	a.AddPage(pageOf("", false), noon)
	holds(t, a, "")
}

func TestRefreshThatFailsKeepsTheList(t *testing.T) {
	a := New()
	a.AddPage(pageOf("a b", true), noon)
	a.RefreshUsers()
	a.Fail(Read{Op: AskUsers}, &iamsvc.Error{Kind: iamsvc.KindNetwork}, noon)
	holds(t, a, "a b")
	if a.UsersErr() == nil || a.UsersState() != Failed {
		t.Error("the failure is not kept")
	}
	a.RefreshUsers()
	a.AddPage(pageOf("a b c", false), noon)
	holds(t, a, "a b c")
	if a.UsersErr() != nil {
		t.Error("the failure outlived its cause")
	}
}

func TestRefreshDuringARefreshBeginsAgain(t *testing.T) {
	a := New()
	a.AddPage(pageOf("a b c", false), noon)
	a.RefreshUsers()
	a.AddPage(pageOf("x", true), noon)
	a.RefreshUsers()
	a.AddPage(pageOf("a b c d", false), noon)
	holds(t, a, "a b c d")
}

func TestOnly(t *testing.T) {
	a := New()
	a.Only(iamsvc.User{Name: "me"})
	holds(t, a, "me")
}
