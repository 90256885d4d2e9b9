package audit_test

import (
	"slices"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
)

func TestFindings(t *testing.T) {
	const exactly, more = 90.0, 90.001
	for _, test := range []struct {
		name  string
		slots []report.Slot
		want  string // of the first slot
	}{
		{"young and used", []report.Slot{slot(true, 10, 1)}, ""},
		{"as old as allowed", []report.Slot{slot(true, exactly, 1)}, ""},
		{"older", []report.Slot{slot(true, more, 1)}, "old"},
		{"inactive is no rotation finding", []report.Slot{slot(false, 400, 1)}, ""},
		{"unused for less than 45 days", []report.Slot{slot(true, 80, 44.9)}, ""},
		{"unused for 45 days", []report.Slot{slot(true, 80, 45)}, "unused"},
		{"unused for 90 days", []report.Slot{slot(true, 90, 90)}, "unused-long unused"},
		{"never used, young", []report.Slot{slot(true, 44.9, 0)}, ""},
		{"never used, 45 days old", []report.Slot{slot(true, 45, 0)}, "never-used"},
		{"never used and old", []report.Slot{slot(true, 400, 0)}, "never-used old"},
		{"two active", []report.Slot{slot(true, 3, 1), slot(true, 4, 1)}, "several-active"},
		{"one of two active", []report.Slot{slot(true, 3, 1), slot(false, 4, 1)}, ""},
		{"inactive, used of late", []report.Slot{slot(false, 200, 89.9)}, ""},
		{"inactive, unused for 90 days", []report.Slot{slot(false, 200, 90)}, "inactive"},
		{"inactive, never used", []report.Slot{slot(false, 90, 0)}, "inactive"},
		{"inactive, never used, young", []report.Slot{slot(false, 89, 0)}, ""},
		{"inactive, its use not known", []report.Slot{{Present: true, LastRotated: ago(400)}}, ""},
		{"active, its use not known", []report.Slot{{Present: true, Active: true, LastRotated: ago(60)}}, ""},
		{"active, its age not known", []report.Slot{{Present: true, Active: true, UseTold: true}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			table := newTable()
			table.Report([]report.Row{line("bob", test.slots...)}, now())
			r, _ := table.Row(table.User(iamsvc.NamedUser("bob"))[0])
			if got := r.Findings.String(); got != test.want {
				t.Errorf("findings = %q, want %q", got, test.want)
			}
		})
	}
}

func TestRootQuarantineAndDescription(t *testing.T) {
	limits := audit.Defaults()
	limits.Description = true
	table := tableOf(limits)
	table.Report([]report.Row{line(report.RootUser, slot(false, 5, 0)), line("bob", slot(true, 5, 1))}, now())
	if got := only(t, table, report.RootUser).Findings.String(); got != "root-key" {
		t.Errorf("root: %q", got)
	}
	table.Keys(iamsvc.NamedUser("bob"), []iamsvc.Key{key("AKIABOB", iamsvc.Active, 5)}, now())
	if got := only(t, table, "bob").Findings.String(); got != "" {
		t.Errorf("tags not known: %q", got)
	}
	table.Quarantined(iamsvc.NamedUser("bob"), true)
	if got := only(t, table, "bob").Findings.String(); got != "quarantined no-description" {
		t.Errorf("in quarantine: %q", got)
	}
	table.Quarantined(iamsvc.NamedUser("bob"), false)
	table.Described(iamsvc.NamedUser("bob"), nil)
	if got := only(t, table, "bob").Findings.String(); got != "no-description" {
		t.Errorf("no description: %q", got)
	}
	table.Described(iamsvc.NamedUser("bob"), []string{"AKIABOB"})
	if got := only(t, table, "bob").Findings.String(); got != "" {
		t.Errorf("described: %q", got)
	}
}

// Facts about users come sooner than their keys where there is no credential report.
func TestFactsOfAUserComeBeforeTheKeys(t *testing.T) {
	limits := audit.Defaults()
	limits.Description = true
	table := tableOf(limits)
	for name, described := range map[string][]string{"bob": nil, "eve": {"AKIAEVE"}} {
		table.Quarantined(iamsvc.NamedUser(name), name == "bob")
		table.Described(iamsvc.NamedUser(name), described)
	}
	if n := table.Len(); n != 0 {
		t.Errorf("%d keys before any was listed", n)
	}
	table.Keys(iamsvc.NamedUser("bob"), []iamsvc.Key{key("AKIABOB", iamsvc.Active, 5)}, now())
	table.Keys(iamsvc.NamedUser("eve"), []iamsvc.Key{key("AKIAEVE", iamsvc.Active, 5)}, now())
	if got := only(t, table, "bob").Findings.String(); got != "quarantined no-description" {
		t.Errorf("bob: %q", got)
	}
	if got := only(t, table, "eve").Findings.String(); got != "" {
		t.Errorf("eve: %q", got)
	}
}

func TestOverdueIsTheFindingOfAnOldKey(t *testing.T) {
	limits := audit.Thresholds{MaxAge: 30}
	for _, test := range []struct {
		key  iamsvc.Key
		want bool
	}{
		{key("", iamsvc.Active, 30), false}, // more than 30 days, not 30
		{key("", iamsvc.Active, 30.001), true},
		{key("", iamsvc.Inactive, 31), false},
		{key("", "Expired", 31), false},
		{key("", iamsvc.Active, -1), false},
		{iamsvc.Key{Status: iamsvc.Active}, false}, // its age is not known
	} {
		if got := limits.Overdue(test.key, now()); got != test.want {
			t.Errorf("%v: %v", test.key, got)
		}
		if (audit.Thresholds{}).Overdue(test.key, now()) {
			t.Errorf("%v is overdue without a threshold", test.key)
		}
	}
}

func TestRootKeyOfWhichNothingIsKnown(t *testing.T) {
	table := newTable()
	table.RootKey()
	if r := only(t, table, report.RootUser); r.Findings.String() != "root-key" || r.Status != "" {
		t.Errorf("%+v", r)
	}
	table.asks(t, table.User(iamsvc.RootUser()), nil)
	table.Report([]report.Row{line(report.RootUser, slot(true, 5, 1), slot(false, 4, 1))}, now())
	table.RootKey()
	if n := len(table.User(iamsvc.RootUser())); n != 2 {
		t.Errorf("%d rows", n)
	}
}

func TestThresholdsOfZeroAreOff(t *testing.T) {
	table := tableOf(audit.Thresholds{})
	table.Report([]report.Row{line("a", slot(true, 900, 800)), line("b", slot(true, 900, 0)), line("c", slot(false, 900, 0))}, now())
	for _, r := range table.All() {
		if r.Findings != 0 {
			t.Errorf("%s: %s", r.User, r.Findings)
		}
	}
	table.Assess(audit.Defaults(), now())
	if s := table.Summary(); s.Faulty != 3 || s.Findings[audit.Old] != 2 || s.Keys != 3 {
		t.Errorf("after the defaults: %+v", s)
	}
	table.Assess(audit.Defaults(), ago(899))
	if s := table.Summary(); s.Faulty != 0 || s.Ages[audit.AgeMonth] != 3 {
		t.Errorf("at another moment: %+v", s)
	}
}

func TestWorstFirst(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{
		line("fine", slot(true, 3, 1)),
		line("fine-but-older", slot(true, 30, 1)),
		line("idle", slot(false, 200, 100)),
		line("several", slot(true, 3, 1), slot(true, 5, 1)),
		line("old", slot(true, 100, 1)),
		line("very-old", slot(true, 1000, 1)),
		line("old-and-several", slot(true, 100, 1), slot(true, 100, 1)),
		line("unused", slot(true, 80, 50)),
		line("unused-and-old", slot(true, 100, 50)),
		line("never-used", slot(true, 80, 0)),
		line("unused-long", slot(true, 90, 90)),
		line("caught", slot(true, 1, 0.5), slot(false, 1, 0.5)),
		line(report.RootUser, slot(false, 10, 9), slot(true, 9, 1)),
	}, now())
	table.Quarantined(iamsvc.NamedUser("caught"), true)
	var got []string
	for _, r := range table.NewView().All() {
		name := r.User.ReportName()
		if !r.Active() {
			name += " (inactive)"
		}
		got = append(got, name)
	}
	want := []string{
		report.RootUser, "caught", report.RootUser + " (inactive)", "caught (inactive)",
		"unused-long", "never-used", "unused-and-old", "unused", "old-and-several", "old-and-several", "very-old", "old",
		"several", "several", "idle (inactive)", "fine-but-older", "fine",
	}
	if !slices.Equal(got, want) {
		t.Errorf("order\n%q, want\n%q", got, want)
	}
}

func TestEveryFindingIsDescribed(t *testing.T) {
	limits := audit.Defaults()
	codes := map[string]audit.Finding{}
	for _, f := range audit.AllFindings() {
		if other, twice := codes[f.Code()]; twice || len(f.Code()) != 2 {
			t.Errorf("the code of %s is %q, as that of %s", f, f.Code(), other)
		}
		codes[f.Code()] = f
		if f.Title(limits) == "" || f.Advice() == "" {
			t.Errorf("%s: title %q, advice %q", f, f.Title(limits), f.Advice())
		}
		if back, ok := audit.ParseFinding(f.String()); !ok || back != f {
			t.Errorf("%s is parsed as %s", f, back)
		}
	}
	if _, ok := audit.ParseFinding("nonsense"); ok {
		t.Error("nonsense is a finding")
	}
	if c := audit.Old.Control(); c.CIS != "v5.0.0 1.13, v6.0.0 2.13, v7.0.0 2.12" || c.Config != "access-keys-rotated" || c.SecurityHub != "IAM.3" {
		t.Errorf("control of old: %+v", c)
	}
	if told := audit.SetOf(audit.Unused, audit.LongUnused, audit.Old).WithoutImplied(); told != audit.SetOf(audit.LongUnused, audit.Old) {
		t.Errorf("told: %s", told)
	}
}

func TestSpans(t *testing.T) {
	table := newTable()
	table.Report([]report.Row{
		line("a", slot(true, 30, 1)), line("b", slot(true, 30.1, 30)), line("c", slot(true, 181, 91)),
		line("d", slot(true, 366, 0)), line("e", report.Slot{Present: true, Active: true}),
	}, now())
	s := table.Summary()
	if want := [...]int{1, 1, 0, 1, 1, 1}; !slices.Equal(s.Ages[:], want[:]) {
		t.Errorf("ages %v, want %v", s.Ages, want)
	}
	if want := [...]int{1, 1, 0, 1, 0, 1, 1}; !slices.Equal(s.Uses[:], want[:]) {
		t.Errorf("uses %v, want %v", s.Uses, want)
	}
	if got := audit.AgeOlder.String() + audit.UseNone.String(); got != ">365dnever" {
		t.Error(got)
	}
}
