package store

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// key is a key of that many days.
func key(id string, days int, s iamsvc.Status) iamsvc.Key {
	return iamsvc.Key{ID: id, Status: s, Created: noon.AddDate(0, 0, -days)}
}

func TestOldest(t *testing.T) {
	old, young := key("old", 100, iamsvc.Active), key("young", 10, iamsvc.Active)
	off, dead := key("off", 500, iamsvc.Inactive), key("dead", 400, iamsvc.Inactive)
	for _, c := range []struct {
		keys []iamsvc.Key
		want string
	}{
		{nil, ""},
		{[]iamsvc.Key{young}, "young"},
		{[]iamsvc.Key{young, old}, "old"},
		{[]iamsvc.Key{old, young}, "old"},
		{[]iamsvc.Key{off, young}, "young"}, // an active one says more
		{[]iamsvc.Key{young, off}, "young"},
		{[]iamsvc.Key{dead, off}, "off"},
		{[]iamsvc.Key{{ID: "undated", Status: iamsvc.Active}, young, old}, "old"},
		{[]iamsvc.Key{{ID: "undated", Status: iamsvc.Active}, off}, "undated"},
	} {
		got, ok := Oldest(c.keys)
		if got.ID != c.want || ok != (c.want != "") {
			t.Errorf("Oldest(%v) = %q, %v", c.keys, got.ID, ok)
		}
	}
}

func TestLatestUse(t *testing.T) {
	keys := []iamsvc.Key{{ID: "a"}, {ID: "b"}}
	use := func(hours int) iamsvc.LastUse { return iamsvc.LastUse{At: noon.Add(-time.Duration(hours) * time.Hour)} }
	for name, c := range map[string]struct {
		setup func(*Store)
		at    time.Time
		state State
	}{
		"none asked": {func(*Store) {}, time.Time{}, Unasked},
		"both known": {func(a *Store) {
			a.SetLastUse(iamsvc.NamedUser("bob"), "a", use(5), noon)
			a.SetLastUse(iamsvc.NamedUser("bob"), "b", use(2), noon)
		}, noon.Add(-2 * time.Hour), Known},
		"one never": {func(a *Store) {
			a.SetLastUse(iamsvc.NamedUser("bob"), "a", use(5), noon)
			a.SetLastUse(iamsvc.NamedUser("bob"), "b", iamsvc.LastUse{}, noon)
		}, noon.Add(-5 * time.Hour), Known},
		"both never": {func(a *Store) {
			a.SetLastUse(iamsvc.NamedUser("bob"), "a", iamsvc.LastUse{}, noon)
			a.SetLastUse(iamsvc.NamedUser("bob"), "b", iamsvc.LastUse{}, noon)
		}, time.Time{}, Known},
		"one on its way": {func(a *Store) {
			a.SetLastUse(iamsvc.NamedUser("bob"), "a", use(5), noon)
			a.begin(Read{AskLastUse, iamsvc.Principal{}, "b"}, noon)
		}, noon.Add(-5 * time.Hour), Loading},
		"one failed": {func(a *Store) {
			a.SetLastUse(iamsvc.NamedUser("bob"), "a", use(5), noon)
			a.Fail(Read{AskLastUse, iamsvc.Principal{}, "b"}, &iamsvc.Error{}, noon)
		}, time.Time{}, Failed},
		"first failed": {func(a *Store) {
			a.Fail(Read{AskLastUse, iamsvc.Principal{}, "a"}, &iamsvc.Error{}, noon)
		}, time.Time{}, Failed},
	} {
		t.Run(name, func(t *testing.T) {
			a := New()
			c.setup(a)
			got, state := a.LatestUse(keys)
			if !got.At.Equal(c.at) || state != c.state {
				t.Errorf("LatestUse = %v, %d; want %v, %d", got.At, state, c.at, c.state)
			}
		})
	}
}
