package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/queue"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// The requests of these tests, as Plan words them below.
const (
	identity = "identity now"
	page     = "page now"
	ahead    = "page ahead"
	bob      = "keys of bob now"
	use1     = "use of K1 now"
	use2     = "use of K2 now"
	texts    = "descriptions of bob ahead"

	use1Ahead = "use of K1 ahead"
)

func word(w Want) string {
	class := map[queue.Class]string{queue.InView: "now", queue.Ahead: "ahead"}[w.Class]
	switch w.Op {
	case AskUsers:
		return "page " + class
	case AskKeys:
		return "keys of " + w.User.UserName() + " " + class
	case AskLastUse:
		return "use of " + w.Key + " " + class
	case AskDescriptions:
		return "descriptions of " + w.User.UserName() + " " + class
	default:
		return "identity " + class
	}
}

// known is an account whose identity and users alice, bob and carol are known, with pages left or not.
func known(more bool) *Store {
	a := New()
	a.SetIdentity(iamsvc.Identity{Account: "123456789012"}, noon)
	a.AddPage(iamsvc.UserPage{Users: []iamsvc.User{{Name: "alice"}, {Name: "bob"}, {Name: "carol"}}, More: more, Marker: "m"}, noon)
	return a
}

// bobs are the two keys of bob.
func bobs() []iamsvc.Key {
	return []iamsvc.Key{{ID: "K1", User: iamsvc.NamedUser("bob")}, {ID: "K2", User: iamsvc.NamedUser("bob")}}
}

func TestPlan(t *testing.T) {
	at := func(p Pace) View {
		return View{Pace: p, Selected: iamsvc.NamedUser("bob"), HasSelected: true, SelectedAt: noon, Uses: []string{"K1", "K2"}}
	}
	inView := func(v View, uses []string, ahead ...string) View { v.Uses, v.UsesAhead = uses, ahead; return v }
	network := &iamsvc.Error{Kind: iamsvc.KindNetwork}
	refused := &iamsvc.Error{Kind: iamsvc.KindDenied}
	keys := Read{AskKeys, iamsvc.NamedUser("bob"), ""}
	use := func(id string) Read { return Read{AskLastUse, iamsvc.NamedUser("bob"), id} }
	shown := func(v View, names ...string) View { v.Shown = named(names...); return v }
	described := func(v View) View { v.Descriptions = true; return v }
	later := func(v View, d time.Duration) View { v.SelectedAt = noon.Add(d); return v }
	for _, c := range []struct {
		name  string
		more  bool
		setup func(*Store)
		view  View
		want  []string
	}{
		{"at rest on a user who was not asked about", false, nil, at(Resting), []string{bob}},
		{"moving past one", false, nil, at(Moving), nil},
		{"settled on one", false, nil, at(Settled), []string{bob}},
		{"nobody selected", false, nil, View{Pace: Settled}, nil},
		{"keys under way, at rest", false, func(a *Store) { a.begin(keys, noon) }, at(Resting), []string{bob}},
		{"keys under way, moving: still waited for", false, func(a *Store) { a.begin(keys, noon) }, at(Moving), []string{bob}},
		{"keys given up", false, func(a *Store) { a.begin(keys, noon); a.cancel(keys) }, at(Resting), []string{bob}},
		{"keys given up, moving", false, func(a *Store) { a.begin(keys, noon); a.cancel(keys) }, at(Moving), nil},
		{"keys known: last use of all together", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon) }, at(Resting), []string{use1, use2}},
		{"keys known, moving", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon) }, at(Moving), nil},
		{"one of them in view", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon) }, inView(at(Resting), []string{"K2"}), []string{use2}},
		{"one in view, one about to be", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon) }, inView(at(Resting), []string{"K2"}, "K1"), []string{use2, use1Ahead}},
		{"one about to be in view, moving", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon) }, inView(at(Moving), nil, "K1"), nil},
		{"one that was in view under way, moving", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon); a.begin(use("K1"), noon) }, inView(at(Moving), []string{"K2"}, "K1"), []string{use1Ahead}},
		{"one that was in view under way, out of sight", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon); a.begin(use("K1"), noon) }, inView(at(Moving), []string{"K2"}), nil},
		{"descriptions before what is ahead", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon) }, described(inView(at(Resting), []string{"K2"}, "K1")), []string{use2, texts, use1Ahead}},
		{"out of view, known, old on return", false, fresh, inView(later(at(Resting), Fresh+1), []string{"K1"}), []string{bob, use1}},
		{"no keys", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), nil, noon) }, inView(at(Resting), nil), nil},
		{"one last use known", false, func(a *Store) {
			a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
			a.SetLastUse(iamsvc.NamedUser("bob"), "K1", iamsvc.LastUse{}, noon)
		}, at(Resting), []string{use2}},
		{"one last use under way, moving", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon); a.begin(use("K2"), noon) }, at(Moving), []string{use2}},
		{"all fresh", false, fresh, later(at(Resting), Fresh), nil},
		{"all old on return", false, fresh, later(at(Resting), Fresh+1), []string{bob, use1, use2}},
		{"all old, moving", false, fresh, later(at(Moving), time.Hour), nil},
		{"all old while it is looked at", false, fresh, at(Settled), nil},
		{"keys forgotten, what was known is shown", false, func(a *Store) { fresh(a); a.ForgetKeys(iamsvc.NamedUser("bob")) }, at(Settled), []string{bob, use1, use2}},
		{"everything forgotten", true, func(a *Store) { fresh(a); a.ForgetAll() }, at(Settled), []string{identity, page, bob, use1, use2}},
		{"failure just now", false, func(a *Store) { a.Fail(keys, network, noon) }, later(at(Resting), 5*time.Second), nil},
		{"failure a while ago", false, func(a *Store) { a.Fail(keys, network, noon) }, later(at(Resting), 5*time.Second+1), []string{bob}},
		{"denied a while ago", false, func(a *Store) { a.Fail(keys, refused, noon) }, later(at(Resting), Fresh), nil},
		{"denied long ago", false, func(a *Store) { a.Fail(keys, refused, noon) }, later(at(Resting), Fresh+1), []string{bob}},
		{"last use denied", false, func(a *Store) {
			a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
			a.Fail(use("K1"), refused, noon)
		}, at(Resting), []string{use2}},
		{"keys read again that failed: no last uses of old ones", false, func(a *Store) { fresh(a); a.Fail(keys, network, noon) }, later(at(Resting), time.Hour), []string{bob}},
		{"settled with rows in view", false, nil, shown(at(Settled), "alice", "bob", "carol"), []string{bob, "keys of alice ahead", "keys of carol ahead"}},
		{"at rest with rows in view", false, nil, shown(at(Resting), "alice", "bob", "carol"), []string{bob}},
		{"rows in view that were asked long ago", false, func(a *Store) { a.SetKeys(iamsvc.NamedUser("alice"), nil, noon.Add(-time.Hour)) }, shown(at(Settled), "alice", "bob", "carol"), []string{bob, "keys of carol ahead"}},
		{"a row in view that failed", false, func(a *Store) { a.Fail(Read{AskKeys, iamsvc.NamedUser("alice"), ""}, network, noon) }, shown(at(Settled), "alice"), []string{bob}},
		{"a row in view under way", false, func(a *Store) { a.begin(Read{AskKeys, iamsvc.NamedUser("alice"), ""}, noon) }, shown(at(Settled), "alice"), []string{bob, "keys of alice ahead"}},
		{"near the end, pages left", true, nil, View{NearEnd: true}, []string{ahead}},
		{"near the end, all read", false, nil, View{NearEnd: true}, nil},
		{"not near the end", true, nil, View{}, nil},
		{"all wanted, for a filter", true, nil, View{WantAll: true}, []string{ahead}},
		{"all wanted, but stopped", true, (*Store).StopUsers, View{WantAll: true, NearEnd: true}, nil},
		{"stopped and resumed", true, func(a *Store) { a.StopUsers(); a.ResumeUsers() }, View{WantAll: true}, []string{ahead}},
		{"a page failed", true, func(a *Store) { a.Fail(Read{Op: AskUsers}, network, noon) }, View{WantAll: true, NearEnd: true}, nil},
		{"a page failed, then resumed", true, func(a *Store) { a.Fail(Read{Op: AskUsers}, network, noon); a.ResumeUsers() }, View{NearEnd: true}, []string{ahead}},
		{"refreshed", false, (*Store).RefreshUsers, View{}, []string{page}},
		{"identity failed", false, func(a *Store) {
			a.Identity = Fact[iamsvc.Identity]{}
			a.Fail(Read{Op: AskIdentity}, network, noon)
		}, View{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := known(c.more)
			if c.setup != nil {
				c.setup(a)
			}
			before := fmt.Sprintf("%+v", *a)
			var got []string
			for _, w := range a.Plan(c.view) {
				got = append(got, word(w))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("the plan is %q, want %q", got, c.want)
			}
			if after := fmt.Sprintf("%+v", *a); after != before {
				t.Error("the plan changed the account")
			}
		})
	}
}

// fresh makes everything about bob known as of noon.
func fresh(a *Store) {
	a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
	a.SetLastUse(iamsvc.NamedUser("bob"), "K1", iamsvc.LastUse{}, noon)
	a.SetLastUse(iamsvc.NamedUser("bob"), "K2", iamsvc.LastUse{}, noon)
}

// TestPlanOfANewAccount asks who we are and for the first page side by side.
func TestPlanOfANewAccount(t *testing.T) {
	var got []string
	for _, w := range New().Plan(View{Pace: Resting}) {
		got = append(got, word(w))
	}
	if !slices.Equal(got, []string{identity, page}) {
		t.Errorf("the plan is %q", got)
	}
}

// TestPlanOfRootsOwnKeys: the empty name is a user like any other where one is selected.
func TestPlanOfRootsOwnKeys(t *testing.T) {
	a := known(false)
	p := a.Plan(View{Pace: Resting, HasSelected: true})
	if len(p) != 1 || p[0].Read != (Read{Op: AskKeys}) {
		t.Errorf("the plan is %v", p)
	}
}
