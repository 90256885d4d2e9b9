package rotation_test

import (
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/rotation"
)

// TestRoomForAnotherKey: what is suggested is never the new key of a rotation, a young one, or one that may be in use.
func TestRoomForAnotherKey(t *testing.T) {
	t.Parallel()
	never := iamsvc.LastUse{}
	for name, c := range map[string]struct {
		keys           []iamsvc.Key
		uses           uses
		remove, rotate string
	}{
		"an inactive one":                     {[]iamsvc.Key{on("A", 90*day), off("B", 9*day)}, nil, "B", "A"},
		"an inactive one, younger than a day": {[]iamsvc.Key{on("A", 90*day), off("B", 23*time.Hour)}, nil, "", "A"},
		"an inactive one from the future":     {[]iamsvc.Key{on("A", 90*day), off("B", -time.Hour)}, nil, "", "A"},
		"the new one was never used":          {[]iamsvc.Key{on("A", 90*day), on("B", 9*day)}, uses{"A": used(time.Hour), "B": never}, "", "A"},
		"the new one is idle":                 {[]iamsvc.Key{on("A", 90*day), on("B", 60*day)}, uses{"A": used(time.Hour), "B": used(50 * day)}, "", "A"},
		"the old one is idle":                 {[]iamsvc.Key{on("A", 90*day), on("B", 9*day)}, uses{"A": used(50 * day), "B": used(time.Hour)}, "A", "A"},
		"the old one was never used":          {[]iamsvc.Key{on("A", 90*day), on("B", 9*day)}, uses{"A": never, "B": used(time.Hour)}, "A", "A"},
		"last uses that are not known":        {[]iamsvc.Key{on("A", 90*day), on("B", 9*day)}, nil, "", "A"},
		"one last use that is not known":      {[]iamsvc.Key{on("A", 90*day), on("B", 9*day)}, uses{"A": used(50 * day)}, "", "A"},
		"two inactive ones":                   {[]iamsvc.Key{off("A", 90*day), off("B", 9*day)}, uses{"A": used(50 * day), "B": used(time.Hour)}, "A", ""},
		"two young ones":                      {[]iamsvc.Key{on("A", time.Hour), off("B", time.Minute)}, nil, "", "A"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := rotation.Facts{Keys: c.keys, LastUse: c.uses}.Room(now())
			if got.Remove.ID != c.remove || got.Rotate.ID != c.rotate {
				t.Errorf("%+v", got)
			}
		})
	}
}

// TestStepsThatWereSkippedAreCalledSo: and what nobody knows is not called done.
func TestStepsThatWereSkippedAreCalledSo(t *testing.T) {
	t.Parallel()
	const (
		none = rotation.StepUnknown
		kept = rotation.StepKept
		skip = rotation.StepSkipped
	)
	pair := []iamsvc.Key{off("A", 400*day), on("B", 20*day)}
	alone := []iamsvc.Key{on("B", 20*day)}
	for name, c := range map[string]struct {
		facts rotation.Facts
		want  [rotation.StageDone]rotation.Step
	}{
		"quiet for long enough": {
			rotation.Facts{Keys: pair, LastUse: uses{"A": used(30 * day)}, Deactivated: ago(9 * day)},
			[...]rotation.Step{kept, kept, kept, kept, none},
		},
		"deactivated while in use": {
			rotation.Facts{Keys: pair, LastUse: uses{"A": used(10 * day)}, Deactivated: ago(9 * day)},
			[...]rotation.Step{kept, kept, skip, kept, none},
		},
		"in use lately, and nobody knows when it was deactivated": {
			rotation.Facts{Keys: pair, LastUse: uses{"A": used(day)}},
			[...]rotation.Step{kept, kept, skip, kept, none},
		},
		"nobody knows when it was deactivated": {
			rotation.Facts{Keys: pair, LastUse: uses{"A": used(30 * day)}},
			[...]rotation.Step{kept, kept, none, kept, none},
		},
		"the last use is not known": {
			rotation.Facts{Keys: pair, Deactivated: ago(day)},
			[...]rotation.Step{kept, kept, none, kept, none},
		},
		"gone, and nothing is known": {rotation.Facts{Keys: alone}, [...]rotation.Step{kept, kept, none, none, none}},
		"deleted while active": {
			rotation.Facts{Keys: alone, LastUse: uses{"A": used(day)}, Removed: on("A", 400*day), RemovedAt: ago(0)},
			[...]rotation.Step{kept, kept, skip, skip, skip},
		},
		"deleted too soon": {
			rotation.Facts{Keys: alone, LastUse: uses{"A": used(30 * day)}, Deactivated: ago(day), Removed: off("A", 400*day), RemovedAt: ago(0)},
			[...]rotation.Step{kept, kept, kept, kept, skip},
		},
		"deleted in its time": {
			rotation.Facts{Keys: alone, LastUse: uses{"A": used(30 * day)}, Deactivated: ago(9 * day), Removed: off("A", 400*day), RemovedAt: ago(0)},
			[...]rotation.Step{kept, kept, kept, kept, kept},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.facts.Old, c.facts.Quiet, c.facts.Inactive = "A", quiet, inactive
			if got := c.facts.Steps(c.facts.State(now()), now()); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}
