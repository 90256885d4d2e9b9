package ui

import (
	"fmt"
	"testing"

	"akia/iamsvc"
)

// BenchmarkScanBatch takes what an full scan has found out about 50 users, and draws, in the audit and in the panes.
func BenchmarkScanBatch(b *testing.B) {
	for _, where := range []string{"audit", "panes"} {
		b.Run(where, func(b *testing.B) {
			each(b, func(b *testing.B, users int) {
				s := ledger(b, users)
				s.press("S")
				if where == "panes" {
					s.press("a")
				}
				s.held = nil
				i := 0
				for b.Loop() {
					for range 50 {
						name := s.svc.users[i%users].Name
						k := iamsvc.Key{ID: fmt.Sprintf("AKIA%016d", i%users), User: iamsvc.NamedUser(name), Status: iamsvc.Active, Created: start.AddDate(0, 0, -i%900)}
						s.m.Store.LearnKeys(iamsvc.NamedUser(name), []iamsvc.Key{k}, start, start)
						i += 7919
					}
					s.frame(nil)
				}
			})
		})
	}
}
