package ui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
)

// people are n users of an account.
func people(n int) []iamsvc.User {
	users := make([]iamsvc.User, n)
	for i := range users {
		users[i] = iamsvc.User{Name: fmt.Sprintf("person-%06d", i), Path: "/people/", Created: start}
	}
	return users
}

// crowd opens a screen of 120x40 on an account of n users, all of whom are listed.
func crowd(b *testing.B, n int) *screen {
	b.Helper()
	return newScreen(b, 120, 40, func(f *fakeService, _ *Config) { f.users, f.pageSize = people(n), n })
}

// frame takes one message and draws what follows, as the program does for each key.
func (s *screen) frame(msg tea.Msg) {
	s.m.Update(msg)
	_ = s.m.View()
}

// each runs a benchmark on so many rows.
func each(b *testing.B, run func(b *testing.B, rows int)) {
	for _, rows := range []int{100, 1_000, 5_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) { run(b, rows) })
	}
}

func BenchmarkCursor(b *testing.B) {
	each(b, func(b *testing.B, rows int) { benchmarkKeys(crowd(b, rows), b) })
}

// benchmarkKeys moves fifty rows down, then fifty up.
func benchmarkKeys(s *screen, b *testing.B) {
	keys := []tea.KeyPressMsg{keyPress("down"), keyPress("up")}
	i := 0
	for b.Loop() {
		s.frame(keys[i/50%2])
		i++
	}
}

// BenchmarkFilterKey types a letter of a filter and takes it back again.
func BenchmarkFilterKey(b *testing.B) {
	each(b, func(b *testing.B, rows int) {
		s := crowd(b, rows)
		s.press("/", "p")
		benchmarkLetter(s, b)
	})
}

func benchmarkLetter(s *screen, b *testing.B) {
	keys := []tea.KeyPressMsg{keyPress("e"), keyPress("backspace")}
	i := 0
	for b.Loop() {
		s.frame(keys[i%2])
		i++
	}
}

// BenchmarkFilterAnswer takes the answer about one user's keys while a filter is set that looks at them, and draws. Half of the
// users are shown, and each answer adds one or takes one away: that is the most there can be to do.
func BenchmarkFilterAnswer(b *testing.B) {
	each(b, func(b *testing.B, rows int) {
		s := crowd(b, rows)
		users, keys := s.svc.users, []iamsvc.Key{{ID: "AKIAIOSFODNN7EXAMPLE", Status: iamsvc.Active, Created: start}}
		for i := 0; i < rows; i += 2 {
			s.m.Store.SetKeys(iamsvc.NamedUser(users[i].Name), keys, start)
		}
		s.hold = true // nothing else is asked
		s.press("/", "k", "i", "a")
		i := 0
		for b.Loop() {
			s.benchmarkAnswer(users[i%rows].Name, keys)
			i += 7919
		}
		if s.m.browse.Shown() < rows/4 || s.m.browse.Shown() > rows*3/4 {
			b.Fatalf("%d users are shown", s.m.browse.Shown())
		}
	})
}

// benchmarkAnswer gives a user these keys if there are none, else takes them away.
func (s *screen) benchmarkAnswer(user string, keys []iamsvc.Key) {
	if f := s.m.Store.Keys(iamsvc.NamedUser(user)); f != nil && len(f.Value) > 0 {
		keys = nil
	}
	s.m.Store.LearnKeys(iamsvc.NamedUser(user), keys, s.now, s.now)
	s.frame(nil)
}
