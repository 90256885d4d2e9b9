package iamsvc_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// These tests lose the answers of creates. The user that keys are made for has one to begin with.

const lostUser = "akia-admin"

// lose makes a create whose answer does not arrive, and returns the attempt.
func (a *account) lose(t *testing.T, effect localtest.Effect) *iamsvc.CreateAttempt {
	t.Helper()
	a.Inject(localtest.Fault{Action: "CreateAccessKey", Count: 1, Effect: effect})
	made, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(lostUser))
	e := iamsvc.AsError(err)
	if e == nil || !e.Unclear || e.Attempt == nil || made.ID != "" {
		t.Fatalf("%+v, %+v", made, e)
	}
	if e.Attempt.User() != iamsvc.NamedUser(lostUser) {
		t.Errorf("the attempt is about %s", e.Attempt.User())
	}
	return e.Attempt
}

// loseByCancelling makes a create that hangs, and stops it.
func (a *account) loseByCancelling(t *testing.T, effect localtest.Effect) *iamsvc.CreateAttempt {
	t.Helper()
	a.Inject(localtest.Fault{Action: "CreateAccessKey", Effect: effect})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Second, cancel)
	_, err := a.svc.CreateKey(ctx, iamsvc.NamedUser(lostUser))
	e := iamsvc.AsError(err)
	if e == nil || !e.Unclear || e.Kind != iamsvc.KindCancelled || e.Attempt == nil {
		t.Fatalf("%+v", e)
	}
	a.ClearFaults()
	return e.Attempt
}

// wantLost checks that exactly one key was found, and returns it.
func wantLost(t *testing.T, err error) iamsvc.Key {
	t.Helper()
	var lost *iamsvc.LostKeyError
	if !errors.As(err, &lost) || len(lost.Made) != 1 || lost.User != iamsvc.NamedUser(lostUser) {
		t.Fatalf("%v", err)
	}
	e := iamsvc.AsError(err)
	if e.Kind != iamsvc.KindLostKey || e.Unclear || e.Attempt != nil || !strings.Contains(e.Error(), lost.Made[0].ID) || e.Remedy().Kind == iamsvc.RemedyNone {
		t.Errorf("%+v: %s", e, e)
	}
	return lost.Made[0]
}

func wantNotMade(t *testing.T, err error) {
	t.Helper()
	e := iamsvc.AsError(err)
	if e == nil || e.Kind != iamsvc.KindNotCreated || e.Unclear || e.Attempt != nil || errors.Is(err, context.Canceled) {
		t.Fatalf("%+v", err)
	}
	if !strings.HasPrefix(e.Error(), "No key was created for "+lostUser+": ") || e.Remedy().Kind != iamsvc.RemedyTryAgain {
		t.Errorf("%q %+v", e.Error(), e.Remedy())
	}
}

func wantUnknown(t *testing.T, err error, kind iamsvc.Kind, attempt *iamsvc.CreateAttempt) {
	t.Helper()
	e := iamsvc.AsError(err)
	if e == nil || !e.Unclear || e.Attempt != attempt || e.Kind != kind || e.Op != "CreateAccessKey" || e.Subject != lostUser {
		t.Fatalf("%+v", e)
	}
	if !strings.HasPrefix(e.Error(), "It is not known whether an access key was created for "+lostUser+": ") ||
		e.Remedy().Kind != iamsvc.RemedyCheckCreate {
		t.Errorf("%q %+v", e.Error(), e.Remedy())
	}
}

// TestWhatBecameOfALostCreate injects each fault before and after its effect, at a service that shows changes at once, after
// a while, and only just in time.
func TestWhatBecameOfALostCreate(t *testing.T) {
	t.Parallel()
	cancelled := (*account).loseByCancelling
	for name, c := range map[string]struct {
		lose   func(*account, *testing.T, localtest.Effect) *iamsvc.CreateAttempt
		effect localtest.Effect
		made   bool
		late   time.Duration // how long after the effect the call was given up
	}{
		"reset before":  {(*account).lose, localtest.DropBefore(), false, 0},
		"reset after":   {(*account).lose, localtest.DropAfter(), true, 0},
		"500 before":    {(*account).lose, localtest.FailBefore(500, "ServiceFailure", "oops"), false, 0},
		"500 after":     {(*account).lose, localtest.FailAfter(500, "ServiceFailure", "oops"), true, 0},
		"503 after":     {(*account).lose, localtest.AnswerAfter(503, "text/html", "<html>"), true, 0},
		"nothing after": {(*account).lose, localtest.AnswerAfter(200, "text/xml", ""), true, 0},
		"hang before":   {(*account).lose, localtest.Hang(), false, 15 * time.Second},
		"hang after":    {(*account).lose, localtest.HangAfter(), true, 15 * time.Second},
		"cancel before": {cancelled, localtest.Hang(), false, time.Second},
		"cancel after":  {cancelled, localtest.HangAfter(), true, time.Second},
	} {
		for lag, seen := range map[time.Duration]time.Duration{ // when the first look is that can see the key
			0: 0, 4 * time.Second: 5 * time.Second, 8 * time.Second: 10 * time.Second, 15 * time.Second: 15 * time.Second,
		} {
			t.Run(name+", lag "+lag.String(), func(t *testing.T) {
				t.Parallel()
				inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
					before := a.truth(t, lostUser)
					a.SetLag(localtest.Lag{Lists: lag})
					attempt := c.lose(a, t, c.effect)
					if n := a.Count("CreateAccessKey"); n != 1 {
						t.Errorf("it was sent %d times", n)
					}
					given := time.Now()
					err := a.svc.ReconcileCreate(t.Context(), attempt)
					took := time.Since(given)
					if !c.made {
						wantNotMade(t, err)
						if took != 15*time.Second || !given.Add(took).Equal(attempt.Until()) {
							t.Errorf("it was known after %s", took)
						}
						tryAgain(t, a, len(before))
						return
					}
					if want := map[bool]time.Duration{true: 0, false: seen}[lag <= c.late]; took != want && (c.late == 0 || took > want) {
						t.Errorf("it was known after %s, want %s", took, want)
					}
					deleteLost(t, a, wantLost(t, err), before)
				})
			})
		}
	}
}

// tryAgain makes the key that was not made.
func tryAgain(t *testing.T, a *account, before int) {
	t.Helper()
	if _, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(lostUser)); err != nil {
		t.Error(err)
	}
	time.Sleep(20 * time.Second)
	if n := len(a.truth(t, lostUser)); n != before+1 {
		t.Errorf("%d keys, want %d", n, before+1)
	}
}

// deleteLost deletes the key as any other, and sees that things are as they were.
func deleteLost(t *testing.T, a *account, k iamsvc.Key, before []iamsvc.Key) {
	t.Helper()
	if k.User != iamsvc.NamedUser(lostUser) || k.Status != iamsvc.Active || k.Created.IsZero() {
		t.Errorf("%+v", k)
	}
	if err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: k}); err != nil {
		t.Error(err)
	}
	time.Sleep(20 * time.Second)
	if now := a.truth(t, lostUser); len(now) != len(before) || now[0] != before[0] {
		t.Errorf("%v, want %v", now, before)
	}
}

// TestCheckSaysWhenItIsTooEarly asks on its own account, before IAM can have settled and after.
func TestCheckSaysWhenItIsTooEarly(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		attempt := a.lose(t, localtest.DropBefore())
		err := a.svc.CheckCreate(t.Context(), attempt)
		wantUnknown(t, err, iamsvc.KindNetwork, attempt)
		if !strings.Contains(err.Error(), "IAM shows changes late") {
			t.Errorf("%q", err)
		}
		time.Sleep(15*time.Second - 1)
		wantUnknown(t, a.svc.CheckCreate(t.Context(), attempt), iamsvc.KindNetwork, attempt)
		time.Sleep(time.Nanosecond)
		wantNotMade(t, a.svc.CheckCreate(t.Context(), attempt))
	})
}

// TestLooksThatFail has the lists fail that would tell, for a while or in a way that waiting does not mend.
func TestLooksThatFail(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		effect localtest.Effect
		kind   iamsvc.Kind
		looks  int // attempts of lists until it is given up
	}{
		"reset":   {localtest.DropBefore(), iamsvc.KindNetwork, 5 * 3},
		"500":     {localtest.FailBefore(500, "ServiceFailure", "oops"), iamsvc.KindService, 5 * 3},
		"denied":  {localtest.Deny(localtest.NoIdentityPolicy), iamsvc.KindDenied, 1},
		"expired": {localtest.ExpireToken(), iamsvc.KindExpired, 1},
		"hang":    {localtest.Hang(), iamsvc.KindTimeout, 2 * 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				attempt := a.lose(t, localtest.DropAfter())
				a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: c.effect})
				a.ClearCalls()
				err := a.svc.ReconcileCreate(t.Context(), attempt)
				wantUnknown(t, err, c.kind, attempt)
				if p := iamsvc.AsError(err).Permission(); p != "" && p != "iam:ListAccessKeys" {
					t.Errorf("permission %s", p)
				}
				if n := a.Count("ListAccessKeys"); n != c.looks {
					t.Errorf("%d lists, want %d", n, c.looks)
				}
				a.ClearFaults()
				wantLost(t, a.svc.ReconcileCreate(t.Context(), attempt))
			})
		})
	}
}

// TestNetworkThatComesBack has all lists fail for the first 7 s.
func TestNetworkThatComesBack(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		attempt := a.lose(t, localtest.DropAfter())
		a.Inject(localtest.Fault{Effect: localtest.DropBefore()})
		time.AfterFunc(7*time.Second, a.ClearFaults)
		start := time.Now()
		wantLost(t, a.svc.ReconcileCreate(t.Context(), attempt))
		if took := time.Since(start); took != 10*time.Second {
			t.Errorf("known after %s", took)
		}
	})
}

// TestSettlingCanBeStopped stops it between two looks and during one, and goes on later.
func TestSettlingCanBeStopped(t *testing.T) {
	t.Parallel()
	for name, hang := range map[string]bool{"between two looks": false, "during one": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				attempt := a.lose(t, localtest.DropBefore())
				if hang {
					a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.Hang()})
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				wantUnknown(t, a.svc.ReconcileCreate(ctx, attempt), iamsvc.KindTimeout, attempt)
				a.ClearFaults()
				wantNotMade(t, a.svc.ReconcileCreate(t.Context(), attempt))
				if !time.Now().Equal(attempt.Until()) {
					t.Errorf("known at %s, want %s", time.Now(), attempt.Until())
				}
			})
		})
	}
}

// TestKeysOfOthersAreNotTakenForLost makes a key as someone else while an answer is lost.
func TestKeysOfOthersAreNotTakenForLost(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		for _, k := range a.truth(t, a.user) { // room for two
			if err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: k}); err != nil {
				t.Fatal(err)
			}
		}
		a.Inject(localtest.Fault{Action: "CreateAccessKey", Count: 1, Effect: localtest.DropAfter()})
		_, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(a.user))
		attempt := iamsvc.AsError(err).Attempt
		theirs, err := a.other(t).CreateKey(t.Context(), iamsvc.NamedUser(a.user))
		if err != nil {
			t.Fatal(err)
		}
		var lost *iamsvc.LostKeyError
		if err := a.svc.CheckCreate(t.Context(), attempt); !errors.As(err, &lost) || len(lost.Made) != 2 {
			t.Fatalf("%v", err)
		}
		if text := lost.Error(); !strings.HasPrefix(text, "2 keys of "+a.user+" appeared") || !strings.Contains(text, theirs.ID) ||
			!strings.Contains(text, "Someone else") || lost.Err.Remedy().Kind != iamsvc.RemedyAskWhoCreated {
			t.Errorf("%q %v", text, lost.Err.Remedy())
		}
	})
}

// TestKeysWhoseSecretArrivedAreNotLost makes another key for the same user while it is not known what became of the first.
func TestKeysWhoseSecretArrivedAreNotLost(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		attempt := a.lose(t, localtest.DropBefore())
		a.Inject(localtest.Fault{Action: "CreateAccessKey", Effect: localtest.DelayAnswer(3 * time.Second)})
		var second sync.WaitGroup
		second.Go(func() {
			if _, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(strings.ToUpper(lostUser))); err != nil {
				t.Error(err)
			}
		})
		time.Sleep(time.Second) // the second key is there, its secret is on the way
		wantUnknown(t, a.svc.CheckCreate(t.Context(), attempt), iamsvc.KindNetwork, attempt)
		second.Wait()
		wantNotMade(t, a.svc.ReconcileCreate(t.Context(), attempt))
	})
}

// TestCreatesOfOneUserTakeTurns begins two at once, and stops a third that waits.
func TestCreatesOfOneUserTakeTurns(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		a.Inject(localtest.Fault{Action: "CreateAccessKey", Effect: localtest.Hang()})
		first, stop := context.WithCancel(t.Context())
		var both sync.WaitGroup
		both.Go(func() { _, _ = a.svc.CreateKey(first, iamsvc.NamedUser(lostUser)) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := a.svc.CreateKey(ctx, iamsvc.NamedUser(lostUser))
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindTimeout || e.Unclear || a.Count("CreateAccessKey") != 1 {
			t.Errorf("%+v after %d", e, a.Count("CreateAccessKey"))
		}
		stop()
		both.Wait()
	})
}

// TestNothingIsMadeUnlisted has the list fail that comes before a create.
func TestNothingIsMadeUnlisted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		effect localtest.Effect
		kind   iamsvc.Kind
	}{
		"denied": {localtest.Deny(localtest.NoIdentityPolicy), iamsvc.KindDenied},
		"reset":  {localtest.DropBefore(), iamsvc.KindNetwork},
		"500":    {localtest.FailBefore(500, "ServiceFailure", "oops"), iamsvc.KindService},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
				a.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: c.effect})
				_, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser(lostUser))
				e := iamsvc.AsError(err)
				if e == nil || e.Kind != c.kind || e.Unclear || e.Attempt != nil || a.Count("CreateAccessKey") != 0 {
					t.Errorf("%+v after %d", e, a.Count("CreateAccessKey"))
				}
				if e.Kind == iamsvc.KindDenied && (e.Remedy().Kind != iamsvc.RemedyPermissionToCreate || e.Remedy().Permission != "iam:ListAccessKeys") {
					t.Errorf("%+v", e.Remedy())
				}
			})
		})
	}
}

// TestLostKeyThatWasDeletedMeanwhile deletes the key from the list before it is known to be the lost one: a key was made.
func TestLostKeyThatWasDeletedMeanwhile(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		before := a.truth(t, lostUser)
		attempt := a.lose(t, localtest.DropAfter())
		var made iamsvc.Key
		for _, k := range a.truth(t, lostUser) {
			if k.ID != before[0].ID {
				made = k
			}
		}
		if err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: made}); err != nil {
			t.Fatal(err)
		}
		e := iamsvc.AsError(a.svc.ReconcileCreate(t.Context(), attempt))
		if e == nil || e.Kind != iamsvc.KindNotCreated || !strings.Contains(e.Error(), made.ID) || !strings.Contains(e.Error(), "deleted from here") {
			t.Errorf("%+v", e)
		}
	})
}
