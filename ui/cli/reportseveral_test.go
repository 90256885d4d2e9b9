package cli

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
	"akia/ui/cli/exit"
)

// reportSaid is what the report prints as JSON.
type reportSaid struct {
	Schema     int
	Incomplete bool
	Unchecked  []string
	Findings   map[string]int
	Hidden     int
	Accounts   []struct {
		ID, Name, Label, Reason *string
		State                   string
		Keys                    int
	}
	Keys []struct {
		Account                struct{ ID, Name, Label *string }
		ARN, Path, Description *string
		Tags                   map[string]string
		User, Source           string
		KeyID                  *string `json:"key_id"`
		AsOf                   *string `json:"as_of"`
		Score                  int
		Findings               []string
	}
}

func reportIn(t *testing.T, out string) reportSaid {
	t.Helper()
	var said reportSaid
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return said
}

// A report over several accounts names the account in each row, the worst key of all first, and says which account
// could not be read.
func TestReportOverSeveralAccounts(t *testing.T) {
	_, large := severalProfiles(t)
	conf := filepath.Join(t.TempDir(), "akia.toml")
	if err := os.WriteFile(conf, []byte("[profile.two-large]\nlabel = \"PROD\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"AKIA_CONFIG_FILE": conf}
	status, stdout, stderr := run(t, env, "report", "--profiles", "one-small,two-*,role", "--output", "json")
	said := reportIn(t, stdout)
	if status != exit.Failed || said.Schema != 1 || !said.Incomplete || len(said.Accounts) != 3 || len(said.Keys) < 31 ||
		!strings.Contains(stderr, "not every account could be read: role (555555555555)") {
		t.Fatalf("status %d, %q\n%.2000s", status, stderr, stdout)
	}
	seen := map[string]int{}
	for i, k := range said.Keys {
		seen[*k.Account.ID]++
		if i > 0 && k.Score > said.Keys[i-1].Score {
			t.Errorf("row %d is worse than the one before", i)
		}
		if k.User == "<root_account>" {
			if *k.ARN != "arn:aws:iam::"+*k.Account.ID+":root" {
				t.Errorf("the ARN is %s", *k.ARN)
			}
			continue
		}
		if k.ARN == nil || *k.ARN != "arn:aws:iam::"+*k.Account.ID+":user"+*k.Path+k.User || k.Tags == nil || k.Description == nil || k.KeyID == nil || k.AsOf == nil {
			t.Errorf("row %d: %+v", i, k)
		}
		if labelled := k.Account.Label != nil && *k.Account.Label == "PROD"; labelled != (*k.Account.ID == "210987654321") {
			t.Errorf("row %d has the label %v", i, k.Account.Label)
		}
	}
	if len(seen) != 2 || !slices.ContainsFunc(said.Unchecked, func(s string) bool { return strings.HasPrefix(s, "role (555555555555): The role ") }) {
		t.Errorf("keys of %v, unchecked %q", seen, said.Unchecked)
	}

	large.ClearCalls()
	status, stdout, stderr = run(t, env, "report", "--profiles", "one-small,two-*", "--output", "csv", "--no-ids", "--filter", "account:prod finding:any")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if status != 0 || err != nil || len(rows) < 10 || strings.Join(rows[0][17:], " ") != "account account_name account_label" {
		t.Fatalf("status %d, %v, %q\n%s", status, err, stderr, stdout)
	}
	for _, r := range rows[1:] {
		if r[17] != "210987654321" || r[19] != "PROD" || r[2] != "" || r[11] == "" {
			t.Errorf("%q", r)
		}
	}
	if !strings.Contains(stderr, "All 2 accounts: Key IDs, which users AWS has quarantined") || calls(large, "ListAccessKeys") != 0 {
		t.Errorf("%q", stderr)
	}
	_, stdout, _ = run(t, env, "report", "--profiles", "one-small,two-*", "--no-ids")
	if !strings.HasPrefix(stdout, "Access keys of 2 accounts\n") || !strings.Contains(stdout, "\nACCOUNT ") || !strings.Contains(stdout, " LABEL ") || !strings.Contains(stdout, "acme-prod 210987654321  PROD   <root_account>  ") ||
		!strings.Contains(stdout, " not asked ") {
		t.Errorf("text is\n%s", stdout)
	}
}

// What is to fail fails over all accounts, and where an account has a gap it cannot be told.
func TestReportFailsOverSeveralAccounts(t *testing.T) {
	small, _ := severalProfiles(t)
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"--profiles one-small --fail-on any", 0, ""},
		{"--profiles one-*,two-* --fail-on root-key,old", exit.Failed, "there are keys with findings: root-key 1, old "},
		{"--profiles one-*,role --fail-on root-key", exit.Failed, "not every account could be read: role (555555555555)"},
		{"--profiles one-*,two-*,role --fail-on root-key", exit.Failed, "root-key 1; not every account could be read: role"},
		{"--profiles one-*,two-* --no-ids --fail-on quarantined", exit.Failed, "it cannot be told whether there are keys with findings: quarantined: All 2 accounts: "},
		{"--profiles one-*,two-* --exact --fail-on quarantined", exit.Failed, "there are keys with findings: quarantined 1"},
		{"--profiles one-*,two-* --exact --no-ids", exit.Refused, "--exact asks for each key"},
		{"--profiles one-*,two-* --only root-key --output csv", 0, ""},
	} {
		status, _, stderr := run(t, nil, append([]string{"report"}, strings.Fields(c.args)...)...)
		if status != c.status || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: status %d, %q", c.args, status, stderr)
		}
	}
	small.Inject(localtest.Fault{Action: "GetAccountAuthorizationDetails", Effect: localtest.Deny(local.NoIdentityPolicy)})
	status, stdout, stderr := run(t, nil, "report", "--profiles", "one-*", "--fail-on", "quarantined", "--output", "json")
	if status != exit.Failed || !strings.Contains(stderr, "quarantined: one-small (123456789012): It is not known which users AWS has quarantined.") {
		t.Errorf("status %d, %q", status, stderr)
	}
	if said := reportIn(t, stdout); len(said.Unchecked) != 1 || !strings.HasPrefix(said.Unchecked[0], "one-small (123456789012): ") {
		t.Errorf("unchecked: %q", said.Unchecked)
	}
}

// A report of one account has the same fields in its rows, and can be filtered by its account.
func TestReportRowsOfOneAccount(t *testing.T) {
	reported(t, 20)
	status, stdout, stderr := run(t, nil, "report", "--output", "json", "--filter", "account:acme")
	said := reportIn(t, stdout)
	if status != 0 || said.Schema != 1 || len(said.Keys) == 0 || said.Hidden != 0 || said.Accounts != nil {
		t.Fatalf("status %d, %q\n%s", status, stderr, stdout)
	}
	for _, k := range said.Keys {
		if *k.Account.ID != "210987654321" || !strings.HasPrefix(*k.Account.Name, "acme") || k.Account.Label != nil || k.ARN == nil {
			t.Errorf("%+v", k)
		}
	}
	_, stdout, _ = run(t, nil, "report", "--output", "json", "--filter", "-account:210987654321")
	if said := reportIn(t, stdout); len(said.Keys) != 0 || said.Hidden == 0 {
		t.Errorf("%d keys", len(said.Keys))
	}
}
