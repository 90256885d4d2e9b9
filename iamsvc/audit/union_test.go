package audit_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

// estateOf returns tables of so many accounts with so many keys each.
func estateOf(accounts, keys int) []fixture {
	var all []fixture
	for i := range accounts {
		rows, _ := crowd(keys)
		table := newTable()
		table.Report(rows[:len(rows)-i%3], ago(0.1))
		table.SetAccount(audit.Account{ID: fmt.Sprintf("%012d", i), Name: fmt.Sprintf("account-%d", accounts-i), Label: []string{"", "PROD"}[i%2]})
		all = append(all, table)
	}
	return all
}

func unionOf(tables []fixture) *audit.Union {
	u := audit.NewUnion()
	for _, t := range tables {
		u.Add(t.Table)
	}
	return u
}

// sequence returns what a union shows, as texts.
func sequence(u *audit.Union) (all []string) {
	for e, row := range u.All() {
		all = append(all, fmt.Sprintf("%s %s %d %d", u.Table(int(e.Table)).Account().Name, row.User.ReportName(), row.Slot, row.Score))
	}
	return all
}

// Whatever is done one after the other, a union shows what one that was made at once shows.
func TestUnionIsThatOfItsTables(t *testing.T) {
	tables := estateOf(7, 40)
	random := rand.New(rand.NewPCG(1, 2))
	orders := []audit.Order{{}, {By: audit.ByUser}, {By: audit.ByAge, Reverse: true}, {By: audit.ByLastUse}, {By: audit.ByStatus, Reverse: true}}
	filters := []string{"", "status:active", "account:account-3", "account:prod used:never", "account:000000000002", "-account:label"}
	u := audit.NewUnion()
	for i, table := range tables {
		u.SetOrder(orders[i%len(orders)], i%2 == 0)
		u.SetFilter(audit.Filter{Text: filters[i%len(filters)]})
		u.Add(table.Table)
	}
	for step := range 60 {
		order, byAccount, text := orders[random.IntN(len(orders))], random.IntN(2) == 0, filters[random.IntN(len(filters))]
		n := random.IntN(len(tables))
		who := iamsvc.NamedUser(fmt.Sprintf("new-%d", random.IntN(5)))
		tables[n].Keys(who, []iamsvc.Key{{ID: fmt.Sprintf("AKIA%016d", step), Status: iamsvc.Active, Created: ago(float64(step))}}, now())
		u.Update(n)
		u.SetOrder(order, byAccount)
		u.SetFilter(audit.Filter{Text: text})
		whole := audit.NewUnion()
		whole.SetOrder(order, byAccount)
		whole.SetFilter(audit.Filter{Text: text})
		for _, table := range tables {
			whole.Add(table.Table)
		}
		got, want := sequence(u), sequence(whole)
		if !slices.Equal(got, want) || u.Unsure() != whole.Unsure() || u.Summary() != whole.Summary() || u.Total() != whole.Total() {
			t.Fatalf("step %d: %v %t %q differ: %d and %d rows", step, order, byAccount, text, len(got), len(want))
		}
		for i, e := range u.Window(0, u.Len()) {
			if at, ok := u.Index(e); !ok || at != i {
				t.Fatalf("%v is at %d, %t, not at %d", e, at, ok, i)
			}
		}
	}
}

// The worst key of all accounts comes first, and each table's rows are in the order of a view of it.
func TestUnionOrders(t *testing.T) {
	tables := estateOf(5, 60)
	u := unionOf(tables)
	var scores []audit.Score
	rows := map[int32][]audit.Ref{}
	for e, row := range u.All() {
		scores = append(scores, row.Score)
		rows[e.Table] = append(rows[e.Table], e.Ref)
	}
	if !slices.IsSortedFunc(scores, func(a, b audit.Score) int { return cmp.Compare(b, a) }) {
		t.Error("the worst does not come first")
	}
	for n, table := range tables {
		v := table.NewView()
		if want := v.Window(nil, 0, v.Len()); !slices.Equal(rows[int32(n)], want) {
			t.Errorf("table %d is in another order than its view", n)
		}
	}
	u.SetOrder(audit.Order{}, true)
	var accounts []string
	for e := range u.All() {
		accounts = append(accounts, u.Table(int(e.Table)).Account().Name)
	}
	if !slices.IsSorted(accounts) {
		t.Errorf("the accounts are %v", slices.Compact(accounts))
	}
}

// A filter by account goes by name, number and label; where the account is not known the row counts as unsure.
func TestFilterByAccount(t *testing.T) {
	u := unionOf(estateOf(4, 20))
	for text, want := range map[string]int{
		"account:account-2": 1, "account:ACCOUNT-2": 1, "account:000000000003": 1, "account:prod": 2, "account:nothing": 0,
		"account:account": 4, "-account:prod": 2, "account:account-1,account-2": 2,
	} {
		u.SetFilter(audit.Filter{Text: text})
		seen := map[int32]bool{}
		for e := range u.All() {
			seen[e.Table] = true
		}
		if len(seen) != want || u.Unsure() != 0 {
			t.Errorf("%s: %d accounts, %d unsure", text, len(seen), u.Unsure())
		}
	}
	if err := audit.CheckFilter("account:x"); err != nil {
		t.Error(err)
	}
	rows, _ := crowd(20)
	table := newTable()
	table.Report(rows, ago(0.1))
	v := table.NewView()
	v.SetFilter(audit.Filter{Text: "account:mine"})
	if v.Len() != 0 || v.Unsure() != table.Len() {
		t.Errorf("%d rows, %d unsure", v.Len(), v.Unsure())
	}
	table.SetAccount(audit.Account{ID: "123456789012", Name: "Mine"})
	if v.Len() != table.Len() || v.Unsure() != 0 {
		t.Errorf("%d of %d rows", v.Len(), table.Len())
	}
	var names []string
	for _, c := range audit.Complete("acc", 3, nil) {
		names = append(names, c.Text)
	}
	if !strings.Contains(strings.Join(names, " "), "account:") {
		t.Errorf("acc becomes %q", names)
	}
}

// BenchmarkUnionAdd takes one account more in, beside so many others of 200 keys.
func BenchmarkUnionAdd(b *testing.B) {
	for _, accounts := range []int{1, 100, 1_000} {
		b.Run(fmt.Sprint(accounts), func(b *testing.B) {
			tables := estateOf(accounts, 200)
			u := unionOf(tables)
			for b.Loop() {
				u.Update(0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*u.Total()), "ns/key")
		})
	}
}

// BenchmarkUnionFilter filters all accounts, of 200 keys each.
func BenchmarkUnionFilter(b *testing.B) {
	for _, accounts := range []int{1, 100, 1_000} {
		b.Run(fmt.Sprint(accounts), func(b *testing.B) {
			u := unionOf(estateOf(accounts, 200))
			texts := []string{"status:active used:never", "account:account-1"}
			for i := 0; b.Loop(); i++ {
				u.SetFilter(audit.Filter{Text: texts[i%2]})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*u.Total()), "ns/key")
		})
	}
}
