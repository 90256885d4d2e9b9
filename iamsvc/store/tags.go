package store

import (
	"slices"
	"strings"

	"akia/iamsvc"
)

// Tags are the tags of a user, without those that describe keys. They are not changed once they are made; nil is that
// they are not known.
type Tags struct{ all []iamsvc.Tag }

// All returns the tags. The caller must not change the slice.
func (t *Tags) All() []iamsvc.Tag {
	if t == nil {
		return nil
	}
	return t.all
}

// Has reports whether there is a tag of that name and, unless value is nil, that value; both without regard to case.
func (t *Tags) Has(name string, value *string) bool {
	return slices.ContainsFunc(t.All(), func(tag iamsvc.Tag) bool {
		return strings.EqualFold(tag.Key, name) && (value == nil || strings.EqualFold(tag.Value, *value))
	})
}

// Tags returns the tags of a user as they were told last, with the user itself or with the facts about all; nil if they
// are not known.
func (s *Store) Tags(user iamsvc.Principal) *Tags { return s.tags[user] }

// setTags records the tags of a user, and reports whether they are others than were known.
func (s *Store) setTags(user iamsvc.Principal, tags []iamsvc.Tag) bool {
	own := slices.DeleteFunc(slices.Clone(tags), iamsvc.Tag.Describes)
	if was := s.tags[user]; was != nil && slices.Equal(was.all, own) {
		return false
	}
	s.tags[user] = &Tags{own}
	return true
}
