package ui

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/handover"
)

// nameUser fills in the form of a new user and goes on to the choice of a policy.
func (s *screen) nameUser(name string) {
	s.t.Helper()
	s.tap("n")
	s.shows("New user")
	s.typeText(name)
	s.tap("enter")
	s.shows("What may " + name + " do?")
}

func TestNewUserWithAKey(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.nameUser("dora")
	s.tap("enter")
	s.shows("Create this user?", "Account acme-test (123456789012)", "dora", "policy      none")
	s.wrote()
	s.tap("y")
	s.wrote("CreateUser dora")
	s.shows("Create an access key for dora?", "✓ user dora was created", "› dora", "Keys of dora")
	s.tap("y")
	s.wrote("CreateUser dora", "CreateKey dora")
	s.shows("New access key of dora")
	s.on("dora")
}

func TestNewUserWithAReadyPolicyAndTags(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("n")
	s.typeText("dora")
	s.tap("tab")
	s.typeText("people/")
	s.tap("tab")
	s.typeText("team=data, env = prod,")
	s.tap("enter", "down", "enter")
	s.shows("path        /people/", "tags        team = data", "env = prod", "policy      S3ReadOnly", `"s3:Get*"`)
	s.tap("y")
	s.wrote("CreateUser dora", "PutPolicy dora S3ReadOnly")
	s.shows("✓ user dora was created", "✓ its policy S3ReadOnly was written")
	if !strings.Contains(s.svc.about("dora").inline["S3ReadOnly"], "s3:List*") || len(s.svc.about("dora").tags) != 2 {
		t.Errorf("the account has %+v", s.svc.about("dora"))
	}
	s.tap("n")
	s.wrote("CreateUser dora", "PutPolicy dora S3ReadOnly")
	if s.open() > 0 {
		t.Error("a dialog is open")
	}
}

func TestNewUserIsCheckedWhileTyping(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("n", "enter")
	s.shows("Account acme-test (123456789012)", "A user name is needed.")
	s.typeText("do ra")
	s.shows("is not a user name")
	for range 3 {
		s.press("backspace")
	}
	s.hides("is not a user name")
	s.tap("tab")
	s.typeText("x")
	s.shows("is not a path")
	s.press("backspace", "tab")
	s.typeText("a?=b")
	s.shows("The key of a tag may not hold '?'")
	s.tap("enter")
	s.shows("New user")
	s.wrote()
}

// policyFileOf writes a file and returns a change that lets akia start beside it.
func policyFileOf(t *testing.T, text string) func(*fakeService, *Config) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return func(_ *fakeService, c *Config) { c.Env = handover.Env{Home: dir, Dir: dir} }
}

func TestNewUserWithAPolicyFromAFile(t *testing.T) {
	for _, path := range []string{"p.json", "~/p.json"} {
		s := newScreen(t, 120, 40, policyFileOf(t, "{\n\t\"Version\": \"2012-10-17\"\n}\n"))
		s.nameUser("dora")
		s.tap("up", "enter")
		s.shows("Policy from a file")
		s.typeText(path)
		s.tap("enter")
		s.shows("Create this user?", "policy      Inline", `│ {`, `"Version": "2012-10-17"`)
		s.wrote()
		s.tap("y")
		s.wrote("CreateUser dora", "PutPolicy dora Inline")
	}
}

func TestNewUserWithAFileThatIsNoPolicy(t *testing.T) {
	for _, c := range []struct{ text, path, want string }{
		{"{", "p.json", "The policy is not JSON"},
		{"[]", "p.json", "The policy is not an object"},
		{"{}", "other.json", "no such file"},
		{"{}", ".", "is not a file"},
		{"{}", "", "Which file?"},
	} {
		s := newScreen(t, 120, 40, policyFileOf(t, c.text))
		s.nameUser("dora")
		s.tap("up", "enter")
		s.typeText(c.path)
		s.tap("enter")
		s.shows("Policy from a file", c.want, c.path)
		s.wrote()
	}
}

func TestNewUserThatExistsIsTakenAsFound(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("/")
	s.typeText("ops")
	s.tap("enter")
	s.nameUser("BOB")
	s.tap("down", "enter", "y")
	s.wrote("CreateUser BOB")
	s.on("bob")
	s.shows("There is a user BOB already: it is opened as it is, the policy was not written")
	if s.open() > 0 {
		t.Error("a dialog is open")
	}
}

func TestNewUserWhosePolicyIAMRefuses(t *testing.T) {
	refused := iamsvc.ValidPolicyDocument("{")
	begin := func(t *testing.T) *screen {
		s := newScreen(t, 120, 40)
		s.svc.errs["PutPolicy"] = refused
		s.nameUser("dora")
		s.tap("down", "enter", "y")
		s.shows("The policy of dora was not written", "✓ user dora was created", "✗ its policy S3ReadOnly was not written", "The policy is not JSON")
		return s
	}
	t.Run("again", func(t *testing.T) {
		s := begin(t)
		delete(s.svc.errs, "PutPolicy")
		s.tap("y")
		s.wrote("CreateUser dora", "PutPolicy dora S3ReadOnly", "PutPolicy dora S3ReadOnly")
		s.shows("Create an access key for dora?", "✓ its policy S3ReadOnly was written")
	})
	t.Run("without", func(t *testing.T) {
		s := begin(t)
		s.tap("tab", "tab", "enter")
		s.shows("Create an access key for dora?")
		s.hides("its policy")
	})
	t.Run("undo", func(t *testing.T) {
		s := begin(t)
		s.tap("tab", "tab", "tab", "enter")
		s.shows("Delete the user again?", "Account acme-test (123456789012)", "dora")
		s.tap("y")
		s.wrote("CreateUser dora", "PutPolicy dora S3ReadOnly", "DeleteUser dora")
		s.shows("User dora deleted again")
		s.hides("› dora")
	})
}

// TestNewUserWithAMalformedPolicy is on the built-in account: what is wrong with a policy is said in IAM's own words.
func TestNewUserWithAMalformedPolicy(t *testing.T) {
	s := demoScreen(t, 120, 40)
	policyFileOf(t, `{"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps", "Action": "*", "Resource": "*"}]}`)(nil, &s.m.Config)
	s.tap("n")
	s.typeText("dora.new")
	s.tap("enter", "up", "enter")
	s.typeText("p.json")
	s.tap("enter", "y")
	s.shows("The policy of dora.new was not written", "✓ user dora.new was created", "IAM does not accept the policy: ")
	s.tap("tab", "tab", "tab", "enter", "y")
	s.shows("User dora.new deleted again")
}

func TestNewUserWhoseKeyFails(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["CreateKey"] = denied("CreateAccessKey", "dora")
	s.nameUser("dora")
	s.tap("down", "enter", "y", "y")
	s.shows("No access key for dora", "✓ user dora was created", "✓ its policy S3ReadOnly was written", "✗ no access key was created", "You may not create an access key for dora.")
	s.tap("tab", "tab", "enter")
	s.shows("The policy S3ReadOnly is deleted, then the user.")
	s.tap("y")
	s.wrote("CreateUser dora", "PutPolicy dora S3ReadOnly", "CreateKey dora", "DeletePolicy dora S3ReadOnly", "DeleteUser dora")
}

func TestNewUserThatIsDenied(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["CreateUser"] = denied("CreateUser", "dora")
	s.nameUser("dora")
	s.tap("enter", "y")
	s.shows("✗ You may not create the user dora.")
	s.on("alice")
}

// TestNewUserIsUndoneForAMinute: after a question, and not once it has a key.
func TestNewUserIsUndoneForAMinute(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.nameUser("dora")
	s.tap("enter", "y", "esc")
	s.shows("User dora created   u undo")
	s.tap("u")
	s.shows("Delete the user again?")
	s.tap("y")
	s.wrote("CreateUser dora", "DeleteUser dora")

	s = newScreen(t, 120, 40)
	s.nameUser("dora")
	s.tap("enter", "y", "y", "esc")
	s.typeText("discard")
	s.tap("enter", "u")
	s.shows("Nothing to undo")
}

// TestNewUserStaysInTheList although IAM's lists do not have it yet.
func TestNewUserStaysInTheList(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.nameUser("dora")
	s.tap("enter", "y", "esc")
	s.svc.users = s.svc.users[:len(s.svc.users)-1]
	s.tap("r", "ctrl+r")
	s.on("dora")
	s.shows("› dora")
	s.wait(time.Minute)
	s.tap("r") // somebody else has deleted it
	s.hides("dora ")
}

func TestNewUserIsRefusedReadOnly(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.ReadOnly = true })
	s.tap("n")
	s.shows("Read-only")
	if s.open() > 0 {
		t.Error("a dialog is open")
	}
}

// TestNewUserIsNotLostByLeaving: what is under way is named, and what follows from it is not sent twice.
func TestNewUserIsNotLostByLeaving(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.nameUser("dora")
	s.tap("down", "enter")
	s.hold = true
	s.press("y")
	s.send(Signal(syscall.SIGTERM))
	if words := s.m.LastWords(); len(words) != 1 || words[0] != "The creation of user dora was sent, and its end was not seen: look at dora." {
		t.Errorf("the last words are %q", words)
	}
	s.release()
	s.wrote("CreateUser dora", "PutPolicy dora S3ReadOnly")
	if !s.quit || len(s.m.LastWords()) > 0 {
		t.Errorf("quit %v, last words %q", s.quit, s.m.LastWords())
	}
}
