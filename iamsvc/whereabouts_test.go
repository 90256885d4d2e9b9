package iamsvc_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// rename gives the user another name behind the service's back.
func (a *account) rename(t *testing.T, from, to string) {
	t.Helper()
	if _, err := a.client().UpdateUser(t.Context(), &iam.UpdateUserInput{UserName: &from, NewUserName: &to}); err != nil {
		t.Fatal(err)
	}
}

// client is a client of the account's own administrator.
func (a *account) client() *iam.Client {
	keyID, secret := a.Admin()
	c := backend{url: a.URL(), keyID: keyID, secret: secret}.client()
	if a.http == nil {
		return c
	}
	o := c.Options() // in a bubble, where a connection would hold up the time
	o.HTTPClient = a.http
	return iam.New(o)
}

// recreate deletes nobody, but makes a new user under the name that the renamed one had.
func (a *account) recreate(t *testing.T, name string) {
	t.Helper()
	if _, err := a.client().CreateUser(t.Context(), &iam.CreateUserInput{UserName: aws.String(name)}); err != nil {
		t.Fatal(err)
	}
}

// TestRenamedUserKeepsItsKeys: a deactivation goes on under the present name, whatever else is refused and says it.
func TestRenamedUserKeepsItsKeys(t *testing.T) {
	t.Parallel()
	for name, behind := range map[string]func(*testing.T, *account){
		"renamed":               func(t *testing.T, a *account) { a.rename(t, a.user, "renamed") },
		"renamed twice":         func(t *testing.T, a *account) { a.rename(t, a.user, "between"); a.rename(t, "between", "renamed") },
		"renamed and recreated": func(t *testing.T, a *account) { a.rename(t, a.user, "renamed"); a.recreate(t, a.user) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{})
			ctx, was, now := t.Context(), iamsvc.NamedUser(a.user), iamsvc.NamedUser("renamed")
			behind(t, a)
			for what, err := range map[string]error{
				"activate": a.svc.SetStatus(ctx, was, a.key.ID, iamsvc.Active),
				"delete":   a.svc.DeleteKey(ctx, iamsvc.SeenKey{Key: a.key}),
			} {
				var moved *iamsvc.RenamedError
				if !errors.As(err, &moved) || moved.Now != now || iamsvc.AsError(err).Kind != iamsvc.KindRenamed {
					t.Errorf("%s: %v", what, err)
				}
			}
			err := a.svc.SetStatus(ctx, was, a.key.ID, iamsvc.Inactive)
			var moved *iamsvc.RenamedError
			if !errors.As(err, &moved) || moved.Was != was || moved.Now != now || iamsvc.AsError(err) != nil {
				t.Errorf("deactivate: %v", err)
			}
			if got := status(t, a.svc, "renamed", a.key.ID); got != iamsvc.Inactive {
				t.Errorf("the key is %q", got)
			}
		})
	}
}

// TestAnUnclearDeletionIsNoProof: a key whose deletion may not have been carried out, and whose user was renamed since, is not
// held to be deleted while IAM names another owner.
func TestAnUnclearDeletionIsNoProof(t *testing.T) {
	t.Parallel()
	for name, recreated := range map[string]bool{"renamed": false, "renamed and recreated": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{})
			ctx, was, now := t.Context(), iamsvc.NamedUser(a.user), iamsvc.NamedUser("renamed")
			a.Inject(localtest.Fault{Action: "DeleteAccessKey", Effect: localtest.DropBefore()})
			if e := iamsvc.AsError(a.svc.DeleteKey(ctx, iamsvc.SeenKey{Key: a.key})); e == nil || !e.Unclear {
				t.Fatalf("deletion: %v", e)
			}
			a.ClearFaults()
			a.rename(t, a.user, "renamed")
			if recreated {
				a.recreate(t, a.user)
			}
			if owner, err := a.svc.WhoHas(ctx, was, a.key.ID); err != nil || owner != now {
				t.Errorf("it is said to belong to %q: %v", owner, err)
			}
			var moved *iamsvc.RenamedError
			if err := a.svc.DeleteKey(ctx, iamsvc.SeenKey{Key: a.key}); !errors.As(err, &moved) || moved.Now != now {
				t.Errorf("deleted once more: %v", err)
			}
			if got := status(t, a.svc, "renamed", a.key.ID); got != iamsvc.Active {
				t.Errorf("the key is %q", got)
			}
		})
	}
}

// TestRenamedBetweenTwoCalls: the name that IAM has told is out of date by the time it is used.
func TestRenamedBetweenTwoCalls(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.rename(t, a.user, "first")
	a.Inject(localtest.Fault{Action: "UpdateAccessKey", Subject: "first", Count: 1, Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	if e := iamsvc.AsError(a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive)); e == nil || e.Kind != iamsvc.KindDenied {
		t.Errorf("%v", e)
	}
	if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); iamsvc.AsError(err) != nil {
		t.Errorf("%v", err)
	}
}

// TestKeyThatMayStillWorkIsNotCalledGone: a refused look-up proves nothing unless look-ups are permitted.
func TestKeyThatMayStillWorkIsNotCalledGone(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.rename(t, a.user, "renamed")
	a.Inject(localtest.Fault{Action: "GetAccessKeyLastUsed", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	for what, err := range map[string]error{
		"deactivate": a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive),
		"delete":     a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key}),
	} {
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindKeyUnknown {
			t.Errorf("%s: %v", what, err)
		}
	}
}
