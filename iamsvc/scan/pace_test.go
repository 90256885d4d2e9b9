package scan_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/scan"
)

// TestScanAtTwentyCallsASecond scans the built-in account, by the real service layer, where 20 calls of each action are
// allowed a second, and 40 at once, and each takes 30 ms. It must take no more than 1.15 of the time that the limit allows.
func TestScanAtTwentyCallsASecond(t *testing.T) {
	t.Parallel()
	const users, perSecond, burst = 1200, 20.0, 40
	server, err := local.Start(local.Options{Users: users}) // its socket would hold up the bubble's time
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	server.Inject(
		local.Fault{Effect: local.Throttle(perSecond, burst)}, local.Fault{Effect: local.Delay(30 * time.Millisecond)},
	)
	keyID, secret := server.Admin()
	synctest.Test(t, func(t *testing.T) {
		var throttled, shown atomic.Int64
		s, err := iamsvc.Open(t.Context(), iamsvc.Options{
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
		r := &results{}
		start := time.Now()
		if err := scan.New(s, scan.Options{Deliver: r.deliver}).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		calls := float64(max(r.last.Users, r.last.Keys))
		allowed := time.Duration((calls - burst) / perSecond * float64(time.Second))
		t.Logf("%d users, %d keys: %s, the limit allows %s: %.3f; %d attempts throttled",
			r.last.Users, r.last.Keys, took, allowed, took.Seconds()/allowed.Seconds(), throttled.Load())
		if took.Seconds() > 1.15*allowed.Seconds() {
			t.Errorf("took %s, the limit allows %s", took, allowed)
		}
		check(t, "calls that failed", shown.Load(), 0)
		check(t, "users", r.last.Users, users+1)
		check(t, "uses", r.last.Uses, r.last.Keys)
	})
}
