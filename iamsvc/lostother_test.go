package iamsvc_test

import (
	"context"
	"errors"
	"testing"

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
