package session

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/ui/cli/exit"
	"akia/ui/cli/system"
)

// codeAccount opens a service whose credentials wait for the code 246802, and returns the codes that were sent.
func codeAccount(t *testing.T) (*iamsvc.Service, *[]string) {
	t.Helper()
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			_ = os.Unsetenv(name)
		}
	}
	var sent []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		switch r.Form.Get("Action") {
		case "GetSessionToken":
			sent = append(sent, r.Form.Get("TokenCode"))
			if r.Form.Get("TokenCode") != "246802" {
				w.WriteHeader(http.StatusForbidden)
				_, _ = io.WriteString(w, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with "+
					"invalid MFA one time pass code. </Message></Error></ErrorResponse>")
				return
			}
			_, _ = io.WriteString(w, "<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>ASIASESSION000000000</AccessKeyId>"+
				"<SecretAccessKey>x</SecretAccessKey><SessionToken>x</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"+
				"</GetSessionTokenResult></GetSessionTokenResponse>")
		case "GetCallerIdentity":
			_, _ = io.WriteString(w, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/bob</Arn>"+
				"<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")
		default:
			w.WriteHeader(http.StatusBadRequest)
		}
	}))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(dir, "credentials"))
	config := fmt.Sprintf("[profile bob]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\nmfa_serial = arn:aws:iam::123456789012:mfa/bob\nendpoint_url = %s\n", server.URL)
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{Profile: "bob", MFA: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, &sent
}

// outside is a system without a terminal.
func outside(env map[string]string) system.System {
	return system.System{Getenv: func(name string) string { return env[name] }, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &bytes.Buffer{}}
}

// A code for a command without a screen comes from a flag or a command; else the command ends before anything is sent.
func TestCodesWithoutAScreen(t *testing.T) {
	script := filepath.Join(t.TempDir(), "code")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho $1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		given, command string
		sent           string
		refused        bool // as input
		says           string
	}{
		"by a flag":        {"246802", "", "246802", false, ""},
		"by a command":     {"", script + " 246802", "246802", false, ""},
		"flag comes first": {"246802", script + " 111111", "246802", false, ""},
		"wrong":            {"111111", "", "111111", false, "AWS did not accept the code"},
		"no code":          {"", script + " hello", "", false, CommandVariable + " printed no code"},
		"fails":            {"", filepath.Join(t.TempDir(), "missing"), "", false, CommandVariable},
		"no command":       {"", "'", "", true, CommandVariable + " is no command"},
		"nobody to ask":    {"", "", "", true, "Give one with --mfa-code, or by the command in " + CommandVariable},
	} {
		t.Run(name, func(t *testing.T) {
			if c.command != "" && runtime.GOOS == "windows" {
				t.Skip("the command is a script of sh")
			}
			service, sent := codeAccount(t)
			codes := &Codes{outside(map[string]string{CommandVariable: c.command}), c.given}
			err := codes.SignedIn(t.Context(), service, func() error { _, err := service.WhoAmI(t.Context()); return err })
			if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
				t.Fatalf("%v", err)
			}
			if strings.Join(*sent, " ") != c.sent {
				t.Errorf("the codes sent are %q", *sent)
			}
			var end exit.Outcome
			if end.Fail(err); c.says != "" && (end.Status == exit.Refused) != c.refused {
				t.Errorf("the status is %d", end.Status)
			}
		})
	}
}
