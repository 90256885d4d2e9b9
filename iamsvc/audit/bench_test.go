package audit_test

import (
	"fmt"
	"slices"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

// each runs a benchmark for accounts of several sizes.
func each(b *testing.B, run func(b *testing.B, keys int)) {
	for _, keys := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(keys), func(b *testing.B) { run(b, keys) })
	}
}

// BenchmarkBuild makes a table of a report, and orders it.
func BenchmarkBuild(b *testing.B) {
	each(b, func(b *testing.B, keys int) {
		rows, _ := crowd(keys)
		for b.Loop() {
			table := newTable()
			v := table.NewView()
			table.Report(rows, ago(0.1))
			if v.Len() != table.Len() {
				b.Fatal("rows are missing")
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*keys), "ns/key")
	})
}

// BenchmarkScan makes a table of lists, one user at a time, with a view that is looked at after each.
func BenchmarkScan(b *testing.B) {
	each(b, func(b *testing.B, keys int) {
		_, lists := crowd(keys)
		window := make([]audit.Ref, 0, 40)
		for b.Loop() {
			table := newTable()
			v := table.NewView()
			for name, list := range lists {
				table.Keys(iamsvc.NamedUser(name), list, now())
				window = v.Window(window[:0], 0, 40)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*keys), "ns/key")
	})
}

// full returns a table of an account with all keys listed, a view of it that is in order, and the lists.
func full(keys int) (fixture, *audit.View, map[string][]iamsvc.Key) {
	rows, lists := crowd(keys)
	table := newTable()
	table.Report(rows, ago(0.1))
	for name, list := range lists {
		table.Keys(iamsvc.NamedUser(name), list, now())
	}
	v := table.NewView()
	v.Len()
	return table, v, lists
}

// BenchmarkUpdate changes one row back and forth, and looks at the screenful around it.
func BenchmarkUpdate(b *testing.B) {
	each(b, func(b *testing.B, keys int) {
		table, v, lists := full(keys)
		names := make([]string, 0, len(lists))
		for name := range lists {
			names = append(names, name)
		}
		slices.Sort(names)
		window := make([]audit.Ref, 0, 40)
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			name := names[i%len(names)]
			table.LastUse(iamsvc.NamedUser(name), lists[name][0].ID, iamsvc.LastUse{At: ago(float64(i % 200)), Service: "sts"}, now())
			at, _ := v.Index(table.User(iamsvc.NamedUser(name))[0])
			window = v.Window(window[:0], at-20, 40)
			i += 7919
		}
	})
}

// BenchmarkSort orders by one column after the other.
func BenchmarkSort(b *testing.B) {
	each(b, func(b *testing.B, keys int) {
		_, v, _ := full(keys)
		columns := audit.Columns()
		i := 0
		for b.Loop() {
			v.SetOrder(audit.Order{By: columns[i%len(columns)]})
			v.Len()
			i++
		}
	})
}

// BenchmarkFilter types a word, a letter at a time.
func BenchmarkFilter(b *testing.B) {
	each(b, func(b *testing.B, keys int) {
		_, v, _ := full(keys)
		const word = "deploy us-east"
		i := 0
		for b.Loop() {
			v.SetFilter(audit.Filter{Text: word[:1+i%len(word)]})
			v.Len()
			i++
		}
	})
}

// BenchmarkWants asks for everything that a report leaves open, and answers it.
func BenchmarkWants(b *testing.B) {
	each(b, func(b *testing.B, keys int) {
		rows, lists := crowd(keys)
		for b.Loop() {
			table := newTable()
			table.Report(rows, ago(0.1))
			for wants := table.Wants(); len(wants) > 0; wants = table.Wants() {
				for _, w := range wants {
					table.store.LearnKeys(w.User, lists[w.User.UserName()], now(), now())
				}
				table.Follow()
			}
		}
	})
}
