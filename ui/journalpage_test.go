package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/journal"
	"akia/ui/text"
)

// withJournal has the screen read these changes.
func withJournal(tail *journal.Tail, err *error) func(*fakeService, *Config) {
	return func(f *fakeService, cfg *Config) {
		cfg.Journal = func(limit int) (journal.Tail, error) {
			if *f.inUpdate {
				f.t.Errorf("the journal was read by Update or View")
			}
			return *tail, *err
		}
	}
}

// change returns a change as the journal tells it, so long before the start of the test.
func change(id, operation, user, key string, before time.Duration, result journal.Result) journal.Change {
	l := journal.Line{
		Time: start.Add(-before), ID: id, Stage: journal.Intent, Account: "123456789012", Alias: "acme-test",
		Caller: "arn:aws:iam::123456789012:user/ops", Operation: operation, User: user, Key: key,
	}
	c := journal.Change{Intent: l}
	if result != "" {
		l.Stage, l.Result, l.Time = journal.Outcome, result, l.Time.Add(time.Second)
		if result == journal.Failed {
			l.Kind = "denied"
		}
		c.Outcome = l
	}
	return c
}

func someChanges() *journal.Tail {
	return &journal.Tail{Unreadable: 2, Changes: []journal.Change{
		change("1", "DeleteAccessKey", "bob", "AKIABOB", 40*24*time.Hour, journal.Done),
		change("2", "UpdateAccessKey", "alice", "AKIAALICE", 2*24*time.Hour, journal.Failed),
		change("3", "CreateAccessKey", "al\x1b[2Jice", "", 3*time.Hour, ""),
		change("4", "TagUser", "carol", "AKIACAROL", time.Minute, ""),
	}}
}

// TestJournalPage: newest first, with the zone of its times, what is left out, and the filter.
func TestJournalPage(t *testing.T) {
	var failure error
	s := newScreen(t, 120, 24, withJournal(someChanges(), &failure))
	s.m.Times = text.UTC
	s.tap("J")
	s.shows("Journal 4, newest first, times in UTC", "2 unreadable lines left out", "OUTCOME", "deactivate", "failed: denied",
		"not seen", "under way", "acme-test 123456789012")
	if first, last := s.line("carol"), s.line("bob"); first > last {
		t.Errorf("carol's change is on line %d, bob's older one on %d", first, last)
	}
	for filter, want := range map[string]string{
		"user:bob":                     "Journal 1 of 4",
		"key:akia":                     "Journal 3 of 4",
		"outcome:failed,not-seen":      "Journal 2 of 4",
		"status:done":                  "Journal 1 of 4",
		"created:>2026-03-01 -user:al": "Journal 1 of 4",
		"when:2026-03-14":              "Journal 2 of 4",
		"age:>30d":                     "Journal 1 of 4",
		"what:delete":                  "Journal 1 of 4",
		"account:acme caller:ops":      "Journal 4 of 4",
		"describe":                     "Journal 1 of 4",
	} {
		s.press("/")
		s.typeText(filter)
		s.press("enter")
		s.shows(want, "/"+filter)
		s.press("esc")
		s.shows("Journal 4,")
	}
	s.press("/")
	s.typeText("outcom:x")
	s.shows("Journal 4,", `^ Unknown field "outcom". Did you mean outcome?`)
	s.press("esc", "/")
	s.typeText("user:c")
	s.press("tab", "enter")
	s.shows("/user:carol", "Journal 1 of 4")
	s.press("enter")
	s.shows("Change", "AKIACAROL", "2026-03-14 09:25:53 +00:00", "under way")
	s.press("esc", "esc", "esc")
	if s.open() > 0 {
		t.Error("the page stays open")
	}
}

// TestJournalPageFits on every size, also while a filter is typed.
func TestJournalPageFits(t *testing.T) {
	var failure error
	tail := someChanges()
	for i := range 1000 {
		tail.Changes = append(tail.Changes, change(fmt.Sprint("x", i), "CreateUser", strings.Repeat("長", 40), "AKIA", time.Hour, journal.Unclear))
	}
	s := newScreen(t, 120, 24, withJournal(tail, &failure), func(_ *fakeService, cfg *Config) { cfg.ReadOnly = true })
	s.tap("J")
	for _, keys := range [][]string{nil, {"G"}, {"pgup"}, {"/", "u", "s"}} {
		s.press(keys...)
		for _, size := range [][2]int{{60, 15}, {80, 24}, {100, 30}, {200, 50}} {
			fits(t, s.resize(size[0], size[1]), size[0], size[1])
			s.shows("Journal", "Read-only: nothing can be changed")
		}
	}
}

// TestJournalPageSaysWhyThereIsNothing: none, a failure, an empty one; r reads it again.
func TestJournalPageSaysWhyThereIsNothing(t *testing.T) {
	s := newScreen(t, 120, 24, func(_ *fakeService, cfg *Config) { cfg.Demo = true })
	s.tap("J")
	s.shows("The demo keeps no journal.")
	failure := fmt.Errorf("the journal cannot be read: %w", errors.New("permission denied"))
	tail := &journal.Tail{}
	s = newScreen(t, 120, 24, withJournal(tail, &failure), func(_ *fakeService, cfg *Config) { cfg.NoJournal = true })
	s.tap("J")
	s.shows("The journal can't be read: permission denied.", "Start akia without --no-journal")
	failure = nil
	s.press("r")
	s.shows("The journal is empty.")
	*tail = *someChanges()
	s.press("r")
	s.shows("Journal 4")
	s.press("J")
	if s.open() > 0 {
		t.Error("J doesn't close the page")
	}
}
