package store_test

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// TestTags: the tags of a user are those that were told last by either way, and who follows the store hears of others.
func TestTags(t *testing.T) {
	alice, now := iamsvc.NamedUser("alice"), time.Unix(0, 0)
	team := iamsvc.Tag{Key: "Team", Value: "Payments"}
	described := iamsvc.Tag{Key: "AKIAIOSFODNN7EXAMPLE", Value: "build"}
	s := store.New()
	if s.Tags(alice) != nil || s.Tags(alice).Has("team", nil) || s.Tags(alice).All() != nil {
		t.Error("tags of a user of whom nothing is known")
	}
	s.SetUserFacts([]iamsvc.UserFacts{{Name: "alice", Tags: []iamsvc.Tag{team}}})
	first := s.Tags(alice)
	if !slices.Equal(first.All(), []iamsvc.Tag{team}) {
		t.Errorf("tags %v", first.All())
	}
	is, isnt := "payments", "pay"
	for _, c := range []struct {
		name  string
		value *string
		want  bool
	}{{"team", nil, true}, {"TEAM", &is, true}, {"team", &isnt, false}, {"tea", nil, false}} {
		if got := first.Has(c.name, c.value); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	_, mark, _ := s.Changes(0)
	s.SetUser(alice, iamsvc.UserDetails{Tags: []iamsvc.Tag{described, team}}, now)
	if _, after, _ := s.Changes(mark); s.Tags(alice) != first || after != mark {
		t.Error("the same tags are others")
	}
	s.SetUser(alice, iamsvc.UserDetails{}, now)
	if users, _, ok := s.Changes(mark); !ok || !slices.Contains(users, alice) || s.Tags(alice) == nil || len(s.Tags(alice).All()) > 0 {
		t.Errorf("after the tag is gone: %v, changed %v", s.Tags(alice), users)
	}
	s.SetUserFacts([]iamsvc.UserFacts{{Name: "alice", Tags: []iamsvc.Tag{team}}})
	s.RenameUser(alice, iamsvc.NamedUser("alicia"), now)
	if s.Tags(alice) != nil || !s.Tags(iamsvc.NamedUser("alicia")).Has("team", nil) {
		t.Error("a user who is renamed loses its tags")
	}
}
