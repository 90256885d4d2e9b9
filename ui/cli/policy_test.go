package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akia/ui/cli/clitest"
)

func TestPrintsAPolicyOfThePartition(t *testing.T) {
	folder := clitest.Isolate(t)
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
		args := append(strings.Fields(test.line), "--print-iam-policy", "org")
		status, stdout, stderr := run(t, nil, args...)
		if status != 0 || stderr != "" || !json.Valid([]byte(stdout)) || !strings.Contains(stdout, `"sts:AssumeRoot"`) ||
			!strings.Contains(stdout, test.arn+"*:role/OrganizationAccountAccessRole") || strings.Contains(stdout, "CreateAccessKey") {
			t.Errorf("%q: status %d, stderr %q, stdout\n%s", args, status, stderr, stdout)
		}
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
