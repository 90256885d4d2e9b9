package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
)

// ledger opens the audit on a screen of 120x40, of an account of so many users with a key each. Nothing is asked about
// single users: only the report is there.
func ledger(b testing.TB, users int) *screen {
	b.Helper()
	s := newScreen(b, 120, 40, func(f *fakeService, _ *Config) {
		f.users, f.pageSize = people(users), 100
		f.keys = make(map[string][]iamsvc.Key, users)
		f.lastUse = make(map[string]iamsvc.LastUse, users)
		for i, u := range f.users {
			k := iamsvc.Key{ID: fmt.Sprintf("AKIA%016d", i), User: iamsvc.NamedUser(u.Name), Status: iamsvc.Active, Created: start.AddDate(0, 0, -1-i*7919%800)}
			f.keys[u.Name] = []iamsvc.Key{k}
			f.lastUse[k.ID] = iamsvc.LastUse{At: k.Created.Add(time.Hour), Service: "s3", Region: "us-east-1"}
		}
	})
	s.hold = true // what is asked stays unanswered
	s.press("a")
	report := make(chan tea.Msg)
	for _, cmd := range s.held {
		go seekReport(cmd, report)
	}
	s.held = nil
	s.frame(<-report)
	if got := s.m.audit.Table().Len(); got != users {
		b.Fatalf("%d keys in the audit", got)
	}
	return s
}

// seekReport runs a command, and all that it is made of, and hands over the report that comes of it.
func seekReport(cmd tea.Cmd, to chan<- tea.Msg) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			go seekReport(c, to)
		}
	default:
		if strings.HasSuffix(fmt.Sprintf("%T", msg), ".reportLoadedMsg") {
			to <- msg
		}
	}
}

// BenchmarkAuditCursor moves the cursor of the audit.
func BenchmarkAuditCursor(b *testing.B) {
	each(b, func(b *testing.B, rows int) { benchmarkKeys(ledger(b, rows), b) })
}

// BenchmarkAuditFilterKey types a letter of the audit's filter and takes it back again.
func BenchmarkAuditFilterKey(b *testing.B) {
	each(b, func(b *testing.B, rows int) {
		s := ledger(b, rows)
		s.press("/", "p")
		benchmarkLetter(s, b)
	})
}

// BenchmarkAuditAnswer takes the answer about one user's keys, and draws.
func BenchmarkAuditAnswer(b *testing.B) {
	each(b, func(b *testing.B, rows int) {
		s := ledger(b, rows)
		users := s.svc.users
		i := 0
		for b.Loop() {
			u := users[i%len(users)].Name
			s.m.Store.LearnKeys(iamsvc.NamedUser(u), s.svc.keys[u], s.now, s.now)
			s.frame(nil)
			i += 7919
		}
	})
}
