package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/creack/pty"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
	"akia/ui/cli/exit"
	"akia/ui/cli/reporting"
	"akia/ui/cli/system"
)

// reported serves an account that has a credential report, and makes it that of the environment.
func reported(t *testing.T, users int) *localtest.Server {
	t.Helper()
	server := clitest.Serve(t, users)
	server.SetReportTime(0)
	id, secret := server.Admin()
	const none = os.DevNull
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL(), "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret,
		"AWS_SESSION_TOKEN": "", "AWS_PROFILE": "", "AWS_CONFIG_FILE": none, "AWS_SHARED_CREDENTIALS_FILE": none,
	} {
		t.Setenv(name, value)
		if value == "" {
			_ = os.Unsetenv(name) // t.Setenv sees to it that it is there again afterwards
		}
	}
	client := iam.New(iam.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL()),
		Credentials: credentials.NewStaticCredentialsProvider(id, secret, ""),
	})
	if _, err := client.GenerateCredentialReport(t.Context(), &iam.GenerateCredentialReportInput{}); err != nil {
		t.Fatal(err)
	}
	return server
}

// calls returns how often an action was asked for.
func calls(server *localtest.Server, action string) (n int) {
	for _, call := range server.Calls() {
		if call.Action == action {
			n++
		}
	}
	return n
}

// keysOf returns the keys that a report in JSON tells of, by user.
func keysOf(t *testing.T, out string) map[string][]string {
	t.Helper()
	var document struct {
		Keys []struct {
			User     string
			KeyID    string `json:"key_id"`
			Findings []string
		}
	}
	if err := json.Unmarshal([]byte(out), &document); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	keys := map[string][]string{}
	for _, k := range document.Keys {
		keys[k.User] = append(keys[k.User], k.KeyID+" "+strings.Join(k.Findings, " "))
	}
	return keys
}

func TestReport(t *testing.T) {
	server := reported(t, 40)
	status, stdout, stderr := run(t, nil, "report", "--format", "json")
	if status != 0 || stderr != "" {
		t.Fatalf("status %d, stderr %q", status, stderr)
	}
	fromReport := keysOf(t, stdout)
	if n := calls(server, "GetAccessKeyLastUsed") + calls(server, "ListUsers"); n != 0 {
		t.Errorf("%d calls for what the credential report tells", n)
	}
	if n := calls(server, "ListAccessKeys"); n != len(fromReport)-1 { // root's cannot be listed
		t.Errorf("%d lists of keys for %d users that have some", n, len(fromReport))
	}
	for _, action := range []string{"GenerateCredentialReport", "GetCredentialReport", "GetAccountAuthorizationDetails", "GetCallerIdentity"} {
		if n := calls(server, action); n != 1 && (n != 2 || action != "GenerateCredentialReport") {
			t.Errorf("%d calls of %s", n, action)
		}
	}

	status, stdout, stderr = run(t, nil, "report", "--format", "json", "--exact")
	if status != 0 || stderr != "" {
		t.Fatalf("exact: status %d, stderr %q", status, stderr)
	}
	exact := keysOf(t, stdout)
	if len(exact) != len(fromReport) {
		t.Errorf("%d users of the credential report, %d by an full scan", len(fromReport), len(exact))
	}
	for user, keys := range exact {
		if user == "<root_account>" { // only that there is one is known of it
			continue
		}
		slices.Sort(keys)
		slices.Sort(fromReport[user])
		if !slices.Equal(keys, fromReport[user]) {
			t.Errorf("%s: exact %q, by the report %q", user, keys, fromReport[user])
		}
	}
}

func TestReportFormatsAndChoice(t *testing.T) {
	reported(t, 40)
	for format, begin := range map[string]string{
		"table": "Access keys of account 210987654321 (acme-prod)\n", "csv": "user,root,key_id,",
		"json": `{"account":"210987654321",`, "markdown": "# Access keys of account 210987654321",
	} {
		status, stdout, stderr := run(t, nil, "report", "--format", format)
		if status != 0 || stderr != "" || !strings.HasPrefix(stdout, begin) || strings.Contains(stdout, "\x1b") {
			t.Errorf("%s: status %d, stderr %q, stdout\n%.200s", format, status, stderr, stdout)
		}
	}
	_, stdout, _ := run(t, nil, "report", "--format", "csv", "--only", "never-used", "--path-prefix", "/people/", "--never-used", "100")
	lines, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatal(err, stdout)
	}
	for _, line := range lines[1:] {
		age, _ := strconv.Atoi(line[5])
		if !strings.Contains(line[11], "never-used") || !strings.Contains(line[0], ".") || age < 100 {
			t.Errorf("%q is not asked for", line)
		}
	}
}

func TestReportFails(t *testing.T) {
	server := reported(t, 40)
	for _, test := range []struct {
		line   string
		faults []localtest.Fault
		status int
		want   string // of stderr, its beginning
	}{
		{"--fail-on root-key", nil, 1, "akia: there are keys with findings: root-key 1\n"},
		{"--fail-on no-description", nil, 1, "akia: there are keys with findings: no-description "},
		{"--fail-on old --max-age 0", nil, 2, "akia: --fail-on old: the finding is off, since --max-age is 0\n"},
		{"--inactive 0 --fail-on any,inactive", nil, 2, "akia: --fail-on inactive: the finding is off, since --inactive is 0\n"},
		{"--fail-on no-description --descriptions=false", nil, 2, "akia: --fail-on no-description: the finding is off, since --descriptions is false\n"},
		{"--fail-on any --max-age 0 --unused-long 0", nil, 1, "akia: there are keys with findings: "},
		{"--fail-on old,unused --max-age 36500 --unused 36500 --fail-on unused-long --unused-long 36500", nil, 0, ""},
		{"--fail-on any", nil, 1, "akia: there are keys with findings: root-key 1, quarantined 1, "},
		{
			"--fail-on quarantined",
			[]localtest.Fault{{Action: "GetAccountAuthorizationDetails", Effect: localtest.Deny(localtest.NoIdentityPolicy)}},
			1, "akia: can't tell whether there are keys with findings: quarantined: It is not known which users AWS has quarantined. " +
				"You may not see the policies and tags of all users. It needs the permission iam:GetAccountAuthorizationDetails.\n",
		},
		{
			"--exact --fail-on unused --unused 36500",
			[]localtest.Fault{{Action: "GetAccessKeyLastUsed", Effect: localtest.Deny(localtest.NoIdentityPolicy)}},
			1, "akia: can't tell whether there are keys with findings: unused: The last use of ",
		},
		{
			"--exact --fail-on unused --unused 36500",
			[]localtest.Fault{deny("GetAccountAuthorizationDetails", ""), deny("GetAccountSummary", ""), deny("GetAccessKeyLastUsed", "")},
			1, "akia: It is not known whether the root user has a key. You may not see the summary of the account. " +
				"It needs the permission iam:GetAccountSummary.\n" +
				"akia: It is not known which users AWS has quarantined. You may not see the policies and tags of all users. " +
				"It needs the permission iam:GetAccountAuthorizationDetails.\n" +
				"akia: can't tell whether there are keys with findings: unused: The last use of 42 keys could not be seen. ",
		},
		{
			"--exact --fail-on old --max-age 36500",
			[]localtest.Fault{{Action: "ListAccessKeys", Subject: "alice", Effect: localtest.Deny(localtest.NoIdentityPolicy)}},
			0, "",
		},
		{
			"--exact --fail-on root-key",
			[]localtest.Fault{{Action: "GetAccountSummary", Effect: localtest.Deny(localtest.NoIdentityPolicy)}},
			1, "akia: can't tell whether there are keys with findings: root-key: It is not known whether the root user has a key.",
		},
		{
			"--exact",
			[]localtest.Fault{{Action: "ListUsers", Effect: localtest.Deny(localtest.NoIdentityPolicy)}},
			1, "akia: You may not list the users. It needs the permission iam:ListUsers.\n",
		},
		{
			"",
			[]localtest.Fault{{Action: "GetCallerIdentity", Effect: localtest.FailBefore(403, "ExpiredToken", "expired")}},
			1, "akia: The session in the environment (AWS_SESSION_TOKEN) has run out. Set new credentials in the environment, then start akia again.\n",
		},
		{"--fail-on nonsense", nil, 2, `akia: --fail-on "nonsense": unknown finding "nonsense"; choose from any, root-key, `},
		{"--fail-on", nil, 2, "akia: flag needs an argument: --fail-on"},
		{"--format xml", nil, 2, `akia: --format "xml": must be table, text, csv, json or markdown`},
		{"--max-age=-1", nil, 2, `akia: --max-age "-1": must be a number from 0 to 36500`},
		{"--demo --profile prod", nil, 2, "akia: --demo can't be combined with --profile"},
		{"alice", nil, 2, "akia: report takes no arguments, only flags"},
		{"--read-only", nil, 2, "akia: unknown flag: --read-only; akia report --help lists the flags"},
	} {
		t.Run(test.line, func(t *testing.T) {
			server.ClearFaults()
			server.Inject(test.faults...)
			status, stdout, stderr := run(t, nil, append([]string{"report"}, strings.Fields(test.line)...)...)
			stderr = withoutTraces(stderr)
			if status != test.status || !strings.HasPrefix(stderr, test.want) || test.want == "" && stderr != "" {
				t.Errorf("status %d, stderr %q; want %d, %q", status, stderr, test.status, test.want)
			}
			if status == 2 && stdout != "" {
				t.Errorf("refused, and printed %q", stdout)
			}
		})
	}
}

// TestReportWithout has the credential report be denied, and then the lists of keys.
func TestReportWithout(t *testing.T) {
	server := reported(t, 40)
	server.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	status, stdout, stderr := run(t, nil, "report")
	if status != 0 || !strings.HasPrefix(stderr, "akia: The IDs of 42 keys are not known: the keys of 30 users could not be listed. ") ||
		!strings.Contains(stdout, "\n! The IDs of ") || !strings.Contains(stdout, "no permission") {
		t.Errorf("no lists: status %d, stderr %q, stdout\n%.400s", status, stderr, stdout)
	}
	if n := calls(server, "ListAccessKeys"); n < 20 || n > 40 {
		t.Errorf("%d lists were asked for though all are denied", n)
	}
	server.ClearFaults()
	server.Inject(localtest.Fault{Action: "GenerateCredentialReport", Effect: localtest.FailBefore(409, "LimitExceeded", "No more capacity")})
	status, stdout, stderr = run(t, nil, "report")
	if status != 0 || withoutTraces(stderr) != "akia: No credential report, so each user is asked about: IAM has no capacity to generate a credential report now. Try again in a while.\n" ||
		!strings.Contains(stdout, "asked key by key") || !strings.Contains(stdout, "<root_account>") {
		t.Errorf("no report: status %d, stderr %q, stdout\n%.400s", status, stderr, stdout)
	}
}

// brokenPipe is an output that nobody reads any more.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

func TestReportToABrokenPipe(t *testing.T) {
	reported(t, 5)
	var stderr bytes.Buffer
	status := Main(t.Context(), system.System{
		Args: []string{"report", "--fail-on", "any"}, Getenv: os.Getenv, Stdin: strings.NewReader(""), Stdout: brokenPipe{}, Stderr: &stderr,
	})
	if status != exit.BrokenPipe || stderr.String() != "akia: the report is incomplete: its reader closed the pipe\n" {
		t.Errorf("status %d, stderr %q", status, stderr.String())
	}
}

// TestReportToAFullDisk and to what is closed: one line, and a status that no script takes for success.
func TestReportToAFullDisk(t *testing.T) {
	reported(t, 5)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	closed, err := os.Open(os.DevNull) // not to be written to
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []*os.File{full, closed} {
		for _, format := range reporting.FormatNames() {
			var stderr bytes.Buffer
			status := Main(t.Context(), system.System{
				Args: []string{"report", "--format", format}, Getenv: os.Getenv, Stdin: strings.NewReader(""), Stdout: out, Stderr: &stderr,
			})
			text := stderr.String()
			if status != 1 || !strings.HasPrefix(text, "akia: cannot print the report: ") || strings.Count(text, "\n") != 1 {
				t.Errorf("%s to %s: status %d, stderr %q", format, out.Name(), status, text)
			}
		}
		_ = out.Close()
	}
}

// TestReportProgress has a terminal for stderr: progress is told on it, and taken away at the end.
func TestReportProgress(t *testing.T) {
	server := reported(t, 40)
	server.Inject(localtest.Fault{Action: "ListAccessKeys", Effect: localtest.Delay(60 * time.Millisecond)})
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip(err)
	}
	told := make(chan []byte)
	go func() {
		all, _ := io.ReadAll(master) // it ends with an error when the other end is closed
		told <- all
	}()
	var stdout bytes.Buffer
	status := Main(t.Context(), system.System{
		Args: []string{"report", "--exact"}, Getenv: os.Getenv, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: tty,
	})
	_ = tty.Close()
	text := string(<-told)
	_ = master.Close()
	if status != 0 || !strings.Contains(text, "of 41 users, ") || !strings.HasSuffix(text, "\r\x1b[K") || strings.Contains(stdout.String(), "\x1b") {
		t.Errorf("status %d, told %q", status, text)
	}
}

// printsAReport has nobody read the output of the real binary: it says so, where a signal would end it without a word.
func printsAReport(t *testing.T, binary string) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writer.Close() }()
	_ = reader.Close()
	var stderr bytes.Buffer
	cmd := commandOn(t, clitest.Serve(t, 3), binary, "report")
	cmd.Stdout, cmd.Stderr = writer, &stderr
	_ = cmd.Run()
	const want = "akia: the report is incomplete: its reader closed the pipe\n"
	if status := cmd.ProcessState.ExitCode(); status != exit.BrokenPipe || stderr.String() != want {
		t.Errorf("status %d, stderr %q", status, stderr.String())
	}
}

// TestReportFilter: the filter chooses what is printed; a mistake in it is a usage error, with its place.
func TestReportFilter(t *testing.T) {
	reported(t, 40)
	_, all, _ := run(t, nil, "report", "--format", "json")
	status, some, stderr := run(t, nil, "report", "--format", "json", "--filter", "status:inactive -used:never")
	if n, m := len(keysOf(t, some)), len(keysOf(t, all)); status != 0 || n == 0 || n >= m {
		t.Errorf("status %d, keys of %d of %d users\n%s", status, n, m, stderr)
	}
	for query, want := range map[string]string{
		"ü status:on": `at character 10: Unknown status "on"`,
		"foo:bar":     `at character 1: Unknown field "foo"`,
		"":            "must not be empty",
	} {
		status, stdout, stderr := run(t, nil, "report", "--filter", query)
		if status != 2 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%q: status %d, %q, %q; want %s", query, status, stdout, stderr, want)
		}
	}
}
