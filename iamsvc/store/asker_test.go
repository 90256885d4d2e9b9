package store_test

import (
	"context"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
)

// recorder is a service that answers at once and notes the contexts of its calls.
type recorder struct {
	store.Service
	contexts []context.Context
	err      error
}

func (r *recorder) ListKeys(ctx context.Context, user iamsvc.Principal) ([]iamsvc.Key, error) {
	r.contexts = append(r.contexts, ctx)
	return []iamsvc.Key{{ID: "AKIA1", User: user, Status: iamsvc.Active}}, r.err
}

func (r *recorder) LastUse(ctx context.Context, keyID string) (iamsvc.LastUse, error) {
	r.contexts = append(r.contexts, ctx)
	return iamsvc.LastUse{Service: "s3"}, r.err
}

func newAsker() (*store.Store, *store.Asker, *recorder) {
	s, svc := store.New(), &recorder{}
	return s, store.NewAsker(s, svc, func() time.Time { return noon }), svc
}

var (
	bob  = iamsvc.NamedUser("bob")
	noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	keys = store.Read{Op: store.AskKeys, User: bob}
)

func want(r store.Read, class queue.Class) []store.Want { return []store.Want{{Read: r, Class: class}} }

// TestAReadIsSentOnce however many want it and however often, and as urgently as whoever wants it most.
func TestAReadIsSentOnce(t *testing.T) {
	s, asker, _ := newAsker()
	calls := asker.Ask(append(want(keys, queue.Sweep), want(keys, queue.Ahead)...))
	if len(calls) != 1 || calls[0].Class != queue.Sweep || !asker.Asking(keys) {
		t.Fatalf("%d calls", len(calls))
	}
	if _, asking := s.Keys(bob).Asking(); !asking {
		t.Error("it does not show that the keys are being asked for")
	}
	if again := asker.Ask(want(keys, queue.InView)); len(again) != 0 || !asker.Waiting(queue.InView) {
		t.Errorf("%d further calls, in view %v", len(again), asker.Waiting(queue.InView))
	}
	asker.Ask(want(keys, queue.Sweep))
	if !asker.Waiting(queue.InView) {
		t.Error("it has become less urgent")
	}
	answer := calls[0].Make()
	if !asker.Take(answer) || asker.Take(answer) || asker.Asking(keys) {
		t.Error("the answer is taken once")
	}
	if f := s.Keys(bob); !f.Known() || len(f.Value) != 1 {
		t.Errorf("%+v", f)
	}
}

// TestWhatNobodyWantsIsEnded: its call is cancelled, its answer not taken, and what it asks is as unknown as before.
func TestWhatNobodyWantsIsEnded(t *testing.T) {
	s, asker, svc := newAsker()
	first := asker.Ask(want(keys, queue.InView))[0]
	late := first.Make()
	if calls := asker.Ask(nil); len(calls) != 0 || asker.Asking(keys) || svc.contexts[0].Err() == nil {
		t.Error("the read resumes")
	}
	if _, asking := s.Keys(bob).Asking(); asking || asker.Take(late) || s.Keys(bob).Known() {
		t.Error("a late answer was taken")
	}
	second := asker.Ask(want(keys, queue.InView))[0]
	if asker.Take(late) || !asker.Take(second.Make()) {
		t.Error("the answer to the first read was taken for that to the second")
	}
}

// TestAnAnswerOfASweepIsNotLost that has come and waits for others to come along.
func TestAnAnswerOfASweepIsNotLost(t *testing.T) {
	s, asker, _ := newAsker()
	answer := asker.Ask(want(keys, queue.Sweep))[0].Make()
	asker.Ask(nil)
	if asker.End(keys) || !asker.Take(answer) || !s.Keys(bob).Known() {
		t.Error("the answer was lost")
	}
}

// TestAnswersOfAnotherAccountAreNotTaken though the same was asked there.
func TestAnswersOfAnotherAccountAreNotTaken(t *testing.T) {
	_, before, _ := newAsker()
	s, asker, _ := newAsker()
	old := before.Ask(want(keys, queue.InView))[0].Make()
	asker.Ask(want(keys, queue.InView))
	if asker.Take(old) || s.Keys(bob).Known() {
		t.Error("an answer of another account was taken")
	}
}

func TestFailuresOfReads(t *testing.T) {
	s, asker, svc := newAsker()
	use := store.Read{Op: store.AskLastUse, User: bob, Key: "AKIA1"}
	for _, c := range []struct {
		read store.Read
		kind iamsvc.Kind
	}{{keys, iamsvc.KindDenied}, {use, iamsvc.KindNetwork}, {keys, iamsvc.KindCancelled}} {
		svc.err = &iamsvc.Error{Kind: c.kind}
		if !asker.Take(asker.Ask(want(c.read, queue.InView))[0].Make()) {
			t.Fatal("an answer was not taken")
		}
	}
	if !s.Keys(bob).Denied() || s.LastUse("AKIA1").State() != store.Failed {
		t.Errorf("%+v, %+v", s.Keys(bob), s.LastUse("AKIA1"))
	}
	svc.err = nil
	asker.Take(asker.Ask(want(keys, queue.InView))[0].Make())
	svc.err = &iamsvc.Error{Kind: iamsvc.KindNotFound}
	asker.Take(asker.Ask(want(use, queue.InView))[0].Make())
	if len(s.Keys(bob).Value) != 0 || !s.Gone("AKIA1") {
		t.Error("a key that is not there any more stays")
	}
}

// TestFewReadsAhead: what is not looked at yet never fills the queue.
func TestFewReadsAhead(t *testing.T) {
	_, asker, _ := newAsker()
	var wants []store.Want
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		wants = append(wants, store.Want{Read: store.Read{Op: store.AskKeys, User: iamsvc.NamedUser(name)}, Class: queue.Ahead})
	}
	calls := asker.Ask(wants)
	if len(calls) != 4 || len(asker.Ask(wants)) != 0 {
		t.Fatalf("%d calls", len(calls))
	}
	asker.Take(calls[0].Make())
	if more := asker.Ask(wants[1:]); len(more) != 1 {
		t.Errorf("%d more", len(more))
	}
	asker.EndAbout(iamsvc.NamedUser("b"))
	if asker.Asking(wants[1].Read) || !asker.Asking(wants[2].Read) {
		t.Error("the reads about one user are ended, and no other")
	}
	asker.EndAll()
	if asker.Waiting(queue.Sweep) {
		t.Error("something is under way")
	}
}
