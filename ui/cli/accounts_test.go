package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
	"akia/ui/cli/exit"
)

// awsConfig makes a text the AWS configuration, and returns its folder, which is the person's home.
func awsConfig(t *testing.T, config string) string {
	t.Helper()
	clitest.Isolate(t)
	dir := t.TempDir()
	for name, value := range map[string]string{
		"HOME": dir, "USERPROFILE": dir, "AWS_CONFIG_FILE": filepath.Join(dir, "config"),
		"AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "credentials"), "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// profileAt returns the section of a profile that leads to the administrator of a built-in account.
func profileAt(name string, s *localtest.Server) string {
	keyID, secret := s.Admin()
	return fmt.Sprintf("[profile %s]\naws_access_key_id = %s\naws_secret_access_key = %s\nendpoint_url = %s\n", name, keyID, secret, s.URL())
}

// accountsSaid is what the accounts command prints as JSON.
type accountsSaid struct {
	Schema     int
	Incomplete bool
	Error      *string
	Accounts   []struct {
		ID, Label    *string
		Name, State  string
		Profiles     []string
		Users, Keys  *int
		Findings     map[string]int
		RootKey      *bool `json:"root_key"`
		Reason, Kind *string
	}
}

func accountsIn(t *testing.T, out string) accountsSaid {
	t.Helper()
	var said accountsSaid
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return said
}

// severalProfiles writes profiles of two accounts, one of them twice, and some that lead nowhere.
func severalProfiles(t *testing.T) (small, large *localtest.Server) {
	t.Helper()
	small, large = clitest.Serve(t, 0), clitest.Serve(t, 30)
	awsConfig(t, profileAt("one-small", small)+profileAt("two-large", large)+profileAt("two-again", large)+`
[profile role]
role_arn = arn:aws:iam::555555555555:role/x
source_profile = one-small
endpoint_url = `+small.URL()+`
[profile loop]
role_arn = arn:aws:iam::555555555555:role/x
source_profile = pool
[profile pool]
role_arn = arn:aws:iam::666666666666:role/x
source_profile = loop
[profile code]
role_arn = arn:aws:iam::444444444444:role/x
source_profile = one-small
mfa_serial = arn:aws:iam::123456789012:mfa/bob
`)
	return small, large
}

// A row for each account: two profiles of one are one row, and each that fails says why.
func TestAccountsOfProfiles(t *testing.T) {
	small, large := severalProfiles(t)
	status, stdout, stderr := run(t, nil, "accounts", "--profiles", "one-*,two-*", "--format", "json")
	said := accountsIn(t, stdout)
	if status != 0 || stderr != "" || said.Schema != 1 || said.Incomplete || len(said.Accounts) != 2 {
		t.Fatalf("status %d, %q\n%s", status, stderr, stdout)
	}
	a := said.Accounts[0]
	if *a.Keys < 30 || *a.Users < 30 || len(a.Findings) == 0 || strings.Join(a.Profiles, " ") != "two-again two-large" || a.State != "read" || a.Reason != nil {
		t.Errorf("the first account is %s", stdout)
	}
	for _, s := range []*localtest.Server{small, large} {
		if n := calls(s, "ListAccessKeys") + calls(s, "ListUsers") + calls(s, "GetAccountAuthorizationDetails"); n != 0 {
			t.Errorf("%d calls besides those for the credential report", n)
		}
	}

	status, stdout, stderr = run(t, nil, "accounts", "--format", "json")
	said = accountsIn(t, stdout)
	if status != exit.Failed || !said.Incomplete || !strings.Contains(stderr, "not every account could be read: ") {
		t.Errorf("status %d, %q", status, stderr)
	}
	states := map[string]string{}
	for _, a := range said.Accounts {
		states[strings.Join(a.Profiles, ",")] = a.State
		if (a.State == "read") != (a.Reason == nil) {
			t.Errorf("%v is %s: %v", a.Profiles, a.State, a.Reason)
		}
		if a.State == "access denied" && !strings.Contains(*a.Reason, "arn:aws:iam::555555555555:role/x could not be assumed") {
			t.Errorf("denied: %s", *a.Reason)
		}
	}
	for profiles, state := range map[string]string{
		"one-small": "read", "two-again,two-large": "read", "loop,role": "access denied", "pool": "failed", "code": "signed out",
	} {
		if got, ok := states[profiles]; ok && got != state {
			t.Errorf("%s is %s, not %s", profiles, got, state)
		}
	}
	if len(states) < 5 {
		t.Errorf("the accounts are %v", states)
	}
}

// The text says why below the table; the CSV has a line for each account.
func TestAccountsInTextAndCSV(t *testing.T) {
	severalProfiles(t)
	status, stdout, _ := run(t, nil, "accounts", "--profiles", "two-*,code")
	if status != exit.Failed || !strings.HasPrefix(stdout, "ACCOUNT ") || strings.Contains(stdout, "LABEL") ||
		!strings.Contains(stdout, "\n! code (444444444444): Signing in with profile code takes a code of the MFA device") {
		t.Errorf("status %d\n%s", status, stdout)
	}
	_, stdout, _ = run(t, nil, "accounts", "--profiles", "two-*,code", "--output", "csv")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil || len(rows) != 3 || rows[0][0] != "id" || rows[1][11] != "read" || rows[2][11] != "signed out" || rows[2][12] == "" {
		t.Errorf("%v\n%s", err, stdout)
	}
}

// What contradicts itself, or names nothing, is refused in one line before anything is asked.
func TestAccountsRefused(t *testing.T) {
	small, _ := severalProfiles(t)
	for line, want := range map[string]string{
		"--profiles a --org":                     "--profiles and --org each say which accounts are meant: use one of them",
		"--profiles a --sso b --org":             "--profiles and --sso and --org each say",
		"--profile a --profiles b":               "--profile can't be combined with --profiles",
		"--demo --sso corp":                      "--demo can't be combined with --sso; --org works",
		"--sso-role x":                           "--sso-role needs --sso",
		"--role x":                               "--role needs --org",
		"--external-id xy":                       "--external-id needs --org",
		"--include 111122223333":                 "--include needs --org",
		"--profiles nobody":                      "No profile of the AWS configuration matches nobody.",
		"--profiles one-small,nobody*":           "No profile of the AWS configuration matches nobody*.",
		"--profiles one-[":                       "The pattern one-[ is not a valid one: a [ needs its ].",
		"--profiles one-small,":                  "A list of profiles has a name or a pattern between its commas",
		"--profile nobody":                       "nobody",
		"--sso nobody":                           "There is no SSO session named nobody.",
		"--org --include 12":                     "12 is neither the number of an account",
		"--org --exclude ,":                      "must have the number of an account or the ID of an organizational unit",
		"--org --role arn:aws:iam::1:role/x":     "must be the name of the role, not an ARN",
		"--org --role a:b":                       "must be the name of a role",
		"--org --external-id x":                  "must have 2 to 1224",
		"--profiles one-small --format markdown": "must be table, json or csv",
	} {
		for _, command := range []string{"accounts", "report"} {
			if command == "report" && strings.Contains(line, "--format") {
				continue
			}
			status, stdout, stderr := run(t, nil, append([]string{command}, strings.Fields(line)...)...)
			if status != exit.Refused || stdout != "" || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("%s %s: status %d, %q %q", command, line, status, stdout, stderr)
			}
		}
	}
	if n := len(small.Calls()); n != 0 {
		t.Errorf("%d calls", n)
	}
}

// An account that throttles, one that denies and one that does not answer leave the others as they are.
func TestAccountsFailByThemselves(t *testing.T) {
	small, large := severalProfiles(t)
	large.Inject(localtest.Fault{Action: "GenerateCredentialReport", Effect: localtest.Deny(local.NoIdentityPolicy)})
	status, stdout, stderr := run(t, nil, "accounts", "--profiles", "one-*,two-large", "--format", "json")
	said := accountsIn(t, stdout)
	if status != exit.Failed || said.Accounts[0].State != "access denied" || said.Accounts[1].State != "read" ||
		!strings.Contains(*said.Accounts[0].Reason, "You may not") || !strings.Contains(stderr, "acme-prod ("+*said.Accounts[0].ID+")") {
		t.Errorf("status %d, %q\n%s", status, stderr, stdout)
	}
	large.ClearFaults()
	large.Inject(localtest.Fault{Action: "GenerateCredentialReport", Effect: localtest.Throttle(2, 1)})
	status, stdout, _ = run(t, nil, "accounts", "--profiles", "one-*,two-large", "--format", "json")
	said = accountsIn(t, stdout)
	if status != 0 || said.Accounts[0].State != "read" || said.Accounts[1].State != "read" || calls(large, "GetCredentialReport") != 1 {
		t.Errorf("status %d\n%s", status, stdout)
	}
	if n := calls(small, "GetCredentialReport"); n != 2 {
		t.Errorf("the report of the other account was asked for %d times", n)
	}
}

// --root shows the root users of the members, and needs the organization.
func TestAccountsShowRootUsers(t *testing.T) {
	clitest.Isolate(t)
	status, stdout, stderr := run(t, nil, "accounts", "--demo", "--org", "--root", "--output", "json")
	var said struct {
		Accounts []struct {
			State string
			Root  *struct {
				Keys     []struct{ Created string }
				Password *bool
				MFA      *int `json:"mfa_devices"`
				Reason   *string
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &said); err != nil || status != exit.Failed { // one role can't be assumed
		t.Fatalf("status %d, %v, %q", status, err, stderr)
	}
	roots, keys := 0, 0
	for _, a := range said.Accounts {
		if a.Root != nil && a.Root.Reason == nil && a.Root.Password != nil && a.Root.MFA != nil {
			roots, keys = roots+1, keys+len(a.Root.Keys)
		}
	}
	if roots != 11 || keys != 1 {
		t.Errorf("%d root users with %d keys\n%s", roots, keys, stdout)
	}
	if status, _, stderr := run(t, nil, "accounts", "--profile", "x", "--root"); status != exit.Refused || !strings.Contains(stderr, "--root needs --org") {
		t.Errorf("status %d, %q", status, stderr)
	}
}
