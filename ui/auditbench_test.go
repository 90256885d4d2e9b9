package ui

import (
	"fmt"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
)

// reported opens the audit on a screen of 120x40 with a credential report of so many keys, two for each user.
func reported(b *testing.B, keys int) *screen {
	b.Helper()
	s := newScreen(b, 120, 40)
	s.hold = true
	s.press("a")
	r := iamsvc.Report{Generated: start.Add(-time.Hour)}
	for i := range keys / report.Slots {
		row := report.Row{User: fmt.Sprintf("person-%06d", i)}
		for n := range row.Slots {
			made := start.AddDate(0, 0, -(i*7+n*31)%900).Truncate(time.Second).Add(-time.Duration(i) * time.Second)
			row.Slots[n] = report.Slot{
				Present: true, Active: (i+n)%3 > 0, LastRotated: made, LastUsed: made.Add(time.Hour), UseTold: true, Service: "s3", Region: "us-east-1",
			}
		}
		r.Rows = append(r.Rows, row)
	}
	s.svc.reported = &r
	s.sendOnly("reportLoadedMsg")
	s.held = nil
	return s
}

// BenchmarkAuditBatch takes the answers to 50 lists of keys in one message, and draws.
func BenchmarkAuditBatch(b *testing.B) {
	for _, keys := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(keys), func(b *testing.B) {
			s := reported(b, keys)
			i := 0
			for b.Loop() {
				for range 50 {
					n := i % (keys / report.Slots)
					name := fmt.Sprintf("person-%06d", n)
					k := iamsvc.Key{ID: fmt.Sprintf("AKIA%016d", n), User: iamsvc.NamedUser(name), Status: iamsvc.Active, Created: start.AddDate(0, 0, -i%900)}
					s.m.Store.LearnKeys(iamsvc.NamedUser(name), []iamsvc.Key{k}, start, start)
					i += 37
				}
				s.frame(nil)
			}
		})
	}
}

// BenchmarkAuditOrder chooses one column after the other.
func BenchmarkAuditOrder(b *testing.B) {
	for _, keys := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(keys), func(b *testing.B) {
			s := reported(b, keys)
			columns, i := audit.Columns(), 0
			for b.Loop() {
				s.m.audit.Sort(audit.Order{By: columns[i%len(columns)]})
				_ = s.m.View()
				i++
			}
		})
	}
}
