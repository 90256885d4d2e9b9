package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/reporting"
)

func deny(action, subject string) localtest.Fault {
	return localtest.Fault{Action: action, Subject: subject, Effect: localtest.Deny(localtest.NoIdentityPolicy)}
}

// withoutTraces takes out what identifies failures, which is of chance.
func withoutTraces(stderr string) string {
	return regexp.MustCompile(` \[\w+ [^]]*; request ID [^]]*\]`).ReplaceAllString(stderr, "")
}

// TestReportSaysWhatItCouldNotRead on stderr, whatever is printed, and ends with 1 where keys are missing.
func TestReportSaysWhatItCouldNotRead(t *testing.T) {
	server := reported(t, 40)
	const (
		noLists = "akia: The keys of 41 users could not be listed. The first: You may not list access keys of aaliyah.khan. " +
			"It needs the permission iam:ListAccessKeys.\n"
		oneList = "akia: The keys of 1 user could not be listed. You may not list access keys of aaliyah.khan. " +
			"It needs the permission iam:ListAccessKeys.\n"
		noReport = "akia: No credential report, so each user is asked about: You may not generate a credential report. " +
			"It needs the permission iam:GenerateCredentialReport.\n"
		noFacts = "akia: It is not known which users AWS has quarantined. You may not see the policies and tags of all users. " +
			"It needs the permission iam:GetAccountAuthorizationDetails.\n"
		notWhole = "akia: the report is incomplete: the keys of some users are missing\n"
	)
	for name, test := range map[string]struct {
		flags  string
		faults []localtest.Fault
		status int
		want   string // of stderr
	}{
		"an full scan":      {"--exact", []localtest.Fault{deny("ListAccessKeys", "")}, 1, noLists + notWhole},
		"the fall-back":     {"", []localtest.Fault{deny("GenerateCredentialReport", ""), deny("ListAccessKeys", "")}, 1, noReport + noLists + notWhole},
		"one user":          {"--exact", []localtest.Fault{deny("ListAccessKeys", "aaliyah.khan")}, 1, oneList + notWhole},
		"no report alone":   {"", []localtest.Fault{deny("GenerateCredentialReport", "")}, 0, noReport},
		"facts":             {"", []localtest.Fault{deny("GetAccountAuthorizationDetails", "")}, 0, noFacts},
		"uses":              {"--exact", []localtest.Fault{deny("GetAccessKeyLastUsed", "")}, 0, "akia: The last use of 42 keys could not be seen. The first: You may not see the last use of "},
		"lists of a report": {"", []localtest.Fault{deny("ListAccessKeys", "")}, 0, "akia: The IDs of 42 keys are not known: the keys of 30 users could not be listed. The first: You may not "},
	} {
		for _, format := range reporting.FormatNames() {
			t.Run(name+", "+format, func(t *testing.T) {
				server.ClearFaults()
				server.Inject(test.faults...)
				status, stdout, stderr := run(t, nil, append([]string{"report", "--format", format}, strings.Fields(test.flags)...)...)
				if !strings.Contains(stderr, " AccessDenied: User: arn:") || !strings.Contains(stderr, "; request ID ") {
					t.Errorf("without what identifies the failure:\n%s", stderr)
				}
				stderr = withoutTraces(stderr)
				if status != test.status || !strings.HasPrefix(stderr, test.want) || stdout == "" {
					t.Errorf("status %d, stderr\n%s\nwant %d,\n%s", status, stderr, test.status, test.want)
				}
				if n := strings.Count(stderr, "\n"); n != strings.Count(test.want+"\n", "\n")-1 && strings.HasSuffix(test.want, "\n") {
					t.Errorf("%d lines on stderr:\n%s", n, stderr)
				}
			})
		}
	}
}

// TestFailOnWhatTheConfigurationTurnsOff: who reads the line knows where to look.
func TestFailOnWhatTheConfigurationTurnsOff(t *testing.T) {
	reported(t, 5)
	path := filepath.Join(t.TempDir(), "config.toml")
	env := map[string]string{"AKIA_CONFIG_FILE": path}
	if err := os.WriteFile(path, []byte("never-used = 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := run(t, env, "report", "--fail-on", "never-used")
	if want := "akia: --fail-on never-used: the finding is off, since never-used is 0 in " + path + "\n"; status != 2 || stdout != "" || stderr != want {
		t.Errorf("status %d, stderr %q; want 2, %q", status, stderr, want)
	}
	if status, _, stderr := run(t, env, "report", "--fail-on", "never-used", "--never-used", "36500"); status != 0 || stderr != "" {
		t.Errorf("status %d, stderr %q for a flag that turns it on again", status, stderr)
	}
}
