package ui

import (
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/local/localtest"
)

// TestTwentyCallsASecond goes through 300 users, page by page, where IAM allows 20 calls a second of each action. Nothing
// fails, the keys of the user under the cursor come within 3 s of simulated time, and the person is told while it lasts.
func TestTwentyCallsASecond(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 7)
	var running, busy atomic.Bool
	w := newWorld(t, 7, 300, false, &running, &busy)
	synctest.Test(t, func(t *testing.T) {
		running.Store(true)
		s := newSoak(t, 7, rand.New(rand.NewPCG(7, 7)), w)
		w.server.Inject(localtest.Fault{Effect: localtest.Throttle(20, 20)})
		s.openWith(Config{Now: time.Now})
		told, slowest := false, time.Duration(0)
		for page := 0; page < 30; page++ {
			s.key("pgdown")
			if page == 12 || page == 24 {
				s.key("ctrl+r")
				s.key("g")
			}
			start := time.Now()
			for {
				user, _ := s.m.selectedUser()
				if s.m.Store.Keys(user).Known() {
					break
				}
				s.wait(10 * time.Millisecond)
				if time.Since(start) > 20*time.Second {
					t.Fatalf("the keys of %s do not come", user)
				}
			}
			slowest = max(slowest, time.Since(start))
			for range 15 {
				s.wait(100 * time.Millisecond)
				view := s.m.View().Content
				told = told || strings.Contains(view, "IAM is limiting calls, going slower")
				if strings.Contains(view, "failed") || s.m.Status.Err != nil || s.m.Store.UsersErr() != nil {
					t.Fatalf("something failed: %v", s.m.Status.Err)
				}
			}
		}
		if slowest > 3*time.Second {
			t.Errorf("the keys of the user under the cursor took %s", slowest)
		}
		if n := len(s.m.Store.Users()); n < 300 {
			t.Errorf("%d users were read", n)
		}
		if !told || w.tally.hits["throttled"] == 0 {
			t.Errorf("the person was told: %v; calls were limited %d times", told, w.tally.hits["throttled"])
		}
		s.wait(20 * time.Second)
		if strings.Contains(s.m.View().Content, "going slower") {
			t.Error("it still says that IAM limits calls")
		}
		t.Logf("slowest %s, %d calls, %d limited", slowest, w.tally.calls, w.tally.hits["throttled"])
		s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		s.idle()
	})
}
