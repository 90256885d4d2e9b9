package audit

import (
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/clock"
	"akia/iamsvc/report"
	"akia/iamsvc/store"
)

// UserRows returns a user as rows without a table: one for each key, with its findings; one for the user alone if it
// has none, or if its keys are not known.
func UserRows(s *store.Store, c *clock.Clock, t Thresholds, who iamsvc.Principal, now time.Time) []Row {
	table := Table{store: s, clock: c, thresholds: t, now: now}
	rows := table.rowsOf(nil, who)
	if len(rows) == 0 {
		_, inReport := s.Report().Slots(who)
		r := table.keyless(who)
		r.NoKey = s.Keys(who).Known() || inReport
		rows = []Row{r}
	}
	if !rows[0].NoKey {
		table.assess(rows)
	}
	return rows
}

// assess fills in the findings of the rows of one user.
func (t *Table) assess(rows []Row) {
	actives := 0
	for i := range rows {
		if rows[i].Active() {
			actives++
		}
	}
	for i := range rows {
		r := &rows[i]
		r.Findings = t.thresholds.assess(r, actives, t.now)
		r.Unjudged = t.thresholds.unjudged(r, t.now)
		r.Score = scoreOf(r)
	}
}

// rowsOf appends to rows those that the facts about a user make, without findings. What a list of keys says holds over
// what the report says: a report is as old as that and no list is older, unless the list was sent before the report
// was made.
func (t *Table) rowsOf(rows []Row, who iamsvc.Principal) []Row {
	generated := t.Generated()
	list := t.store.Keys(who)
	slots, inReport := t.store.Report().Slots(who)
	if !list.Known() {
		if gone := t.clock.Service(t.store.GoneSince(who)); !gone.IsZero() && !gone.Before(generated) {
			return rows
		}
	}
	if !list.Known() && !list.Old() {
		rows = t.unlisted(rows, who, &slots, nil)
		if len(rows) == 0 && who.IsRoot() && t.store.RootKey() {
			rows = append(rows, Row{User: who, List: listState(list)})
		}
		return rows
	}
	joins := join(&slots, list.Value)
	about := t.keyless(who)
	for i, k := range list.Value {
		rows = append(rows, about)
		t.fill(&rows[len(rows)-1], k, list, &slots, joins[i])
	}
	if inReport && t.clock.Service(list.Sent()).Before(generated) {
		rows = t.unlisted(rows, who, &slots, joins)
	}
	return rows
}

// keyless returns the row of a user with what it says of the user.
func (t *Table) keyless(who iamsvc.Principal) Row {
	r := Row{User: who, Path: t.store.Path(who), Tags: t.store.Tags(who)}
	r.Quarantined, r.quarantineKnown = t.store.Quarantined(who)
	return r
}

// unlisted appends to rows those of the slots that no key has been found for.
func (t *Table) unlisted(
	rows []Row, who iamsvc.Principal, slots *[report.Slots]report.Slot, joins []joined,
) []Row {
	for i := range slots {
		s := &slots[i]
		if !s.Present || slices.ContainsFunc(joins, func(j joined) bool { return j.slot == i+1 }) {
			continue
		}
		r := t.keyless(who)
		r.Slot, r.Status, r.Created, r.Use, r.Join = uint8(i+1), iamsvc.Inactive, s.LastRotated, useIn(s), JoinSlot
		r.List, r.Source, r.AsOf = listState(t.store.Keys(who)), FromReport, t.Generated()
		if s.Active {
			r.Status = iamsvc.Active
		}
		rows = append(rows, r)
	}
	return rows
}

// fill fills in the row of a key that was listed.
func (t *Table) fill(
	r *Row, k iamsvc.Key, list *store.Fact[[]iamsvc.Key], slots *[report.Slots]report.Slot, j joined,
) {
	r.KeyID, r.Slot, r.Status, r.Created, r.Join = k.ID, uint8(j.slot), k.Status, k.Created, j.how
	r.List, r.Source, r.AsOf = ListDone, FromIAM, t.clock.Service(list.Sent())
	if j.slot > 0 {
		r.Use, r.guessed = useIn(&slots[j.slot-1]), j.guess
	}
	exact := t.store.LastUse(k.ID)
	use := useOf(exact)
	if answered(use) || r.Use.State == UseUnknown {
		r.Use = use
	}
	switch {
	case answered(use):
		r.Join, r.AsOf = JoinNone, earlier(r.AsOf, t.clock.Service(exact.Sent()))
	case answered(r.Use):
		r.Source, r.AsOf = FromBoth, earlier(r.AsOf, t.Generated())
	}
	if described, known := t.store.Described(r.User, k.ID); known {
		r.Described = WithoutDescription
		if described {
			r.Described, r.Description = WithDescription, t.store.Description(r.User, k.ID)
		}
	}
}

// earlier returns the earlier of two times; a zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// listState says what came of listing a user's keys.
func listState(f *store.Fact[[]iamsvc.Key]) ListState {
	switch {
	case f.Denied():
		return ListDenied
	case failed(f):
		return ListFailed
	case f.Known():
		return ListDone
	default:
		return ListUnasked
	}
}

// useOf returns what IAM has told of a key's last use when asked about that key.
func useOf(f *store.Fact[iamsvc.LastUse]) Use {
	switch {
	case f.Denied():
		return Use{State: UseDenied}
	case failed(f):
		return Use{State: UseFailed}
	case !f.Known():
		return Use{}
	case f.Value.Never():
		return Use{State: UseNever}
	default:
		return Use{State: UseKnown, At: f.Value.At, Service: f.Value.Service, Region: f.Value.Region}
	}
}

// failed reports whether a fact could not be read. One that the person did not wait for may be read yet.
func failed[T any](f *store.Fact[T]) bool {
	return f.State() == store.Failed && f.Err.Kind != iamsvc.KindCancelled
}

// answered reports whether IAM told what was asked. A refusal says less than the report does.
func answered(u Use) bool { return u.State == UseKnown || u.State == UseNever }

// useIn returns the last use that the report tells of.
func useIn(s *report.Slot) Use {
	switch {
	case !s.UseTold:
		return Use{}
	case s.LastUsed.IsZero():
		return Use{State: UseNever}
	default:
		return Use{State: UseKnown, At: s.LastUsed, Service: s.Service, Region: s.Region}
	}
}
