package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

// refs returns what a view shows.
func refs(v *audit.View) []audit.Ref {
	return v.Window(nil, 0, v.Len())
}

// TestViewsThatAreKeptInOrder changes a table at random and compares its views with such as are made anew.
func TestViewsThatAreKeptInOrder(t *testing.T) {
	rows, lists := crowd(1200)
	table := newTable()
	var views []*audit.View
	for _, by := range audit.Columns() {
		for _, reverse := range []bool{false, true} {
			for _, f := range []audit.Filter{{}, {Text: "ALICE active"}, {Findings: audit.SetOf(audit.Old, audit.IdleInactive)}} {
				v := table.NewView()
				v.SetOrder(audit.Order{By: by, Reverse: reverse})
				v.SetFilter(f)
				views = append(views, v)
			}
		}
	}
	table.Report(rows, ago(0.1))
	for _, v := range views {
		v.Len() // puts it in order
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		row := rows[random.IntN(len(rows))]
		keys := lists[row.User]
		switch random.IntN(5) {
		case 0:
			table.Keys(iamsvc.NamedUser(row.User), keys, now())
		case 1:
			changed := slices.Clone(keys)
			changed[0].Status = iamsvc.Inactive
			table.Keys(iamsvc.NamedUser(row.User), append(changed, key(fmt.Sprintf("AKIAX%d", random.IntN(5)), iamsvc.Active, 0.05)), now())
		case 2:
			table.LastUse(iamsvc.NamedUser(row.User), keys[0].ID, iamsvc.LastUse{At: ago(random.Float64() * 100), Service: "sts"}, now())
		case 3:
			table.Quarantined(iamsvc.NamedUser(row.User), random.IntN(2) == 0)
		case 4:
			if random.IntN(10) == 0 {
				table.Forget(iamsvc.NamedUser(row.User))
			}
		}
	}
	checkViews(t, table, views)
}

func checkViews(t *testing.T, table fixture, views []*audit.View) {
	t.Helper()
	for _, v := range views {
		fresh := table.NewView()
		fresh.SetOrder(v.Order())
		fresh.SetFilter(v.Filter())
		got, want := refs(v), refs(fresh)
		if !slices.Equal(got, want) {
			t.Errorf("%+v %+v: kept in order %d rows, sorted anew %d: they differ", v.Order(), v.Filter(), len(got), len(want))
		}
		for i, ref := range got {
			at, ok := v.Index(ref)
			if one, _ := v.At(i); !ok || at != i || one != ref {
				t.Fatalf("row %d is said to be at %d", i, at)
			}
		}
	}
	again := newTable().Summary()
	count := 0
	for range table.All() {
		count++
	}
	if s := table.Summary(); s.Keys != count || table.Len() != count || again.Keys != 0 {
		t.Errorf("summary of %d keys, %d rows, %d gone through", s.Keys, table.Len(), count)
	}
}

// TestRowsComeInTheOrderOfTheReport, so that two tables of one report are the same.
func TestRowsComeInTheOrderOfTheReport(t *testing.T) {
	rows, _ := crowd(300)
	table := newTable()
	table.Report(rows, now())
	var want, got []string
	for _, row := range rows {
		for _, s := range row.Slots {
			if s.Present {
				want = append(want, row.User)
			}
		}
	}
	for _, row := range table.All() {
		got = append(got, row.User.UserName())
	}
	if !slices.Equal(got, want) {
		t.Error("rows in another order than the report's")
	}
}

func TestWindowsAndPlaces(t *testing.T) {
	rows, _ := crowd(2000)
	table := newTable()
	table.Report(rows, now())
	v := table.NewView()
	all := refs(v)
	if len(all) != table.Len() || len(v.Window(nil, len(all)-3, 10)) != 3 || v.Window(nil, -1, 5) != nil {
		t.Error("windows at the ends")
	}
	if got := v.Window(nil, 250, 700); !slices.Equal(got, all[250:950]) {
		t.Error("a window over several blocks")
	}
	if _, ok := v.At(len(all)); ok {
		t.Error("a row past the end")
	}
	v.SetFilter(audit.Filter{Text: "nobody-has-this-name"})
	if v.Len() != 0 {
		t.Error("rows that do not match")
	}
	if _, ok := v.Index(all[0]); ok {
		t.Error("a row that is not shown has a place")
	}
	if _, ok := v.Index(audit.Ref(1 << 30)); ok {
		t.Error("a row that never was has a place")
	}
}

// TestUnknownStaysLast orders by columns in which some rows have no value.
func TestUnknownStaysLast(t *testing.T) {
	table := newTable()
	table.Keys(iamsvc.NamedUser("a"), []iamsvc.Key{{ID: "AKIAA", Status: iamsvc.Active}}, now())
	table.Keys(iamsvc.NamedUser("b"), []iamsvc.Key{key("AKIAB", iamsvc.Active, 3)}, now())
	table.Keys(iamsvc.NamedUser("c"), []iamsvc.Key{key("AKIAC", iamsvc.Inactive, 9)}, now())
	table.LastUse(iamsvc.NamedUser("b"), "AKIAB", iamsvc.LastUse{At: ago(1), Service: "s3"}, now())
	table.LastUse(iamsvc.NamedUser("c"), "AKIAC", iamsvc.LastUse{}, now())
	for _, test := range []struct {
		order audit.Order
		want  string
	}{
		{audit.Order{By: audit.ByAge}, "cba"},
		{audit.Order{By: audit.ByAge, Reverse: true}, "bca"},
		{audit.Order{By: audit.ByLastUse}, "cba"},
		{audit.Order{By: audit.ByLastUse, Reverse: true}, "bca"},
		{audit.Order{By: audit.ByService}, "bac"},
		{audit.Order{By: audit.ByStatus}, "abc"},
		{audit.Order{By: audit.ByUser, Reverse: true}, "cba"},
	} {
		v := table.NewView()
		v.SetOrder(test.order)
		got := ""
		for _, r := range v.All() {
			got += r.User.UserName()
		}
		if got != test.want {
			t.Errorf("%s, reversed %t: %s, want %s", test.order.By, test.order.Reverse, got, test.want)
		}
	}
}

// TestFilterLanguage: what each field is for a key.
func TestFilterLanguage(t *testing.T) {
	table := newTable()
	table.Keys(iamsvc.NamedUser("alice"), []iamsvc.Key{key("AKIAOLD", iamsvc.Active, 400), key("AKIANEW", iamsvc.Inactive, 3)}, now())
	table.Keys(iamsvc.NamedUser("bob"), []iamsvc.Key{key("AKIABOB", iamsvc.Active, 20), {ID: "AKIAUNDATED", Status: iamsvc.Active}}, now())
	table.LastUse(iamsvc.NamedUser("alice"), "AKIAOLD", iamsvc.LastUse{At: ago(100), Service: "s3", Region: "eu-west-1"}, now())
	table.LastUse(iamsvc.NamedUser("alice"), "AKIANEW", iamsvc.LastUse{}, now())
	table.NoLastUse(iamsvc.NamedUser("bob"), "AKIABOB", true)
	table.store.SetUser(iamsvc.NamedUser("alice"), iamsvc.UserDetails{Tags: []iamsvc.Tag{
		{Key: "Team", Value: "payments"}, {Key: "Cost center", Value: "a, b"},
	}}, now())
	table.Follow()
	unsure := map[string]int{
		"finding:any -finding:old": 1, "-age:>365d": 1, "age:>365d": 1, "used:>90d": 2, "-used:>90d": 2, "used:never": 2,
		"service:S3 region:eu": 2, "-service:s3": 2, "finding:quarantined": 4, "-finding:quarantined": 4, "tag:team": 2,
		"-tag:team": 2, "tag:TEAM=Payments": 2, "tag:team=pay": 2, "tag:team=pay,team=payments": 2,
		`tag:"cost center=a, b"`: 2, "created:>2026-01-01": 1, "status:active used:never,>90d": 2, "finding:old": 1,
	}
	for text, want := range map[string]string{
		"":                              "AKIABOB AKIANEW AKIAOLD AKIAUNDATED",
		"alice inactive":                "AKIANEW",
		"status:active":                 "AKIABOB AKIAOLD AKIAUNDATED",
		"finding:old":                   "AKIAOLD",
		"finding:none":                  "AKIANEW",
		"finding:any -finding:old":      "AKIABOB", // whether the undated one is old is not known
		"service:S3 region:eu":          "AKIAOLD",
		"-service:s3":                   "AKIANEW", // never used; of bob's it is not known
		"finding:quarantined":           "",
		"-finding:quarantined":          "",
		"-finding:no-description":       "AKIABOB AKIANEW AKIAOLD AKIAUNDATED", // which is off
		"user:LIC":                      "AKIANEW AKIAOLD",
		"key:new,bob":                   "AKIABOB AKIANEW",
		"tag:team":                      "AKIANEW AKIAOLD",
		"-tag:team":                     "",
		"tag:TEAM=Payments":             "AKIANEW AKIAOLD",
		"tag:team=pay":                  "",
		"tag:team=pay,team=payments":    "AKIANEW AKIAOLD",
		`tag:"cost center=a, b"`:        "AKIANEW AKIAOLD",
		"age:>365d":                     "AKIAOLD",
		"-age:>365d":                    "AKIABOB AKIANEW",
		"age:unknown":                   "AKIAUNDATED",
		"used:>90d":                     "AKIAOLD",
		"-used:>90d":                    "AKIANEW",
		"used:never":                    "AKIANEW",
		"used:unknown":                  "AKIABOB AKIAUNDATED",
		"created:>2026-01-01":           "AKIABOB AKIANEW",
		"status:active used:never,>90d": "AKIAOLD",
		"alice nosuch:field":            "AKIANEW AKIAOLD", // a mistake hides nothing
	} {
		v := table.NewView()
		v.SetOrder(audit.Order{By: audit.ByKeyID})
		v.SetFilter(audit.Filter{Text: text})
		var got []string
		for r := range v.Rows() {
			got = append(got, r.KeyID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
		if want := unsure[text]; v.Unsure() != want {
			t.Errorf("%s: %d are not known, want %d", text, v.Unsure(), want)
		}
	}
	if audit.CheckFilter("alice nosuch:field") == nil || audit.CheckFilter("alice status:active") != nil {
		t.Error("mistakes are not found, or found where there are none")
	}
}
