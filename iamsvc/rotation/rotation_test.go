package rotation_test

import (
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/rotation"
)

// These tests rotate the key A. Ages are counted back from now.

const (
	day      = 24 * time.Hour
	quiet    = 7 * day
	inactive = 5 * day
)

func now() time.Time { return time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC) }

func ago(d time.Duration) time.Time { return now().Add(-d) }

func on(id string, age time.Duration) iamsvc.Key {
	return iamsvc.Key{ID: id, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: ago(age)}
}

func off(id string, age time.Duration) iamsvc.Key {
	k := on(id, age)
	k.Status = iamsvc.Inactive
	return k
}

func used(d time.Duration) iamsvc.LastUse { return iamsvc.LastUse{At: ago(d), Service: "s3"} }

type uses = map[string]iamsvc.LastUse

func TestRotation(t *testing.T) {
	t.Parallel()
	never := iamsvc.LastUse{}
	for name, c := range map[string]struct {
		keys        []iamsvc.Key
		uses        uses
		deactivated time.Time
		want        rotation.State
		due         bool
	}{
		"one key": {
			keys: []iamsvc.Key{on("A", 400*day)}, uses: uses{"A": used(time.Hour)},
			want: rotation.State{Stage: rotation.StageCreate, Old: on("A", 400*day)}, due: true,
		},
		"one key, inactive": {
			keys: []iamsvc.Key{off("A", 400*day)},
			want: rotation.State{Stage: rotation.StageCreate, Old: off("A", 400*day)}, due: true,
		},
		"in use": {
			keys: []iamsvc.Key{on("A", 400*day), on("B", 2*time.Hour)}, uses: uses{"A": used(time.Hour), "B": never},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", 400*day), New: on("B", 2*time.Hour),
				Since: ago(time.Hour), Until: ago(time.Hour).Add(quiet),
			},
		},
		"in use, in the order of the list of another day": {
			keys: []iamsvc.Key{on("B", 2*time.Hour), on("A", 400*day)}, uses: uses{"A": used(time.Hour)},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", 400*day), New: on("B", 2*time.Hour),
				Since: ago(time.Hour), Until: ago(time.Hour).Add(quiet),
			},
		},
		"a second before it is quiet": {
			keys: []iamsvc.Key{on("A", 400*day), on("B", day)}, uses: uses{"A": used(quiet - time.Second)},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", 400*day), New: on("B", day),
				Since: ago(quiet - time.Second), Until: now().Add(time.Second),
			},
		},
		"quiet": {
			keys: []iamsvc.Key{on("A", 400*day), on("B", day)}, uses: uses{"A": used(quiet)},
			want: rotation.State{
				Stage: rotation.StageDeactivate, Old: on("A", 400*day), New: on("B", day), Since: ago(quiet),
			},
			due: true,
		},
		"never used, old": {
			keys: []iamsvc.Key{on("A", 400*day), on("B", day)}, uses: uses{"A": never},
			want: rotation.State{
				Stage: rotation.StageDeactivate, Old: on("A", 400*day), New: on("B", day), Since: ago(400 * day),
			},
			due: true,
		},
		"never used, young": {
			keys: []iamsvc.Key{on("A", 2*day), on("B", day)}, uses: uses{"A": never},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", 2*day), New: on("B", day),
				Since: ago(2 * day), Until: now().Add(5 * day),
			},
		},
		"last use not known": {
			keys: []iamsvc.Key{on("A", 400*day), on("B", day)}, uses: uses{"B": never},
			want: rotation.State{Stage: rotation.StageWait, Old: on("A", 400*day), New: on("B", day)},
		},
		"used in the future": {
			keys: []iamsvc.Key{on("A", 400*day), on("B", day)}, uses: uses{"A": used(-time.Hour)},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", 400*day), New: on("B", day),
				Since: now().Add(time.Hour), Until: now().Add(time.Hour + quiet),
			},
		},
		"made in the future": {
			keys: []iamsvc.Key{on("A", -time.Minute), on("B", -2*time.Minute)}, uses: uses{"A": never},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", -time.Minute), New: on("B", -2*time.Minute),
				Since: now().Add(time.Minute), Until: now().Add(time.Minute + quiet),
			},
		},
		"inactive since a known time": {
			keys: []iamsvc.Key{off("A", 400*day), on("B", 20*day)}, uses: uses{"A": used(15 * day)}, deactivated: ago(day),
			want: rotation.State{
				Stage: rotation.StageDelete, Old: off("A", 400*day), New: on("B", 20*day),
				Since: ago(day), Until: now().Add(inactive - day),
			},
		},
		"inactive for long enough": {
			keys: []iamsvc.Key{off("A", 400*day), on("B", 20*day)}, deactivated: ago(inactive),
			want: rotation.State{
				Stage: rotation.StageDelete, Old: off("A", 400*day), New: on("B", 20*day), Since: ago(inactive), Until: now(),
			},
			due: true,
		},
		"inactive, seen on another day": {
			keys: []iamsvc.Key{off("A", 400*day), on("B", 20*day)}, uses: uses{"A": used(10 * day)},
			want: rotation.State{
				Stage: rotation.StageDelete, Old: off("A", 400*day), New: on("B", 20*day), Estimated: true,
				Since: ago(10*day - quiet), Until: now().Add(2 * day),
			},
		},
		"inactive, and out of use since before the new key": {
			keys: []iamsvc.Key{off("A", 400*day), on("B", time.Hour)}, uses: uses{"A": never},
			want: rotation.State{
				Stage: rotation.StageDelete, Old: off("A", 400*day), New: on("B", time.Hour), Estimated: true,
				Since: ago(time.Hour), Until: ago(time.Hour).Add(inactive),
			},
		},
		"inactive, last use not known": {
			keys: []iamsvc.Key{off("A", 400*day), on("B", 20*day)},
			want: rotation.State{
				Stage: rotation.StageDelete, Old: off("A", 400*day), New: on("B", 20*day), Estimated: true,
			},
		},
		"a status that IAM has not told of yet": {
			keys: []iamsvc.Key{{ID: "A", Status: "Expired", Created: ago(400 * day)}, on("B", day)}, deactivated: ago(day),
			want: rotation.State{
				Stage: rotation.StageDelete, Old: iamsvc.Key{ID: "A", Status: "Expired", Created: ago(400 * day)}, New: on("B", day),
				Since: ago(day), Until: ago(day).Add(inactive),
			},
		},
		"done": {
			keys: []iamsvc.Key{on("B", 20*day)},
			want: rotation.State{Stage: rotation.StageDone, New: on("B", 20*day)}, due: true,
		},
		"done, by a key without a date": {
			keys: []iamsvc.Key{{ID: "B", Status: iamsvc.Active}},
			want: rotation.State{Stage: rotation.StageDone, New: iamsvc.Key{ID: "B", Status: iamsvc.Active}}, due: true,
		},
		"nothing left": {want: rotation.State{Stage: rotation.StageCreate}, due: true},
		"removed for room": {
			keys: []iamsvc.Key{off("B", 20*day)}, want: rotation.State{Stage: rotation.StageCreate}, due: true,
		},
		"three keys, the newest takes over": {
			keys: []iamsvc.Key{on("B", 20*day), on("C", 10*day), on("A", 400*day)}, uses: uses{"A": used(time.Hour)},
			want: rotation.State{
				Stage: rotation.StageWait, Old: on("A", 400*day), New: on("C", 10*day),
				Since: ago(time.Hour), Until: ago(time.Hour).Add(quiet),
			},
		},
		"three keys, the newest inactive": {
			keys: []iamsvc.Key{on("B", 20*day), off("C", 10*day), on("A", 400*day)}, uses: uses{"A": used(quiet)},
			want: rotation.State{
				Stage: rotation.StageDeactivate, Old: on("A", 400*day), New: on("B", 20*day), Since: ago(quiet),
			},
			due: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := rotation.Facts{
				Old: "A", Keys: c.keys, LastUse: c.uses, Deactivated: c.deactivated, Quiet: quiet, Inactive: inactive,
			}.State(now())
			if got != c.want {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
			if due := got.Due(now()); due != c.due {
				t.Errorf("due: %v", due)
			}
		})
	}
}

func TestRoomForRotation(t *testing.T) {
	t.Parallel()
	never := iamsvc.LastUse{}
	for name, c := range map[string]struct {
		keys   []iamsvc.Key
		uses   uses
		remove string
		why    rotation.Reason
	}{
		"the other is inactive": {
			[]iamsvc.Key{on("A", 90*day), off("B", 9*day)}, uses{"A": never, "B": used(time.Hour)}, "B", rotation.RemoveInactive,
		},
		"the other was never used": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day)}, uses{"A": used(day), "B": never}, "B", rotation.RemoveUnused,
		},
		"the other is older, uses not known": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day)}, nil, "B", rotation.RemoveOlder,
		},
		"the other is idle": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day)}, uses{"A": used(day), "B": used(30 * day)}, "B", rotation.RemoveIdle,
		},
		"the other is in use, and this one is not": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day)}, uses{"A": used(30 * day), "B": used(day)}, "B", rotation.RemoveOnly,
		},
		"this one was never used": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day)}, uses{"A": never, "B": used(day)}, "B", rotation.RemoveOnly,
		},
		"made in the same second": {
			[]iamsvc.Key{on("A", 90*day), on("B", 90*day)}, nil, "B", rotation.RemoveOnly,
		},
		"both inactive, this one idle": {
			[]iamsvc.Key{off("A", 90*day), off("B", 30*day)}, uses{"A": used(60 * day), "B": used(9 * day)}, "A", rotation.RemoveIdle,
		},
		"both inactive, the other never used": {
			[]iamsvc.Key{off("A", 90*day), off("B", 30*day)}, uses{"A": used(60 * day), "B": never}, "B", rotation.RemoveUnused,
		},
		"both inactive, nothing known": {
			[]iamsvc.Key{off("A", 90*day), off("B", 30*day)}, nil, "A", rotation.RemoveOlder,
		},
		"this one inactive, the other older and active": {
			[]iamsvc.Key{off("A", 90*day), on("B", 900*day)}, nil, "A", rotation.RemoveInactive,
		},
		"three keys": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day), on("C", 800*day)},
			uses{"A": used(time.Hour), "B": used(time.Hour), "C": used(time.Minute)},
			"B", rotation.RemoveOlder,
		},
		"three keys, one use not known": {
			[]iamsvc.Key{on("A", 90*day), on("B", 900*day), off("C", 9*day)}, uses{"B": used(day)}, "C", rotation.RemoveInactive,
		},
		"this one is gone, two inactive ones are left": {
			[]iamsvc.Key{off("B", 900*day), off("C", 9*day)}, uses{"B": used(time.Hour), "C": never}, "C", rotation.RemoveUnused,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := rotation.Facts{Old: "A", Keys: c.keys, LastUse: c.uses, Quiet: quiet, Inactive: inactive}.State(now())
			if got.Stage != rotation.StageRoom || got.Remove.ID != c.remove || got.Why != c.why || got.New.ID != "" {
				t.Errorf("%+v", got)
			}
		})
	}
}
