package scan_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/scan"
)

// keysOf returns the keys of a user of an account, without a call.
func keysOf(t testing.TB, user string) []iamsvc.Key {
	t.Helper()
	keys, err := (&account{}).ListKeys(context.Background(), iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// once fails unless each user was listed once and the last use of each key asked once, by whomever.
func (a *account) once(t *testing.T) {
	t.Helper()
	check(t, "lists", a.count("ListKeys"), a.users)
	for call, times := range a.calls {
		check(t, call, times, 1)
	}
}

// run runs a scan beside the test.
func run(ctx context.Context, s *scan.Scan) <-chan error {
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	return done
}

// ends fails unless a run ends well.
func ends(t *testing.T, run <-chan error) {
	t.Helper()
	if err := <-run; err != nil {
		t.Error(err)
	}
}

func TestWhatBecomesKnownMeanwhileIsNotAsked(t *testing.T) {
	for name, when := range map[string]time.Duration{
		"before it began":                0,
		"before the scan came to it":     10 * time.Millisecond,
		"while it waited for its turn":   250 * time.Millisecond,
		"while the questions were asked": 1050 * time.Millisecond,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, r := &account{users: 150, took: 100 * time.Millisecond}, &results{}
				s := scan.New(a, scan.Options{Deliver: r.deliver})
				running := make(<-chan error)
				if when > 0 {
					running = run(t.Context(), s)
				}
				time.Sleep(when)
				before := s.Progress()
				s.LearnUse("AKIA-149-0")
				s.LearnKeys(iamsvc.NamedUser("user-149"), keysOf(t, "user-149")) // two keys
				s.LearnKeys(iamsvc.NamedUser("user-147"), nil)
				after := s.Progress()
				if when == 0 {
					running = run(t.Context(), s)
				}
				ends(t, running)
				check(t, "lists of the first", a.calls["ListKeys user-149"], b2i(when > time.Second))
				check(t, "lists of the second", a.calls["ListKeys user-147"], b2i(when > time.Second))
				check(t, "last uses of the first key", a.calls["LastUse AKIA-149-0"], 0)
				check(t, "last uses of the second key", a.calls["LastUse AKIA-149-1"], 1)
				if _, delivered := r.lists["user-149"]; delivered {
					t.Error("what was told was delivered")
				}
				if when > 100*time.Millisecond {
					check(t, "users at once", after.Users, before.Users+2)
					check(t, "keys at once", after.Keys, before.Keys+2)
					check(t, "uses at once", after.Uses, before.Uses+1)
				}
				check(t, "users", r.last.Users, 150)
				check(t, "keys", r.last.Keys, 150)
				check(t, "uses", r.last.Uses, 150)
				check(t, "failed", r.last.Failed, 0)
			})
		})
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestToldAgain tells of a user whose keys are known, and who has one more by now.
func TestToldAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 300, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		running := run(t.Context(), s)
		time.Sleep(200 * time.Millisecond)
		for range 2 {
			s.LearnKeys(iamsvc.NamedUser("user-2"), append(keysOf(t, "user-2"), iamsvc.Key{ID: "AKIA-NEW"}))
			s.LearnUse("AKIA-2-0")
		}
		ends(t, running)
		a.once(t)
		check(t, "users", r.last.Users, 300)
		check(t, "keys", r.last.Keys, 301)
		check(t, "uses", r.last.Uses, 301)
	})
}

// TestClaimed claims questions of every kind and answers them late: the scan leaves them alone, and waits for the answers.
func TestClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 150, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		check(t, "of a user whom the scan has not come to", s.Claim(iamsvc.NamedUser("user-101"), ""), true)
		check(t, "of a key that the scan has not come to", s.Claim(iamsvc.NamedUser("user-148"), "AKIA-148-0"), true)
		running := run(t.Context(), s)
		time.Sleep(70 * time.Millisecond)
		check(t, "of a question that waits", s.Claim(iamsvc.NamedUser("user-149"), ""), true)
		check(t, "again", s.Claim(iamsvc.NamedUser("user-149"), ""), false)
		check(t, "of a user of whom nobody knows", s.Claim(iamsvc.NamedUser("nobody"), ""), true)
		time.Sleep(time.Hour)
		select {
		case err := <-running:
			t.Fatalf("ended with %v before the answers were there", err)
		default:
		}
		p := s.Progress()
		check(t, "users", p.Users, 148)
		check(t, "done", s.Done(), false)
		s.LearnKeys(iamsvc.NamedUser("user-101"), keysOf(t, "user-101"))
		s.LearnKeys(iamsvc.NamedUser("user-149"), keysOf(t, "user-149"))
		s.LearnUse("AKIA-148-0")
		ends(t, running)
		check(t, "users", r.last.Users, 150)
		check(t, "uses", r.last.Uses, 150)
		check(t, "lists", a.count("ListKeys"), 148)
		check(t, "last uses", a.count("LastUse"), 149)
	})
}

func TestGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 150, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		running := run(t.Context(), s)
		time.Sleep(70 * time.Millisecond)
		s.GiveBack(iamsvc.NamedUser("user-148"), "") // that nobody has claimed
		s.Claim(iamsvc.NamedUser("user-149"), "")
		s.GiveBack(iamsvc.NamedUser("user-149"), "") // before it was its turn
		s.Claim(iamsvc.NamedUser("user-148"), "")
		time.Sleep(time.Hour)
		s.GiveBack(iamsvc.NamedUser("user-148"), "")
		ends(t, running)
		a.once(t)
		check(t, "users", r.last.Users, 150)
		check(t, "uses", r.last.Uses, 150)
	})
}

// TestFailedElsewhere is not asked before the scan is run again.
func TestFailedElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 150, took: 30 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		s.Claim(iamsvc.NamedUser("user-1"), "AKIA-1-0") // which the scan comes to later
		s.Fail(iamsvc.NamedUser("user-1"), "AKIA-1-0")
		running := run(t.Context(), s)
		time.Sleep(70 * time.Millisecond)
		s.Claim(iamsvc.NamedUser("user-149"), "")
		s.Fail(iamsvc.NamedUser("user-149"), "")
		s.Fail(iamsvc.NamedUser("user-148"), "") // that nobody has claimed
		ends(t, running)
		check(t, "failed", r.last.Failed, 1)
		check(t, "lists", a.count("ListKeys"), 149)
		s.Claim(iamsvc.NamedUser("user-149"), "")
		s.GiveBack(iamsvc.NamedUser("user-149"), "")
		check(t, "failed, and asked in vain", s.Progress().Failed, 1)
		ends(t, run(t.Context(), s))
		a.once(t)
		check(t, "failed, then", r.last.Failed, 0)
		check(t, "users", r.last.Users, 150)
	})
}

// TestNobodyAsksWhatTheScanAsks: what is under way cannot be claimed, nor what was answered until note was taken of it.
func TestNobodyAsksWhatTheScanAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{users: 150, took: 100 * time.Millisecond}
		var batches []scan.Batch
		s := scan.New(a, scan.Options{Every: time.Second, Deliver: func(b scan.Batch) { batches = append(batches, b) }})
		running := run(t.Context(), s)
		time.Sleep(250 * time.Millisecond)
		check(t, "not yet its turn", s.Asking(iamsvc.NamedUser("user-149"), ""), false)
		check(t, "under way", s.Claim(iamsvc.NamedUser("user-16"), ""), false)
		check(t, "answered", s.Claim(iamsvc.NamedUser("user-0"), ""), false)
		time.Sleep(1010 * time.Millisecond)
		synctest.Wait()
		check(t, "delivered", s.Claim(iamsvc.NamedUser("user-0"), ""), false)
		s.Taken(scan.Batch{})
		check(t, "of another batch", s.Claim(iamsvc.NamedUser("user-0"), ""), false)
		s.Taken(batches[0])
		check(t, "still asked", s.Asking(iamsvc.NamedUser("user-0"), ""), false)
		check(t, "noted", s.Claim(iamsvc.NamedUser("user-0"), ""), true) // to have it anew
		ends(t, running)
		a.once(t)
	})
}

// TestLearnedWhileAsked: what is told holds, also if the call fails then, and counts once.
func TestLearnedWhileAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 30, took: 100 * time.Millisecond}, &results{}
		a.fail = func(_, subject string) error {
			if subject == "user-1" || subject == "AKIA-4-0" {
				return &iamsvc.Error{Kind: iamsvc.KindService}
			}
			return nil
		}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		running := run(t.Context(), s)
		time.Sleep(150 * time.Millisecond)
		check(t, "asked", s.Asking(iamsvc.NamedUser("user-1"), ""), true)
		s.LearnKeys(iamsvc.NamedUser("user-1"), keysOf(t, "user-1"))
		s.LearnKeys(iamsvc.NamedUser("user-2"), keysOf(t, "user-2"))
		check(t, "asked by the scan alone", s.Asking(iamsvc.NamedUser("user-1"), ""), false)
		time.Sleep(100 * time.Millisecond)
		s.LearnUse("AKIA-4-0")
		ends(t, running)
		a.once(t)
		for _, user := range []string{"user-1", "user-2"} {
			if l, delivered := r.lists[user]; delivered {
				t.Errorf("delivered: %+v", l)
			}
		}
		check(t, "users", r.last.Users, 30)
		check(t, "keys", r.last.Keys, 30)
		check(t, "uses", r.last.Uses, 30)
		check(t, "failed", r.last.Failed, 0)
	})
}

// TestStoppedAndToldAndRunAgain stops a scan: what was under way is asked by nobody then, and can be claimed. What becomes
// known before it goes on is not asked.
func TestStoppedAndToldAndRunAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 150, took: 100 * time.Millisecond}, &results{}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		ctx, stop := context.WithCancel(t.Context())
		running := run(ctx, s)
		time.Sleep(150 * time.Millisecond)
		check(t, "under way", s.Claim(iamsvc.NamedUser("user-10"), ""), false)
		stop()
		if err := <-running; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		check(t, "calls", a.count("ListKeys"), 0)
		check(t, "still under way", s.Asking(iamsvc.NamedUser("user-10"), ""), false)
		check(t, "cancelled", s.Claim(iamsvc.NamedUser("user-10"), ""), true)
		check(t, "cancelled", s.Claim(iamsvc.NamedUser("user-11"), ""), true)
		s.LearnKeys(iamsvc.NamedUser("user-10"), keysOf(t, "user-10"))
		s.LearnKeys(iamsvc.NamedUser("user-140"), keysOf(t, "user-140"))
		running = run(t.Context(), s)
		time.Sleep(50 * time.Millisecond)
		s.LearnKeys(iamsvc.NamedUser("user-11"), keysOf(t, "user-11")) // asked while it was stopped, answered now
		ends(t, running)
		check(t, "lists", a.count("ListKeys"), 147)
		check(t, "uses", a.count("LastUse"), 150)
		check(t, "users", r.last.Users, 150)
	})
}

// TestClaimedWhereAllIsDenied: what is assumed of all others is assumed of what is given back.
func TestClaimedWhereAllIsDenied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := &account{users: 150, took: 30 * time.Millisecond}, &results{}
		a.fail = func(op, subject string) error {
			if op == "ListKeys" {
				return denied(op, subject)
			}
			return nil
		}
		s := scan.New(a, scan.Options{Deliver: r.deliver})
		s.Claim(iamsvc.NamedUser("user-149"), "")
		s.Claim(iamsvc.NamedUser("user-148"), "")
		running := run(t.Context(), s)
		time.Sleep(time.Hour)
		check(t, "failed", s.Progress().Failed, 148)
		s.GiveBack(iamsvc.NamedUser("user-149"), "")
		s.LearnKeys(iamsvc.NamedUser("user-148"), nil)
		ends(t, running)
		check(t, "failed", r.last.Failed, 149)
		check(t, "assumed", r.lists["user-149"].Assumed, true)
		check(t, "users", r.last.Users, 1)
	})
}

// TestEachQuestionIsAskedByOneAlone has others look at users and keys at random while the scan goes on, is paused, and is
// stopped and taken up again. Some of them change their mind before they have asked.
func TestEachQuestionIsAskedByOneAlone(t *testing.T) {
	for seed := range uint64(8) {
		synctest.Test(t, func(t *testing.T) {
			a := &account{users: 240, took: 30 * time.Millisecond}
			s := scan.New(a, scan.Options{})
			var others sync.WaitGroup
			for n := range 6 {
				others.Go(func() { wander(t, a, s, rand.New(rand.NewPCG(seed, uint64(n)))) })
			}
			for i := range 6 {
				ctx, stop := context.WithTimeout(t.Context(), 80*time.Millisecond)
				running := run(ctx, s)
				if i%2 == 1 {
					time.Sleep(20 * time.Millisecond)
					s.Pause()
					time.Sleep(20 * time.Millisecond)
					s.Resume()
				}
				if err := <-running; err == nil {
					t.Error("it ended in so short a time")
				}
				stop()
			}
			ends(t, run(t.Context(), s))
			others.Wait()
			a.once(t)
			p := s.Progress()
			check(t, "uses asked", a.count("LastUse"), 240)
			check(t, "users", p.Users, 240)
			check(t, "keys", p.Keys, 240)
			check(t, "uses", p.Uses, 240)
			check(t, "failed", p.Failed, 0)
			check(t, "done", s.Done(), true)
		})
	}
}

// wander looks at users as a person does who has the scan run: it asks what it does not know, unless it is asked already.
func wander(t *testing.T, a *account, s *scan.Scan, r *rand.Rand) {
	asked := map[string]bool{}
	ask := func(user, keyID string, call func()) {
		if asked[user+keyID] || !s.Claim(iamsvc.NamedUser(user), keyID) {
			return
		}
		if time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond); r.IntN(4) == 0 {
			s.GiveBack(iamsvc.NamedUser(user), keyID)
			return
		}
		asked[user+keyID] = true
		call()
	}
	for range 60 {
		user := fmt.Sprintf("user-%d", r.IntN(a.users))
		if a.asked("ListKeys " + user) { // as the screen knows
			continue
		}
		ask(user, "", func() {
			keys, _ := a.ListKeys(t.Context(), iamsvc.NamedUser(user))
			s.LearnKeys(iamsvc.NamedUser(user), keys)
		})
		for _, k := range keysOf(t, user) {
			if a.asked("LastUse " + k.ID) {
				continue
			}
			ask(user, k.ID, func() {
				_, _ = a.LastUse(t.Context(), k.ID)
				s.LearnUse(k.ID)
			})
		}
	}
}

// asked reports whether a call was answered.
func (a *account) asked(call string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls[call] > 0
}

// TestEstimateWhereMuchIsTold tells of a third of the users at once: that says nothing about how quickly the scan goes.
func TestEstimateWhereMuchIsTold(t *testing.T) {
	for name, noUses := range map[string]bool{"lists and last uses": false, "lists": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, r := &account{users: 3000, took: 800 * time.Millisecond}, &results{}
				s := scan.New(a, scan.Options{Deliver: r.deliver, Users: 3000, NoUses: noUses})
				running := run(t.Context(), s)
				time.Sleep(30*time.Second + time.Millisecond)
				for i := 2000; i < 3000; i++ {
					user := fmt.Sprintf("user-%d", i)
					for _, k := range keysOf(t, user) {
						s.LearnUse(k.ID)
					}
					s.LearnKeys(iamsvc.NamedUser(user), keysOf(t, user))
				}
				time.Sleep(5 * time.Second)
				at, said := time.Now(), s.Progress()
				ends(t, running)
				if took := time.Since(at); said.Left < took*85/100 || said.Left > took*115/100 || !said.LeftKnown {
					t.Errorf("it was said to take %s more; it took %s", said.Left, took)
				}
				check(t, "lists", a.count("ListKeys"), 2000)
				check(t, "calls", r.last.Calls, a.count("ListUsers")+a.count("ListKeys")+a.count("LastUse"))
				check(t, "uses", r.last.Uses, 3000)
			})
		})
	}
}
