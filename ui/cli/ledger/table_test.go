package ledger

import (
	"testing"
	"time"

	"akia/iamsvc/journal"
	"akia/ui/words"
)

func TestResultOfAChangeWithoutAnOutcome(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for age, want := range map[time.Duration]string{time.Second: "under way", words.StillWaits: "not seen"} {
		if got := words.ChangeOutcome(journal.Change{Intent: journal.Line{Time: now.Add(-age)}}, now); got != want {
			t.Errorf("after %v: %q, want %q", age, got, want)
		}
	}
}
