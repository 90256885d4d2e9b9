package ui

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/action"
)

// These tests run in bubbles, where time goes on only while everyone waits: the scan, the screen and the service are at work at
// the same time, as they are for a person.

// slowService takes a while to answer questions about keys.
type slowService struct {
	*fakeService
	page, list, use time.Duration
	failing         string     // a call that fails the first time
	one             sync.Mutex // the account is asked and changed by one at a time
}

func (s *slowService) ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error) {
	take(ctx, s.page)
	return s.fakeService.ListUsers(ctx, marker)
}

func (s *slowService) ListKeys(ctx context.Context, user iamsvc.Principal) ([]iamsvc.Key, error) {
	take(ctx, s.list)
	s.one.Lock()
	defer s.one.Unlock()
	return s.fakeService.ListKeys(ctx, user)
}

func (s *slowService) LastUse(ctx context.Context, keyID string) (iamsvc.LastUse, error) {
	take(ctx, s.use)
	s.one.Lock()
	defer s.one.Unlock()
	use, err := s.fakeService.LastUse(ctx, keyID)
	if s.failing == "LastUse "+keyID {
		s.failing = ""
		return iamsvc.LastUse{}, &iamsvc.Error{Kind: iamsvc.KindService, Op: "GetAccessKeyLastUsed", Subject: keyID}
	}
	return use, err
}

func (s *slowService) SetStatus(ctx context.Context, user iamsvc.Principal, keyID string, to iamsvc.Status) error {
	s.one.Lock()
	defer s.one.Unlock()
	return s.fakeService.SetStatus(ctx, user, keyID, to)
}

func (s *slowService) DeleteKey(ctx context.Context, seen iamsvc.SeenKey) error {
	s.one.Lock()
	defer s.one.Unlock()
	return s.fakeService.DeleteKey(ctx, seen)
}

func take(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// rig drives a Model whose commands run beside each other.
type rig struct {
	t   *testing.T
	m   *Model
	svc *slowService
	box chan tea.Msg
}

// newRig opens a screen of 120x40 on an account of 80 users with a key each, where a call takes 300 ms.
func newRig(t *testing.T, change ...func(*fakeService)) *rig {
	t.Helper()
	quiet := false
	svc := &slowService{fakeService: company(t, &quiet), list: 300 * time.Millisecond, use: 300 * time.Millisecond}
	manyUsers(80, 100)(svc.fakeService, nil)
	for _, f := range change {
		f(svc.fakeService)
	}
	s := &rig{t: t, svc: svc, box: make(chan tea.Msg, 10_000)}
	s.m = New(Config{Service: svc})
	s.m.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		time.AfterFunc(d, func() { s.box <- msg })
		return nil
	}
	t.Cleanup(s.end)
	s.start(s.m.Init())
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	return s
}

// end cancels what is under way.
func (s *rig) end() {
	s.m.Asker.EndAll()
	time.Sleep(gatherFor)
	synctest.Wait()
}

// noReport has the account deny the credential report.
func noReport(f *fakeService) {
	f.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
}

func (s *rig) start(cmd tea.Cmd) {
	if cmd != nil {
		go func() { s.box <- cmd() }()
	}
}

func (s *rig) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.start(cmd)
		}
	default:
		_, cmd := s.m.Update(msg)
		_ = s.m.View()
		s.start(cmd)
	}
}

// wait lets time pass, and the model take what comes meanwhile.
func (s *rig) wait(d time.Duration) {
	end := time.After(d)
	for {
		select {
		case msg := <-s.box:
			s.send(msg)
		case <-end:
			return
		}
	}
}

// press presses keys, each some time after the other.
func (s *rig) press(pause time.Duration, keys ...string) {
	for _, k := range keys {
		s.send(keyPress(k))
		s.wait(pause)
	}
}

// finish waits until the scan is done. It fails unless everything was asked once, by whomever, and is known then.
func (s *rig) finish() {
	s.t.Helper()
	for range 60 {
		s.wait(time.Second)
	}
	if sc, p := s.m.audit.Scan(), s.m.audit.Scan().Progress; !sc.Done || p.Users != 80 || p.Keys != 80 || p.Uses != 80 || p.Failed != 0 {
		s.t.Errorf("the scan is done: %v, %+v", sc.Done, p)
	}
	for _, u := range s.svc.users {
		s.once(u.Name)
	}
	if n := s.m.audit.Table().Len(); n != 80 {
		s.t.Errorf("%d keys are in the audit", n)
	}
	s.rest()
}

// rest fails if something is still waited for.
func (s *rig) rest() {
	s.t.Helper()
	if under := s.underWay(); len(under) > 0 || s.m.loads.boxed > 0 || s.m.busy() {
		s.t.Errorf("waited for: %v, %d in the box", under, s.m.loads.boxed)
	}
}

// underWay returns the reads that are.
func (s *rig) underWay() map[store.Read]queue.Class {
	return maps.Collect(s.m.Asker.UnderWay())
}

// besides returns the reads about rows in view that are under way, which are more urgent than the scan's.
func (s *rig) besides() []store.Read {
	return slices.DeleteFunc(slices.Collect(maps.Keys(s.underWay())), func(r store.Read) bool {
		return s.underWay()[r] != queue.InView || !slices.Contains(s.m.audit.InView(), r)
	})
}

// once fails unless all that there is to ask about a user was asked once, and is known.
func (s *rig) once(user string) {
	s.t.Helper()
	id := s.svc.keys[user][0].ID
	s.times(1, "ListKeys "+user)
	s.times(1, "LastUse "+id)
	if !s.m.Store.Keys(iamsvc.NamedUser(user)).Known() || !s.m.Store.LastUse(id).Known() {
		s.t.Errorf("the keys of %s are not known", user)
	}
}

// times fails unless a call was made so many times.
func (s *rig) times(want int, call string) {
	s.t.Helper()
	s.svc.calling.Lock()
	defer s.svc.calling.Unlock()
	n := 0
	for _, c := range s.svc.calls {
		if c == call {
			n++
		}
	}
	if n != want {
		s.t.Errorf("%s was called %d times, want %d", call, n, want)
	}
}

// TestEveryQuestionIsAskedOnceBesideAScan looks at rows of the audit while the full scan goes on, leaves to the panes, and
// moves over users there: whatever asks first, each user is listed once, and the last use of each key asked once.
func TestEveryQuestionIsAskedOnceBesideAScan(t *testing.T) {
	begin := map[string]func(*rig){
		"without a report": func(s *rig) { s.press(350*time.Millisecond, "a") },
		"with a report":    func(s *rig) { s.press(100*time.Millisecond, "a", "S") },
	}
	look := map[string]func(*rig){
		"in the audit": func(s *rig) {
			s.press(220*time.Millisecond, "j", "j", "pgdown", "k", "G", "g", "pgdown", "pgdown")
		},
		"in the panes": func(s *rig) {
			s.press(170*time.Millisecond, "a", "j", "j", "pgdown", "j", "G", "k", "k")
		},
		"here and there": func(s *rig) {
			s.press(210*time.Millisecond, "pgdown", "G", "tab", "k", "k", "a", "g", "j", "a", "g", "j", "j", "a")
		},
		"resting": func(s *rig) {
			s.press(1300*time.Millisecond, "a", "G")
		},
		"with a pause": func(s *rig) {
			s.press(250*time.Millisecond, "j", "S", "G", "pgup", "a", "G", "k", "k", "k", "a", "S", "g")
		},
	}
	for how, open := range begin {
		for where, at := range look {
			t.Run(how+" "+where, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := newRig(t, func(f *fakeService) {
						if how == "without a report" {
							noReport(f)
						}
					})
					s.wait(time.Second / 2)
					open(s)
					if !s.m.audit.Scan().Running {
						t.Fatal("there is no scan")
					}
					at(s)
					s.finish()
				})
			})
		}
	}
}

// TestStoppedScanGoesOnWithWhatIsNotKnown stops a scan, looks at users in the panes and in the audit, and has it go on: what
// has become known in between, or is being asked, is not asked again.
func TestStoppedScanGoesOnWithWhatIsNotKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport)
		s.press(700*time.Millisecond, "a", "esc")
		if s.m.audit.Scan().Running {
			t.Fatal("the scan was not stopped")
		}
		s.press(400*time.Millisecond, "a", "G", "k", "k", "a", "S")
		s.finish()
	})
}

// TestStoppedWithQuestionsOfTheAudit stops a scan and what the audit asks besides, all of which is asked when it goes on.
func TestStoppedWithQuestionsOfTheAudit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport)
		s.svc.use = 2 * time.Second
		s.press(800*time.Millisecond, "a")
		if n := len(s.besides()); n == 0 {
			t.Fatal("the audit asks nothing besides")
		}
		s.press(100*time.Millisecond, "esc")
		if !s.m.audit.Stopped() || len(s.besides()) > 0 {
			t.Errorf("stopped: %v, %v", s.m.audit.Stopped(), s.besides())
		}
		s.press(0, "S")
		s.finish()
	})
}

// TestWhatFailsInTheAuditFailsInTheScan: it is one question, which is asked again with the others that failed.
func TestWhatFailsInTheAuditFailsInTheScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport)
		s.svc.use = 2 * time.Second
		s.press(800*time.Millisecond, "a")
		call := ""
		for _, r := range s.besides() {
			call = "LastUse " + r.Key
		}
		s.svc.one.Lock()
		s.svc.failing = call
		s.svc.one.Unlock()
		s.wait(time.Minute)
		s.times(1, call)
		if v := ansi.Strip(s.m.View().Content); !strings.Contains(v, "S asks") {
			t.Errorf("it is not said that a question failed:\n%s", v)
		}
		s.press(0, "S")
		s.wait(time.Minute)
		s.times(2, call)
		if p := s.m.audit.Scan().Progress; !s.m.audit.Scan().Done || p.Uses != 80 || p.Failed != 0 || call == "" {
			t.Errorf("%q, %+v", call, p)
		}
	})
}

// TestGoneIsAskedOnceBesideAScan: of a user and a key that somebody else has deleted the scan need not hear it as well.
func TestGoneIsAskedOnceBesideAScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := &iamsvc.Error{Kind: iamsvc.KindNotFound}
		s := newRig(t, func(f *fakeService) {
			manyUsers(400, 1000)(f, nil)
			r := f.report()
			f.reported = &r
			f.errs["ListKeys user-399"], f.errs["LastUse AKIAUSER000000000200"] = gone, gone
		})
		s.svc.use = 2 * time.Second
		s.press(100*time.Millisecond, "a", "S")
		s.waitFor("the user is gone", func() bool { return s.m.audit.Table().Len() == 399 })
		s.press(100*time.Millisecond, "a", "/")
		for _, r := range "user-200" {
			s.press(0, string(r))
		}
		s.press(3*time.Second, "enter")
		s.times(1, "LastUse AKIAUSER000000000200")
		s.waitFor("the scan is done", func() bool { s.wait(time.Second); return s.m.audit.Scan().Done })
		s.times(1, "ListKeys user-399")
		s.times(1, "LastUse AKIAUSER000000000200")
		if p := s.m.audit.Scan().Progress; p.Users != 400 || p.Keys != 399 || p.Uses != 399 || p.Failed != 0 {
			t.Errorf("%+v", p)
		}
	})
}

// TestPanesHearOfTheScanThatAUserIsGone waits in the panes for the keys of a user whom somebody else has deleted.
func TestPanesHearOfTheScanThatAUserIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport, func(f *fakeService) { f.errs["ListKeys user-002"] = &iamsvc.Error{Kind: iamsvc.KindNotFound} })
		s.svc.list = 3 * time.Second
		s.press(200*time.Millisecond, "a", "a", "j", "j")
		s.wait(20 * time.Second)
		s.times(1, "ListKeys user-002")
		if f := s.m.Store.Keys(iamsvc.NamedUser("user-002")); f == nil || f.Err == nil || f.Err.Kind != iamsvc.KindNotFound {
			t.Errorf("known of the user: %+v", f)
		}
	})
}

// TestRefreshDuringAScan asks again what the scan has found out: what is known is not in the way of that.
func TestRefreshDuringAScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport)
		s.svc.use = 2 * time.Second
		s.press(700*time.Millisecond, "a", "a", "tab")
		user, _ := s.m.selectedUser()
		s.times(1, "ListKeys "+user.UserName())
		s.press(700*time.Millisecond, "r")
		s.times(2, "ListKeys "+user.UserName())
		if !s.m.audit.Scan().Running {
			t.Error("the scan is over")
		}
	})
}

// waitFor lets time pass until something is so.
func (s *rig) waitFor(what string, so func() bool) {
	s.t.Helper()
	for range 500 {
		if so() {
			return
		}
		s.wait(10 * time.Millisecond)
	}
	s.t.Fatalf("never: %s", what)
}

// borrowing starts the full scan, and waits until rows in view wait for what it asks.
func borrowing(t *testing.T) *rig {
	t.Helper()
	s := newRig(t, noReport)
	s.press(0, "a")
	s.waitFor("rows in view that the scan asks about", func() bool { return len(s.besides()) > 0 })
	return s
}

// inViewAreKnown fails unless everything about the rows in view is known, and was asked once.
func (s *rig) inViewAreKnown() {
	s.t.Helper()
	s.m.audit.Look()
	if len(s.m.audit.Visible()) < 10 {
		s.t.Errorf("%d rows are in view", len(s.m.audit.Visible()))
	}
	for _, ref := range s.m.audit.Visible() {
		row, _ := s.m.audit.Table().Row(ref)
		s.once(row.User.UserName())
	}
}

// TestRowsOfACancelledScanAreAskedAbout: what the audit waits for because the scan asks it, it asks itself when the scan is
// stopped before the answer.
func TestRowsOfACancelledScanAreAskedAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := borrowing(t)
		s.press(2*time.Second, "esc")
		if s.m.audit.Scan().Running || s.m.audit.Stopped() {
			t.Errorf("the scan runs: %v; all is stopped: %v", s.m.audit.Scan().Running, s.m.audit.Stopped())
		}
		s.inViewAreKnown()
		s.rest()
	})
}

// TestRowsOfAPausedScanAreAskedAbout: what was under way is answered in a pause, and what waits for its turn in the scan is
// asked at once where it is in view.
func TestRowsOfAPausedScanAreAskedAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := borrowing(t)
		s.press(2*time.Second, "S")
		if !s.m.audit.Scan().Paused {
			t.Fatal("there is no pause")
		}
		s.inViewAreKnown()
		s.press(time.Second, "G")
		s.inViewAreKnown()
		if p := s.m.audit.Scan().Progress; p.Uses < 16 || p.Users == 80 {
			t.Errorf("in the pause: %+v", p)
		}
		s.press(0, "S")
		s.finish()
	})
}

// TestUserOfACancelledScanIsAskedAbout is the same in the panes.
func TestUserOfACancelledScanIsAskedAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport)
		s.svc.list = 3 * time.Second
		s.press(200*time.Millisecond, "a", "a", "j", "j")
		user, _ := s.m.selectedUser()
		if class, asked := s.underWay()[store.Read{Op: store.AskKeys, User: user}]; !asked || class != queue.InView {
			t.Fatalf("the panes do not make what the scan asks more urgent: %v", s.underWay())
		}
		if _, asking := s.m.Store.Keys(user).Asking(); !asking {
			t.Error("it does not show that the keys are loading")
		}
		s.m.audit.StopScan()
		s.wait(8 * time.Second)
		if s.m.audit.Scan().Running {
			t.Error("the scan runs")
		}
		s.once(user.UserName())
	})
}

// TestWhatTheScanHasNotComeToIsAskedAtOnce goes to rows that the scan has not come to: they do not wait for their turn.
func TestWhatTheScanHasNotComeToIsAskedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, func(f *fakeService) { manyUsers(2000, 1000)(f, nil) })
		s.svc.list = time.Second
		s.press(100*time.Millisecond, "a", "S")
		s.wait(3 * time.Second)
		s.press(1500*time.Millisecond, "G")
		for _, ref := range s.m.audit.Visible() {
			if row, _ := s.m.audit.Table().Row(ref); row.KeyID == "" {
				t.Errorf("the keys of %s are not known yet", row.User)
			}
		}
		if p := s.m.audit.Scan().Progress; p.Users > 200 {
			t.Errorf("the scan is beyond them: %+v", p)
		}
		s.press(time.Second, "esc", "esc")
	})
}

// TestDeniedLastUsesAreAskedOnceBesideAScan: another call would be denied as well.
func TestDeniedLastUsesAreAskedOnceBesideAScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport, func(f *fakeService) {
			for i := range f.users {
				if i%3 == 0 {
					f.errs["LastUse "+f.keys[f.users[i].Name][0].ID] = denied("GetAccessKeyLastUsed", f.users[i].Name)
				}
			}
		})
		s.svc.use = time.Second
		s.press(250*time.Millisecond, "a", "j", "G", "g", "pgdown", "a", "j", "j", "G", "k", "a")
		s.wait(time.Minute)
		for _, u := range s.svc.users {
			s.times(1, "LastUse "+s.svc.keys[u.Name][0].ID)
		}
		if p := s.m.audit.Scan().Progress; p.Failed != 27 || p.Users != 80 || p.Uses != 53 || !s.m.audit.Scan().Done {
			t.Errorf("done %v: %+v", s.m.audit.Scan().Done, p)
		}
	})
}

// TestWritesDuringAScan changes one key and deletes another whose last use is being asked: what the scan finds out does not take
// that back, and it does not ask about a key that is gone.
func TestWritesDuringAScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport, func(f *fakeService) { f.keys["user-078"][0].Status = iamsvc.Inactive })
		s.svc.use = 3 * time.Second
		kept, gone := s.svc.keys["user-079"][0].ID, s.svc.keys["user-078"][0].ID
		s.press(450*time.Millisecond, "a", "a", "G")
		s.wait(action.Settle) // the key has just come
		s.press(450*time.Millisecond, "t", "y", "k", "d", "y")
		if s.m.audit.Scan().Done {
			t.Error("the scan was over before")
		}
		s.wait(time.Minute)
		if got := s.svc.writes(); !slices.Equal(got, []string{"SetStatus " + kept + " Inactive", "DeleteKey " + gone}) {
			t.Errorf("changed: %q", got)
		}
		s.times(0, "LastUse "+gone)
		s.times(1, "ListKeys user-078")
		s.once("user-079")
		if k, _ := s.m.Store.Key(iamsvc.NamedUser("user-079"), kept); k.Status != iamsvc.Inactive {
			t.Errorf("the key is %s", k.Status)
		}
		if p := s.m.audit.Scan().Progress; !s.m.audit.Scan().Done || p.Users != 80 || p.Keys != 80 || p.Uses != 80 || s.m.audit.Table().Len() != 79 {
			t.Errorf("%d keys, %+v", s.m.audit.Table().Len(), p)
		}
	})
}
