package awsconfig

import (
	"os"
	"path/filepath"
	"testing"
)

// A list of profiles says what the files tell of each, also where a line beside it is no setting.
func TestListSaysWhatTheFilesTell(t *testing.T) {
	dir := t.TempDir()
	text := `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
[profile role]
role_arn = arn:aws:iam::444444444444:role/path/Audit
source_profile = default
mfa_serial = arn:aws:iam::123456789012:mfa/bob
region = eu-central-1
what is this
[profile sso]
sso_session = corp
sso_account_id = 555555555555
sso_role_name = Admin
`
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(dir, "credentials"))
	want := []Listed{
		{Name: "default", Way: WayKey},
		{
			Name: "role", Way: WayRole, Account: "444444444444", Role: "Audit", Region: "eu-central-1", Source: "default",
			Device: "arn:aws:iam::123456789012:mfa/bob",
		},
		{Name: "sso", Way: WaySSO, Account: "555555555555", Role: "Admin", Session: "corp"},
	}
	got := List(SystemEnv())
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}
