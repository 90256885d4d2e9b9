package scan_test

import (
	"context"
	"fmt"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/scan"
)

// each runs a benchmark for accounts of several sizes.
func each(b *testing.B, run func(b *testing.B, users int)) {
	for _, users := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(users), func(b *testing.B) { run(b, users) })
	}
}

// crowd is an account of users with a key each, that answers at once.
type crowd struct {
	users []iamsvc.User
	keys  map[string][]iamsvc.Key
}

func newCrowd(users int) crowd {
	c := crowd{keys: make(map[string][]iamsvc.Key, users)}
	for i := range users {
		u := iamsvc.User{Name: fmt.Sprintf("user-%d", i)}
		c.users = append(c.users, u)
		c.keys[u.Name] = []iamsvc.Key{{ID: fmt.Sprintf("AKIA-%d", i), User: iamsvc.NamedUser(u.Name), Status: iamsvc.Active}}
	}
	return c
}

func (c crowd) ListUsers(context.Context, string) (iamsvc.UserPage, error) {
	return iamsvc.UserPage{Users: c.users}, nil
}

func (c crowd) ListKeys(_ context.Context, user iamsvc.Principal) ([]iamsvc.Key, error) {
	return c.keys[user.UserName()], nil
}

func (c crowd) LastUse(context.Context, string) (iamsvc.LastUse, error) {
	return iamsvc.LastUse{}, nil
}

// BenchmarkScan asks about everything. Most of what it takes is the change of goroutines, two for each call.
func BenchmarkScan(b *testing.B) {
	each(b, func(b *testing.B, users int) {
		c := newCrowd(users)
		for b.Loop() {
			if err := scan.New(c, scan.Options{}).Run(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*2*users), "ns/call")
	})
}
