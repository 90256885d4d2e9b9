package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/ui/action"
)

func TestLeakDeactivatesAfterOneQuestion(t *testing.T) {
	s := newScreen(t, 120, 40, withoutDetails)
	s.tap("j")
	s.svc.calls = nil
	s.press("L")
	s.asked("InlinePolicies bob", "AttachedPolicies bob", "ListKeys bob", "LastUse "+bobKey)
	s.shows("Deactivate "+bobKey+" now?", "active, 31d old, last used 30d ago for ec2", "[ Deactivate now (y) ]", "1 Deactivate the key")
	s.wait(action.Settle)
	s.press("y")
	s.asked("SetStatus " + bobKey + " Inactive")
	s.hides("Deactivate now")
	s.shows("Leak of "+bobKey+" of bob", "Account acme-test (123456789012)", "1 Deactivate the key", "✓ inactive", "2 End the sessions", "not denied")
	s.wait(10 * time.Minute)
	s.asked()
	s = newScreen(t, 120, 40)
	s.tap("j", "L", "y", "esc", "u")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active")
}

func TestLeakActivatesAgainOnlyAfterAQuestion(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "y", "enter")
	s.shows("Activate the leaked key again?", "Account acme-test (123456789012)")
	s.tap("esc")
	s.wrote("SetStatus " + bobKey + " Inactive")
	s.tap("enter", "y")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active")
	s.shows("! active")
	s.tap("enter", "y")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active", "SetStatus "+bobKey+" Inactive")
}

func TestLeakOfAnInactiveKeyChangesNothing(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "L")
	s.shows("Leak of ", "✓ inactive")
	s.wrote()
}

func TestLeakOfTheOwnKeyAsksFirst(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("G", "L", "y")
	s.shows("Deactivate the key akia is signed in with?", "Type the whole key ID")
	s.wrote()
	s.tap("esc")
	s.shows("Leak of ", "! active")
	s.wrote()
}

func TestLeakEndsSessionsAfterAQuestion(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "y", "down", "enter")
	s.shows("End the sessions of bob from before", "Account acme-test (123456789012)", "aws:TokenIssueTime", "AkiaDenyOldSessions")
	s.wrote("SetStatus " + bobKey + " Inactive")
	asked := s.now
	s.wait(time.Minute) // what was shown is what is written
	s.press("y")
	s.wrote("SetStatus "+bobKey+" Inactive", "DenyOldSessions bob")
	if got := s.svc.about("bob").inline[denyName]; got != policy.OldSessions(asked.Add(-time.Second)) {
		t.Errorf("written was %s", got)
	}
	s.shows("✓ denied", "Sessions issued before 2026-03-14 09:26 are denied.", "enter deny them")
	s.wait(time.Second)
	s.tap("down", "down", "down", "down", "down", "down", "enter")
	s.shows("Remove the policy against old sessions?", "Account acme-test (123456789012)")
	s.tap("y")
	s.shows("not denied")
	if s.svc.count("AllowOldSessions bob") != 1 {
		t.Error("the policy was not removed")
	}
}

// TestLeakPolicyIsRemovedLater: days later it is found by its name.
func TestLeakPolicyIsRemovedLater(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.keys["bob"][0].Status = iamsvc.Inactive
		f.about("bob").inline[denyName] = "{}"
	})
	s.tap("j", "i")
	s.shows("! A policy denies sessions")
	s.tap("esc", "L", "down")
	s.shows("! date unknown", "Write it again") // it may be from an earlier leak
	s.tap("down", "down", "down", "down", "down", "down", "enter", "y")
	s.wrote("AllowOldSessions bob")
}

func TestLeakSaysWhatItMayNotKnow(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["InlinePolicies"] = denied("ListUserPolicies", "bob")
	s.svc.errs["DenyOldSessions"] = denied("PutUserPolicy", "bob")
	s.tap("j", "L", "y", "down")
	s.shows("not known: denied")
	s.tap("enter", "y")
	s.shows("✗ You may not write an inline policy of bob.", "iam:PutUserPolicy")
}

func TestLeakGoesOnToTheRotation(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "tab", "down", "down", "down", "down", "down", "down", "enter")
	s.shows("Rotation of "+bobKey, "› 2 create the new key")
	s.tap("esc")
	s.shows("Leak of ", "› 7 Create a new key")
}

func TestLeakReadOnlyShowsTheCommandsAlone(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.ReadOnly = true })
	s.tap("j", "L")
	s.shows("! active", "Read-only")
	s.tap("enter", "down", "enter")
	s.shows("aws --region us-east-1 iam put-user-policy")
	s.wrote()
	if s.open() != 1 {
		t.Errorf("%d windows are open", s.open())
	}
}

func TestLeakOfRoot(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.identity.ARN = "arn:aws:iam::123456789012:root"
		f.keys[""] = []iamsvc.Key{{ID: "AKIAROOTROOTROOTROOT", Status: iamsvc.Active, Created: start}}
		f.errs["ListUsers"] = denied("ListUsers", "")
	})
	s.wait(time.Second)
	s.tap("L", "tab", "down")
	s.shows("Leak of AKIAROOTROOTROOTROOT of the root user", "not for root")
	if n := s.svc.count("InlinePolicies"); n > 0 {
		t.Error("policies of root were asked for")
	}
}

// TestLeakShowsTheOtherKey: a second key is how somebody stays. The keys are listed anew, so that one from a minute ago is
// among them, and it is deactivated after a question.
func TestLeakShowsTheOtherKey(t *testing.T) {
	const other = "AKIABOBBOBBOBBOBBOB2"
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.keys["bob"] = append(s.svc.keys["bob"], iamsvc.Key{ID: other, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: s.now.Add(-time.Minute)})
	s.tap("L", "tab", "down", "down")
	s.shows("Check the other key, "+other, "! active", "never used", "enter deactivate", "may have created another one")
	s.tap("enter")
	s.shows("Deactivate access key "+other+"?", other+" of bob", "never used")
	s.wrote()
	s.tap("esc", "enter", "y")
	s.wrote("SetStatus " + other + " Inactive")
	s.shows("enter activate")
	s.wait(time.Second)
	s.tap("enter")
	s.shows("Activate access key " + other + "?")
	s.tap("y")
	s.wrote("SetStatus "+other+" Inactive", "SetStatus "+other+" Active")
}

func TestLeakSaysIfTheOtherKeysAreNotKnown(t *testing.T) {
	for err, want := range map[error]string{denied("ListAccessKeys", "bob"): "not known: denied", &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListAccessKeys"}: "not known: failed"} {
		s := newScreen(t, 120, 40)
		s.tap("j")
		s.svc.errs["ListKeys"] = err
		s.tap("L", "tab", "down", "down")
		s.shows("› 3 Check the user's other keys", want)
		s.hides("✓ none")
	}
}

func TestLeakSaysIfTheQuarantineIsNotKnown(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.errs["AttachedPolicies"] = denied("ListAttachedUserPolicies", "bob")
	})
	s.tap("j", "L", "tab", "down", "down", "down", "down", "down", "down", "down")
	s.shows("8 Finally, detach the AWS quarantine policy", "not known: denied", "whose key it finds in public")
}

func TestLeakSaysWhatItLeavesOut(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "tab", "down", "down", "down", "down", "down")
	s.shows("6 Check the user's other credentials", "not checked", "keys (Bedrock), Git, Keyspaces and SSH", "list-service-specific-credentials")
}

// TestLeakCommandDeniesUpToTheDeactivation: sessions that were issued while the question was open are old ones too.
func TestLeakCommandDeniesUpToTheDeactivation(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("G", "L") // the own key: asked first
	s.wait(10 * time.Minute)
	s.tap("y")
	s.typeText("AKIAOPSOPSOPSOPSOPSO")
	s.tap("enter", "down")
	if off := s.m.Store.Deactivated("AKIAOPSOPSOPSOPSOPSO"); off.Before(start.Add(10 * time.Minute)) {
		t.Fatalf("the key was deactivated at %v", off)
	}
	unwrapped := strings.NewReplacer("│", "", " ", "", "\n", "").Replace(s.view())
	if !strings.Contains(unwrapped, `"aws:TokenIssueTime":"2026-03-14T09:36:`) {
		t.Errorf("the command denies sessions from before another time:\n%s", s.view())
	}
}
