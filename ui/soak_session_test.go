package ui

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// sessionLife is how long the credentials of a process are good: then it is asked anew, and may print another account's.
const sessionLife = 20 * time.Second

// session is credentials that a process prints, which become those of another account in the middle of an episode.
type session struct {
	file  string      // what the process prints
	away  atomic.Bool // it prints those of the other account
	other *localtest.Server
	owner *iam.Client // the root user of the other account
}

// soakHome gives soaks an environment of their own: a home, and a configuration whose credentials a process prints.
func soakHome(t *testing.T) {
	t.Helper()
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // puts the old value back after the test
			_ = os.Unsetenv(name)
		}
	}
	home, work := t.TempDir(), t.TempDir()
	t.Chdir(work) // secrets are saved too
	t.Setenv("HOME", home)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(home, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(home, "credentials"))
	config := fmt.Sprintf("[default]\nregion = us-east-1\ncredential_process = cat %q\n", sessionFile())
	if err := os.WriteFile(filepath.Join(home, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
}

func sessionFile() string { return filepath.Join(os.Getenv("HOME"), "session.json") }

// newSession starts another account; nil where no process can print a file.
func newSession(t testing.TB, now func() time.Time) *session {
	t.Helper()
	if _, err := exec.LookPath("cat"); err != nil {
		return nil
	}
	other, err := localtest.Start(local.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	return &session{file: sessionFile(), other: other, owner: rootOf(other)}
}

// populate gives the other account some users of the same names, so that a change can hit the wrong ones.
func (s *session) populate(t testing.TB, users []string) {
	t.Helper()
	for _, name := range users[:min(len(users), 4)] {
		_, _ = s.owner.CreateUser(context.Background(), &iam.CreateUserInput{UserName: &name}) // the administrator is there
		_, err := s.owner.CreateAccessKey(context.Background(), &iam.CreateAccessKeyInput{UserName: &name})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// rootOf returns a client that signs as an account's root user, or its administrator if that has no key. It suffers no faults.
func rootOf(server *localtest.Server) *iam.Client {
	keyID, secret := server.Root()
	if keyID == "" {
		keyID, secret = server.Admin()
	}
	url := server.URL()
	return iam.New(iam.Options{
		Region: "us-east-1", BaseEndpoint: &url, Retryer: aws.NopRetryer{}, HTTPClient: &http.Client{Transport: server.Transport()},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret}, nil
		}),
	})
}

// serverFor returns the account whose credentials have signed a request.
func (w *world) serverFor(r *http.Request) *localtest.Server {
	if w.session != nil {
		if id, _ := w.session.other.Admin(); w.signedIn(r) == accountOf(id) {
			return w.session.other
		}
	}
	return w.server
}

// accountOf returns the account that a key ID names.
func accountOf(keyID string) string {
	account, _ := iamsvc.AccountInKeyID(keyID)
	return account
}

// swap has the process print the credentials of the other account, or those of the first one again.
func (w *world) swap(away bool) error {
	w.session.away.Store(away)
	return w.print()
}

// print writes what the process prints.
func (w *world) print() error {
	s := w.session
	keyID, secret := w.server.Admin()
	if s.away.Load() {
		keyID, secret = s.other.Admin()
	}
	text := fmt.Sprintf(`{"Version": 1, "AccessKeyId": %q, "SecretAccessKey": %q, "Expiration": %q}`,
		keyID, secret, time.Now().Add(sessionLife).UTC().Format(time.RFC3339))
	return os.WriteFile(s.file, []byte(text), 0o600)
}

// keepSession prints new credentials before the old ones expire, until the episode ends.
func (s *soak) keepSession() {
	if err := s.world.print(); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan struct{})
	s.t.Cleanup(func() { close(ended) })
	go func() {
		for {
			select {
			case <-ended:
				return
			case <-time.After(sessionLife/4 + 137*time.Nanosecond): // at a moment when nothing else happens
			}
			if err := s.world.print(); err != nil {
				s.t.Error(err)
			}
		}
	}()
}

// everywhere returns the keys of all accounts, by the names of their users.
func (w *world) everywhere() map[string][]iamsvc.Key {
	_, keys := w.truth()
	if w.session != nil {
		_, there := w.truthOf(w.session.owner)
		for user, list := range there {
			keys[user] = append(keys[user], list...)
		}
	}
	return keys
}

// swap changes whose credentials the process prints.
func (s *soak) swap(away bool) {
	if s.world.session == nil || s.world.session.away.Load() == away {
		return
	}
	s.log("credentials of the other account: %v", away)
	if err := s.world.swap(away); err != nil {
		s.t.Fatal(err)
	}
	s.world.count("credentials swapped")
}

// home reports whether the screen shows the first account.
func (s *soak) home() bool {
	id, _ := s.world.server.Admin()
	return s.m.Store.Identity.Value.Account == accountOf(id)
}
