package store

import (
	"maps"
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestDetailsArePlannedPartByPart(t *testing.T) {
	a := known(false)
	v := View{Details: []DetailsView{{User: iamsvc.NamedUser("bob"), Parts: DetailParts(), Since: noon}}}
	ops := func() (got []Op) {
		for _, w := range a.Plan(v) {
			got = append(got, w.Op)
		}
		return got
	}
	if got := ops(); !slices.Equal(got, DetailParts()) {
		t.Fatalf("at first the plan is %v", got)
	}
	a.SetMFA(iamsvc.NamedUser("bob"), nil, noon)
	a.Fail(Read{Op: AskGroups, User: iamsvc.NamedUser("bob")}, &iamsvc.Error{Kind: iamsvc.KindDenied}, noon)
	if got := ops(); !slices.Equal(got, []Op{AskUser, AskAttached, AskInline}) {
		t.Errorf("with two answers the plan is %v", got)
	}
	v.Details[0].Since = noon.Add(Fresh + time.Second)
	if got := ops(); !slices.Equal(got, DetailParts()) {
		t.Errorf("opened again after a minute the plan is %v", got)
	}
	v.Details = nil
	if got := ops(); len(got) > 0 {
		t.Errorf("with nothing open the plan is %v", got)
	}
}

// TestAnswersFromBeforeAnEdit: an answer to a question that was under way while something was changed from here does
// not show it. What is shown stays as it was changed, and is asked again; a later answer is believed.
func TestAnswersFromBeforeAnEdit(t *testing.T) {
	bob := iamsvc.NamedUser("bob")
	type state struct {
		shown []string
		known bool
	}
	for name, c := range map[string]struct {
		read   Read
		edit   func(*Store)
		answer func(s *Store, there bool)
		shown  func(*Store) state
	}{
		"inline policy": {
			Read{Op: AskInline, User: bob},
			func(s *Store) { s.EditInline(bob, "new", true, noon) },
			func(s *Store, there bool) { s.SetInline(bob, withPolicy([]string{"old"}, "new", there), noon) },
			func(s *Store) state {
				f := &s.Details(bob).Inline
				return state{f.Value, !f.At().IsZero()}
			},
		},
		"description": {
			Read{Op: AskDescriptions, User: bob},
			func(s *Store) { s.SetDescription(bob, "new", "text", noon) },
			func(s *Store, there bool) {
				texts := map[string]string{"old": "text"}
				if there {
					texts["new"] = "text"
				}
				s.SetDescriptions(bob, texts, noon)
			},
			func(s *Store) state {
				f := s.Descriptions(bob)
				return state{slices.Sorted(maps.Keys(f.Value)), !f.At().IsZero()}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for sent, want := range map[time.Duration]bool{-time.Second: false, 0: true, time.Minute: true} {
				s := New()
				s.begin(c.read, noon.Add(-time.Hour))
				c.answer(s, false)
				s.begin(c.read, noon.Add(sent))
				c.edit(s)
				c.answer(s, false)
				got := c.shown(s)
				if got.known != want || slices.Contains(got.shown, "new") == want {
					t.Errorf("asked %v after the change: %+v", sent, got)
				}
				s.begin(c.read, noon.Add(time.Hour))
				c.answer(s, true)
				if got := c.shown(s); !got.known || !slices.Contains(got.shown, "new") {
					t.Errorf("asked again: %+v", got)
				}
			}
		})
	}
}
