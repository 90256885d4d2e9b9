//go:build unix

package awsconfig_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"akia/iamsvc"
)

// cliOutcomes has what the AWS CLI does with each row of the table.
const cliOutcomes = "testdata/cli.golden"

var (
	update = flag.Bool("update", false, "add to "+cliOutcomes+" what the AWS CLI that is installed does with new rows")
	whole  = flag.Bool("cli", false, "give each row to the AWS CLI that is installed, and not only some")
)

// someRows says which rows the AWS CLI is given by default: one in so many, since it takes its time.
const someRows = 50

// row is a configuration that the AWS CLI and akia are given.
type row struct {
	name                string
	config, credentials string
	raw                 map[string]string // further files of the home folder
	env                 map[string]string
	profile             string // by --profile
	// akia is what akia does if it is not what the CLI does, with the reason in a comment.
	akia string
	// says are words of the error, for what is refused.
	says []string
}

// fake is IAM, STS and a proxy in one server. It answers whoever asks, and writes down who asked for what.
type fake struct {
	*httptest.Server
	mutex sync.Mutex
	calls []string
}

func newFake(t *testing.T) *fake {
	f := &fake{}
	f.Server = httptest.NewServer(http.HandlerFunc(f.answer))
	t.Cleanup(f.Close)
	return f
}

var scope = regexp.MustCompile(`Credential=(.*)/[0-9]{8}/([^/]*)/([^/]*)/aws4_request`)

func (f *fake) note(line string) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if !slices.Contains(f.calls, line) { // a call may be sent again
		f.calls = append(f.calls, line)
	}
}

// take returns what was asked since it was called last.
func (f *fake) take() string {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	calls := f.calls
	f.calls = nil
	return strings.Join(calls, " | ")
}

func (f *fake) answer(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		f.note("to " + strings.TrimSuffix(r.Host, ":443"))
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/container") {
		f.note("container " + r.Header.Get("Authorization"))
		_, _ = fmt.Fprint(w, `{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"x","Token":"t","Expiration":"2126-01-01T00:00:00Z"}`)
		return
	}
	_ = r.ParseForm()
	action := r.PostForm.Get("Action")
	by := "unsigned"
	if found := scope.FindStringSubmatch(r.Header.Get("Authorization")); found != nil {
		by = found[1] + " " + found[2] + "/" + found[3]
	}
	line := action + " by " + by
	if token := r.Header.Get("X-Amz-Security-Token"); token != "" {
		line += " with " + token
	}
	if r.URL.Path != "/" {
		line += " at " + r.URL.Path
	}
	for _, name := range []string{"RoleArn", "ExternalId", "RoleSessionName", "DurationSeconds", "WebIdentityToken", "SerialNumber"} {
		text := r.PostForm.Get(name)
		generated := name == "RoleSessionName" && !strings.HasPrefix(text, "my-")
		if text != "" && !generated && (name != "DurationSeconds" || text != "3600") {
			line += " " + name + "=" + text
		}
	}
	f.note(line)
	_, _ = fmt.Fprint(w, answerTo(action, r.PostForm.Get("RoleArn")))
}

func answerTo(action, role string) string {
	inner := "<IsTruncated>false</IsTruncated><Users></Users>"
	if strings.HasPrefix(action, "AssumeRole") {
		name := strings.ToUpper(role[strings.LastIndexByte(role, '/')+1:])
		inner = "<Credentials><AccessKeyId>ASIA" + name + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey>" +
			"<SessionToken>of-" + name + "</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials>" +
			"<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>AROA:y</AssumedRoleId></AssumedRoleUser>"
	}
	return "<" + action + "Response><" + action + "Result>" + inner + "</" + action + "Result></" + action + "Response>"
}

// settle writes the files of a row to a home of its own, and returns its environment.
func (r row) fill(t *testing.T, url string) map[string]string {
	t.Helper()
	home := t.TempDir()
	put := strings.NewReplacer("{URL}", url, "{HOME}", home).Replace
	files := map[string]string{}
	for name, text := range r.raw {
		files[name] = text
	}
	if r.config != "" {
		files[".aws/config"] = r.config
	}
	if r.credentials != "" {
		files[".aws/credentials"] = r.credentials
	}
	for name, text := range files {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		mode := os.FileMode(0o600)
		if strings.HasPrefix(text, "#!") {
			mode = 0o700
		}
		if text == "FOLDER" {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(put(text)), mode); err != nil {
			t.Fatal(err)
		}
	}
	env := map[string]string{
		"HOME": home, "PATH": os.Getenv("PATH"), "AWS_EC2_METADATA_DISABLED": "true", "LANG": "C.UTF-8",
		"HTTPS_PROXY": url,
	}
	if !strings.Contains(r.config, "max_attempts") {
		env["AWS_MAX_ATTEMPTS"] = "1"
	}
	for name, text := range r.env {
		env[name] = put(text)
	}
	return env
}

// byAkia returns what akia does with the row, and what it says if it refuses.
func (r row) byAkia(t *testing.T, f *fake) (outcome, said string) {
	t.Helper()
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // puts the old value back after the test
			_ = os.Unsetenv(name)
		}
	}
	for name, text := range r.fill(t, f.URL) {
		t.Setenv(name, text)
	}
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{Profile: r.profile, HTTPClient: &onlyHere{f}})
	if err == nil {
		_, err = s.ListUsers(t.Context(), "")
	}
	calls := f.take()
	if strings.Contains(calls, "ListUsers") || strings.HasPrefix(calls, "to ") {
		return calls, ""
	}
	if err == nil {
		return "nothing was asked", ""
	}
	said = err.Error()
	if e := iamsvc.AsError(err); e != nil {
		said += " " + e.Remedy().Words + " " + e.Remedy().Setting
	}
	return "refused", said
}

// onlyHere reaches this machine, and writes down which other hosts were to be reached.
type onlyHere struct{ f *fake }

// Do implements aws.HTTPClient.
func (c *onlyHere) Do(r *http.Request) (*http.Response, error) {
	if ip := net.ParseIP(r.URL.Hostname()); ip != nil && ip.IsLoopback() {
		return http.DefaultTransport.RoundTrip(r)
	}
	c.f.note("to " + r.URL.Hostname())
	return nil, errors.New("not reached in a test")
}

// cli is the AWS CLI, ready to be run for one row after another.
type cli struct {
	in  *json.Encoder
	out *bufio.Scanner
}

// newCLI starts the AWS CLI; nil where it is not installed.
func newCLI(t *testing.T) *cli {
	if _, err := exec.LookPath("aws"); err != nil {
		return nil
	}
	if err := exec.CommandContext(t.Context(), "python3", "-c", "import awscli.clidriver").Run(); err != nil {
		return nil
	}
	cmd := exec.CommandContext(t.Context(), "python3", "testdata/cli.py")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	return &cli{json.NewEncoder(in), bufio.NewScanner(out)}
}

// byCLI returns what the AWS CLI does with the row.
func (r row) byCLI(t *testing.T, c *cli, f *fake) string {
	t.Helper()
	args := []string{}
	if r.profile != "" {
		args = []string{"--profile", r.profile}
	}
	if err := c.in.Encode(map[string]any{"env": r.fill(t, f.URL), "args": args}); err != nil {
		t.Fatal(err)
	}
	if !c.out.Scan() {
		t.Fatal("the AWS CLI ended")
	}
	var answer struct {
		Status int
		Said   string
	}
	if err := json.Unmarshal(c.out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	calls := f.take()
	if strings.Contains(calls, "ListUsers") || strings.HasPrefix(calls, "to ") {
		return calls
	}
	t.Logf("the CLI: %s", answer.Said)
	return "refused"
}

// TestReadsAsTheCLIDoes gives each row of the table to akia and, where it is installed, to the AWS CLI: both sign the same
// calls as the same identity for the same Region at the same address, or both refuse.
func TestReadsAsTheCLIDoes(t *testing.T) {
	known := readOutcomes(t)
	c := newCLI(t)
	if c == nil {
		t.Log("the AWS CLI is not installed for python3: akia is compared with what it did before, in " + cliOutcomes)
	}
	f := newFake(t)
	seen := map[string]string{}
	for i, r := range rows() {
		t.Run(r.name, func(t *testing.T) {
			if _, twice := seen[r.name]; twice {
				t.Fatal("two rows have this name")
			}
			want, ok := known[r.name]
			if c != nil && (i%someRows == 0 || *whole || *update && !ok) {
				got := r.byCLI(t, c, f)
				if ok && got != want && !*update {
					t.Errorf("the AWS CLI does\n%s\nand did\n%s", got, want)
				}
				want, ok = got, true
			}
			seen[r.name] = want
			if !ok {
				t.Fatalf("%s has no such row: run the test with -update", cliOutcomes)
			}
			if r.akia != "" {
				if r.akia == want {
					t.Error("akia does what the CLI does: the row needs no exception")
				}
				want = r.akia
			}
			got, said := r.byAkia(t, f)
			if got != want {
				t.Errorf("akia does\n%s (%s)\nwant\n%s", got, said, want)
			}
			if got == "refused" && len(r.says) == 0 {
				t.Errorf("the row does not say what akia says: %s", said)
			}
			for _, word := range r.says {
				if !strings.Contains(said, word) {
					t.Errorf("akia does not say %q: %s", word, said)
				}
			}
			if strings.Contains(said, "LEAKED") {
				t.Errorf("akia says a secret: %s", said)
			}
		})
	}
	if *update && c != nil {
		writeOutcomes(t, seen)
	}
	if len(seen) < 80 {
		t.Errorf("%d rows", len(seen))
	}
}

func readOutcomes(t *testing.T) map[string]string {
	text, err := os.ReadFile(cliOutcomes)
	if err != nil && !*update {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, outcome, _ := strings.Cut(strings.TrimSpace(line), ": ")
		known[name] = outcome
	}
	return known
}

func writeOutcomes(t *testing.T, seen map[string]string) {
	var lines []string
	for name, outcome := range seen {
		lines = append(lines, name+": "+outcome+"\n")
	}
	slices.Sort(lines)
	if err := os.WriteFile(cliOutcomes, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
}
