package audit_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
)

const day = 24 * time.Hour

func now() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC) }

// ago returns the moment so many days ago.
func ago(days float64) time.Time {
	return now().Add(-time.Duration(days * float64(day))).Truncate(time.Second)
}

func newTable() *audit.Table { return audit.NewTable(audit.Defaults(), now()) }

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
func only(t *testing.T, table *audit.Table, user string) audit.Row {
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
