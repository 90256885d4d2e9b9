package store_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
)

// These tests run in bubbles: time is that of the bubble, and goes on only while everyone waits.

// account is an account of so many users, of whom every third has no key and every other third has two. Each call takes
// some time.
type account struct {
	store.Service
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
	if ctx.Err() != nil {
		return &iamsvc.Error{Kind: iamsvc.KindCancelled}
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

// swept is a sweep of an account with a store and an asker of its own.
type swept struct {
	*store.Sweep
	store *store.Store
	asker *store.Asker
	each  func(store.Progress)
}

func sweep(svc store.Service) *swept {
	s := store.New()
	return &swept{Sweep: store.NewSweep(s, time.Now), store: s, asker: store.NewAsker(s, svc, time.Now), each: func(store.Progress) {}}
}

// run runs the sweep to its end.
func (s *swept) run(ctx context.Context) error {
	s.Start()
	err := s.asker.Run(ctx, func() []store.Want {
		s.Follow()
		return s.Wants()
	}, func(store.Answer) { s.each(s.Progress()) })
	switch {
	case err != nil:
		s.Stop()
		return err
	case s.Err() != nil:
		return s.Err()
	}
	return nil
}

func check[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEverythingIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 900, took: 30 * time.Millisecond}
		s := sweep(a)
		if err := s.run(t.Context()); err != nil || !s.Done() {
			t.Fatal(err)
		}
		for call, times := range a.calls {
			check(t, call, times, 1)
		}
		check(t, "progress", s.Progress(), store.Progress{
			Users: 900, Total: 900, Listed: true, Keys: 900, Uses: 900, Calls: 900 + 900, LeftKnown: true,
		})
		check(t, "lists", a.count("ListKeys"), 900)
		check(t, "uses", a.count("LastUse"), 900)
		if a.most > 33 {
			t.Errorf("%d calls at a time", a.most)
		}
		if k := s.store.LastUse("AKIA-899-1"); !k.Known() || k.Value.Service != "s3" {
			t.Errorf("the store has %+v", k)
		}
	})
}

func TestWhatIsFreshIsNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 3}
		first := sweep(a)
		if err := first.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		again := func() *store.Sweep { return store.NewSweep(first.store, time.Now) }
		check(t, "lists", a.count("ListKeys"), 3)
		time.Sleep(store.Fresh)
		s := &swept{again(), first.store, first.asker, first.each}
		if err := s.run(t.Context()); err != nil || s.Progress().Users != 3 || s.Progress().Uses != 3 || s.Progress().Calls != 0 {
			t.Errorf("%v, %+v", err, s.Progress())
		}
		check(t, "lists of what is fresh", a.count("ListKeys"), 3)
		time.Sleep(time.Nanosecond)
		s = &swept{again(), first.store, first.asker, first.each}
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "lists of what is not", a.count("ListKeys"), 6)
		check(t, "uses of what is not", a.count("LastUse"), 6)
	})
}

func TestCancelAndRunAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 600, took: 30 * time.Millisecond}
		s := sweep(a)
		for range 5 {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			if err := s.run(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatal(err)
			}
			check(t, "is done", s.Done(), false)
			check(t, "calls under way", a.busy, 0)
			cancel()
		}
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		for call, times := range a.calls {
			check(t, call, times, 1)
		}
		check(t, "lists", a.count("ListKeys"), 600)
		check(t, "failed", s.Progress().Failed, 0)
	})
}

func TestPauseAndResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 300, took: 30 * time.Millisecond}
		s := sweep(a)
		s.Start()
		until := func(d time.Duration) {
			ctx, cancel := context.WithTimeout(t.Context(), d)
			defer cancel()
			_ = s.asker.Run(ctx, func() []store.Want { s.Follow(); return s.Wants() }, func(store.Answer) {})
		}
		until(100 * time.Millisecond)
		s.Pause(true)
		until(time.Second) // what is under way ends
		before := s.Progress()
		calls := a.count("ListKeys")
		until(time.Hour)
		if after := s.Progress(); after != before || !after.Paused || after.LeftKnown || a.count("ListKeys") != calls {
			t.Errorf("in a pause: %+v, then %+v", before, after)
		}
		s.Pause(false)
		until(time.Hour)
		check(t, "users", s.Progress().Users, 300)
		check(t, "running", s.Running(), false)
	})
}

func denied(op, subject string) error {
	return &iamsvc.Error{Kind: iamsvc.KindDenied, Op: op, Subject: subject, Code: "AccessDenied"}
}

// TestDeniedPartly has the last use of some keys be denied, as where a policy goes by the path of users.
func TestDeniedPartly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 300, took: time.Millisecond}
		a.fail = func(op, subject string) error {
			if op == "LastUse" && strings.HasSuffix(subject, "-1") {
				return denied(op, subject)
			}
			return nil
		}
		s := sweep(a)
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "calls", a.count("LastUse"), 300)
		check(t, "failed", s.Progress().Failed, 100)
		check(t, "denied", s.store.LastUse("AKIA-2-1").Denied(), true)
		a.fail = nil
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(t, "calls, then", a.count("LastUse"), 400)
		check(t, "failed, then", s.Progress().Failed, 0)
		check(t, "uses, then", s.Progress().Uses, 300)
	})
}

// TestDeniedWholly has an action be denied for all: it is not asked for each key, and each key is said to be denied.
func TestDeniedWholly(t *testing.T) {
	for _, op := range []string{"LastUse", "ListKeys"} {
		synctest.Test(t, func(t *testing.T) {
			a := &account{users: 900, took: 30 * time.Millisecond}
			a.fail = func(asked, subject string) error {
				if asked == op {
					return denied(op, subject)
				}
				return nil
			}
			s := sweep(a)
			if err := s.run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := a.count(op); n < 20 || n > 40 {
				t.Errorf("%s was asked %d times", op, n)
			}
			check(t, "failed", s.Progress().Failed, 900)
			if op == "LastUse" {
				check(t, "the last is denied", s.store.LastUse("AKIA-899-1").Denied(), true)
			} else {
				check(t, "the last is denied", s.store.Keys(iamsvc.NamedUser("user-899")).Denied(), true)
			}
			a.fail = nil
			if err := s.run(t.Context()); err != nil || s.Progress().Failed != 0 || s.Progress().Uses != 900 {
				t.Errorf("permitted: %v, %+v", err, s.Progress())
			}
		})
	}
}

func TestWhatStopsASweep(t *testing.T) {
	for name, test := range map[string]struct {
		op   string
		kind iamsvc.Kind
		most int // calls after the failure begins, and those under way
	}{
		"users denied":        {"ListUsers", iamsvc.KindDenied, 1},
		"login has expired":   {"LastUse", iamsvc.KindExpired, 16},
		"network gone":        {"ListKeys", iamsvc.KindNetwork, 16},
		"service fails again": {"ListKeys", iamsvc.KindService, 40},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &account{users: 900, took: 30 * time.Millisecond}
				a.fail = func(op, _ string) error {
					if op == test.op {
						return &iamsvc.Error{Kind: test.kind, Op: op}
					}
					return nil
				}
				s := sweep(a)
				err := s.run(t.Context())
				if e := iamsvc.AsError(err); e == nil || e.Kind != test.kind {
					t.Fatalf("ended with %v", err)
				}
				if n := a.count(test.op); n > test.most {
					t.Errorf("%d calls", n)
				}
				a.fail = nil
				if err := s.run(t.Context()); err != nil {
					t.Fatal(err)
				}
				check(t, "lists", s.Progress().Users, 900)
				check(t, "uses", s.Progress().Uses, 900)
				check(t, "failed", s.Progress().Failed, 0)
			})
		})
	}
}

func TestSomeFailAndSomeAreGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 60}
		a.fail = func(_, subject string) error {
			switch subject {
			case "user-7":
				return &iamsvc.Error{Kind: iamsvc.KindService, Message: "out of order"}
			case "user-8", "AKIA-5-0":
				return &iamsvc.Error{Kind: iamsvc.KindNotFound}
			}
			return nil
		}
		s := sweep(a)
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if f := s.store.Keys(iamsvc.NamedUser("user-7")); f.Err == nil || f.Err.Message != "out of order" {
			t.Errorf("%+v", f)
		}
		check(t, "the user is gone", s.store.GoneSince(iamsvc.NamedUser("user-8")).IsZero(), false)
		check(t, "the key is gone", len(s.store.Keys(iamsvc.NamedUser("user-5")).Value), 1)
		check(t, "failed", s.Progress().Failed, 1)
		check(t, "uses", s.Progress().Uses, s.Progress().Keys)
	})
}

// TestAUserRenamedMeanwhileKeepsItsKeys: whoever is not found when its keys are listed may be in the list under
// another name.
func TestAUserRenamedMeanwhileKeepsItsKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &renaming{account: account{users: 30, took: time.Millisecond}}
		a.fail = func(op, subject string) error {
			if op == "ListKeys" && subject == "user-20" {
				a.renamed = true
				return &iamsvc.Error{Kind: iamsvc.KindNotFound}
			}
			return nil
		}
		s := sweep(a)
		if err := s.run(t.Context()); err != nil || !s.Done() {
			t.Fatal(err)
		}
		if f := s.store.Keys(iamsvc.NamedUser("user-2020")); len(f.Value) != 1 || !s.store.LastUse(f.Value[0].ID).Known() {
			t.Errorf("the keys of the user under the new name: %+v", f)
		}
		check(t, "lists of users", a.count("ListUsers"), 2)
		check(t, "lists of keys", a.count("ListKeys"), 31)
	})
}

// renaming is an account in which user-20 is user-2020 from some time on.
type renaming struct {
	account
	renamed bool
}

func (r *renaming) ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error) {
	page, err := r.account.ListUsers(ctx, marker)
	if r.renamed && err == nil {
		page.Users[20].Name = "user-2020"
	}
	return page, err
}

// TestWhatBecomesKnownMeanwhileIsNotAsked: others ask too, and keys are created, deleted and found out about by other
// ways.
func TestWhatBecomesKnownMeanwhileIsNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 300, took: 30 * time.Millisecond}
		s := sweep(a)
		late := iamsvc.NamedUser("user-299")
		told := false
		s.each = func(p store.Progress) {
			if told || p.Users < 32 {
				return
			}
			told = true
			now := time.Now()
			s.store.LearnKeys(iamsvc.NamedUser("user-298"), []iamsvc.Key{{ID: "AKIA-298-0"}}, now, now)
			s.store.LearnLastUse(iamsvc.NamedUser("user-298"), "AKIA-298-0", iamsvc.LastUse{}, now, now)
			s.store.AddKey(iamsvc.Key{ID: "AKIANEW", User: iamsvc.NamedUser("user-0"), Status: iamsvc.Active}, now)
			s.store.RemoveKey(iamsvc.NamedUser("user-2"), "AKIA-2-1", now)
		}
		in := false
		s.Start()
		if err := s.asker.Run(t.Context(), func() []store.Want {
			s.Follow()
			wants := s.Wants()
			if f := s.store.Keys(late); !f.Known() && s.Progress().Users > 50 { // somebody looks at the last user
				in = true
				wants = append(wants, store.Want{Read: store.Read{Op: store.AskKeys, User: late}, Class: queue.InView})
			}
			return wants
		}, func(store.Answer) { s.each(s.Progress()) }); err != nil || !in {
			t.Fatal(err)
		}
		for call, times := range a.calls {
			check(t, call, times, 1)
		}
		check(t, "asked though it was told", a.calls["ListKeys user-298"], 0)
		check(t, "asked though it was created here", a.calls["LastUse AKIANEW"], 0)
		p := s.Progress()
		check(t, "users", p.Users, 300)
		check(t, "uses", p.Uses, p.Keys)
		check(t, "done", s.Done(), true)
	})
}

// TestEstimate compares the time that is said to be left with the time it takes.
func TestEstimate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 3000, took: 800 * time.Millisecond}
		start, known := time.Now(), map[time.Duration]time.Time{}
		s := sweep(a)
		rate := 0.0
		s.each = func(p store.Progress) {
			rate = max(rate, p.Rate)
			if p.LeftKnown {
				known[time.Since(start)] = time.Now().Add(p.Left)
			} else if time.Since(start) > 10*time.Second {
				t.Errorf("after %s nothing is known of the time left", time.Since(start))
			}
		}
		s.Expect(3000)
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		for at, end := range known {
			said := end.Sub(start)
			if at > 10*time.Second && at < took && (said < took*85/100 || said > took*115/100) {
				t.Errorf("after %s it was said to end after %s; it took %s", at, said, took)
			}
		}
		if len(known) < 50 || rate < 30 {
			t.Errorf("%d estimates, %.1f calls a second", len(known), rate)
		}
	})
}

// TestSweepAtTwentyCallsASecond sweeps the built-in account, by the real service layer, where 20 calls of each action
// are allowed a second, and 40 at once, and each takes 30 ms. It must take no more than 1.15 of the time that the
// limit allows.
func TestSweepAtTwentyCallsASecond(t *testing.T) {
	t.Parallel()
	const users, perSecond, burst = 1200, 20.0, 40
	server, err := localtest.Start(local.Options{Users: users}) // its socket would hold up the bubble's time
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	server.Inject(
		localtest.Fault{Effect: localtest.Throttle(perSecond, burst)}, localtest.Fault{Effect: localtest.Delay(30 * time.Millisecond)},
	)
	keyID, secret := server.Admin()
	synctest.Test(t, func(t *testing.T) {
		var throttled, shown atomic.Int64
		svc, err := iamsvc.Open(t.Context(), iamsvc.Options{
			EndpointURL: server.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret),
			HTTPClient: &http.Client{Transport: server.Transport()},
			Observe: func(c iamsvc.Call) {
				switch {
				case c.Throttled:
					throttled.Add(1)
				case c.Err != nil:
					shown.Add(1)
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		s := sweep(svc)
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		p := s.Progress()
		calls := float64(max(p.Users, p.Keys))
		allowed := time.Duration((calls - burst) / perSecond * float64(time.Second))
		t.Logf("%d users, %d keys: %s, the limit allows %s: %.3f; %d attempts throttled",
			p.Users, p.Keys, took, allowed, took.Seconds()/allowed.Seconds(), throttled.Load())
		if took.Seconds() > 1.15*allowed.Seconds() {
			t.Errorf("took %s, the limit allows %s", took, allowed)
		}
		check(t, "calls that failed", shown.Load(), 0)
		check(t, "users", p.Users, users+1)
		check(t, "uses", p.Uses, p.Keys)
	})
}

// TestStoppedSweepGoesOnWhateverCameBehind: failures that arrive behind the one that stopped a sweep do not stop it
// again.
func TestStoppedSweepGoesOnWhateverCameBehind(t *testing.T) {
	a := &account{users: 40}
	s := sweep(a)
	a.fail = func(op, _ string) error {
		if op == "ListKeys" {
			return &iamsvc.Error{Kind: iamsvc.KindExpired, Op: op}
		}
		return nil
	}
	s.Start()
	s.Follow()
	for _, call := range s.asker.Ask(s.Wants()) {
		s.asker.Take(call.Make())
	}
	s.Follow()
	var answers []store.Answer
	for _, call := range s.asker.Ask(s.Wants()) {
		answers = append(answers, call.Make())
	}
	if len(answers) < 2 {
		t.Fatalf("%d reads at a time", len(answers))
	}
	for _, answer := range answers {
		s.asker.Take(answer)
		if s.Follow(); s.Err() == nil || s.Running() {
			t.Fatal("the sweep goes on without credentials")
		}
	}
	a.fail = nil
	if err := s.run(t.Context()); err != nil || !s.Done() {
		t.Errorf("ended with %v, %+v", err, s.Progress())
	}
	check(t, "users", s.Progress().Users, 40)
}
