package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

// aged returns a table of keys whose ages and last uses are spread over two years, as of a moment.
func aged(at time.Time, users int) (fixture, *audit.View) {
	table := tableAt(audit.Defaults(), at)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range users {
		name := iamsvc.NamedUser(fmt.Sprint("user", i))
		k := iamsvc.Key{ID: fmt.Sprint("AKIA", i), User: name, Status: iamsvc.Active, Created: ago(r.Float64() * 700)}
		if i%3 == 0 {
			k.Status = iamsvc.Inactive
		}
		table.Keys(name, []iamsvc.Key{k}, now())
		use := iamsvc.LastUse{At: ago(r.Float64() * 400)}
		if i%4 == 0 {
			use = iamsvc.LastUse{}
		}
		table.LastUse(name, k.ID, use, now())
	}
	return table, table.NewView()
}

// TestFindingsAge has a table grow older in steps of any length: it is as one that is made anew at each of them.
func TestFindingsAge(t *testing.T) {
	table, view := aged(now(), 300)
	table.Summary()
	r := rand.New(rand.NewPCG(3, 4))
	at := now()
	for range 200 {
		at = at.Add(time.Duration(r.Int64N(int64(3 * 24 * time.Hour))))
		if r.IntN(4) == 0 {
			at = table.Due()
		}
		table.Age(at)
		fresh, want := aged(at, 300)
		if table.Summary() != fresh.Summary() {
			t.Fatalf("at %s\n%+v, want\n%+v", at, table.Summary(), fresh.Summary())
		}
		if !slices.Equal(slices.Collect(view.Rows()), slices.Collect(want.Rows())) {
			t.Fatalf("at %s the rows differ", at)
		}
		if due := table.Due(); !due.After(at) || !due.Equal(fresh.Due()) {
			t.Fatalf("at %s the next change is at %s, want %s", at, due, fresh.Due())
		}
	}
	table.Age(now()) // a clock that was set back
	if fresh, _ := aged(now(), 300); table.Summary() != fresh.Summary() {
		t.Error("ages do not go back")
	}
}

func TestAKeyCrossesItsDays(t *testing.T) {
	table := newTable()
	bob := iamsvc.NamedUser("bob")
	table.Keys(bob, []iamsvc.Key{{ID: "A", User: bob, Status: iamsvc.Active, Created: ago(89.9)}}, now())
	table.LastUse(bob, "A", iamsvc.LastUse{At: ago(44.9)}, now())
	view := table.NewView()
	view.SetFilter(audit.Filter{Findings: audit.SetOf(audit.Old)})
	if view.Len() != 0 {
		t.Fatal("it is not old yet")
	}
	table.Age(now().Add(3 * time.Hour))
	if row, _ := table.Row(table.User(bob)[0]); view.Len() != 1 || row.Findings != audit.SetOf(audit.Old, audit.Unused) {
		t.Errorf("%d rows, findings %s", view.Len(), row.Findings)
	}
}

func TestAFilterByAgeIsOfTheMinute(t *testing.T) {
	table := newTable()
	bob := iamsvc.NamedUser("bob")
	table.Keys(bob, []iamsvc.Key{{ID: "A", User: bob, Status: iamsvc.Active, Created: ago(9.99)}}, now())
	view := table.NewView()
	view.SetFilter(audit.Filter{Text: "age:>10d"})
	if view.Len() != 0 {
		t.Fatal("it is not ten days old yet")
	}
	table.Age(now().Add(2 * time.Hour))
	if view.Len() != 1 {
		t.Error("it is ten days old by now")
	}
}

// TestDueIsOfTheWallClock, because the other one of a machine stands still while it sleeps.
func TestDueIsOfTheWallClock(t *testing.T) {
	at := time.Now()
	table := tableAt(audit.Defaults(), at)
	bob := iamsvc.NamedUser("bob")
	table.Keys(bob, []iamsvc.Key{{ID: "A", User: bob, Status: iamsvc.Active, Created: at.Add(-5 * day)}}, at)
	if due := table.Due(); due.IsZero() || due != due.Round(0) {
		t.Errorf("due at %v", due)
	}
}
