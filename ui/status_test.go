package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/write"
)

func TestGoodNewsExpires(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.press("s")
	s.shows("Users: newest user first")
	s.wait(6*time.Second - time.Millisecond)
	s.shows("Users: newest user first")
	s.wait(time.Millisecond)
	s.hides("Users: newest user first")
}

// TestNewsExpiresByItsOwnTimer, not by that of the news before it.
func TestNewsExpiresByItsOwnTimer(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.press("s")
	s.wait(5 * time.Second)
	s.press("s")
	s.wait(5 * time.Second)
	s.shows("Users: oldest key first")
	s.wait(time.Second)
	s.hides("Users: oldest key first")
}

// TestSlowerDoesNotTakeAnUndoAway: the news that offers one stays for as long as it can be had.
func TestSlowerDoesNotTakeAnUndoAway(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "t")
	s.send(Throttled())
	s.shows("deactivated   u undo")
	s.hides("going slower")
	s.wait(write.UndoTime)
	s.send(Throttled())
	s.shows("IAM is limiting calls, going slower")
}

func TestErrorsStayUntilTheyAreDismissed(t *testing.T) {
	s := newScreen(t, 160, 24)
	s.svc.errs["SetStatus"] = denied("UpdateAccessKey", bobsKey)
	s.tap("j", "t")
	s.shows("✗ You may not change the status of " + bobsKey)
	s.wait(24 * time.Hour)
	s.shows("✗ You may not change the status of " + bobsKey)
	s.tap("T") // good news is shown meanwhile
	s.hides("✗ You may not")
	s.wait(6 * time.Second)
	s.shows("✗ You may not change the status of " + bobsKey)
	s.tap("k", "j", "tab")
	s.shows("✗ You may not")
	s.tap("esc")
	s.hides("✗ You may not")
	if !s.m.browse.OnKeys() {
		t.Error("esc did more than dismiss the error")
	}
	s.tap("esc")
	if s.m.browse.OnKeys() {
		t.Error("the next esc did not go back a pane")
	}
}

func TestLastErrorInFull(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("!")
	s.shows("No errors yet")
	s.svc.errs["SetStatus"] = denied("UpdateAccessKey", bobsKey)
	s.tap("j", "t", "esc", "!") // also after it was dismissed
	s.shows("The last error", "AccessDenied", "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE", "iam:UpdateAccessKey")
	s.tap("!")
	s.hides("The last error")
}

// TestEscGoesStepByStep: error, filter, pane, one at a time.
func TestEscGoesStepByStep(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["SetStatus"] = &iamsvc.Error{Kind: iamsvc.KindTimeout, Op: "UpdateAccessKey", Subject: "x"}
	s.tap("/")
	s.typeText("bob")
	s.tap("enter", "tab", "t")
	s.shows("✗ IAM did not answer", "1 of 6")
	s.tap("esc")
	s.hides("✗ IAM did not answer")
	s.shows("1 of 6")
	s.tap("esc")
	s.shows("Users 6 ")
	s.tap("esc")
	if s.m.browse.OnKeys() {
		t.Error("esc did not go back a pane")
	}
	s.tap("esc")
	if s.quit {
		t.Error("esc quit")
	}
}

func TestTimesAreShownAsDatesOnDemand(t *testing.T) {
	s := newScreen(t, 160, 24)
	s.tap("T", "T")
	s.shows("2026-03-14 06:26Z", "Times: UTC")
	s.tap("T")
	s.shows("3h ago", "Times: relative")
}

func TestDetailsOfAKey(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("tab", "enter")
	s.shows("Access key", "AKIAALICEALICEALICE1", "alice", "active", "2025-01-26 09:26Z", "412d old", "last used 3h ago for s3 in us-east-1", "2026-03-14 06:26Z", "may lag")
}

func TestHeaderSaysWhereAndWho(t *testing.T) {
	s := newScreen(t, 160, 24, func(_ *fakeService, c *Config) {
		c.Profile, c.Endpoint, c.ReadOnly = "prod", "http://localhost:5000", true
	})
	s.shows("akia    acme-test 123456789012   user/ops   profile prod   http://localhost:5000", "READ-ONLY")
	s.hides("DEMO")
	s = newScreen(t, 160, 24, func(f *fakeService, c *Config) {
		c.Demo, c.Endpoint = true, "http://127.0.0.1:4711"
		f.identity.Alias = ""
	})
	s.shows("akia    123456789012   user/ops", "DEMO")
	s.hides("4711", "READ-ONLY")
	s = newScreen(t, 60, 24, func(_ *fakeService, c *Config) {
		c.Endpoint, c.PlainHTTP = "http://iam.internal:5000", true
	})
	s.shows("NOT ENCRYPTED")
}

func TestFirstFrameWaitsForNothing(t *testing.T) {
	s := &screen{t: t, now: start}
	s.svc = company(t, &s.busy)
	s.m = New(Config{Service: s.svc, Now: func() time.Time { return s.now }})
	s.m.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	s.busy, s.hold = true, true
	s.m.Init()
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.shows("akia", "connecting", "Reading users", "↑↓ move")
	s.asked()
}
