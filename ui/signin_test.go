package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/stage"
)

const device = "arn:aws:iam::123456789012:mfa/bob"

// needsCode makes every call of the start wait for a code.
func needsCode(f *fakeService, _ *Config) {
	for _, op := range []string{"WhoAmI", "ListUsers"} {
		f.errs[op] = &iamsvc.Error{Kind: iamsvc.KindMFA, Op: op, Subject: device}
	}
}

// signIns returns the codes that were sent.
func (f *fakeService) signIns() (codes []string) {
	for _, c := range f.calls {
		if code, ok := strings.CutPrefix(c, "SignIn "); ok {
			codes = append(codes, code)
		}
	}
	return codes
}

// A role that takes a code asks for it on the screen, once, and goes on where it was.
func TestACodeIsAskedForOnTheScreen(t *testing.T) {
	s := newScreen(t, 100, 30, needsCode)
	s.shows("Sign in with MFA", device)
	s.wait(action.Settle)
	s.typeText("909")
	s.press("enter")
	s.shows("An MFA code has six digits.")
	s.hides("909")
	s.press("ctrl+o")
	s.shows("909")
	s.press("ctrl+o")
	s.typeText("808")
	s.press("enter")
	if got := s.svc.signIns(); len(got) != 1 || got[0] != "909808" {
		t.Fatalf("the codes sent are %q", got)
	}
	s.shows("alice", "Signed in")
	s.hides("Sign in with MFA", "909808")
	if s.open() != 0 {
		t.Errorf("%d windows are open", s.open())
	}
}

// A code that is refused says why, and the next one can be given.
func TestARefusedCodeIsAskedForAgain(t *testing.T) {
	s := newScreen(t, 100, 30, needsCode)
	s.svc.errs["SignIn"] = &iamsvc.Error{Kind: iamsvc.KindMFA, Code: "AccessDenied", Op: "GetSessionToken", Subject: device}
	s.wait(action.Settle)
	s.typeText("000000")
	s.press("enter")
	s.shows("Sign in with MFA", device)
	s.hides("000000")
	delete(s.svc.errs, "SignIn")
	s.wait(action.Settle)
	s.typeText("111111")
	s.press("enter")
	s.shows("alice")
	if got := s.svc.signIns(); len(got) != 2 {
		t.Errorf("the codes sent are %q", got)
	}
}

// Whoever says no is asked again when the credentials are looked for again, and not before.
func TestACodeThatIsNotGivenIsAskedForByTheKey(t *testing.T) {
	s := newScreen(t, 100, 30, needsCode)
	s.wait(action.Settle)
	s.press("esc")
	s.hides("Sign in with MFA")
	s.press("r")
	s.hides("Sign in with MFA")
	s.press("ctrl+r")
	s.shows("Sign in with MFA")
	if got := s.svc.signIns(); len(got) != 0 {
		t.Errorf("the codes sent are %q", got)
	}
}

// What is typed as the dialog comes up is no code, and no answer.
func TestKeysThatWereMeantForTheListAreNoCode(t *testing.T) {
	s := newScreen(t, 100, 30, needsCode)
	s.press("j", "enter")
	s.wait(action.Settle)
	s.typeText("909808")
	s.press("enter")
	if got := s.svc.signIns(); len(got) != 1 || got[0] != "909808" {
		t.Errorf("the codes sent are %q", got)
	}
}

// ssoFailure is the failure of a profile whose SSO login is over.
func ssoFailure(t *testing.T) error {
	t.Helper()
	dir := t.TempDir()
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			_ = os.Unsetenv(name)
		}
	}
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config"))
	config := "[profile corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = Admin\n"
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{Profile: "corp"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.ListUsers(t.Context(), "")
	return err
}

// awsOnPath puts a program of that name where programs are looked for, or none.
func awsOnPath(t *testing.T, there bool) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	t.Setenv("PATHEXT", ".EXE")
	if there {
		for _, name := range []string{"aws", "aws.exe"} {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o700); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// An SSO login that is over is offered to be renewed by the AWS CLI, which gets the terminal; then akia goes on.
func TestAnSSOLoginIsRenewedFromTheScreen(t *testing.T) {
	failure := ssoFailure(t)
	awsOnPath(t, true)
	var ran []string
	s := newScreen(t, 100, 30, func(f *fakeService, c *Config) {
		f.errs["WhoAmI"], f.errs["ListUsers"] = failure, failure
		c.HandOver = func(p stage.Program, ended func([]byte, error) tea.Msg) tea.Cmd {
			ran = append(ran, strings.Join(p.Argv[1:], " "))
			clear(f.errs)
			return func() tea.Msg { return ended(nil, nil) }
		}
	})
	s.shows("Sign in", "aws sso login --profile corp", "Run it")
	s.wait(action.Settle)
	s.press("y")
	if len(ran) != 1 || ran[0] != "sso login --profile corp" {
		t.Fatalf("%q was run", ran)
	}
	s.shows("alice")
	if s.open() != 0 {
		t.Errorf("%d windows are open", s.open())
	}
}

// Without the AWS CLI the line to run elsewhere can be copied.
func TestWithoutTheAWSCLITheLineCanBeCopied(t *testing.T) {
	failure := ssoFailure(t)
	awsOnPath(t, false)
	s := newScreen(t, 100, 30, func(f *fakeService, _ *Config) { f.errs["WhoAmI"], f.errs["ListUsers"] = failure, failure })
	s.shows("aws sso login --profile corp", "Run it in another terminal", "Copy the command")
	s.wait(action.Settle)
	s.press("enter")
	if len(s.copied) != 1 || s.copied[0] != "aws sso login --profile corp" {
		t.Errorf("copied %q", s.copied)
	}
}

// A denial that names MFA offers a session that a code opens.
func TestADenialThatNamesMFAOffersIt(t *testing.T) {
	s := newScreen(t, 100, 30, func(f *fakeService, _ *Config) {
		f.errs["ListUsers"] = &iamsvc.Error{
			Kind: iamsvc.KindDenied, Op: "ListUsers", Code: "AccessDenied", Message: "not authorized: Condition aws:MultiFactorAuthPresent",
		}
	})
	s.shows("Sign in with MFA?")
	s.svc.errs["ListUsers"] = &iamsvc.Error{Kind: iamsvc.KindMFA, Op: "ListUsers", Subject: device}
	s.wait(action.Settle)
	s.press("y")
	s.shows("Sign in with MFA", device)
	s.wait(action.Settle)
	s.typeText("909808")
	s.press("enter")
	s.shows("alice")
}
