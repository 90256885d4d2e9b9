package iamsvc_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/policy"
)

func TestChangesOutrankListsFor15Seconds(t *testing.T) {
	t.Parallel()
	change := time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)
	for after, want := range map[time.Duration]bool{
		-time.Hour: true, 0: true, 15 * time.Second: true, 15*time.Second + 1: false, time.Hour: false,
	} {
		if got := iamsvc.Outranks(change, change.Add(after)); got != want {
			t.Errorf("a list sent %v after the change: %v", after, got)
		}
	}
}

// TestStaleInlinePoliciesAreCorrected writes and deletes policies and has IAM go on answering as before.
func TestStaleInlinePoliciesAreCorrected(t *testing.T) {
	t.Parallel()
	var passed atomic.Int64
	start := time.Now()
	a := newAccount(t, iamsvc.Options{Now: func() time.Time { return start.Add(time.Duration(passed.Load())) }})
	bob, asShouted := iamsvc.NamedUser(a.user), iamsvc.NamedUser(strings.ToUpper(a.user))
	document := policy.Templates("aws")[0].Document
	for _, name := range []string{"kept", "removed"} {
		if err := a.svc.PutPolicy(t.Context(), bob, name, document); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.svc.DeletePolicy(t.Context(), asShouted, "removed"); err != nil {
		t.Fatal(err)
	}
	a.Inject(localtest.Fault{Action: "ListUserPolicies", Effect: localtest.AnswerBefore(http.StatusOK, "text/xml",
		"<ListUserPoliciesResponse><ListUserPoliciesResult><PolicyNames><member>old</member><member>removed</member></PolicyNames>"+
			"</ListUserPoliciesResult></ListUserPoliciesResponse>")})
	look := func(user iamsvc.Principal, want ...string) {
		t.Helper()
		if got, err := a.svc.InlinePolicies(t.Context(), user); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	look(bob, "old", "kept")
	look(asShouted, "old", "kept")
	look(iamsvc.NamedUser("another"), "old", "removed")
	passed.Store(int64(14 * time.Second))
	look(bob, "old", "kept")
	passed.Store(int64(17 * time.Second))
	look(bob, "old", "removed")
}

// TestUnclearPolicies loses the answers of a write for good: the list is believed from then on.
func TestUnclearPolicies(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	bob, document := iamsvc.NamedUser(a.user), policy.Templates("aws")[0].Document
	if err := a.svc.PutPolicy(t.Context(), bob, "p", document); err != nil {
		t.Fatal(err)
	}
	if err := a.svc.DeletePolicy(t.Context(), bob, "p"); err != nil {
		t.Fatal(err)
	}
	a.Inject(localtest.Fault{Action: "PutUserPolicy", Effect: localtest.DropAfter()})
	if e := iamsvc.AsError(a.svc.PutPolicy(t.Context(), bob, "p", document)); e == nil || !e.Unclear {
		t.Fatalf("%v", e)
	}
	if names, err := a.svc.InlinePolicies(t.Context(), bob); err != nil || !slices.Contains(names, "p") {
		t.Errorf("%q, %v", names, err)
	}
}
