package iamsvc_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

const noKeys = "<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata/></ListAccessKeysResult></ListAccessKeysResponse>"

// TestStaleListsAreCorrected changes keys and has IAM go on answering as before.
func TestStaleListsAreCorrected(t *testing.T) {
	t.Parallel()
	var passed atomic.Int64 // since the start
	start := time.Now()
	a := newAccount(t, iamsvc.Options{Now: func() time.Time { return start.Add(time.Duration(passed.Load())) }})
	made, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser("akia-admin"))
	if err != nil {
		t.Fatal(err)
	}
	a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.AnswerBefore(http.StatusOK, "text/xml", noKeys)})
	list := func() []iamsvc.Key {
		t.Helper()
		keys, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser("akia-admin"))
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	if keys := list(); len(keys) != 1 || keys[0] != made.Key {
		t.Errorf("the new key vanished: %v", keys)
	}
	passed.Store(int64(14 * time.Second))
	if keys := list(); len(keys) != 1 {
		t.Errorf("the new key vanished after 14 s: %v", keys)
	}
	passed.Store(int64(16 * time.Second))
	if keys := list(); len(keys) != 0 {
		t.Errorf("IAM is not believed after 16 s: %v", keys)
	}
}

func TestShortAndEmptyPagesAreWalked(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1} {
		a := newAccount(t, iamsvc.Options{})
		want := len(a.truth(t, a.user))
		a.Inject(localtest.Fault{Effect: localtest.ShortPages(n)})
		keys, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser(a.user))
		if err != nil || len(keys) != want {
			t.Errorf("pages of %d: %v, %v", n, keys, err)
		}
		users, marker := map[string]bool{}, ""
		for range 20 {
			page, err := a.svc.ListUsers(t.Context(), marker)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range page.Users {
				users[u.Name] = true
			}
			if marker = page.Marker; !page.More {
				break
			}
		}
		if len(users) != 4 {
			t.Errorf("pages of %d: %d users", n, len(users))
		}
	}
}

// TestExpiredCredentialsGoOnAfterRenewal lets the credentials run out during use.
func TestExpiredCredentialsGoOnAfterRenewal(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Effect: localtest.ExpireToken()})
	_, err := a.svc.ListUsers(t.Context(), "")
	if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindExpired || e.Error() != "The AWS credentials have run out." {
		t.Errorf("%v", err)
	}
	a.ClearFaults()
	if err := a.svc.Renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.svc.ListUsers(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

func TestObserverIsToldOfEachCall(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Action: "ListAccessKeys", Count: 1, Effect: localtest.DropBefore()})
	if _, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser(a.user)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser("nobody")); err == nil {
		t.Fatal("nobody has keys")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.calls) != 2 {
		t.Fatalf("%d calls", len(a.calls))
	}
	good, bad := a.calls[0], a.calls[1]
	if good.Op != "ListAccessKeys" || good.Subject != a.user || good.Attempts != 2 || good.Err != nil ||
		good.RequestID == "" || good.Duration <= 0 || good.Start.IsZero() || good.Throttled {
		t.Errorf("%+v", good)
	}
	if bad.Subject != "nobody" || bad.Attempts != 1 || bad.Err == nil || bad.Err.Kind != iamsvc.KindNotFound || bad.RequestID == "" {
		t.Errorf("%+v", bad)
	}
}

// TestManyKeys lists a user who has many more keys than the quota allows.
func TestManyKeys(t *testing.T) {
	t.Parallel()
	var members strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&members, "<member><UserName>bob</UserName><AccessKeyId>AKIA%016d</AccessKeyId><Status>Active</Status></member>", i)
	}
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.AnswerBefore(http.StatusOK, "text/xml",
		"<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata>"+members.String()+
			"</AccessKeyMetadata></ListAccessKeysResult></ListAccessKeysResponse>")})
	if keys, err := a.svc.ListKeys(t.Context(), iamsvc.NamedUser("bob")); err != nil || len(keys) != 2000 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
}
