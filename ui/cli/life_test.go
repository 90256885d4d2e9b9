package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
)

const (
	enter  = "\r"
	tab    = "\t"
	escape = "\x1b"
	down   = "\x1b[B"
)

// life is the program in a terminal, on an account in this process and with a credentials file of its own.
type life struct {
	*tty
	server      *localtest.Server
	credentials string
}

func startLife(t *testing.T, server *localtest.Server, binary string, args ...string) *life {
	t.Helper()
	l := &life{server: server, credentials: filepath.Join(t.TempDir(), "aws", "credentials")}
	cmd := commandOn(t, server, binary, args...)
	cmd.Env = append(cmd.Env, "AWS_SHARED_CREDENTIALS_FILE="+l.credentials)
	l.tty = startIn(t, cmd)
	l.see("Users", "Keys of")
	return l
}

// worker makes a user with a key. IAM keeps whole seconds and a rotation goes by them: it waits for the next one.
func worker(t *testing.T, server *localtest.Server) {
	t.Helper()
	name := clitest.NewUser(t, server, "worker")
	id, secret := server.Admin()
	api := client(map[string]string{
		"AWS_ENDPOINT_URL": server.URL(), "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret,
	})
	if _, err := api.CreateAccessKey(t.Context(), &iam.CreateAccessKeyInput{UserName: &name}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second)))
}

// answer presses keys in a dialog that has opened by itself, or whose answers have changed: it takes none at first.
func (l *life) answer(keys string, shown ...string) {
	l.t.Helper()
	l.see(shown...)
	l.press(keys)
}

// handOver saves the secret that is on the screen to a profile, checks the key and closes the window.
func (l *life) handOver(user string) string {
	l.t.Helper()
	key := l.match(regexp.MustCompile(`Access key ID\s+(AKIA\w{16})`))[1]
	l.answer("s", "••••")
	l.see("Profile in the AWS credentials file")
	l.press(enter)
	l.see("What will be written is shown", "/aws/credentials")
	l.press(enter)
	l.answer("y", "Write this?", key)
	l.see("Saved to ")
	l.press("c")
	l.see("Works as arn:aws:iam::", "user/"+user)
	l.leave("New access key of")
	file, err := os.ReadFile(l.credentials)
	if err != nil {
		l.t.Fatal(err)
	}
	if !strings.Contains(string(file), "["+user+"]\naws_access_key_id = "+key+"\naws_secret_access_key = ") {
		l.t.Errorf("the credentials file does not hold the key %s:\n%s", key, regexp.MustCompile(`secret.*`).ReplaceAllString(string(file), "(secret)"))
	}
	return key
}

// leave closes the window that shows this. A key that follows too soon would be taken for one with alt.
func (l *life) leave(shown string) {
	l.t.Helper()
	l.press(escape)
	clitest.WaitFor(l.t, "the window is closed", func() bool { return !strings.Contains(l.text(), shown) })
}

func (l *life) quit() {
	l.t.Helper()
	l.press("q")
	if status := l.exitStatus(); status != 0 {
		l.t.Errorf("status %d", status)
	}
	l.checkRestored()
}

// A user is made with a policy and a key, which is saved and works.
func makesAUser(t *testing.T, binary string) {
	l := startLife(t, clitest.Serve(t, 3), binary)
	l.press("n")
	l.see("New user")
	l.press("dora" + enter)
	l.see("What may dora do?")
	l.press(down + enter)
	l.see("Create this user?", "S3ReadOnly", "s3:Get*")
	l.press("y")
	l.answer("y", "Create an access key for dora?", "✓ user dora was created", "✓ its policy S3ReadOnly was written")
	key := l.handOver("dora")
	l.match(regexp.MustCompile(`› dora +●`), regexp.MustCompile(`› `+key))
	l.press("i")
	l.match(regexp.MustCompile(`inline +S3ReadOnly`), regexp.MustCompile(`groups +none`))
	l.leave("╭ User ─")
	l.quit()
}

// The key of a user is rotated from its beginning to its end.
func rotates(t *testing.T, binary string) {
	server := clitest.Serve(t, 3)
	worker(t, server)
	l := startLife(t, server, binary, "worker")
	old := l.match(regexp.MustCompile(`› (AKIA\w{16})\s+● active`))[1]
	l.press("R")
	l.see("Rotation of "+old+" of worker", "› 2 create the new key")
	l.press("y")
	key := l.handOver("worker")
	l.see("› 3 wait until", "New: "+key, "Old: "+old)
	l.answer(tab+enter, "Deactivate now")
	l.answer("y", "Deactivate access key "+old+"?")
	l.answer(tab+tab+enter, "› 5 delete the old key", "Old: "+old+", inactive")
	l.see("Type the last four characters")
	l.press(old[len(old)-4:] + enter)
	l.see("Done: the old key is gone, " + key + " has taken its place.")
	l.settle()
	l.leave("Rotation of")
	l.match(regexp.MustCompile(`› ` + key + `\s+● active`))
	l.quit()
	if n := l.server.Count("DeleteAccessKey"); n != 1 {
		t.Errorf("%d keys were deleted", n)
	}
}
