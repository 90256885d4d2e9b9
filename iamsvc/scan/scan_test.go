package scan_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/scan"
)

// These tests run in bubbles: time is that of the bubble, and goes on only while everyone waits.

// account is an account of so many users, of whom every third has no key and every other third has two. Each call takes
// some time.
type account struct {
	users int
	took  time.Duration
	fail  func(op, subject string) error

	mu    sync.Mutex
	calls map[string]int // by operation and subject
	busy  int
	most  int // calls under way at a time
}

func (a *account) call(ctx context.Context, op, subject string) error {
	a.mu.Lock()
	if a.calls == nil {
		a.calls = map[string]int{}
	}
	a.busy++
	a.most = max(a.most, a.busy)
	a.mu.Unlock()
	select {
	case <-time.After(a.took):
	case <-ctx.Done():
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.busy--
	if err := ctx.Err(); err != nil {
		return err
	}
	a.calls[op+" "+subject]++
	if a.fail != nil {
		return a.fail(op, subject)
	}
	return nil
}

func (a *account) ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error) {
	if err := a.call(ctx, "ListUsers", marker); err != nil {
		return iamsvc.UserPage{}, err
	}
	from := 0
	_, _ = fmt.Sscan(marker, &from)
	page := iamsvc.UserPage{}
	to := min(a.users, from+100)
	for i := from; i < to; i++ {
		page.Users = append(page.Users, iamsvc.User{Name: fmt.Sprintf("user-%d", i)})
	}
	if to < a.users {
		page.More, page.Marker = true, fmt.Sprint(to)
	}
	return page, nil
}

func (a *account) ListKeys(ctx context.Context, user iamsvc.Principal) ([]iamsvc.Key, error) {
	if err := a.call(ctx, "ListKeys", user.UserName()); err != nil {
		return nil, err
	}
	number := 0
	_, _ = fmt.Sscanf(user.UserName(), "user-%d", &number)
	var keys []iamsvc.Key
	for i := range number % 3 {
		keys = append(keys, iamsvc.Key{ID: fmt.Sprintf("AKIA-%d-%d", number, i), User: user, Status: iamsvc.Active})
	}
	return keys, nil
}

func (a *account) LastUse(ctx context.Context, keyID string) (iamsvc.LastUse, error) {
	if err := a.call(ctx, "LastUse", keyID); err != nil {
		return iamsvc.LastUse{}, err
	}
	return iamsvc.LastUse{Service: "s3"}, nil
}

// count returns how many calls of an operation there were.
func (a *account) count(op string) (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for name, times := range a.calls {
		if strings.HasPrefix(name, op+" ") {
			n += times
		}
	}
	return n
}

// results gathers what a scan delivers.
type results struct {
	users   int
	lists   map[string]scan.List
	uses    map[string]scan.Use
	batches int
	last    scan.Progress
	each    func(scan.Progress)
}

func (r *results) deliver(b scan.Batch) {
	if r.lists == nil {
		r.lists, r.uses = map[string]scan.List{}, map[string]scan.Use{}
	}
	r.batches++
	r.users += len(b.Users)
	for _, l := range b.Lists {
		r.lists[l.User.UserName()] = l
	}
	for _, u := range b.Uses {
		r.uses[u.KeyID] = u
	}
	r.last = b.Progress
	if r.each != nil {
		r.each(b.Progress)
	}
}

func check[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEverythingIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 900, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		if err := s.Run(t.Context()); err != nil || !s.Done() {
			t.Fatal(err)
		}
		check(t, "users", r.users, 900)
		check(t, "lists", len(r.lists), 900)
		check(t, "uses", len(r.uses), 900)
		for call, times := range a.calls {
			check(t, call, times, 1)
		}
		check(t, "progress", r.last, scan.Progress{
			Users: 900, Total: 900, Listed: true, Keys: 900, Uses: 900, Calls: 9 + 900 + 900, LeftKnown: true,
		})
		if a.most > 33 {
			t.Errorf("%d calls at a time", a.most)
		}
		if r.batches > 40 {
			t.Errorf("%d batches in some 2 seconds", r.batches)
		}
	})
}

func TestWhatIsKnownIsNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 3}, &results{}
		s := scan.New(a, scan.Options{
			Deliver: r.deliver,
			Keys:    map[iamsvc.Principal][]iamsvc.Key{iamsvc.NamedUser("user-0"): nil, iamsvc.NamedUser("user-1"): {{ID: "AKIA-1-0"}}},
			Uses:    map[string]bool{"AKIA-1-0": true, "AKIA-2-1": true},
		})
		if err := s.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "lists", a.count("ListKeys"), 1)
		check(t, "uses", a.count("LastUse"), 1)
		check(t, "asked", a.calls["LastUse AKIA-2-0"], 1)
		check(t, "keys", r.last.Keys, 3)
	})
}

func TestWithoutUses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 30}, &results{}
		if err := scan.New(a, scan.Options{Deliver: r.deliver, NoUses: true}).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "uses", a.count("LastUse"), 0)
		check(t, "lists", len(r.lists), 30)
	})
}

func TestCancelAndRunAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 600, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		for range 5 {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			if err := s.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatal(err)
			}
			check(t, "is done", s.Done(), false)
			check(t, "calls under way", a.busy, 0)
			cancel()
		}
		if err := s.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		for call, times := range a.calls {
			check(t, call, times, 1)
		}
		check(t, "lists", len(r.lists), 600)
		check(t, "uses", len(r.uses), 600)
		check(t, "failed", r.last.Failed, 0)
	})
}

func TestPauseAndResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 300, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		done := make(chan error)
		go func() { done <- s.Run(t.Context()) }()
		time.Sleep(100 * time.Millisecond)
		s.Pause()
		time.Sleep(time.Second)
		before := s.Progress()
		time.Sleep(time.Hour)
		if after := s.Progress(); after != before || !after.Paused || after.LeftKnown {
			t.Errorf("in a pause: %+v, then %+v", before, after)
		}
		check(t, "delivered", len(r.lists), before.Users)
		s.Resume()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		check(t, "lists", len(r.lists), 300)
	})
}

func denied(op, subject string) error {
	return &iamsvc.Error{Kind: iamsvc.KindDenied, Op: op, Subject: subject, Code: "AccessDenied"}
}

// TestDeniedPartly has the last use of some keys be denied, as where a policy goes by the path of users.
func TestDeniedPartly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 300, took: time.Millisecond}, &results{}
		a.fail = func(op, subject string) error {
			if op == "LastUse" && strings.HasSuffix(subject, "-1") {
				return denied(op, subject)
			}
			return nil
		}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		if err := s.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "calls", a.count("LastUse"), 300)
		check(t, "failed", r.last.Failed, 100)
		if u := r.uses["AKIA-2-1"]; u.Err == nil || u.Assumed || u.User != iamsvc.NamedUser("user-2") {
			t.Errorf("denied: %+v", u)
		}
		a.fail = nil
		if err := s.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "calls, then", a.count("LastUse"), 400)
		check(t, "failed, then", r.last.Failed, 0)
		check(t, "uses, then", r.last.Uses, 300)
	})
}

// TestDeniedWholly has an action be denied for all: it is not asked for each key.
func TestDeniedWholly(t *testing.T) {
	for _, op := range []string{"LastUse", "ListKeys"} {
		synctest.Test(t, func(t *testing.T) {
			a, r := &account{users: 900, took: 30 * time.Millisecond}, &results{}
			a.fail = func(asked, subject string) error {
				if asked == op {
					return denied(op, subject)
				}
				return nil
			}
			s := scan.New(a, scan.Options{Deliver: r.deliver})
			if err := s.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := a.count(op); n < 20 || n > 40 {
				t.Errorf("%s was asked %d times", op, n)
			}
			check(t, "failed", r.last.Failed, 900)
			check(t, "lists", len(r.lists), 900)
			assumed := 0
			for _, l := range r.lists {
				if l.Assumed {
					assumed++
				}
			}
			for _, u := range r.uses {
				if u.Assumed {
					assumed++
				}
			}
			check(t, "assumed", assumed, 900-a.count(op))
			a.fail = nil
			if err := s.Run(t.Context()); err != nil || r.last.Failed != 0 || r.last.Uses != 900 {
				t.Errorf("permitted: %v, %+v", err, r.last)
			}
		})
	}
}

func TestWhatStopsAScan(t *testing.T) {
	for name, test := range map[string]struct {
		op   string
		kind iamsvc.Kind
		most int // calls after the failure begins, and those under way
	}{
		"users denied":        {"ListUsers", iamsvc.KindDenied, 1},
		"login has run out":   {"LastUse", iamsvc.KindExpired, 16},
		"network gone":        {"ListKeys", iamsvc.KindNetwork, 16},
		"service fails again": {"ListKeys", iamsvc.KindService, 40},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, r := &account{users: 900, took: 30 * time.Millisecond}, &results{}
				a.fail = func(op, _ string) error {
					if op == test.op {
						return &iamsvc.Error{Kind: test.kind, Op: op}
					}
					return nil
				}
				s := scan.New(a, scan.Options{Deliver: r.deliver})
				err := s.Run(t.Context())
				if e := iamsvc.AsError(err); e == nil || e.Kind != test.kind {
					t.Fatalf("ended with %v", err)
				}
				if n := a.count(test.op); n > test.most {
					t.Errorf("%d calls", n)
				}
				a.fail = nil
				if err := s.Run(t.Context()); err != nil {
					t.Fatal(err)
				}
				check(t, "lists", r.last.Users, 900)
				check(t, "uses", r.last.Uses, 900)
				check(t, "failed", r.last.Failed, 0)
			})
		})
	}
}

func TestSomeFailAndSomeAreGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 60}, &results{}
		a.fail = func(_, subject string) error {
			switch subject {
			case "user-7":
				return errors.New("of another package")
			case "user-8", "AKIA-5-0":
				return &iamsvc.Error{Kind: iamsvc.KindNotFound}
			}
			return nil
		}
		if err := scan.New(a, scan.Options{Deliver: r.deliver}).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if l := r.lists["user-7"]; l.Err == nil || l.Err.Message != "of another package" || l.Gone {
			t.Errorf("%+v", l)
		}
		if l, u := r.lists["user-8"], r.uses["AKIA-5-0"]; !l.Gone || l.Err != nil || !u.Gone || u.Err != nil {
			t.Errorf("%+v, %+v", l, u)
		}
		check(t, "failed", r.last.Failed, 1)
	})
}

// TestEstimate compares the time that is said to be left with the time it takes.
func TestEstimate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 3000, took: 800 * time.Millisecond}, &results{}
		start, known := time.Now(), map[time.Duration]time.Time{}
		r.each = func(p scan.Progress) {
			if p.LeftKnown {
				known[time.Since(start)] = time.Now().Add(p.Left)
			} else if time.Since(start) > 10*time.Second {
				t.Errorf("after %s nothing is known of the time left", time.Since(start))
			}
		}
		s := scan.New(a, scan.Options{Deliver: r.deliver, Users: 3000})
		if err := s.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		for at, end := range known {
			said := end.Sub(start)
			if at > 10*time.Second && (said < took*85/100 || said > took*115/100) {
				t.Errorf("after %s it was said to end after %s; it took %s", at, said, took)
			}
		}
		if len(known) < 50 || r.last.Rate < 30 {
			t.Errorf("%d estimates, %.1f calls a second", len(known), r.last.Rate)
		}
	})
}
