package browse

import (
	"fmt"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
)

// start is when everything in the tests happens.
var start = time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)

// newTestPane returns a list of no users at start.
func newTestPane() usersPane {
	limits := audit.Defaults()
	return newUsersPane(clock.New(func() time.Time { return start }), &limits)
}

func people(n int) []iamsvc.User {
	users := make([]iamsvc.User, n)
	for i := range users {
		users[i] = iamsvc.User{Name: fmt.Sprintf("person-%06d", i), Path: "/people/", Created: start}
	}
	return users
}

// BenchmarkPage reads users in pages of 100, with and without a filter that is applied to each.
func BenchmarkPage(b *testing.B) {
	for _, filter := range []string{"", "p"} {
		b.Run("filter="+filter, func(b *testing.B) {
			for _, rows := range []int{100, 1_000, 5_000, 10_000, 100_000} {
				b.Run(fmt.Sprint(rows), func(b *testing.B) { benchmarkPage(b, filter, rows) })
			}
		})
	}
}

func benchmarkPage(b *testing.B, filter string, rows int) {
	if filter != "" && rows > 10_000 {
		b.Skip("takes too long")
	}
	users := people(rows)
	for b.Loop() {
		a, pane := store.New(), newTestPane()
		pane.filter.SetValue(filter)
		for from := 0; from < len(users); from += 100 {
			a.AddPage(iamsvc.UserPage{Users: users[from : from+100], More: from+100 < len(users), Marker: "m"}, start)
			pane.grow(a)
		}
		if pane.Len() != len(users) {
			b.Fatalf("%d users are listed", pane.Len())
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/user")
}
