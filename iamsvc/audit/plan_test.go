package audit_test

import (
	"slices"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
	"akia/iamsvc/store"
)

func list(user string) store.Read { return store.Read{Op: store.AskKeys, User: iamsvc.NamedUser(user)} }

func use(user, keyID string) store.Read {
	return store.Read{Op: store.AskLastUse, User: iamsvc.NamedUser(user), Key: keyID}
}

// asks fails unless these reads are wanted: those of visible rows first, in view, and then those behind them.
func (f fixture) asks(t *testing.T, visible []audit.Ref, inView []store.Read, behind ...store.Read) {
	t.Helper()
	var seen, swept []store.Read
	for _, ref := range visible {
		if r, lacks := f.Lacks(ref); lacks {
			seen = append(seen, r)
		}
	}
	for _, w := range f.Wants() {
		swept = append(swept, w.Read)
	}
	if !slices.Equal(seen, inView) || !slices.Equal(sorted(swept), sorted(behind)) {
		t.Errorf("wanted are %v and behind them %v; want %v, %v", seen, swept, inView, behind)
	}
}

func sorted(reads []store.Read) []store.Read {
	return slices.SortedFunc(slices.Values(reads), func(a, b store.Read) int { return a.User.Compare(b.User) })
}

func TestWhatIsWanted(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{
		line(report.RootUser, slot(true, 900, 800)),
		line("a", slot(true, 9, 3)), line("b", slot(true, 9, 3), slot(true, 8, 2)), line("nokeys"), line("c", slot(true, 9, 3)),
		line("d", slot(true, 9, 3)),
	}, ago(0.1))
	rows := func(users ...string) (refs []audit.Ref) {
		for _, u := range users {
			refs = append(refs, table.User(iamsvc.InReport(u))...)
		}
		return refs
	}
	// The keys of the root user cannot be listed by others, and who has none is not asked about.
	all := []store.Read{list("a"), list("b"), list("c"), list("d")}
	table.asks(t, rows(report.RootUser, "c", "b"), []store.Read{list("c"), list("b"), list("b")}, all...)
	table.asks(t, nil, nil, all...) // until there is an answer

	table.Keys(iamsvc.NamedUser("b"), []iamsvc.Key{key("B1", iamsvc.Active, 9), key("B2", iamsvc.Inactive, 8)}, now())
	table.Keys(iamsvc.NamedUser("c"), []iamsvc.Key{key("C1", iamsvc.Active, 9), key("C2", iamsvc.Active, 0.01)}, now())
	table.asks(t, nil, nil, list("a"), list("d"), use("c", "C2"))                                // newer than the report
	table.asks(t, rows("b"), []store.Read{use("b", "B2")}, list("a"), list("d"), use("c", "C2")) // ambiguous, and in view

	table.Failed(list("a"), iamsvc.KindDenied)
	table.Failed(list("d"), iamsvc.KindNetwork)
	table.Failed(use("c", "C2"), iamsvc.KindDenied)
	table.asks(t, rows("a", "d", "c"), nil)
	if r := only(t, table, "a"); r.List != audit.ListDenied {
		t.Errorf("a: %+v", r)
	}
	if r := only(t, table, "d"); r.List != audit.ListFailed {
		t.Errorf("d: %+v", r)
	}
	table.Retry()
	table.asks(t, nil, nil, list("a"), list("d"), use("c", "C2"))
}

// TestUsersTheReportLacks: whoever is said to be there and is not in the report is asked about, once.
func TestUsersTheReportLacks(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{line("a", slot(true, 9, 3))}, ago(0.1))
	for range 2 {
		table.Absent(iamsvc.NamedUser("a"))
		table.Absent(iamsvc.NamedUser("new"))
		table.Absent(iamsvc.NamedUser("gone"))
	}
	table.asks(t, nil, nil, list("a"), list("gone"), list("new"))
	if n := table.AbsentUsers(); n != 2 {
		t.Errorf("%d users are missing", n)
	}
	table.Keys(iamsvc.NamedUser("new"), []iamsvc.Key{key("N1", iamsvc.Active, 0.05)}, now())
	table.Forget(iamsvc.NamedUser("gone"))
	if n := table.AbsentUsers(); n != 0 || table.Len() != 2 {
		t.Errorf("%d users are missing, %d rows", n, table.Len())
	}
	table.asks(t, nil, nil, list("a"), use("new", "N1"))
}

// TestEveryUserIsAskedOnce walks the plan to its end.
func TestEveryUserIsAskedOnce(t *testing.T) {
	rows, lists := crowd(3000)
	table := newTable()
	table.Report(rows, ago(0.1))
	asked := map[store.Read]int{}
	for wants := table.Wants(); len(wants) > 0; wants = table.Wants() {
		if len(wants) > 16 {
			t.Fatalf("%d reads are wanted at once", len(wants))
		}
		for _, w := range wants {
			asked[w.Read]++
			table.Keys(w.User, lists[w.User.UserName()], now())
		}
	}
	if len(asked) != len(lists) {
		t.Errorf("%d reads for %d users", len(asked), len(lists))
	}
	for r, n := range asked {
		if n != 1 {
			t.Fatalf("%v was asked %d times", r, n)
		}
	}
	if s := table.Summary(); s.NoID != 0 {
		t.Errorf("%d keys have no ID", s.NoID)
	}
}

// TestATableMovesToAStoreThatKnowsMore: as a new table over that store would be.
func TestATableMovesToAStoreThatKnowsMore(t *testing.T) {
	rows, lists := crowd(300)
	full := newTable()
	for i, row := range rows {
		who := iamsvc.NamedUser(row.User)
		switch i % 4 {
		case 0:
			full.Keys(who, lists[row.User], now())
		case 1:
			full.Failed(store.Read{Op: store.AskKeys, User: who}, iamsvc.KindDenied)
		case 2:
			full.Quarantined(who, true)
		}
	}
	prepared := newTable()
	prepared.Report(rows, ago(0.1))
	view := prepared.NewView()
	view.Len()
	full.store.SetReport(prepared.store.Report())
	full.Follow()
	prepared.MoveTo(full.store)
	text := func(v *audit.View) (out []string) {
		for r := range v.Rows() {
			out = append(out, r.User.String()+r.KeyID+r.Findings.String()+string(rune('0'+r.List)))
		}
		return out
	}
	if got, want := text(view), text(full.NewView()); !slices.Equal(got, want) || prepared.Summary() != full.Summary() {
		t.Errorf("%d rows, want %d; %+v, want %+v", len(got), len(want), prepared.Summary(), full.Summary())
	}
	full.store.LearnKeys(iamsvc.NamedUser("later"), []iamsvc.Key{key("L1", iamsvc.Active, 1)}, now(), now())
	prepared.Follow()
	if len(prepared.User(iamsvc.NamedUser("later"))) != 1 {
		t.Error("it does not follow the store that it was moved to")
	}
}
