package ui

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/shell"
	"akia/ui/action"
)

// oddName is a legal name of a user: IAM allows all of it, and the AWS CLI and shells have uses of their own for most of it.
const oddName = "--x=a,b@c.d+e_f"

// commandsOf opens the leak page on the second key of an account of one user and copies each command of it.
func commandsOf(t *testing.T, user string, change ...func(*fakeService, *Config)) []string {
	t.Helper()
	board := &clipboard{}
	alone := func(f *fakeService, c *Config) {
		c.Clipboard = board
		partition := iamsvc.PartitionOf(c.Region)
		f.identity.ARN = "arn:" + partition + ":iam::123456789012:user/ops"
		f.users = []iamsvc.User{{Name: user, Path: "/", Created: start}}
		f.keys = map[string][]iamsvc.Key{user: {
			{ID: bobKey, User: iamsvc.NamedUser(user), Status: iamsvc.Active, Created: start}, {ID: "AKIABOBBOBBOBBOBBOB2", User: iamsvc.NamedUser(user), Status: iamsvc.Inactive, Created: start},
		}}
		f.about(user).inline[denyName] = "{}"
		for _, version := range []string{"V2", "V3"} {
			name := "AWSCompromisedKeyQuarantine" + version
			f.about(user).attached = append(f.about(user).attached, iamsvc.AttachedPolicy{Name: name, ARN: "arn:" + partition + ":iam::aws:policy/" + name})
		}
	}
	s := newScreen(t, 160, 50, append(change, alone)...)
	s.wait(action.Settle)
	s.tap("L", "tab")
	for range 12 {
		s.tap("down")
		s.tap("y")
	}
	return slices.Compact(board.held)
}

// parsed takes a command apart as sh does.
func parsed(t *testing.T, command string) []string {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here")
	}
	out, err := exec.CommandContext(t.Context(), sh, "-c", `aws() { printf '%s\0' "$@"; printf '\n\0'; }; `+command).Output()
	if err != nil {
		t.Fatalf("sh does not run %q: %v", command, err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// deniedFromStart is the policy that a response to a leak begun at the start of a test writes, on one line.
func deniedFromStart(t *testing.T) string {
	t.Helper()
	var line bytes.Buffer
	if err := json.Compact(&line, []byte(policy.OldSessions(start.Add(action.Settle)))); err != nil {
		t.Fatal(err)
	}
	return line.String()
}

func TestLeakCommandsAreForTheShell(t *testing.T) {
	got := commandsOf(t, oddName, func(_ *fakeService, c *Config) {
		c.CommandProfile, c.Endpoint, c.Region = "it's me", "http://127.0.0.1:5000", "eu-central-1"
	})
	session := []string{"--profile", "it's me", "--endpoint-url", "http://127.0.0.1:5000", "--region"}
	name, end := "--user-name="+oddName, "\n"
	policy := deniedFromStart(t)
	want := [][]string{
		{"eu-central-1", "iam", "put-user-policy", name, "--policy-name", denyName, "--policy-document", policy},
		{"eu-west-1", "cloudtrail", "lookup-events", "--lookup-attributes", `[{"AttributeKey":"AccessKeyId","AttributeValue":"` + bobKey + `"}]`, "--max-items", "50"},
		{"us-east-1", "cloudtrail", "lookup-events", "--lookup-attributes", `[{"AttributeKey":"Username","AttributeValue":"` + oddName + `"}]`, "--max-items", "50"},
		{"eu-central-1", "iam", "list-service-specific-credentials", name},
		{"eu-central-1", "iam", "delete-user-policy", name, "--policy-name", denyName},
		slices.Concat(
			[]string{"eu-central-1", "iam", "detach-user-policy", name, "--policy-arn", "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2", end}, session,
			[]string{"eu-central-1", "iam", "detach-user-policy", name, "--policy-arn", "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"}),
	}
	if len(got) != len(want) {
		t.Fatalf("%d commands were copied, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i, command := range got {
		if got, want := parsed(t, command), slices.Concat(session, want[i], []string{end}); !slices.Equal(got, want) {
			if i == 0 && !json.Valid([]byte(got[len(got)-2])) {
				t.Errorf("the policy is not JSON")
			}
			t.Errorf("%s\nis taken apart as\n%q, want\n%q", command, got, want)
		}
	}
}

// TestLeakCommandsStayInThePartition: a region of another partition does not exist there.
func TestLeakCommandsStayInThePartition(t *testing.T) {
	everywhere := []string{"", "us-east-1", "us-gov-east-1", "eu-west-1", "N/A", "aws-global"}
	for region, lastUsed := range map[string][]string{
		"eu-central-1": everywhere, "us-gov-west-1": everywhere, "cn-northwest-1": {"cn-north-1"}, "eusc-de-east-1": {"eu-west-1"},
		"us-iso-west-1": {""}, "us-isob-east-1": {""}, "eu-isoe-west-1": {""}, "us-isof-south-1": {""},
	} {
		partition := iamsvc.PartitionOf(region)
		for _, last := range lastUsed {
			trail := last
			if !iamsvc.InPartition(last, partition) {
				trail = iamsvc.HomeRegion(partition)
			}
			want := []string{region, trail, iamsvc.HomeRegion(partition), region, region, region}
			var got []string
			for _, command := range commandsOf(t, "alice", func(f *fakeService, c *Config) {
				c.Region = region
				f.lastUse[bobKey] = iamsvc.LastUse{At: start.Add(-time.Hour), Service: "s3", Region: last}
			}) {
				_, rest, _ := strings.Cut(command, "--region ")
				got = append(got, strings.Fields(rest)[0])
			}
			if !slices.Equal(got, want) {
				t.Errorf("in %s, last used in %q: the regions are %q, want %q", region, last, got, want)
			}
		}
	}
}

// TestLeakCommandsByTheARN: where the ARN and the region are of two partitions, as with an endpoint of one's own, the account
// decides.
func TestLeakCommandsByTheARN(t *testing.T) {
	s := newScreen(t, 160, 50, func(f *fakeService, c *Config) {
		f.identity.ARN, c.Region = "arn:aws-cn:iam::123456789012:user/ops", "us-east-1"
	})
	s.tap("j", "L", "tab", "down")
	s.shows("aws --region cn-north-1 iam put-user-policy")
	s.tap("down", "down")
	s.shows("--region cn-north-1 cloudtrail lookup-events", "IAM belongs to cn-north-1.")
}

// TestLeakCommandsAtAnAddressOfIAM: an address that AWS has for IAM alone is none of CloudTrail.
func TestLeakCommandsAtAnAddressOfIAM(t *testing.T) {
	for _, command := range commandsOf(t, "alice", func(_ *fakeService, c *Config) { c.Endpoint = "https://iam-fips.amazonaws.com" }) {
		if strings.Contains(command, "--endpoint-url https://iam-fips.amazonaws.com") == strings.Contains(command, "cloudtrail") {
			t.Error(command)
		}
	}
}

// TestLeakHasNoCommandThatCouldType: quotes hold no control characters back from a terminal, and a server can send any name.
func TestLeakHasNoCommandThatCouldType(t *testing.T) {
	for _, name := range []string{"bob\x1b[201~\nid", "bob\u009b31m", "bob\u202eecho"} {
		for _, command := range commandsOf(t, name) {
			if !shell.Pasteable(command) {
				t.Errorf("%q", command)
			}
		}
	}
}

// TestLeakCommandsRun: the AWS CLI takes each as it stands and sends what was meant, to the address that was meant.
func TestLeakCommandsRun(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("the aws command is not installed")
	}
	var mu sync.Mutex
	seen := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if target := r.Header.Get("X-Amz-Target"); target != "" {
			seen["LookupEvents "+string(body)] = r.Header.Get("Authorization")
			_, _ = io.WriteString(w, `{"Events":[]}`)
			return
		}
		sent, _ := url.ParseQuery(string(body))
		sent.Del("Version")
		seen[sent.Get("Action")+" "+sent.Get("UserName")+sent.Get("PolicyName")+sent.Get("PolicyArn")+sent.Get("PolicyDocument")] = r.Header.Get("Authorization")
		_, _ = io.WriteString(w, "<R><"+sent.Get("Action")+"Result><ServiceSpecificCredentials/></"+sent.Get("Action")+"Result></R>")
	}))
	t.Cleanup(server.Close)
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "config"), []byte("[profile \"it's me\"]\naws_access_key_id=AKIAPROFILEPROFILE01\naws_secret_access_key=x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	commands := commandsOf(t, oddName, func(_ *fakeService, c *Config) {
		c.CommandProfile, c.Endpoint, c.Region = "it's me", server.URL, "us-gov-west-1"
	})
	if os.Getenv("CI") == "" { // each takes the CLI a second: the two that are hardest to get right
		commands = []string{commands[0], commands[2]}
	}
	var running sync.WaitGroup
	for _, command := range commands {
		running.Go(func() {
			cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
			cmd.Env = append(os.Environ(), "AWS_CONFIG_FILE="+filepath.Join(home, "config"), "AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(home, "none"),
				"AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "AWS_PROFILE=", "AWS_ENDPOINT_URL=", "AWS_REGION=", "AWS_DEFAULT_REGION=", "AWS_PAGER=")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s\nfails: %v\n%s", command, err, out)
			}
		})
	}
	running.Wait()
	const gov = "arn:aws-us-gov:iam::aws:policy/AWSCompromisedKeyQuarantine"
	want := []string{
		"PutUserPolicy " + oddName + denyName + deniedFromStart(t),
		`LookupEvents {"LookupAttributes": [{"AttributeKey": "Username", "AttributeValue": "` + oddName + `"}]}`,
		`LookupEvents {"LookupAttributes": [{"AttributeKey": "AccessKeyId", "AttributeValue": "` + bobKey + `"}]}`,
		"DeleteUserPolicy " + oddName + denyName, "DetachUserPolicy " + oddName + gov + "V2", "DetachUserPolicy " + oddName + gov + "V3",
		"ListServiceSpecificCredentials " + oddName,
	}
	if len(commands) == 2 {
		want = want[:2]
	}
	for _, call := range want {
		if signed, sent := seen[call]; !sent || !strings.Contains(signed, "AKIAPROFILEPROFILE01/") || !strings.Contains(signed, "/us-gov-west-1/") {
			t.Errorf("%s: sent %t, signed as %s", call, sent, signed)
		}
	}
	if len(seen) != len(want) {
		t.Errorf("sent were %q", seen)
	}
}
