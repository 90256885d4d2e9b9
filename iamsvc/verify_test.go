package iamsvc_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// verifying runs a test with a service in a bubble, whose account makes new keys wait, and a key that was just made.
func verifying(t *testing.T, lag time.Duration, test func(*testing.T, *localtest.Server, *iamsvc.Service, iamsvc.NewKey)) {
	server := startLocal(t, 0) // outside of the bubble: its socket would hold up the bubble's time
	keyID, secret := server.Admin()
	synctest.Test(t, func(t *testing.T) {
		s, err := iamsvc.Open(t.Context(), iamsvc.Options{
			EndpointURL: server.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret),
			HTTPClient: &http.Client{Transport: server.Transport()},
		})
		if err != nil {
			t.Fatal(err)
		}
		server.SetLag(localtest.Lag{NewKeys: lag})
		k, err := s.CreateKey(t.Context(), iamsvc.Caller())
		if err != nil {
			t.Fatal(err)
		}
		server.ClearCalls()
		test(t, server, s, k)
	})
}

func TestVerifyKeyWaitsForIAMToSettle(t *testing.T) {
	verifying(t, 8*time.Second, func(t *testing.T, server *localtest.Server, s *iamsvc.Service, k iamsvc.NewKey) {
		begun := time.Now()
		var waits []time.Duration
		id, err := s.VerifyKey(t.Context(), k, func(wait time.Duration) { waits = append(waits, wait.Round(time.Second)) })
		if err != nil {
			t.Fatal(err)
		}
		if id.KeyID != k.ID || len(id.Account) != 12 || !strings.HasSuffix(id.ARN, "/"+k.User.UserName()) {
			t.Errorf("%+v", id)
		}
		if took := time.Since(begun); took < 8*time.Second || took > 12*time.Second {
			t.Errorf("it took %s", took)
		}
		want := []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second}
		if len(waits) != len(want) || waits[3] != want[3] || server.Count("") != 5 {
			t.Errorf("waits = %v, %d calls", waits, server.Count(""))
		}
		for _, c := range server.Calls() {
			if c.Signer != k.ID || c.Action != "GetCallerIdentity" {
				t.Errorf("%+v", c)
			}
		}
		server.ClearCalls()
		if _, err := s.ListKeys(t.Context(), k.User); err != nil || server.Calls()[0].Signer == k.ID {
			t.Errorf("the new key signed another call; %v", err)
		}
	})
}

func TestVerifyKeyGivesUp(t *testing.T) {
	verifying(t, time.Hour, func(t *testing.T, server *localtest.Server, s *iamsvc.Service, k iamsvc.NewKey) {
		begun := time.Now()
		_, err := s.VerifyKey(t.Context(), k, nil)
		e := iamsvc.AsError(err)
		if e == nil || e.Kind != iamsvc.KindCredentials || e.Error() != "AWS does not know "+k.ID+" yet, or it is inactive." {
			t.Errorf("%v", err)
		}
		if took := time.Since(begun); took < 30*time.Second || took > 31*time.Second {
			t.Errorf("it took %s", took)
		}
		if n := server.Count(""); n > 12 {
			t.Errorf("%d calls", n)
		}
	})
}

func TestVerifyKeyFailsAtOnce(t *testing.T) {
	verifying(t, 0, func(t *testing.T, server *localtest.Server, s *iamsvc.Service, k iamsvc.NewKey) {
		server.Inject(localtest.Fault{Effect: localtest.AnswerBefore(200, "text/html", "<html>sign in</html>")})
		if _, err := s.VerifyKey(t.Context(), k, nil); err == nil || !strings.Contains(err.Error(), "A web page answered in place of STS") {
			t.Errorf("%v", err)
		}
		server.ClearFaults()
		server.Inject(localtest.Fault{Effect: localtest.FailBefore(403, "AccessDenied", "no")})
		if _, err := s.VerifyKey(t.Context(), k, nil); err == nil || !strings.HasPrefix(err.Error(), "Could not verify "+k.ID+": ") {
			t.Errorf("%v", err)
		}
		server.ClearFaults()
		server.ClearCalls()
		k.Secret = iamsvc.NewSecret("not it")
		_, err := s.VerifyKey(t.Context(), k, nil)
		if e := iamsvc.AsError(err); e == nil || e.Error() != "The secret of "+k.ID+" is not the right one." || server.Count("") != 1 {
			t.Errorf("%v, %d calls", err, server.Count(""))
		}
	})
}

func TestVerifyKeyIsStopped(t *testing.T) {
	verifying(t, time.Hour, func(t *testing.T, _ *localtest.Server, s *iamsvc.Service, k iamsvc.NewKey) {
		ctx, cancel := context.WithCancel(t.Context())
		begun := time.Now()
		_, err := s.VerifyKey(ctx, k, func(time.Duration) { cancel() })
		e := iamsvc.AsError(err)
		if e == nil || e.Kind != iamsvc.KindCancelled || e.Error() != "Stopped: it is not known yet whether "+k.ID+" works." {
			t.Errorf("%v", err)
		}
		if time.Since(begun) != 0 {
			t.Errorf("it took %s", time.Since(begun))
		}
	})
}
