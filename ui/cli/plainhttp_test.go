package cli

import (
	"strings"
	"testing"
)

// An unencrypted endpoint on another machine is refused before anything is sent; where it is allowed, that is said.
func TestPlainHTTPIsRefusedAndSaid(t *testing.T) {
	reported(t, 5)
	t.Setenv("AWS_ENDPOINT_URL", "http://iam.invalid:5000")
	status, stdout, stderr := run(t, nil, "report")
	const refused = "akia: The endpoint of IAM (iam.invalid:5000) and STS (iam.invalid:5000) is http:// on another machine: secrets and " +
		"session tokens would travel unencrypted. Use https://, or allow it with --allow-plain-http.\n"
	if status != 2 || stdout != "" || stderr != refused {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
	_, _, stderr = run(t, nil, "report", "--allow-plain-http", "--timeout", "1s")
	if !strings.HasPrefix(stderr, "akia: The endpoint is http:// on another machine: nothing on the way there is encrypted.\n") {
		t.Errorf("allowed: stderr %q", stderr)
	}
}

// The address of this machine is no other machine.
func TestPlainHTTPToThisMachine(t *testing.T) {
	server := reported(t, 5)
	t.Setenv("AWS_ENDPOINT_URL", strings.Replace(server.URL(), "127.0.0.1", "localhost", 1))
	if status, _, stderr := run(t, nil, "report"); status != 0 || stderr != "" {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}
