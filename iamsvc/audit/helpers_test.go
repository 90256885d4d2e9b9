package audit_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/report"
	"akia/iamsvc/store"
)

const day = 24 * time.Hour

func now() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC) }

// ago returns the moment so many days ago.
func ago(days float64) time.Time {
	return now().Add(-time.Duration(days * float64(day))).Truncate(time.Second)
}

// fixture is a table over a store that is told facts one by one; the table follows each.
type fixture struct {
	*audit.Table
	store *store.Store
}

func newTable() fixture { return tableOf(audit.Defaults()) }

func tableOf(limits audit.Thresholds) fixture { return tableAt(limits, now()) }

func tableAt(limits audit.Thresholds, at time.Time) fixture {
	s := store.New()
	return fixture{audit.NewTable(s, clock.New(func() time.Time { return at }), limits), s}
}

func (f fixture) Report(rows []report.Row, generated time.Time) {
	f.store.SetReport(store.NewReport(iamsvc.Report{Generated: generated, Rows: rows}, now()))
	f.Follow()
}

func (f fixture) Keys(who iamsvc.Principal, keys []iamsvc.Key, asked time.Time) {
	f.store.LearnKeys(who, keys, asked, asked)
	f.Follow()
}

func (f fixture) LastUse(who iamsvc.Principal, keyID string, use iamsvc.LastUse, asked time.Time) {
	f.store.LearnLastUse(who, keyID, use, asked, asked)
	f.Follow()
}

// Failed tells that a read was denied or failed.
func (f fixture) Failed(r store.Read, kind iamsvc.Kind) {
	f.store.Fail(r, &iamsvc.Error{Kind: kind}, now())
	f.Follow()
}

func (f fixture) NoLastUse(who iamsvc.Principal, keyID string, denied bool) {
	kind := iamsvc.KindNetwork
	if denied {
		kind = iamsvc.KindDenied
	}
	f.Failed(store.Read{Op: store.AskLastUse, User: who, Key: keyID}, kind)
}

func (f fixture) Quarantined(who iamsvc.Principal, is bool) {
	f.store.SetUserFacts([]iamsvc.UserFacts{{Name: who.UserName(), Quarantined: is}})
	f.Follow()
}

func (f fixture) Described(who iamsvc.Principal, keyIDs []string) {
	quarantined, _ := f.store.Quarantined(who)
	f.store.SetUserFacts([]iamsvc.UserFacts{{Name: who.UserName(), Quarantined: quarantined, Described: keyIDs}})
	f.Follow()
}

// Forget tells that IAM does not find the user any more.
func (f fixture) Forget(who iamsvc.Principal) {
	f.Failed(store.Read{Op: store.AskKeys, User: who}, iamsvc.KindNotFound)
}

func (f fixture) RootKey() {
	f.store.SetRootKey(true)
	f.Follow()
}

// slot returns a slot of the report: a key made and last used so many days ago; used 0: never.
func slot(active bool, made, used float64) report.Slot {
	s := report.Slot{Present: true, Active: active, LastRotated: ago(made), UseTold: true}
	if used > 0 {
		s.LastUsed, s.Service, s.Region = ago(used), "s3", "us-east-1"
	}
	return s
}

func line(user string, slots ...report.Slot) report.Row {
	r := report.Row{User: user}
	copy(r.Slots[:], slots)
	return r
}

func key(id string, status iamsvc.Status, made float64) iamsvc.Key {
	return iamsvc.Key{ID: id, Status: status, Created: ago(made)}
}

// crowd returns the report of an account in which so many keys are, two for every third user, and lists of their keys.
func crowd(keys int) (rows []report.Row, lists map[string][]iamsvc.Key) {
	random := rand.New(rand.NewPCG(1, 2))
	lists = map[string][]iamsvc.Key{}
	for n := 0; n < keys; {
		name := fmt.Sprintf("user-%06d.%s", random.IntN(1e6), []string{"deploy", "alice", "backup"}[n%3])
		if lists[name] != nil {
			continue
		}
		row := report.Row{User: name}
		for i := range 1 + n%3/2 {
			made := 1 + random.Float64()*800
			s := slot(random.IntN(4) > 0, made, random.Float64()*made)
			if random.IntN(6) == 0 {
				s.LastUsed = time.Time{}
			}
			row.Slots[i] = s
			status := iamsvc.Inactive
			if s.Active {
				status = iamsvc.Active
			}
			lists[name] = append(lists[name], iamsvc.Key{
				ID: fmt.Sprintf("AKIA%016d", n), User: iamsvc.NamedUser(name), Status: status, Created: s.LastRotated,
			})
			n++
		}
		rows = append(rows, row)
	}
	return rows, lists
}

// only returns the one row of a user.
func only(t *testing.T, table fixture, user string) audit.Row {
	t.Helper()
	refs := table.User(iamsvc.InReport(user))
	if len(refs) != 1 {
		t.Fatalf("%s has %d rows, want one", user, len(refs))
	}
	r, ok := table.Row(refs[0])
	if !ok {
		t.Fatalf("%s has a row that is not there", user)
	}
	return r
}
