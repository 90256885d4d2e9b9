package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/export"
)

func now() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC) }

func ago(days int) time.Time { return now().Add(-time.Duration(days) * 24 * time.Hour) }

func document(rows ...audit.Row) export.Document {
	return export.Document{
		Account: "123456789012", Alias: "acme", Now: now(), Generated: now().Add(-time.Hour), Thresholds: audit.Defaults(),
		Rows: slices.Values(rows), Unchecked: []string{"Not\x1b[2J all was looked at."},
	}
}

func rows() []audit.Row {
	return []audit.Row{
		{
			Source: audit.FromReport, AsOf: now().Add(-time.Hour),
			User: iamsvc.RootUser(), Status: iamsvc.Active, Created: ago(900), Use: audit.Use{State: audit.UseNever}, Slot: 1,
			Findings: audit.SetOf(audit.RootKey, audit.NeverUsed, audit.Old), Score: 7,
		},
		{
			User: iamsvc.NamedUser("=cmd|calc_*"), KeyID: "AKIAIOSFODNN7EXAMPLE", Status: iamsvc.Inactive, Created: ago(400), Join: audit.JoinAmbiguous,
			Use:         audit.Use{State: audit.UseKnown, At: ago(100), Service: "s3", Region: "\x1b]0;x\a"},
			Findings:    audit.SetOf(audit.Quarantined, audit.LongUnused, audit.Unused),
			Quarantined: true,
		},
		{User: iamsvc.NamedUser("@bob"), KeyID: "AKIAI44QH8DHBEXAMPLE", Status: "Odd\nstatus", Created: now(), Use: audit.Use{State: audit.UseDenied}, Source: audit.FromIAM, AsOf: now()},
		{User: iamsvc.NamedUser("-eve"), List: audit.ListDenied, Use: audit.Use{State: audit.UseKnown, At: now()}},
	}
}

func write(t *testing.T, f export.Format) string {
	t.Helper()
	var out bytes.Buffer
	if err := export.Write(&out, f, document(rows()...)); err != nil {
		t.Fatal(err)
	}
	for _, r := range out.String() {
		if r != '\n' && (r < ' ' || r == 0x7f) {
			t.Fatalf("%s holds %q", f, r)
		}
	}
	return out.String()
}

func TestTable(t *testing.T) {
	const want = `Access keys of account 123456789012 (acme)
4 keys, 2 with findings; 2026-07-01T12:00:00Z, from the credential report of 2026-07-01T11:00:00Z.
# incomplete
! Not�[2J all was looked at.

USER            KEY ID                STATUS      AGE      LAST USED      SERVICE  REGION  FINDINGS                 AS OF                 SOURCE
<root_account>  not known             Active      900d     never          -        -       root-key never-used old  2026-07-01T11:00:00Z  credential-report
=cmd|calc_*     AKIAIOSFODNN7EXAMPLE  Inactive    400d     100d ago?      s3       �]0;x�  quarantined unused-long  -                     account-summary
@bob            AKIAI44QH8DHBEXAMPLE  Odd status  0d       no permission  -        -       -                        2026-07-01T12:00:00Z  iam
-eve            no permission         unknown     unknown  today          -        -       -                        -                     account-summary

root-key: 1 key, key of the root user
  CIS AWS Foundations v5.0.0 1.3, v6.0.0 2.3, v7.0.0 2.4; AWS Config iam-root-access-key-check; Security Hub IAM.4
`
	if got := write(t, export.Table); !strings.HasPrefix(got, want) {
		t.Errorf("table is\n%s, want\n%s", got, want)
	}
}

func TestCSV(t *testing.T) {
	lines, err := csv.NewReader(strings.NewReader(write(t, export.CSV))).ReadAll()
	if err != nil || len(lines) != 5 {
		t.Fatal(lines, err)
	}
	for i, want := range []string{
		"user root key_id status created age_days last_use last_used unused_days service region findings ambiguous quarantined score " +
			"as_of source",
		"<root_account> true  Active 2024-01-13T12:00:00Z 900 never     root-key never-used old false false 7 " +
			"2026-07-01T11:00:00Z credential-report",
		"'=cmd|calc_* false AKIAIOSFODNN7EXAMPLE Inactive 2025-05-27T12:00:00Z 400 known 2026-03-23T12:00:00Z 100 s3 �]0;x� " +
			"quarantined unused-long unused true true 0  account-summary",
		"'@bob false AKIAI44QH8DHBEXAMPLE Odd status 2026-07-01T12:00:00Z 0 denied      false false 0 2026-07-01T12:00:00Z iam",
		"'-eve false     known 2026-07-01T12:00:00Z 0    false false 0  account-summary",
	} {
		if got := strings.Join(lines[i], " "); got != want {
			t.Errorf("line %d\n%s, want\n%s", i, got, want)
		}
		for _, cell := range lines[i] {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
}

func TestJSON(t *testing.T) {
	var got struct {
		Account         string
		Time            time.Time
		ReportGenerated *time.Time     `json:"report_generated"`
		Thresholds      map[string]int `json:"thresholds_days"`
		Findings        map[string]int
		Unchecked       []string
		Incomplete      bool
		Keys            []struct {
			User     string
			KeyID    *string `json:"key_id"`
			Status   *string
			Created  *time.Time
			AgeDays  *int                            `json:"age_days"`
			LastUse  struct{ State, Service string } `json:"last_use"`
			Findings []string
			AsOf     *time.Time `json:"as_of"`
			Source   string
		}
	}
	if err := json.Unmarshal([]byte(write(t, export.JSON)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Account != "123456789012" || !got.Time.Equal(now()) || got.ReportGenerated == nil || got.Thresholds["unused_long"] != 90 ||
		got.Findings["unused"] != 1 || len(got.Findings) != 6 || len(got.Unchecked) != 1 || !got.Incomplete || len(got.Keys) != 4 {
		t.Errorf("%+v", got)
	}
	root, bob, eve := got.Keys[0], got.Keys[2], got.Keys[3]
	if root.KeyID != nil || *root.AgeDays != 900 || root.LastUse.State != "never" || !slices.Equal(root.Findings, []string{"root-key", "never-used", "old"}) ||
		root.AsOf == nil || root.Source != "credential-report" {
		t.Errorf("root: %+v", root)
	}
	if *bob.KeyID != "AKIAI44QH8DHBEXAMPLE" || bob.Findings == nil || bob.LastUse.State != "denied" {
		t.Errorf("bob: %+v", bob)
	}
	if eve.Created != nil || eve.Status != nil {
		t.Errorf("eve: %+v", eve)
	}
	var none bytes.Buffer
	if err := export.Write(&none, export.JSON, document()); err != nil || !json.Valid(none.Bytes()) {
		t.Errorf("no keys: %v\n%s", err, none.String())
	}
}

func TestMarkdown(t *testing.T) {
	got := write(t, export.Markdown)
	for _, want := range []string{
		"# Access keys of account 123456789012 (acme)\n\n4 keys, 2 with findings;",
		"\n**Not�\\[2J all was looked at.**\n",
		"\n| root-key | 1 | key of the root user | CIS AWS Foundations v5.0.0 1.3, v6.0.0 2.3, v7.0.0 2.4; AWS Config iam-root-access-key-check; ",
		"\n# incomplete\n",
		"\n| User | Key ID | Status | Age | Last used | Service | Region | Findings | As of | Source |\n|---|---|---|---|---|---|---|---|---|---|\n",
		"\n| &lt;root\\_account&gt; | not known | Active | 900d | never | - | - | root-key never-used old | 2026-07-01T11:00:00Z | credential-report |\n",
		"\n| <code>&#64;<!-- -->bob</code> |",
		"\n| =cmd\\|calc\\_\\* | AKIAIOSFODNN7EXAMPLE | Inactive | 400d | 100d ago? | s3 |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q:\n%s", want, got)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, f := range export.Formats() {
		if !f.Valid() || len(f.Extension()) < 3 {
			t.Errorf("%s", f)
		}
		broken := errors.New("broken pipe")
		if err := export.Write(failing{broken}, f, document(rows()...)); !errors.Is(err, broken) {
			t.Errorf("%s to a pipe that is broken: %v", f, err)
		}
	}
	if export.Format("xml").Valid() || export.Write(&bytes.Buffer{}, "xml", document()) == nil {
		t.Error("xml is a format")
	}
	var out bytes.Buffer
	_ = export.Write(&out, export.Table, export.Document{Now: now(), Rows: slices.Values([]audit.Row{{User: iamsvc.NamedUser("a")}})})
	if !strings.HasPrefix(out.String(), "Access keys\n1 key, 0 with findings; 2026-07-01T12:00:00Z, asked key by key.\n") {
		t.Errorf("without anything:\n%s", out.String())
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestWhatTheFilterHides is said wherever a format has room for it.
func TestWhatTheFilterHides(t *testing.T) {
	d := document(rows()[:1]...)
	d.Filter, d.Hidden, d.Unchecked = "status:active", 3, nil
	for f, want := range map[export.Format]string{
		export.Table: " The filter status:active leaves out 3 keys.\n", export.Markdown: " The filter status:active leaves out 3 keys.\n",
		export.JSON: `"incomplete":false,"filter":"status:active","hidden":3`,
	} {
		var out bytes.Buffer
		if err := export.Write(&out, f, d); err != nil || !strings.Contains(out.String(), want) || strings.Contains(out.String(), "# incomplete") {
			t.Errorf("%s: %v\n%s", f, err, out.String())
		}
	}
}

// TestNoAgeIsNegative where a clock that is off has dated a key ahead.
func TestNoAgeIsNegative(t *testing.T) {
	ahead := now().Add(100 * 24 * time.Hour)
	d := document(audit.Row{User: iamsvc.NamedUser("bob"), KeyID: "AKIAI44QH8DHBEXAMPLE", Created: ahead, Use: audit.Use{State: audit.UseKnown, At: ahead}})
	for _, f := range export.Formats() {
		var out bytes.Buffer
		if err := export.Write(&out, f, d); err != nil || strings.Contains(out.String(), "-100") || strings.Contains(out.String(), "-99") {
			t.Errorf("%s: %v\n%s", f, err, out.String())
		}
	}
}
