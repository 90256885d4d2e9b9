package iamsvc_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// TestKeyThatSomebodyElseCreatedIsNotTheLostOne: it appears in the same moment, and must not be offered for deletion.
func TestKeyThatSomebodyElseCreatedIsNotTheLostOne(t *testing.T) {
	t.Parallel()
	for name, known := range map[string]bool{"used": false, "in the journal": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				attempt := a.lose(t, localtest.DropBefore())
				theirs, err := a.other(t).CreateKey(t.Context(), iamsvc.NamedUser(lostUser))
				if err != nil {
					t.Fatal(err)
				}
				ctx := t.Context()
				if known {
					ctx = iamsvc.CreatedElsewhere(ctx, func(keyID string) bool { return keyID == theirs.ID })
				} else if _, err := a.svc.VerifyKey(ctx, theirs, nil); err != nil { // which uses it
					t.Fatal(err)
				}
				wantNotMade(t, a.svc.ReconcileCreate(ctx, attempt))
			})
		})
	}
}

// TestKeyThatMayBeTheLostOne comes with its last use, so that it is not deleted if it is used after all.
func TestKeyThatMayBeTheLostOne(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		attempt := a.lose(t, localtest.DropAfter())
		nobodys := iamsvc.CreatedElsewhere(t.Context(), func(string) bool { return false })
		err := a.svc.ReconcileCreate(nobodys, attempt)
		k := wantLost(t, err)
		var lost *iamsvc.LostKeyError
		errors.As(err, &lost)
		if use, ok := lost.Uses[k.ID]; !ok || !use.Never() {
			t.Errorf("%+v, %t", use, ok)
		}
		if remedy := lost.Err.Remedy(); remedy.Kind != iamsvc.RemedyDeleteUnused {
			t.Errorf("%+v", remedy)
		}
	})
}

// TestLostKeyThatMayNotBeLookedUp is still told, with what is not known of it.
func TestLostKeyThatMayNotBeLookedUp(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		attempt := a.lose(t, localtest.DropAfter())
		a.Inject(localtest.Fault{Action: "GetAccessKeyLastUsed", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
		err := a.svc.ReconcileCreate(context.WithoutCancel(t.Context()), attempt)
		wantLost(t, err)
		var lost *iamsvc.LostKeyError
		errors.As(err, &lost)
		if remedy := lost.Err.Remedy(); len(lost.Uses) != 0 || remedy.Kind != iamsvc.RemedyDeleteLost {
			t.Errorf("%v %+v", lost.Uses, remedy)
		}
	})
}

// TestKeyOfAUserWhoWasRenamedIsNotDenied: the list of the one who has the name now says nothing of the lost key.
func TestKeyOfAUserWhoWasRenamedIsNotDenied(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]localtest.Effect{"made": localtest.DropAfter(), "not made": localtest.DropBefore()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				somebody := iamsvc.NewUser{Name: "eve", Path: "/"}
				eve := func() {
					if _, err := a.other(t).CreateUser(t.Context(), somebody); err != nil {
						t.Fatal(err)
					}
				}
				eve()
				time.Sleep(time.Minute)
				a.Inject(localtest.Fault{Action: "CreateAccessKey", Count: 1, Effect: fault})
				_, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser("eve"))
				attempt := iamsvc.AsError(err).Attempt
				a.rename(t, "eve", "adam")
				eve()
				e := iamsvc.AsError(a.svc.ReconcileCreate(t.Context(), attempt))
				if !e.Unclear || e.Kind == iamsvc.KindNotCreated || e.Attempt != nil {
					t.Errorf("%+v", e)
				}
				want := "It is not known whether an access key was created for eve" +
					": the user was renamed or deleted meanwhile, and the name belongs to another one now."
				if e.Error() != want {
					t.Errorf("%q", e.Error())
				}
			})
		})
	}
}

// TestFirstKeyOfANewUserThatWasNotMade: that the user is as young as the attempt tells nothing against the user's list.
func TestFirstKeyOfANewUserThatWasNotMade(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		made, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "young", Path: "/"})
		if err != nil {
			t.Fatal(err)
		}
		a.Inject(localtest.Fault{Action: "CreateAccessKey", Count: 1, Effect: localtest.DropBefore()})
		_, err = a.svc.CreateKey(t.Context(), made.Principal())
		e := iamsvc.AsError(a.svc.ReconcileCreate(t.Context(), iamsvc.AsError(err).Attempt))
		if e.Kind != iamsvc.KindNotCreated || e.Unclear {
			t.Errorf("%+v", e)
		}
	})
}

// TestNothingMadeWhereUsersMayNotBeRead: without the permission the list decides.
func TestNothingMadeWhereUsersMayNotBeRead(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		attempt := a.lose(t, localtest.DropBefore())
		a.Inject(localtest.Fault{Action: "GetUser", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
		wantNotMade(t, a.svc.ReconcileCreate(t.Context(), attempt))
	})
}
