package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestEmptyAccount(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(0, 100))
	s.shows("Users 0 ", "There are no users in this account.")
	s.tap("j", "k", "g", "G", "tab", "enter", "t", "c", "d", "y", "u", "s", "r", "/", "x", "esc", "esc")
	s.wrote()
	s.shows("There are no users in this account.")
}

func TestUserWithoutKeys(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "j", "j")
	s.shows("Keys of carol", "No access keys.", "c creates one")
}

func TestDeniedKeys(t *testing.T) {
	for _, width := range []int{60, 120} {
		s := newScreen(t, width, 24, withoutDetails)
		s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob")
		s.tap("j")
		s.shows("denied")
		s.tap("tab")
		s.shows("You may not list access keys of bob.", "needs iam:ListAccessKeys")
		s.hides("No access keys.", "never")
	}
}

func TestDeniedLastUse(t *testing.T) {
	s := newScreen(t, 120, 24, withoutDetails)
	s.svc.errs["LastUse"] = denied("GetAccessKeyLastUsed", "")
	s.tap("j", "tab")
	s.shows("● active", "denied", "needs iam:GetAccessKeyLastUsed")
	s.hides("never")
	s.tap("enter")
	s.shows("last use not known: denied", "no identity-based policy")
}

// TestDeniedIsNotAskedAgainSoon: the answer will be the same.
func TestDeniedIsNotAskedAgainSoon(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob")
	s.tap("j", "k")
	s.svc.calls = nil
	s.wait(10 * time.Second)
	s.tap("j")
	s.asked()
}

// A session that runs out is said at the first read that meets it, whatever pane shows what was read, until other credentials
// are there. It takes no undo from the screen.
func TestSessionThatRunsOutIsSaidAtOnce(t *testing.T) {
	const sentence = "The AWS credentials have run out."
	over := func(op, subject string) *iamsvc.Error {
		return &iamsvc.Error{Kind: iamsvc.KindExpired, Op: op, Subject: subject, Code: "ExpiredToken"}
	}
	s := newScreen(t, 140, 24)
	s.svc.errs["ListKeys bob"] = over("ListAccessKeys", "bob")
	s.tap("j")
	s.shows("✗ "+sentence, "aws sso login")
	s.tap("!")
	s.shows("The last error", sentence, "then press ctrl+r")
	s.tap("esc")
	delete(s.svc.errs, "ListKeys bob")
	s.tap("ctrl+r")
	s.hides(sentence)

	s = newScreen(t, 140, 24)
	s.svc.errs["ListUsers"] = over("ListUsers", "")
	s.tap("r")
	s.shows("✗ " + sentence)
	s.tap("esc")
	s.hides("✗ " + sentence)
	s.tap("r")
	s.shows("✗ " + sentence) // it still holds
}

func TestFailureIsTriedAgainOnReturnAndByR(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["ListKeys bob"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListAccessKeys", Subject: "bob"}
	s.tap("j")
	s.shows("IAM could not be reached, or the connection broke.", "failed")
	delete(s.svc.errs, "ListKeys bob")
	s.wait(10 * time.Second)
	s.tap("k", "j")
	s.shows(bobsKey)

	s.svc.errs["ListKeys bob"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListAccessKeys", Subject: "bob"}
	s.tap("tab", "r")
	s.shows(bobsKey, "could not be read again: as of") // what was known stays, and says so
	delete(s.svc.errs, "ListKeys bob")
	s.tap("r")
	s.hides("could not be read again")
}

func TestFailedLastUseIsNotNever(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["LastUse"] = &iamsvc.Error{Kind: iamsvc.KindTimeout, Op: "GetAccessKeyLastUsed"}
	s.tap("j")
	s.shows("failed", "31d  failed │")
}

// TestAccountThatCannotBeReached: each cause has its own clear screen, with what helps.
func TestAccountThatCannotBeReached(t *testing.T) {
	for _, c := range []struct {
		kind  iamsvc.Kind
		shows []string
	}{
		{iamsvc.KindExpired, []string{"The AWS credentials have run out.", "aws sso login", "ctrl+r"}},
		{iamsvc.KindNoCredentials, []string{"No AWS credentials were found.", "aws configure", "`akia"}},
		{iamsvc.KindCredentials, []string{"AWS did not accept the credentials", "ctrl+r"}},
		{iamsvc.KindNetwork, []string{"IAM could not be reached", "Check the network and the endpoint"}},
		{iamsvc.KindThrottled, []string{"IAM went on limiting calls"}},
		{iamsvc.KindTimeout, []string{"IAM did not answer in time."}},
	} {
		for _, size := range goldenSizes {
			s := newScreen(t, size[0], size[1], func(f *fakeService, _ *Config) {
				for _, op := range []string{"ListUsers", "WhoAmI"} {
					f.errs[op] = &iamsvc.Error{Kind: c.kind, Op: map[string]string{"ListUsers": "ListUsers", "WhoAmI": "GetCallerIdentity"}[op]}
				}
			})
			joined := strings.Join(strings.Fields(strings.NewReplacer("│", " ").Replace(s.view())), " ") // sentences are wrapped
			for _, want := range c.shows {
				if !strings.Contains(joined, want) {
					t.Errorf("kind %d at %dx%d: %q is not on the screen:\n%s", c.kind, size[0], size[1], want, s.view())
				}
			}
			s.wait(time.Hour)
			if n := s.svc.count("ListUsers"); n != 1 {
				t.Errorf("ListUsers was called %d times", n)
			}
			delete(s.svc.errs, "ListUsers")
			delete(s.svc.errs, "WhoAmI")
			s.tap("ctrl+r")
			s.shows("› alice", "acme-test 123456789012")
		}
	}
}

func TestLaterPageThatFails(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(250, 100))
	s.svc.errs["ListUsers user-100"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListUsers"}
	s.tap("G")
	s.shows("Users 100+", "› user-099", "not all could be read")
	delete(s.svc.errs, "ListUsers user-100")
	s.tap("r", "G")
	s.shows("› user-199")
	s.hides("could not be read")
}

func TestThrottledIsSaid(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.send(Throttled())
	s.shows("IAM is limiting calls, going slower")
	s.wait(6 * time.Second)
	s.hides("IAM is limiting calls")
}

// TestNamesFromOutsideCannotDrawOnTheScreen: whatever a service answers is text.
func TestNamesFromOutsideCannotDrawOnTheScreen(t *testing.T) {
	const evil = "\x1b[2J\x1b]52;c;eHh4\x07\u202eevil\u200b\r\n\x9b31m"
	s := newScreen(t, 120, 24, func(f *fakeService, c *Config) {
		f.identity.Alias, f.identity.ARN = evil, "arn:aws:iam::1:user/"+evil
		c.Profile, c.Endpoint = evil, evil
		f.users[0].Name, f.users[0].Path = "a"+evil, "/"+evil
		f.keys["a"+evil] = []iamsvc.Key{{ID: "AKIA" + evil, User: iamsvc.NamedUser("a" + evil), Status: iamsvc.Status(evil), Created: start}}
		f.lastUse["AKIA"+evil] = iamsvc.LastUse{At: start, Service: evil, Region: evil}
		f.errs["ListKeys bob"] = &iamsvc.Error{Op: evil, Subject: evil, Message: evil, Code: evil, RequestID: evil}
	})
	for _, keys := range []string{"k", "tab", "enter", "esc", "c", "esc", "d", "esc", "tab", "j", "tab", "!", "esc", "tab", "/", "e", "enter", "c", "y"} {
		s.tap(keys)
		v := s.m.View().Content
		for _, bad := range []string{"\x1b[2J", "\x1b]", "\x07", "\u202e", "\u200b", "\r", "\u009b", "\x9b31m"} {
			if strings.Contains(v, bad) {
				t.Fatalf("after %s the screen holds %q:\n%q", keys, bad, v)
			}
		}
		fits(t, v, 120, 24)
	}
}
