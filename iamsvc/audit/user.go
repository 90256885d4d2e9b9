package audit

import (
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// user is what is known of one user, as it was told.
type user struct {
	who   iamsvc.Principal
	edit  int // of the report that the slots are from; 0: none
	slots [report.Slots]report.Slot

	listed bool
	keys   []iamsvc.Key
	asked  time.Time // when the list was sent
	uses   []keyUse  // exact answers

	unnamed     bool // there is a key of which nothing is known
	quarantined bool
	described   []string // the IDs of the keys that have a description
	tagsKnown   bool

	rows    []Ref
	due     time.Time // when one of them reads differently; zero for never
	list    ListState
	loading bool     // the list is being asked for
	asking  []string // the keys whose last use is being asked for
	queued  bool
}

// keyUse is an exact answer about a key.
type keyUse struct {
	keyID string
	use   Use
	asked time.Time // zero for no answer
}

// rowsOf returns the rows that the user's facts make, without findings. What a list of keys says holds over what the report
// says: a report is as old as that and no list is older, unless the list was sent before the report was made.
func (u *user) rowsOf(generated time.Time) []Row {
	if !u.listed {
		rows := u.unlisted(nil, generated)
		if len(rows) == 0 && u.unnamed {
			rows = []Row{{User: u.who, List: u.list}}
		}
		return rows
	}
	rows := make([]Row, 0, len(u.keys))
	joins := join(u.slots, u.keys)
	for i, k := range u.keys {
		rows = append(rows, u.row(k, joins[i], generated))
	}
	if u.edit > 0 && u.asked.Before(generated) {
		rows = append(rows, u.unlisted(joins, generated)...)
	}
	return rows
}

// unlisted returns the rows of the slots that no key has been found for.
func (u *user) unlisted(joins []joined, generated time.Time) []Row {
	var rows []Row
	for i, s := range u.slots {
		if !s.Present || slices.ContainsFunc(joins, func(j joined) bool { return j.slot == i+1 }) {
			continue
		}
		r := Row{
			User: u.who, Slot: i + 1, Status: iamsvc.Inactive, Created: s.LastRotated, Use: useIn(s), Join: JoinSlot,
			Quarantined: u.quarantined, List: u.list, Source: FromReport, AsOf: generated,
		}
		if s.Active {
			r.Status = iamsvc.Active
		}
		rows = append(rows, r)
	}
	return rows
}

// row returns the row of a key that was listed.
func (u *user) row(k iamsvc.Key, j joined, generated time.Time) Row {
	r := Row{
		User: u.who, KeyID: k.ID, Slot: j.slot, Status: k.Status, Created: k.Created, Join: j.how,
		Quarantined: u.quarantined, List: ListDone, Source: FromIAM, AsOf: u.asked,
	}
	if j.slot > 0 {
		r.Use, r.guessed = useIn(u.slots[j.slot-1]), j.guess
	}
	exact, ok := u.exact(k.ID)
	if ok && (answered(exact.use) || r.Use.State == UseUnknown) {
		r.Use = exact.use
	}
	switch {
	case ok && answered(exact.use):
		r.Join, r.AsOf = JoinNone, earlier(r.AsOf, exact.asked)
	case answered(r.Use):
		r.Source, r.AsOf = FromBoth, earlier(r.AsOf, generated)
	}
	if u.tagsKnown {
		r.Described = WithoutDescription
		if slices.Contains(u.described, k.ID) {
			r.Described = WithDescription
		}
	}
	return r
}

// answered reports whether IAM told what was asked. A refusal says less than the report does.
func answered(u Use) bool { return u.State == UseKnown || u.State == UseNever }

// earlier returns the earlier of two times; a zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func (u *user) exact(keyID string) (keyUse, bool) {
	for _, known := range u.uses {
		if known.keyID == keyID {
			return known, true
		}
	}
	return keyUse{}, false
}

func (u *user) setUse(use keyUse) {
	for i := range u.uses {
		if u.uses[i].keyID == use.keyID {
			u.uses[i] = use
			return
		}
	}
	u.uses = append(u.uses, use)
}

// useIn returns the last use that the report tells of.
func useIn(s report.Slot) Use {
	switch {
	case !s.UseTold:
		return Use{}
	case s.LastUsed.IsZero():
		return Use{State: UseNever}
	default:
		return Use{State: UseKnown, At: s.LastUsed, Service: s.Service, Region: s.Region}
	}
}
