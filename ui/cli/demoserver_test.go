package cli

import (
	"bufio"
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"akia/ui/cli/system"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// startDemoServer runs demo-server until the test ends and returns the environment that it printed.
func startDemoServer(t *testing.T, args ...string) map[string]string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan int)
	go func() {
		ended <- Main(ctx, system.System{
			Args:   append([]string{"demo-server"}, args...),
			Getenv: func(string) string { return "" },
			Stdin:  strings.NewReader(""),
			Stdout: writer,
			Stderr: writer,
		})
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-ended; status != 0 {
			t.Errorf("status %d after the interrupt, want 0", status)
		}
	})
	environment := map[string]string{}
	lines := bufio.NewScanner(reader)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "unset ") {
		line, exported := strings.CutPrefix(lines.Text(), "export ")
		if !exported && !strings.HasPrefix(line, "#") {
			t.Errorf("a shell cannot run %q", line)
		}
		if name, value, ok := strings.Cut(line, "="); exported && ok {
			environment[name] = value
		}
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	return environment
}

// client returns a client of the SDK as an environment makes it.
func client(environment map[string]string) *iam.Client {
	return iam.New(iam.Options{
		BaseEndpoint: aws.String(environment["AWS_ENDPOINT_URL"]),
		Region:       environment["AWS_REGION"],
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{
				AccessKeyID:     environment["AWS_ACCESS_KEY_ID"],
				SecretAccessKey: environment["AWS_SECRET_ACCESS_KEY"],
			}, nil
		}),
	})
}

func TestDemoServerServesTheSDK(t *testing.T) {
	environment := startDemoServer(t, "--users", "7")
	if environment["AWS_DEFAULT_REGION"] != "us-east-1" {
		t.Errorf("AWS_DEFAULT_REGION is %q", environment["AWS_DEFAULT_REGION"])
	}
	page, err := client(environment).ListUsers(t.Context(), &iam.ListUsersInput{})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Users) < 7 {
		t.Errorf("%d users, want the 7 that were asked for", len(page.Users))
	}
}

func TestDemoServerEmptyAccount(t *testing.T) {
	environment := startDemoServer(t, "--users=0", "--addr=localhost:0")
	page, err := client(environment).ListUsers(t.Context(), &iam.ListUsersInput{})
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range page.Users {
		if arn := aws.ToString(user.Arn); !strings.HasPrefix(arn, "arn:aws:iam::123456789012:user/") {
			t.Errorf("user %s is not of the empty account", arn)
		}
	}
	if len(page.Users) > 1 {
		t.Errorf("%d users, want the administrator alone", len(page.Users))
	}
}

func TestDemoServerPortInUse(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	status, stdout, stderr := run(t, nil, "demo-server", "--addr", listener.Addr().String())
	if status != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "akia: ") {
		t.Errorf("status %d, stdout %q, stderr %q; want 1 and one line", status, stdout, stderr)
	}
}
