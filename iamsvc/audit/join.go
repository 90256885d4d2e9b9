package audit

import (
	"cmp"
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// joined is the slot of the report that a key is taken to be in.
type joined struct {
	slot  int // 1 or 2; 0: none
	how   Join
	guess bool // it may be in the other slot, or the slot that of another key
}

// join returns for each of a user's keys the slot that it is taken to be in. The report holds no key IDs; what a slot
// and its key have in common is the second in which the key was made. That holds wherever it was looked at but is not
// documented, so it is a hint: where two keys share a second, or the statuses differ, the result is ambiguous.
func join(slots *[report.Slots]report.Slot, keys []iamsvc.Key) []joined {
	out := make([]joined, len(keys))
	done := make([]bool, len(keys))
	for i, k := range keys {
		if done[i] {
			continue
		}
		sameSlots, sameKeys := madeAt(slots, keys, k.Created)
		switch {
		case len(sameSlots) == 0:
		case len(sameSlots) == 1 && len(sameKeys) == 1:
			s := sameSlots[0]
			out[i] = joined{slot: s + 1, how: JoinMatched}
			if slots[s].Active != (k.Status == iamsvc.Active) {
				out[i].how = JoinAmbiguous
			}
		default:
			pair(slots, keys, sameSlots, sameKeys, out)
			for _, k := range sameKeys {
				done[k] = true
			}
		}
	}
	return out
}

// madeAt returns the slots and the keys that were made in the same second, by their places.
func madeAt(slots *[report.Slots]report.Slot, keys []iamsvc.Key, at time.Time) (sameSlots, sameKeys []int) {
	if at.IsZero() {
		return nil, nil
	}
	for i := range slots {
		if s := &slots[i]; s.Present && s.LastRotated.Equal(at.Truncate(time.Second)) {
			sameSlots = append(sameSlots, i)
		}
	}
	if len(sameSlots) == 0 { // as for all but two keys of a user who has thousands
		return nil, nil
	}
	for i, k := range keys {
		if k.Created.Truncate(time.Second).Equal(at.Truncate(time.Second)) {
			sameKeys = append(sameKeys, i)
		}
	}
	return sameSlots, sameKeys
}

// pair makes the best guess for slots and keys that share a second: those whose statuses agree belong together, and
// among these the slots are in the order of the key IDs.
func pair(slots *[report.Slots]report.Slot, keys []iamsvc.Key, sameSlots, sameKeys []int, out []joined) {
	slices.SortFunc(sameKeys, func(a, b int) int { return cmp.Compare(keys[a].ID, keys[b].ID) })
	for _, agree := range []bool{true, false} {
		for _, k := range sameKeys {
			if out[k].slot > 0 {
				continue
			}
			at := slices.IndexFunc(sameSlots, func(s int) bool {
				return !agree || slots[s].Active == (keys[k].Status == iamsvc.Active)
			})
			if at < 0 {
				continue
			}
			out[k] = joined{sameSlots[at] + 1, JoinAmbiguous, true}
			sameSlots = slices.Delete(sameSlots, at, at+1)
		}
	}
}
