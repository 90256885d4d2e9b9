package iamsvc_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// account is a local server with a service on it, and what the observer was told.
type account struct {
	*localtest.Server
	svc  *iamsvc.Service
	http *http.Client // nil: a socket
	user string       // one with a key
	key  iamsvc.Key

	mu    sync.Mutex
	calls []iamsvc.Call
}

// newAccount returns a small demo account; its first user's first key is the one that tests act on.
func newAccount(t *testing.T, o iamsvc.Options) *account {
	t.Helper()
	return accountOn(t, startLocal(t, 3), nil, o)
}

// inBubble runs a test on such an account in a bubble, whose time goes on only while everyone waits. The account is asked
// within the process: a socket would hold the time up.
func inBubble(t *testing.T, o iamsvc.Options, test func(*testing.T, *account)) {
	t.Helper()
	server := startLocal(t, 3)
	synctest.Test(t, func(t *testing.T) {
		test(t, accountOn(t, server, &http.Client{Transport: server.Transport()}, o))
	})
}

func accountOn(t *testing.T, server *localtest.Server, client *http.Client, o iamsvc.Options) *account {
	t.Helper()
	a := &account{Server: server, http: client, user: "aaliyah.khan"}
	if client != nil {
		o.HTTPClient = client
	}
	keyID, secret := a.Admin()
	o.EndpointURL, o.KeyID, o.Secret = a.URL(), keyID, iamsvc.NewSecret(secret)
	o.Observe = func(c iamsvc.Call) {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.calls = append(a.calls, c)
	}
	var err error
	if a.svc, err = iamsvc.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for _, k := range a.truth(t, a.user) {
		if k.Status == iamsvc.Active {
			a.key = k
		}
	}
	a.ClearCalls()
	return a
}

// other returns a service that knows nothing of what the first one did, as another person has.
func (a *account) other(t *testing.T) *iamsvc.Service {
	t.Helper()
	keyID, secret := a.Admin()
	o := iamsvc.Options{EndpointURL: a.URL(), KeyID: keyID, Secret: iamsvc.NewSecret(secret)}
	if a.http != nil {
		o.HTTPClient = a.http
	}
	s, err := iamsvc.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// truth returns the user's keys as somebody else sees them.
func (a *account) truth(t *testing.T, user string) []iamsvc.Key {
	t.Helper()
	keys, err := a.other(t).ListKeys(t.Context(), iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func (a *account) observed(op string) (ended, throttled int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, c := range a.calls {
		switch {
		case c.Op != op:
		case c.Throttled:
			throttled++
		default:
			ended++
		}
	}
	return ended, throttled
}

// TestCreateIsNeverRepeatedBlindly injects each fault that leaves a create unclear, and each that does not.
func TestCreateIsNeverRepeatedBlindly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		effect  localtest.Effect
		kind    iamsvc.Kind
		unclear bool
		made    int
	}{
		"500 before":       {localtest.FailBefore(500, "ServiceFailure", "oops"), iamsvc.KindService, true, 0},
		"500 after":        {localtest.FailAfter(500, "ServiceFailure", "oops"), iamsvc.KindService, true, 1},
		"503 after":        {localtest.AnswerAfter(503, "text/html", "<html>busy</html>"), iamsvc.KindService, true, 1},
		"reset before":     {localtest.DropBefore(), iamsvc.KindNetwork, true, 0},
		"reset after":      {localtest.DropAfter(), iamsvc.KindNetwork, true, 1},
		"hang":             {localtest.Hang(), iamsvc.KindTimeout, true, 0},
		"hang after":       {localtest.HangAfter(), iamsvc.KindTimeout, true, 1},
		"HTML after":       {localtest.AnswerAfter(200, "text/html", "<html>welcome</html>"), iamsvc.KindService, true, 1},
		"empty after":      {localtest.AnswerAfter(200, "text/xml", ""), iamsvc.KindService, true, 1},
		"hollow after":     {localtest.AnswerAfter(200, "text/xml", "<CreateAccessKeyResponse><CreateAccessKeyResult/></CreateAccessKeyResponse>"), iamsvc.KindService, true, 1},
		"denied":           {localtest.Deny(localtest.DeniedByAccount), iamsvc.KindDenied, false, 0},
		"being changed":    {localtest.FailBefore(409, "EntityTemporarilyUnmodifiable", "wait"), iamsvc.KindConflict, false, 0},
		"expired":          {localtest.ExpireToken(), iamsvc.KindExpired, false, 0},
		"proxy says no":    {localtest.AnswerBefore(403, "text/html", "<html>blocked</html>"), iamsvc.KindService, false, 0},
		"another redirect": {localtest.AnswerBefore(302, "text/html", ""), iamsvc.KindService, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				user := "akia-admin" // has one key
				before := len(a.truth(t, user))
				a.ClearCalls()
				a.Inject(localtest.Fault{Action: "CreateAccessKey", Effect: c.effect})
				_, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(user))
				e := iamsvc.AsError(err)
				if e == nil || e.Kind != c.kind || e.Unclear != c.unclear {
					t.Errorf("kind %v unclear %v: %+v", c.kind, c.unclear, e)
				}
				if n := a.Count("CreateAccessKey"); n != 1 {
					t.Errorf("it was sent %d times", n)
				}
				if n := len(a.truth(t, user)) - before; n != c.made {
					t.Errorf("%d keys were made, want %d", n, c.made)
				}
				if c.unclear && (!strings.Contains(e.Error(), "not known whether an access key was created for "+user) ||
					e.Remedy().Kind != iamsvc.RemedyCheckCreate) {
					t.Errorf("%q %+v", e.Error(), e.Remedy())
				}
			})
		})
	}
}

func TestCreateIsRepeatedWhenThrottled(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		a.Inject(localtest.Fault{Action: "CreateAccessKey", Count: 2, Effect: localtest.FailBefore(400, "Throttling", "Rate exceeded")})
		if _, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser("akia-admin")); err != nil {
			t.Fatal(err)
		}
		if n := a.Count("CreateAccessKey"); n != 3 {
			t.Errorf("sent %d times, want 3", n)
		}
		if ended, throttled := a.observed("CreateAccessKey"); ended != 1 || throttled != 2 {
			t.Errorf("the observer was told of %d ends and %d throttled attempts", ended, throttled)
		}
		if n := len(a.truth(t, "akia-admin")); n != 2 {
			t.Errorf("%d keys", n)
		}
	})
}

func TestCreateThatCannotConnectIsNotUnclear(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	_ = a.Close()
	_, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(a.user))
	if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindNetwork || e.Unclear {
		t.Errorf("%+v", e)
	}
}

// TestWritesThatCanBeRepeated loses the answer of each write that does no harm when it is sent twice.
func TestWritesThatCanBeRepeated(t *testing.T) {
	t.Parallel()
	for name, effect := range map[string]localtest.Effect{
		"reset before": localtest.DropBefore(), "reset after": localtest.DropAfter(),
		"500 before": localtest.FailBefore(500, "ServiceFailure", "oops"), "500 after": localtest.FailAfter(500, "ServiceFailure", "oops"),
		"hang after": localtest.HangAfter(), "throttled": localtest.FailBefore(400, "Throttling", "Rate exceeded"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				a.Inject(localtest.Fault{Action: "UpdateAccessKey", Count: 1, Effect: effect},
					localtest.Fault{Action: "DeleteAccessKey", Count: 1, Effect: effect})
				if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); err != nil {
					t.Errorf("toggle: %v", err)
				}
				seen := iamsvc.SeenKey{Key: a.key}
				seen.Key.Status = iamsvc.Inactive
				if err := a.svc.DeleteKey(t.Context(), seen); err != nil {
					t.Errorf("delete: %v", err)
				}
				for _, k := range a.truth(t, a.user) {
					if k.ID == a.key.ID {
						t.Errorf("the key is still there: %+v", k)
					}
				}
			})
		})
	}
}

func TestToggleThatNeverAnswersIsUnclear(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		a.Inject(localtest.Fault{Action: "UpdateAccessKey", Effect: localtest.DropAfter()})
		err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive)
		e := iamsvc.AsError(err)
		if e == nil || !e.Unclear || e.Kind != iamsvc.KindNetwork || a.Count("UpdateAccessKey") != 3 {
			t.Errorf("%v after %d attempts", err, a.Count("UpdateAccessKey"))
		}
	})
}

// TestNothingIsDeletedUnseen makes each of the two reads before a delete fail.
func TestNothingIsDeletedUnseen(t *testing.T) {
	t.Parallel()
	for _, action := range []string{"ListAccessKeys", "GetAccessKeyLastUsed"} {
		a := newAccount(t, iamsvc.Options{})
		use, err := a.svc.LastUse(t.Context(), a.key.ID)
		if err != nil {
			t.Fatal(err)
		}
		a.Inject(localtest.Fault{Action: action, Effect: localtest.Deny(localtest.NoIdentityPolicy)})
		seen := iamsvc.SeenKey{Key: a.key, LastUse: use, LastUseKnown: true}
		if e := iamsvc.AsError(a.svc.DeleteKey(t.Context(), seen)); e == nil || e.Kind != iamsvc.KindDenied || e.Op != action {
			t.Errorf("%s denied: %+v", action, e)
		}
		a.ClearFaults()
		seen.LastUse.At = use.At.Add(-time.Hour)
		var changed *iamsvc.ChangedError
		if err := a.svc.DeleteKey(t.Context(), seen); !errors.As(err, &changed) || !changed.Now.LastUse.At.Equal(use.At) {
			t.Errorf("used meanwhile: %v", err)
		}
		if a.Count("DeleteAccessKey") != 0 {
			t.Error("a delete was sent")
		}
	}
}

func TestDeleteWorksWhereLastUseIsDenied(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Action: "GetAccessKeyLastUsed", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	if err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key}); err != nil {
		t.Error(err)
	}
}

// TestEveryCallEndsWhenCancelled leaves each operation hanging and cancels it.
func TestEveryCallEndsWhenCancelled(t *testing.T) {
	t.Parallel()
	for _, m := range methods() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				a.Inject(localtest.Fault{Action: m.action, Effect: localtest.Hang()})
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan error, 1)
				go func() { ended <- m.call(ctx, a) }()
				synctest.Wait()
				cancelled := time.Now()
				cancel()
				err := <-ended
				if took := time.Since(cancelled); took != 0 || a.Count(m.action) != 1 {
					t.Errorf("it took %s to end", took)
				}
				e := iamsvc.AsError(err)
				if e == nil || e.Kind != iamsvc.KindCancelled || !errors.Is(err, context.Canceled) || e.Unclear != m.write {
					t.Errorf("error = %+v", err)
				}
			})
		})
	}
}

func TestDeadlineOfTheCaller(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		a.Inject(localtest.Fault{Effect: localtest.Hang()})
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, err := a.svc.ListUsers(ctx, "")
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindTimeout || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v", err)
		}
	})
}

func TestSlowServiceIsToldByItsTime(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{Timeout: 20 * time.Millisecond}, func(t *testing.T, a *account) {
		a.Inject(localtest.Fault{Effect: localtest.Hang()})
		_, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser(a.user))
		if err == nil || err.Error() != "IAM did not answer within 20 ms." || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v", err)
		}
		if n := a.Count("ListAccessKeys"); n != 3 {
			t.Errorf("asked %d times", n)
		}
	})
}

func TestReadsAreRepeated(t *testing.T) {
	t.Parallel()
	for name, effect := range map[string]localtest.Effect{
		"reset": localtest.DropBefore(), "500": localtest.FailBefore(500, "ServiceFailure", "oops"),
		"502 of a proxy": localtest.AnswerBefore(502, "text/html", "<html>"), "429": localtest.AnswerBefore(429, "", ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{})
			a.Inject(localtest.Fault{Action: "ListUsers", Count: 2, Effect: effect})
			page, err := a.svc.ListUsers(t.Context(), "")
			if err != nil || len(page.Users) == 0 {
				t.Errorf("%v, %v", page, err)
			}
		})
	}
}

// TestOddAnswers gives answers that break IAM's contract: each ends in a plain sentence.
func TestOddAnswers(t *testing.T) {
	t.Parallel()
	list := func(result string) string {
		return "<ListAccessKeysResponse><ListAccessKeysResult>" + result + "</ListAccessKeysResult></ListAccessKeysResponse>"
	}
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"HTML":                    {200, "<html><body>Sign in to the network</body></html>"},
		"nothing":                 {200, ""},
		"no XML":                  {200, `{"AccessKeyMetadata":[]}`},
		"another operation":       {200, "<ListUsersResponse><ListUsersResult/></ListUsersResponse>"},
		"no result":               {200, "<ListAccessKeysResponse/>"},
		"cut short":               {200, "<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata><member>"},
		"error as a success":      {200, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"},
		"truncated but no marker": {200, list("<IsTruncated>true</IsTruncated>")},
		"same marker for ever":    {200, list("<IsTruncated>true</IsTruncated><Marker>again</Marker>")},
		"a date that is none":     {200, list("<AccessKeyMetadata><member><CreateDate>yesterday</CreateDate></member></AccessKeyMetadata>")},
		"redirect":                {307, ""},
		"proxy":                   {403, "<html>no</html>"},
		"error without a code":    {400, "<ErrorResponse/>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{})
			a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.AnswerBefore(c.status, "text/xml", c.body)})
			keys, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser(a.user))
			e := iamsvc.AsError(err)
			if e == nil || e.Kind != iamsvc.KindService || keys != nil {
				t.Fatalf("%v, %+v", keys, e)
			}
			if text := e.Error(); !strings.HasSuffix(text, ".") || strings.Contains(text, "operation error") || strings.Contains(text, "\n") {
				t.Errorf("%q", text)
			}
		})
	}
}

func TestStrangeKeysAreCarried(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	member := func(id, rest string) string {
		return "<member><UserName>bob</UserName><AccessKeyId>" + id + "</AccessKeyId>" + rest + "</member>"
	}
	a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.AnswerBefore(http.StatusOK, "text/xml",
		"<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata>"+
			member("AKIA000000000000000A", "<Status>Expired</Status>")+
			member("AKIA000000000000000B", "<CreateDate>2031-05-06T07:08:09.123+02:00</CreateDate><Status>Active</Status>")+
			member("AKIA000000000000000A", "<Status>Active</Status>")+
			"</AccessKeyMetadata></ListAccessKeysResult></ListAccessKeysResponse>")})
	keys, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser("bob"))
	if err != nil || len(keys) != 2 {
		t.Fatalf("%v, %v", keys, err)
	}
	if k := keys[0]; k.Status != "Expired" || !k.Created.IsZero() {
		t.Errorf("first = %+v", k)
	}
	if k := keys[1]; k.Created != time.Date(2031, 5, 6, 5, 8, 9, 0, time.UTC) {
		t.Errorf("second = %+v", k)
	}
}

func TestDenialSaysWhatAndWhy(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.Deny(localtest.DeniedByAccount)},
		localtest.Fault{Action: "GetAccessKeyLastUsed", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	_, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser("bob"))
	e := iamsvc.AsError(err)
	if e.Error() != "You may not list access keys of bob." || e.Permission() != "iam:ListAccessKeys" ||
		e.Reason() != "explicit deny in a service control policy" {
		t.Errorf("%q %q %q", e.Error(), e.Permission(), e.Reason())
	}
	_, err = a.svc.FindOwner(t.Context(), a.key.ID)
	e = iamsvc.AsError(err)
	if e.Kind != iamsvc.KindNotFound || e.Code != "AccessDenied" || e.Reason() != "no identity-based policy allows it" ||
		e.Permission() != "iam:GetAccessKeyLastUsed" || !strings.Contains(e.Error(), "or you are not permitted") {
		t.Errorf("%q %q %q", e.Error(), e.Permission(), e.Reason())
	}
}

func TestAliasIsNotNeeded(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	if id, err := a.svc.WhoAmI(t.Context()); err != nil || id.Alias != "acme-prod" {
		t.Errorf("%+v, %v", id, err)
	}
	a.Inject(localtest.Fault{Action: "ListAccountAliases", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	if id, err := a.svc.WhoAmI(t.Context()); err != nil || id.Alias != "" || id.Account == "" {
		t.Errorf("%+v, %v", id, err)
	}
}
