package iamsvc_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/queue"
)

// TestWholeAccountAtTwentyCallsASecond pages through 300 users and their keys at a service that allows 20 calls a second,
// with what is on the screen in between. The account is in this process, so the time is that of the bubble.
func TestWholeAccountAtTwentyCallsASecond(t *testing.T) {
	server := startLocal(t, 300) // its socket would hold up the bubble's time
	server.Inject(localtest.Fault{Effect: localtest.Throttle(20, 20)})
	keyID, secret := server.Admin()
	synctest.Test(t, func(t *testing.T) {
		var slowed atomic.Int64
		s, err := iamsvc.Open(t.Context(), iamsvc.Options{
			EndpointURL: server.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret), PageSize: 100,
			HTTPClient: &http.Client{Transport: server.Transport()},
			Observe: func(c iamsvc.Call) {
				if c.Throttled {
					slowed.Add(1)
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		sweep := queue.WithClass(t.Context(), queue.Sweep)
		for marker, more := "", true; more; {
			page, err := s.ListUsers(t.Context(), marker)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range page.Users {
				all.Go(func() {
					if _, err := s.ListKeys(sweep, iamsvc.NamedUser(u.Name)); err != nil {
						t.Error(err)
					}
				})
			}
			marker, more = page.Marker, page.More
		}
		for range 5 {
			time.Sleep(time.Second)
			start := time.Now()
			if keys, err := s.ListKeys(t.Context(), iamsvc.NamedUser("aaliyah.khan")); err != nil || len(keys) != 2 {
				t.Errorf("%v, %v", keys, err)
			}
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("the visible user's keys took %s", took)
			}
		}
		all.Wait()
		t.Logf("%d throttled attempts", slowed.Load())
		if slowed.Load() == 0 {
			t.Error("nothing was throttled: the test tests nothing")
		}
	})
}
