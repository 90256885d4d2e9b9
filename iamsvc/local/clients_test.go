package local_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// program returns a command that uses the server as its AWS, and nothing of the machine's own settings. It skips the
// test where the program is not installed.
func program(t *testing.T, s *localtest.Server, name string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	keyID, secret := s.Admin()
	none := filepath.Join(t.TempDir(), "none")
	c := exec.CommandContext(t.Context(), path, args...)
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "AWS_") {
			c.Env = append(c.Env, variable)
		}
	}
	c.Env = append(c.Env, "AWS_ENDPOINT_URL="+s.URL(), "AWS_ACCESS_KEY_ID="+keyID, "AWS_SECRET_ACCESS_KEY="+secret,
		"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_PAGER=", "NO_PROXY=*",
		"AWS_CONFIG_FILE="+none, "AWS_SHARED_CREDENTIALS_FILE="+none, "AWS_EC2_METADATA_DISABLED=true", "PYTHONDONTWRITEBYTECODE=1")
	return c
}

func TestBotocoreAsksForEveryAction(t *testing.T) {
	t.Parallel()
	s := start(t, local.Options{Users: 30})
	s.SetReportTime(0)
	if out, err := program(t, s, "python3", "-c", "import botocore").CombinedOutput(); err != nil {
		t.Skipf("botocore is not installed: %s", out)
	}
	args := append([]string{filepath.Join("testdata", "every_action.py")}, local.ActionNames()...)
	if out, err := program(t, s, "python3", args...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestBotocoreAsksForAccounts(t *testing.T) {
	t.Parallel()
	s := start(t, local.Options{Users: 30, Members: 12})
	if out, err := program(t, s, "python3", "-c", "import botocore").CombinedOutput(); err != nil {
		t.Skipf("botocore is not installed: %s", out)
	}
	token, _ := s.Login()
	args := []string{filepath.Join("testdata", "accounts.py"), s.Members()[0].ID, token}
	if out, err := program(t, s, "python3", args...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestTheAWSCommand(t *testing.T) {
	t.Parallel()
	s := start(t, local.Options{Users: 120})
	out, err := program(t, s, "aws", "iam", "list-users", "--page-size", "25", "--output", "json").Output()
	if err != nil {
		t.Fatal(err, string(out))
	}
	var answer struct{ Users []struct{ UserName string } }
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	if n := len(answer.Users); n != 121 || answer.Users[0].UserName != "aaliyah.khan" || s.Count("ListUsers") != 5 {
		t.Errorf("%d users in %d calls", n, s.Count("ListUsers"))
	}
}
