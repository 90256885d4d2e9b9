package ui

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestLeakDeactivatesAtOnce(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.calls = nil
	s.press("L")
	s.asked("SetStatus "+bobKey+" Inactive", "InlinePolicies bob", "AttachedPolicies bob")
	s.shows("Leak of "+bobKey+" of bob", "Account acme-test (123456789012)", "1 Deactivate the key", "✓ inactive", "2 End the sessions", "not denied")
	s.wait(10 * time.Minute)
	s.asked()
	s = newScreen(t, 120, 40)
	s.tap("j", "L", "esc", "u")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active")
}

func TestLeakActivatesAgainOnlyAfterAQuestion(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "enter")
	s.shows("Activate the leaked key again?", "Account acme-test (123456789012)")
	s.tap("esc")
	s.wrote("SetStatus " + bobKey + " Inactive")
	s.tap("enter", "y")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active")
	s.shows("! active")
	s.tap("enter")
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
	s.tap("G", "L")
	s.shows("Deactivate the key akia is signed in with?")
	s.wrote()
	s.tap("esc")
	s.shows("Leak of ", "! active")
	s.wrote()
}

func TestLeakEndsSessionsAfterAQuestion(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "down", "enter")
	s.shows("End the sessions of bob from before", "Account acme-test (123456789012)", "aws:TokenIssueTime", "AkiaDenyOldSessions")
	s.wrote("SetStatus " + bobKey + " Inactive")
	asked := s.now
	s.wait(time.Minute) // what was shown is what is written
	s.press("y")
	s.wrote("SetStatus "+bobKey+" Inactive", "DenyOldSessions bob")
	if got := s.svc.about("bob").inline[denyName]; got != iamsvc.OldSessionsPolicy(asked.Add(-time.Second)) {
		t.Errorf("written was %s", got)
	}
	s.shows("✓ denied", "enter remove the policy")
	s.wait(time.Second)
	s.tap("enter")
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
	s.tap("esc", "L", "down", "enter", "y")
	s.wrote("AllowOldSessions bob")
}

func TestLeakSaysWhatItMayNotKnow(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["InlinePolicies"] = denied("ListUserPolicies", "bob")
	s.svc.errs["DenyOldSessions"] = denied("PutUserPolicy", "bob")
	s.tap("j", "L", "down")
	s.shows("not known: denied")
	s.tap("enter", "y")
	s.shows("✗ You may not write an inline policy of bob.", "iam:PutUserPolicy")
}

// TestLeakCommandsAreForTheShell: each is copied in one piece, and a shell takes it apart as it is meant.
func TestLeakCommandsAreForTheShell(t *testing.T) {
	board := &clipboard{}
	s := newScreen(t, 120, 40, quarantined, func(_ *fakeService, c *Config) { c.Clipboard, c.Profile = board, "it's me" })
	s.tap("j", "L")
	want := [][]string{
		{"iam", "put-user-policy", "--user-name", "bob", "--policy-name", denyName, "--policy-document", compact(iamsvc.OldSessionsPolicy(s.now.Add(-time.Second)))},
		{"cloudtrail", "lookup-events", "--region", "eu-west-1", "--lookup-attributes", "AttributeKey=AccessKeyId,AttributeValue=" + bobKey, "--max-items", "50"},
		{"cloudtrail", "lookup-events", "--region", "us-east-1", "--lookup-attributes", "AttributeKey=Username,AttributeValue=bob", "--max-items", "50"},
		nil, // the rotation has no command
		{"iam", "detach-user-policy", "--user-name", "bob", "--policy-arn", "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"},
	}
	for _, words := range want {
		s.tap("down")
		board.held = nil
		s.tap("y")
		if words == nil || len(board.held) != 1 {
			if len(board.held) != min(len(words), 1) {
				t.Errorf("for %q was copied %q", words, board.held)
			}
			continue
		}
		out, err := exec.CommandContext(t.Context(), "sh", "-c", `for a in "$@"; do :; done; set -- `+board.held[0]+`; shift; printf '%s\n' "$@"`).Output()
		if err != nil {
			t.Skipf("no shell: %v", err)
		}
		if got := strings.TrimRight(string(out), "\n"); got != strings.Join(append([]string{"--profile", "it's me"}, words...), "\n") {
			t.Errorf("%q is taken apart as %q", board.held[0], got)
		}
	}
	s.shows("6 Lift the quarantine of AWS")
}

func TestLeakGoesOnToTheRotation(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "L", "down", "down", "down", "down", "enter")
	s.shows("Rotation of "+bobKey, "› 2 create the new key")
	s.tap("esc")
	s.shows("Leak of ", "› 5 Give its user a new key")
}

func TestLeakReadOnlyShowsTheCommandsAlone(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.ReadOnly = true })
	s.tap("j", "L")
	s.shows("! active", "Read-only")
	s.tap("enter", "down", "enter")
	s.shows("aws iam put-user-policy")
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
	s.tap("L", "down")
	s.shows("Leak of AKIAROOTROOTROOTROOT of the root user", "not for root")
	if n := s.svc.count("InlinePolicies"); n > 0 {
		t.Error("policies of root were asked for")
	}
}
