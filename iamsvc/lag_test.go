package iamsvc_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// These tests change keys at a service that shows changes late.

// status returns what a service lists as the key's status; "" if it does not list the key.
func status(t *testing.T, s *iamsvc.Service, user, keyID string) iamsvc.Status {
	t.Helper()
	keys, err := s.ListKeys(t.Context(), iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if k.ID == keyID {
			return k.Status
		}
	}
	return ""
}

// TestOwnChangesOutrankListsForAWhile looks every second at what was changed here. For 15 s it is as it was made, whatever
// lists say; after that the service is believed, even where it is still behind.
func TestOwnChangesOutrankListsForAWhile(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*testing.T, *account) (user, key string, before, after iamsvc.Status){
		"toggled": func(t *testing.T, a *account) (string, string, iamsvc.Status, iamsvc.Status) {
			if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); err != nil {
				t.Fatal(err)
			}
			return a.user, a.key.ID, iamsvc.Active, iamsvc.Inactive
		},
		"created": func(t *testing.T, a *account) (string, string, iamsvc.Status, iamsvc.Status) {
			k, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(lostUser))
			if err != nil {
				t.Fatal(err)
			}
			return lostUser, k.ID, "", iamsvc.Active
		},
		"deleted": func(t *testing.T, a *account) (string, string, iamsvc.Status, iamsvc.Status) {
			if err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key}); err != nil {
				t.Fatal(err)
			}
			return a.user, a.key.ID, iamsvc.Active, ""
		},
	} {
		for _, lag := range []time.Duration{0, 7, 14, 20} {
			lag *= time.Second
			t.Run(name+", lag "+lag.String(), func(t *testing.T) {
				t.Parallel()
				inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
					a.SetLag(localtest.Lag{Lists: lag})
					user, key, before, after := change(t, a)
					others := a.other(t)
					for second := range 25 {
						passed := time.Duration(second) * time.Second
						ours, theirs := after, after
						if passed > 15*time.Second && passed < lag {
							ours = before
						}
						if passed < lag {
							theirs = before
						}
						if got := status(t, a.svc, user, key); got != ours {
							t.Errorf("after %s it is %q here, want %q", passed, got, ours)
						}
						if got := status(t, others, user, key); got != theirs {
							t.Errorf("after %s it is %q elsewhere, want %q", passed, got, theirs)
						}
						time.Sleep(time.Second)
					}
				})
			})
		}
	}
}

// TestChangesOfOthersShow changes keys as someone else, also one that was changed here just before.
func TestChangesOfOthersShow(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		others := a.other(t)
		keys := a.truth(t, a.user) // one inactive, one active
		ours, theirs := keys[0], keys[1]
		for _, k := range []iamsvc.Key{ours, theirs} {
			if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), k.ID, iamsvc.Active); err != nil {
				t.Fatal(err)
			}
			time.Sleep(8 * time.Second)
		}
		// ours is 16 s old now, theirs 8 s.
		for _, k := range []iamsvc.Key{ours, theirs} {
			if err := others.SetStatus(t.Context(), iamsvc.NamedUser(a.user), k.ID, iamsvc.Inactive); err != nil {
				t.Fatal(err)
			}
		}
		if got := status(t, a.svc, a.user, ours.ID); got != iamsvc.Inactive {
			t.Errorf("the change of a key that was left alone for 16 s does not show: %s", got)
		}
		if got := status(t, a.svc, a.user, theirs.ID); got != iamsvc.Active {
			t.Errorf("a list is believed 8 s after a change from here: %s", got)
		}
		time.Sleep(8 * time.Second)
		if got := status(t, a.svc, a.user, theirs.ID); got != iamsvc.Inactive {
			t.Errorf("a list is not believed 16 s after a change from here: %s", got)
		}
		made, err := others.CreateKey(t.Context(), iamsvc.NamedUser(lostUser))
		if err != nil || status(t, a.svc, lostUser, made.ID) != iamsvc.Active {
			t.Errorf("a key that someone else made does not show: %v", err)
		}
		if err := others.DeleteKey(t.Context(), iamsvc.SeenKey{Key: made.Key}); err != nil || status(t, a.svc, lostUser, made.ID) != "" {
			t.Errorf("a key that someone else deleted is still there: %v", err)
		}
	})
}

// TestDeleteWaitsUntilIAMAgreesWithOurToggle deactivates a key and deletes it at once, while IAM's lists are late.
func TestDeleteWaitsUntilIAMAgreesWithOurToggle(t *testing.T) {
	t.Parallel()
	for _, lag := range []time.Duration{0, 7 * time.Second, 20 * time.Second} {
		inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
			a.SetLag(localtest.Lag{Lists: lag})
			if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			seen := iamsvc.SeenKey{Key: a.key}
			seen.Key.Status = iamsvc.Inactive
			err := a.svc.DeleteKey(t.Context(), seen)
			took := time.Since(began)
			var changed *iamsvc.ChangedError
			switch late := lag > 15*time.Second; {
			case late && (!errors.As(err, &changed) || took < 15*time.Second || took > 17*time.Second):
				t.Errorf("lag %s: %v after %s, want a refusal after 15 s", lag, err, took)
			case !late && (err != nil || took > lag+2*time.Second):
				t.Errorf("lag %s: %v after %s", lag, err, took)
			}
			if gone := status(t, a.svc, a.user, a.key.ID) == ""; gone != (err == nil) {
				t.Errorf("lag %s: the key is gone: %v, and %v was said", lag, gone, err)
			}
		})
	}
}

// TestDeleteSeesThatSomeoneElseHasActivatedTheKey that was deactivated from here a moment ago. Its list would be corrected by
// that toggle; what is deleted on the strength of it would be an active key.
func TestDeleteSeesThatSomeoneElseHasActivatedTheKey(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if err := a.other(t).SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Active); err != nil {
			t.Fatal(err)
		}
		seen := iamsvc.SeenKey{Key: a.key}
		seen.Key.Status = iamsvc.Inactive
		var changed *iamsvc.ChangedError
		if err := a.svc.DeleteKey(t.Context(), seen); !errors.As(err, &changed) || changed.Now.Key.Status != iamsvc.Active {
			t.Errorf("an active key was deleted, or it is not said that it is active: %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); err != nil {
			t.Fatal(err)
		}
		if err := a.other(t).SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Active); err != nil {
			t.Fatal(err)
		}
		if e := iamsvc.AsError(a.svc.DeleteKey(ctx, seen)); e == nil || e.Kind != iamsvc.KindTimeout && e.Kind != iamsvc.KindCancelled {
			t.Errorf("a deletion that was given up: %v", e)
		}
	})
}

// TestLostToggleEndsAsIntended loses all answers to a toggle, carried out or not, and toggles again.
func TestLostToggleEndsAsIntended(t *testing.T) {
	t.Parallel()
	for name, effect := range map[string]localtest.Effect{
		"reset before": localtest.DropBefore(), "reset after": localtest.DropAfter(), "hang after": localtest.HangAfter(),
		"500 after": localtest.FailAfter(500, "ServiceFailure", "oops"),
	} {
		for _, lag := range []time.Duration{0, 8 * time.Second} {
			t.Run(name+", lag "+lag.String(), func(t *testing.T) {
				t.Parallel()
				inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
					a.SetLag(localtest.Lag{Lists: lag})
					a.Inject(localtest.Fault{Action: "UpdateAccessKey", Count: 3, Effect: effect})
					err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive)
					if e := iamsvc.AsError(err); e == nil || !e.Unclear || e.Attempt != nil {
						t.Fatalf("%+v", err)
					}
					if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive); err != nil {
						t.Fatal(err)
					}
					for range 20 {
						if got := status(t, a.svc, a.user, a.key.ID); got != iamsvc.Inactive {
							t.Errorf("it is %s", got)
						}
						time.Sleep(time.Second)
					}
				})
			})
		}
	}
}

// TestLostDeleteIsASuccessTheSecondTime loses all answers to a delete that was carried out, and deletes again.
func TestLostDeleteIsASuccessTheSecondTime(t *testing.T) {
	t.Parallel()
	for _, lag := range []time.Duration{0, 8 * time.Second} {
		t.Run("lag "+lag.String(), func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				a.SetLag(localtest.Lag{Lists: lag})
				a.Inject(localtest.Fault{Action: "DeleteAccessKey", Count: 2, Effect: localtest.DropBefore()},
					localtest.Fault{Action: "DeleteAccessKey", Count: 3, Effect: localtest.DropAfter()})
				seen := iamsvc.SeenKey{Key: a.key}
				e := iamsvc.AsError(a.svc.DeleteKey(t.Context(), seen))
				if e == nil || !e.Unclear || e.Attempt != nil || a.Count("DeleteAccessKey") != 3 {
					t.Fatalf("%+v after %d", e, a.Count("DeleteAccessKey"))
				}
				a.ClearFaults()
				for range 2 {
					if err := a.svc.DeleteKey(t.Context(), seen); err != nil {
						t.Errorf("again: %v", err)
					}
				}
				if got := status(t, a.svc, a.user, a.key.ID); got != "" {
					t.Errorf("it is still there, %s", got)
				}
				e = iamsvc.AsError(a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Active))
				if e == nil || e.Kind != iamsvc.KindNotFound || !strings.Contains(e.Error(), "deleted from here") {
					t.Errorf("toggle: %v", e)
				}
			})
		})
	}
}

// TestKeyThatSomeoneElseDeleted deletes a key elsewhere, and then deletes or toggles it here.
func TestKeyThatSomeoneElseDeleted(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*testing.T, *account) error{
		"delete": func(t *testing.T, a *account) error {
			return a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key})
		},
		"toggle": func(t *testing.T, a *account) error {
			return a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive)
		},
	} {
		for _, lag := range []time.Duration{0, 8 * time.Second} {
			t.Run(name+", lag "+lag.String(), func(t *testing.T) {
				t.Parallel()
				inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
					a.SetLag(localtest.Lag{Lists: lag})
					if err := a.other(t).DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key}); err != nil {
						t.Fatal(err)
					}
					admin, _ := a.Admin()
					mayLookUp(t, a.svc, admin)
					e := iamsvc.AsError(act(t, a))
					if e == nil || e.Kind != iamsvc.KindNotFound || e.Unclear || e.Subject != a.key.ID ||
						e.Error() != "Key "+a.key.ID+" does not exist any more. It was deleted elsewhere." {
						t.Errorf("%+v", e)
					}
					if got := status(t, a.svc, a.user, a.key.ID); got != "" {
						t.Errorf("it is still there, %s", got)
					}
				})
			})
		}
	}
}

// TestKeyWhoseUserIsGone deletes a key whose user has gone with it.
func TestKeyWhoseUserIsGone(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	admin, _ := a.Admin()
	mayLookUp(t, a.svc, admin)
	seen := iamsvc.SeenKey{Key: iamsvc.Key{ID: "AKIA0000000000000000", User: iamsvc.NamedUser("nobody"), Status: iamsvc.Active}}
	for name, err := range map[string]error{
		"delete": a.svc.DeleteKey(t.Context(), seen),
		"toggle": a.svc.SetStatus(t.Context(), iamsvc.NamedUser("nobody"), seen.Key.ID, iamsvc.Inactive),
	} {
		e := iamsvc.AsError(err)
		if e == nil || e.Kind != iamsvc.KindNotFound || e.Error() != "Key "+seen.Key.ID+" is gone: its user does not exist any more." {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNewKeyThatIAMDoesNotKnowYet has IAM deny a key that it has just made.
func TestNewKeyThatIAMDoesNotKnowYet(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		k, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(lostUser))
		if err != nil {
			t.Fatal(err)
		}
		missing := localtest.FailBefore(404, "NoSuchEntity", "The Access Key with id "+k.ID+" cannot be found.")
		a.Inject(localtest.Fault{Action: "UpdateAccessKey", Effect: missing}, localtest.Fault{Action: "DeleteAccessKey", Effect: missing})
		for name, err := range map[string]error{
			"toggle": a.svc.SetStatus(t.Context(), iamsvc.NamedUser(lostUser), k.ID, iamsvc.Inactive),
			"delete": a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: k.Key}),
		} {
			e := iamsvc.AsError(err)
			if e == nil || e.Kind != iamsvc.KindConflict || !strings.Contains(e.Error(), "created a moment ago") || e.Remedy().Kind == iamsvc.RemedyNone {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := status(t, a.svc, lostUser, k.ID); got != iamsvc.Active {
			t.Errorf("it is %q", got)
		}
	})
}

// TestTwoKeysOfOneUser changes both keys of a user at once: the first one's answers are slow or fail, and each call gets its
// own.
func TestTwoKeysOfOneUser(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		keys := a.truth(t, a.user)
		slow, quick := keys[0], keys[1]
		a.Inject(localtest.Fault{Subject: slow.ID, Effect: localtest.DelayAnswer(5 * time.Second)})
		at := map[string]time.Time{}
		var both sync.WaitGroup
		var mu sync.Mutex
		for _, k := range keys {
			both.Go(func() {
				if err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), k.ID, iamsvc.Active); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				at[k.ID] = time.Now()
			})
		}
		both.Wait()
		if took := at[slow.ID].Sub(at[quick.ID]); took != 5*time.Second {
			t.Errorf("the slow answer came %s after the quick one", took)
		}
		a.ClearFaults()
		a.Inject(localtest.Fault{Action: "UpdateAccessKey", Subject: slow.ID, Effect: localtest.Deny(localtest.NoIdentityPolicy)})
		errs := map[string]error{}
		for _, k := range keys {
			both.Go(func() {
				err := a.svc.SetStatus(t.Context(), iamsvc.NamedUser(a.user), k.ID, iamsvc.Inactive)
				mu.Lock()
				defer mu.Unlock()
				errs[k.ID] = err
			})
		}
		both.Wait()
		if e := iamsvc.AsError(errs[slow.ID]); e == nil || e.Kind != iamsvc.KindDenied || e.Subject != slow.ID || errs[quick.ID] != nil {
			t.Errorf("%v", errs)
		}
		if s, q := status(t, a.svc, a.user, slow.ID), status(t, a.svc, a.user, quick.ID); s != iamsvc.Active || q != iamsvc.Inactive {
			t.Errorf("the slow one is %s, the quick one %s", s, q)
		}
	})
}
