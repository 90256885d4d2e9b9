package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// isolate keeps the configuration of whoever runs the test away from it.
func isolate(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, setting := range os.Environ() {
		if name, _, _ := strings.Cut(setting, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(folder, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(folder, "credentials"))
	return folder
}

func TestPrintsAPolicyOfThePartition(t *testing.T) {
	folder := isolate(t)
	const config = "[profile beijing]\nregion = cn-north-1\n"
	if err := os.WriteFile(filepath.Join(folder, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ line, arn string }{
		{"", "arn:aws:iam::"},
		{"--region us-gov-west-1", "arn:aws-us-gov:iam::"},
		{"--region cn-north-1", "arn:aws-cn:iam::"},
		{"--profile beijing", "arn:aws-cn:iam::"},
		{"--profile beijing --region eu-central-1", "arn:aws:iam::"},
		{"--demo", "arn:aws:iam::"},
	} {
		for _, kind := range []string{"read", "write", "self"} {
			args := append(strings.Fields(test.line), "--print-iam-policy", kind)
			status, stdout, stderr := run(t, nil, args...)
			if status != 0 || stderr != "" || !json.Valid([]byte(stdout)) || !strings.HasSuffix(stdout, "}\n") {
				t.Fatalf("%q: status %d, stderr %q, stdout\n%s", args, status, stderr, stdout)
			}
			if !strings.Contains(stdout, test.arn) {
				t.Errorf("%q: no resource of %s in\n%s", args, test.arn, stdout)
			}
			if creates := strings.Contains(stdout, "iam:CreateAccessKey"); creates != (kind != "read") {
				t.Errorf("%q: may create keys: %t", args, creates)
			}
		}
	}
}
