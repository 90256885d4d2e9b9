package audit_test

import (
	"slices"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
)

func TestWhatToAskNext(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{
		line(report.RootUser, slot(true, 900, 800)),
		line("a", slot(true, 9, 3)), line("b", slot(true, 9, 3), slot(true, 8, 2)), line("nokeys"), line("c", slot(true, 9, 3)),
		line("d", slot(true, 9, 3)),
	}, ago(0.1))
	root, c, b := table.User(iamsvc.RootUser()), table.User(iamsvc.NamedUser("c")), table.User(iamsvc.NamedUser("b"))
	visible := slices.Concat(root, c, b)
	ask := func(visible []audit.Ref, n int, want ...audit.Question) {
		t.Helper()
		if got := table.Next(visible, n); !slices.Equal(got, want) {
			t.Errorf("next is %v, want %v", got, want)
		}
	}
	ask(visible, 1, audit.Question{User: iamsvc.NamedUser("c")})
	ask(visible, 2, audit.Question{User: iamsvc.NamedUser("b")}, audit.Question{User: iamsvc.NamedUser("a")})
	ask(nil, 9, audit.Question{User: iamsvc.NamedUser("d")})
	ask(visible, 9)

	table.Keys(iamsvc.NamedUser("b"), []iamsvc.Key{key("B1", iamsvc.Active, 9), key("B2", iamsvc.Inactive, 8)}, now())
	table.Keys(iamsvc.NamedUser("c"), []iamsvc.Key{key("C1", iamsvc.Active, 9), key("C2", iamsvc.Active, 0.01)}, now())
	ask(nil, 9, audit.Question{User: iamsvc.NamedUser("c"), KeyID: "C2"}) // newer than the report
	ask(table.User(iamsvc.NamedUser("b")), 9, audit.Question{User: iamsvc.NamedUser("b"), KeyID: "B2"})
	ask(table.User(iamsvc.NamedUser("b")), 9)

	table.Unasked(audit.Question{User: iamsvc.NamedUser("a")})
	ask(nil, 9, audit.Question{User: iamsvc.NamedUser("a")})
	table.Failed(audit.Question{User: iamsvc.NamedUser("a")}, true)
	table.Failed(audit.Question{User: iamsvc.NamedUser("d")}, false)
	table.Failed(audit.Question{User: iamsvc.NamedUser("c"), KeyID: "C2"}, true)
	ask(slices.Concat(table.User(iamsvc.NamedUser("a")), table.User(iamsvc.NamedUser("d")), table.User(iamsvc.NamedUser("c"))), 9)
	if r := only(t, table, "a"); r.List != audit.ListDenied {
		t.Errorf("a: %+v", r)
	}
	if r := only(t, table, "d"); r.List != audit.ListFailed {
		t.Errorf("d: %+v", r)
	}
	table.Retry()
	got := table.Next(nil, 9)
	slices.SortFunc(got, func(a, b audit.Question) int { return len(a.KeyID) - len(b.KeyID) })
	if len(got) != 3 || got[2] != (audit.Question{User: iamsvc.NamedUser("c"), KeyID: "C2"}) {
		t.Errorf("after a retry: %v", got)
	}
	table.Failed(audit.Question{User: iamsvc.NamedUser("nobody")}, true)
	table.Unasked(audit.Question{User: iamsvc.NamedUser("nobody")})
}

// TestEveryUserIsAskedOnce walks the plan to its end.
func TestEveryUserIsAskedOnce(t *testing.T) {
	rows, lists := crowd(3000)
	table := newTable()
	table.Report(rows, ago(0.1))
	asked := map[audit.Question]int{}
	for next := table.Next(nil, 7); len(next) > 0; next = table.Next(nil, 7) {
		for _, q := range next {
			asked[q]++
			table.Keys(q.User, lists[q.User.UserName()], now())
		}
	}
	if len(asked) != len(lists) {
		t.Errorf("%d questions for %d users", len(asked), len(lists))
	}
	if s := table.Summary(); s.NoID != 0 {
		t.Errorf("%d keys have no ID", s.NoID)
	}
}

// TestWhatIsToldAgainCostsNothing: each answer about one key of a user comes with what is known of the others.
func TestWhatIsToldAgainCostsNothing(t *testing.T) {
	table := newTable()
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{key("A1", iamsvc.Active, 9), key("A2", iamsvc.Active, 8)}, now())
	use := iamsvc.LastUse{At: ago(1), Service: "s3"}
	table.LastUse(iamsvc.NamedUser("a"), "A1", use, now())
	table.NoLastUse(iamsvc.NamedUser("a"), "A2", true)
	if n := testing.AllocsPerRun(10, func() {
		table.LastUse(iamsvc.NamedUser("a"), "A1", use, now())
		table.NoLastUse(iamsvc.NamedUser("a"), "A2", true)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
	table.LastUse(iamsvc.NamedUser("a"), "A1", iamsvc.LastUse{At: ago(0.5), Service: "s3"}, now())
	for _, ref := range table.User(iamsvc.NamedUser("a")) {
		if r, _ := table.Row(ref); r.KeyID == "A1" && !r.Use.At.Equal(ago(0.5)) {
			t.Errorf("a later use is not told: %+v", r)
		}
	}
}
