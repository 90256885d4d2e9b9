package audit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
)

// TestJoin tells a report and then a list of the same user's keys, and the other way around.
func TestJoin(t *testing.T) {
	const on, off = iamsvc.Active, iamsvc.Inactive
	for _, test := range []struct {
		name  string
		slots []report.Slot
		keys  []iamsvc.Key
		asked time.Time
		want  string // for each row: key, slot, join, use; in the order of the list
	}{
		{"one of each", []report.Slot{slot(true, 9, 3)}, []iamsvc.Key{key("A", on, 9)}, now(), "A 1 matched 3d"},
		{
			"slots in another order",
			[]report.Slot{slot(true, 2, 1), slot(true, 9, 3)},
			[]iamsvc.Key{key("A", on, 9), key("B", on, 2)},
			now(), "A 2 matched 3d, B 1 matched 1d",
		},
		{"another status", []report.Slot{slot(true, 9, 3)}, []iamsvc.Key{key("A", off, 9)}, now(), "A 1 ambiguous 3d"},
		{
			"the same second",
			[]report.Slot{slot(true, 9, 3), slot(true, 9, 1)},
			[]iamsvc.Key{key("B", on, 9), key("A", on, 9)},
			now(), "B 2 ambiguous 1d, A 1 ambiguous 3d",
		},
		{
			"the same second, told by status",
			[]report.Slot{slot(true, 9, 3), slot(false, 9, 1)},
			[]iamsvc.Key{key("A", off, 9), key("B", on, 9)},
			now(), "A 2 ambiguous 1d, B 1 ambiguous 3d",
		},
		{
			"the same second, one in the report",
			[]report.Slot{slot(true, 9, 3)},
			[]iamsvc.Key{key("A", off, 9), key("B", on, 9)},
			now(), "A 0 none unknown, B 1 ambiguous 3d",
		},
		{
			"a newer key",
			[]report.Slot{slot(true, 9, 3)},
			[]iamsvc.Key{key("A", on, 9), key("B", on, 0.001)},
			now(),
			"A 1 matched 3d, B 0 none unknown",
		},
		{
			"three keys, two slots",
			[]report.Slot{slot(true, 9, 3), slot(true, 8, 2)},
			[]iamsvc.Key{key("A", on, 9), key("B", on, 8), key("C", on, 7)},
			now(), "A 1 matched 3d, B 2 matched 2d, C 0 none unknown",
		},
		{"a date that moved", []report.Slot{slot(true, 1, 3)}, []iamsvc.Key{key("A", on, 9)}, now(), "A 0 none unknown"},
		{"deleted since", []report.Slot{slot(true, 9, 3), slot(true, 8, 2)}, []iamsvc.Key{key("B", on, 8)}, now(), "B 2 matched 2d"},
		{
			"listed before the report",
			[]report.Slot{slot(true, 9, 3), slot(true, 1, 0)},
			[]iamsvc.Key{key("A", on, 9)},
			ago(2),
			"A 1 matched 3d,  2 slot never",
		},
		{
			"no date in the report",
			[]report.Slot{{Present: true, Active: true}},
			[]iamsvc.Key{{ID: "A", Status: on}},
			now(),
			"A 0 none unknown",
		},
		{"never used", []report.Slot{slot(true, 9, 0)}, []iamsvc.Key{key("A", on, 9)}, now(), "A 1 matched never"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reported := []report.Row{line("bob", test.slots...)}
			first := newTable()
			first.Report(reported, ago(0.1))
			first.Keys(iamsvc.NamedUser("bob"), test.keys, test.asked)
			if got := told(first); got != test.want {
				t.Errorf("report, list:\n%s, want\n%s", got, test.want)
			}
			second := newTable()
			second.Keys(iamsvc.NamedUser("bob"), test.keys, test.asked)
			second.Report(reported, ago(0.1))
			if got := told(second); got != test.want {
				t.Errorf("list, report:\n%s, want\n%s", got, test.want)
			}
		})
	}
}

// told words the rows of bob.
func told(table fixture) string {
	var rows []string
	for _, ref := range table.User(iamsvc.NamedUser("bob")) {
		r, _ := table.Row(ref)
		use := [...]string{"unknown", "", "never", "denied", "failed"}[r.Use.State]
		if r.Use.State == audit.UseKnown {
			use = strings.TrimSuffix(now().Sub(r.Use.At).Round(time.Hour).String(), "h0m0s")
			use = map[string]string{"24": "1d", "48": "2d", "72": "3d"}[use]
		}
		join := [...]string{"none", "slot", "matched", "ambiguous"}[r.Join]
		rows = append(rows, strings.Join([]string{r.KeyID, string(rune('0' + r.Slot)), join, use}, " "))
	}
	return strings.Join(rows, ", ")
}

func TestAnExactAnswerSettles(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{line("bob", slot(true, 9, 3))}, now())
	before := table.User(iamsvc.NamedUser("bob"))[0]
	table.Keys(iamsvc.NamedUser("bob"), []iamsvc.Key{key("A", iamsvc.Inactive, 9)}, now())
	if r := only(t, table, "bob"); r.Exact() || table.Summary().Ambiguous != 1 {
		t.Errorf("not ambiguous: %+v", r)
	}
	if table.User(iamsvc.NamedUser("bob"))[0] != before {
		t.Error("the row has another Ref since its key ID is known")
	}
	table.NoLastUse(iamsvc.NamedUser("bob"), "A", true)
	if r := only(t, table, "bob"); r.Use.State != audit.UseKnown || r.Exact() {
		t.Errorf("a denial took away what the report says: %+v", r)
	}
	table.LastUse(iamsvc.NamedUser("bob"), "A", iamsvc.LastUse{User: iamsvc.NamedUser("bob"), At: ago(2), Service: "sts"}, now())
	if r := only(t, table, "bob"); !r.Exact() || r.Use.Service != "sts" || table.Summary().Ambiguous != 0 {
		t.Errorf("not settled: %+v", r)
	}
}

// Which of two keys of the same second an entry of the report is cannot be told: no row of an entry becomes that of a key.
func TestARowNeverBecomesThatOfAGuessedKey(t *testing.T) {
	for name, keys := range map[string][]iamsvc.Key{
		"two keys":        {key("A", iamsvc.Active, 9), key("B", iamsvc.Active, 9)},
		"told by status":  {key("A", iamsvc.Active, 9), key("B", iamsvc.Inactive, 9)},
		"settled already": {key("A", iamsvc.Active, 9), key("B", iamsvc.Active, 9)},
	} {
		t.Run(name, func(t *testing.T) {
			table := newTable()
			table.Report([]report.Row{line("bob", slot(true, 9, 3), slot(true, 9, 1))}, now())
			before := table.User(iamsvc.NamedUser("bob"))
			if name == "settled already" {
				table.LastUse(iamsvc.NamedUser("bob"), "A", iamsvc.LastUse{User: iamsvc.NamedUser("bob"), At: ago(3)}, now())
			}
			table.Keys(iamsvc.NamedUser("bob"), keys, now())
			after := table.User(iamsvc.NamedUser("bob"))
			for _, ref := range before {
				if _, there := table.Row(ref); there || slices.Contains(after, ref) {
					t.Errorf("row %d of the report is that of a key now: %d", ref, after)
				}
			}
			table.LastUse(iamsvc.NamedUser("bob"), "A", iamsvc.LastUse{User: iamsvc.NamedUser("bob"), At: ago(3)}, now())
			if again := table.User(iamsvc.NamedUser("bob")); !slices.Equal(again, after) {
				t.Errorf("rows %d became %d with an answer about a key", after, again)
			}
		})
	}
}

// In the next report another key may have a row's place: entries are in the order of key IDs.
func TestARowStaysThatOfItsKeyOverReports(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{line("bob", slot(false, 300, 0))}, ago(1))
	old := table.User(iamsvc.NamedUser("bob"))[0]
	table.Report([]report.Row{line("bob", slot(true, 1, 0), slot(false, 300, 0))}, ago(0.1))
	if r, there := table.Row(old); !there || r.Created != ago(300) || r.Slot != 2 || r.Active() {
		t.Errorf("the row of the old key: %v, %+v", there, r)
	}
	table.Keys(iamsvc.NamedUser("bob"), []iamsvc.Key{key("AKIAFRESH", iamsvc.Active, 1), key("AKIAOLD", iamsvc.Inactive, 300)}, now())
	if r, there := table.Row(old); !there || r.KeyID != "AKIAOLD" {
		t.Errorf("the row of the old key: %v, %+v", there, r)
	}
	table = newTable()
	table.Report([]report.Row{line("bob", slot(false, 300, 0))}, ago(1))
	old = table.User(iamsvc.NamedUser("bob"))[0]
	table.Report([]report.Row{line("bob", slot(false, 1, 0))}, ago(0.1)) // deleted, and another made
	if r, there := table.Row(old); there {
		t.Errorf("the row of a key that is gone: %+v", r)
	}
}

func TestARootKeyOfWhichNothingIsKnownIsNoneOfThoseListed(t *testing.T) {
	table := newTable()
	table.RootKey()
	unnamed := table.User(iamsvc.RootUser())[0]
	table.Keys(iamsvc.RootUser(), []iamsvc.Key{{ID: "A", Status: iamsvc.Active}, key("B", iamsvc.Active, 5)}, now())
	if r, there := table.Row(unnamed); there {
		t.Errorf("it became %s", r.KeyID)
	}
}

func TestDeniedAndFailedAreTold(t *testing.T) {
	table := newTable()
	table.Keys(iamsvc.NamedUser("bob"), []iamsvc.Key{key("A", iamsvc.Active, 400)}, now())
	table.NoLastUse(iamsvc.NamedUser("bob"), "A", true)
	if r := only(t, table, "bob"); r.Use.State != audit.UseDenied || r.Findings.String() != "old" {
		t.Errorf("%+v", r)
	}
	table.NoLastUse(iamsvc.NamedUser("bob"), "A", false)
	if r := only(t, table, "bob"); r.Use.State != audit.UseFailed {
		t.Errorf("%+v", r)
	}
}

func TestAnotherReport(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{line("bob", slot(true, 9, 3)), line("eve", slot(true, 9, 3)), line("joe")}, ago(1))
	ref := table.User(iamsvc.NamedUser("bob"))[0]
	table.Report([]report.Row{line("bob", slot(true, 9, 1)), line("joe", slot(true, 0.5, 0))}, now())
	if table.Len() != 2 || len(table.User(iamsvc.NamedUser("eve"))) != 0 || !table.Generated().Equal(now()) {
		t.Errorf("%d rows, eve has %v", table.Len(), table.User(iamsvc.NamedUser("eve")))
	}
	if r, ok := table.Row(ref); !ok || !r.Use.At.Equal(ago(1)) {
		t.Errorf("bob: %+v", r)
	}
	table.Forget(iamsvc.NamedUser("bob"))
	if _, ok := table.Row(ref); ok || table.Len() != 1 {
		t.Error("bob is still there")
	}
}

// TestAnOlderListChangesNothing: answers come in another order than the questions were sent in.
func TestAnOlderListChangesNothing(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{line("a", slot(true, 9, 3))}, ago(1))
	newer, older := ago(0.001), ago(0.002)
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{key("A1", iamsvc.Inactive, 9)}, newer)
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{key("A1", iamsvc.Active, 9), key("A2", iamsvc.Active, 8)}, older)
	if r := only(t, table, "a"); r.KeyID != "A1" || r.Status != iamsvc.Inactive {
		t.Errorf("after an older list: %+v", r)
	}
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{key("A1", iamsvc.Active, 9)}, newer) // changed from here
	if r := only(t, table, "a"); r.Status != iamsvc.Active {
		t.Errorf("after the same list with a change: %+v", r)
	}
}

// TestAnOlderListIsAnAnswer: what it leaves open is asked again.
func TestAnOlderListIsAnAnswer(t *testing.T) {
	table := newTable()
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{key("A1", iamsvc.Active, 9)}, ago(0.2))
	table.Report([]report.Row{line("a", slot(true, 9, 3), slot(true, 0.15, 0))}, ago(0.1)) // a key that is newer than the list
	for range 3 {
		table.asks(t, nil, nil, list("a"))
		table.Keys(iamsvc.NamedUser("a"), nil, ago(0.3))
	}
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{key("A1", iamsvc.Active, 9), key("A2", iamsvc.Active, 0.15)}, now())
	table.LastUse(iamsvc.NamedUser("a"), "A2", iamsvc.LastUse{}, now())
	table.asks(t, nil, nil)
	if n := len(table.User(iamsvc.NamedUser("a"))); n != 2 {
		t.Errorf("%d rows", n)
	}
}
