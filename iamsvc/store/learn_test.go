package store

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
)

// TestLearnKeysTakesTheNewerList: answers of the audit come late and in any order; what counts is when each list was
// sent.
func TestLearnKeysTakesTheNewerList(t *testing.T) {
	const second = time.Second
	keys := Read{AskKeys, iamsvc.NamedUser("bob"), ""}
	list := func(id string) []iamsvc.Key { return []iamsvc.Key{{ID: id, Status: iamsvc.Active}} }
	network := &iamsvc.Error{Kind: iamsvc.KindNetwork}
	asked := func(a *Store) { // the pane asked at noon, and was told two seconds later
		a.begin(keys, noon)
		a.SetKeys(iamsvc.NamedUser("bob"), list("pane"), noon.Add(2*second))
	}
	for _, c := range []struct {
		name   string
		setup  func(*Store)
		sent   time.Time
		want   string
		state  State
		asking bool
	}{
		{"nothing known", nil, noon.Add(-second), "feed", Known, false},
		{"older than what is known", asked, noon.Add(-second), "pane", Known, false},
		{"sent at the same moment", asked, noon, "feed", Known, false},
		{"newer, though the answer to the older one has just come", asked, noon.Add(second), "feed", Known, false},
		{"older than another that was learned", func(a *Store) { a.LearnKeys(iamsvc.NamedUser("bob"), list("pane"), noon, noon) }, noon.Add(-second), "pane", Known, false},
		{"older, and what is known could not be read again", func(a *Store) {
			asked(a)
			a.begin(keys, noon.Add(4*second))
			a.Fail(keys, network, noon.Add(5*second))
		}, noon.Add(-second), "pane", Failed, false},
		{"newer than what is known, older than what is asked", func(a *Store) {
			asked(a)
			a.begin(keys, noon.Add(4*second))
		}, noon.Add(second), "feed", Known, true},
		{"older than the first that is asked", func(a *Store) { a.begin(keys, noon.Add(4*second)) }, noon, "feed", Known, true},
		{"newer than what is asked", func(a *Store) { a.begin(keys, noon) }, noon.Add(second), "feed", Known, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := New()
			if c.setup != nil {
				c.setup(a)
			}
			a.NoteDeactivated("feed", noon)
			a.LearnKeys(iamsvc.NamedUser("bob"), list("feed"), c.sent, noon.Add(6*second))
			f := a.Keys(iamsvc.NamedUser("bob"))
			_, asking := f.Asking()
			if got := f.Value[0].ID; got != c.want || f.State() != c.state || asking != c.asking {
				t.Errorf("%s is known, state %d, asking %v; want %s, %d, %v", got, f.State(), asking, c.want, c.state, c.asking)
			}
			taken := c.want == "feed"
			if f.Sent().Equal(c.sent) != taken || f.ValueAt().Equal(noon.Add(6*second)) != taken {
				t.Errorf("it was sent at %v and told at %v", f.Sent(), f.ValueAt())
			}
			if a.Deactivated("feed").IsZero() != taken {
				t.Error("when a key was deactivated is forgotten because of a list that does not count, or kept in spite of one")
			}
		})
	}
}

// TestWhatIsAskedLaterOutlivesAnOlderAnswer: the person asked again, and gets what was asked for, now or on return.
func TestWhatIsAskedLaterOutlivesAnOlderAnswer(t *testing.T) {
	keys := Read{AskKeys, iamsvc.NamedUser("bob"), ""}
	for name, answered := range map[string]bool{"answered": true, "given up": false} {
		t.Run(name, func(t *testing.T) {
			a := known(false)
			a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
			a.ForgetKeys(iamsvc.NamedUser("bob"))
			a.begin(keys, noon.Add(5*time.Second))
			a.LearnKeys(iamsvc.NamedUser("bob"), bobs()[:1], noon.Add(time.Second), noon.Add(6*time.Second))
			view := View{Pace: Resting, Selected: iamsvc.NamedUser("bob"), HasSelected: true, SelectedAt: noon}
			if p := a.Plan(view); len(p) == 0 || p[0].Read != keys {
				t.Errorf("the plan is %v", p)
			}
			if !answered {
				a.cancel(keys)
				if p := a.Plan(view); len(p) == 0 || p[0].Read != keys {
					t.Errorf("the plan is %v", p)
				}
				return
			}
			a.SetKeys(iamsvc.NamedUser("bob"), nil, noon.Add(7*time.Second))
			if f := a.Keys(iamsvc.NamedUser("bob")); len(f.Value) != 0 || !f.Sent().Equal(noon.Add(5*time.Second)) {
				t.Errorf("%v is known, sent at %v", f.Value, f.Sent())
			}
		})
	}
}

// TestAListFromBeforeAChangeIsLeftAlone: a list that was read before a key was deleted, made or changed from here,
// and that comes only then, does not show it. Nobody would ask again for a while.
func TestAListFromBeforeAChangeIsLeftAlone(t *testing.T) {
	const second = time.Second
	keys := Read{AskKeys, iamsvc.NamedUser("bob"), ""}
	changes := map[string]func(*Store){
		"deleted":     func(a *Store) { a.RemoveKey(iamsvc.NamedUser("bob"), "K1", noon.Add(second)) },
		"deactivated": func(a *Store) { a.SetStatus(iamsvc.NamedUser("bob"), "K1", iamsvc.Inactive, noon.Add(second)) },
		"made":        func(a *Store) { a.AddKey(iamsvc.Key{ID: "K3", User: iamsvc.NamedUser("bob")}, noon.Add(second)) },
	}
	for name, change := range changes {
		for _, known := range []bool{true, false} {
			a := New()
			if known {
				a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon.Add(-second))
			}
			a.begin(keys, noon)
			change(a)
			after := a.Keys(iamsvc.NamedUser("bob")).Value
			a.LearnKeys(iamsvc.NamedUser("bob"), bobs(), noon, noon.Add(2*second))
			a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon.Add(2*second))
			f := a.Keys(iamsvc.NamedUser("bob"))
			if !slices.Equal(f.Value, after) || f.Known() != known {
				t.Errorf("%s, known %v: the keys are %v, want %v", name, known, f.Value, after)
			}
			if _, asking := f.Asking(); asking || !f.due(noon.Add(3*second)) {
				t.Errorf("%s, known %v: the keys are not asked again", name, known)
			}
			a.begin(keys, noon.Add(3*second))
			a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon.Add(4*second))
			if !slices.Equal(f.Value, bobs()) {
				t.Errorf("%s, known %v: a list from after the change was left alone: %v", name, known, f.Value)
			}
		}
	}
}
