package session

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// openedSession opens what the settings ask for, at a server unless they ask for the built-in account, and returns the
// path of its journal as well.
func openedSession(t *testing.T, server *localtest.Server, set *settings.Settings) (*Session, string) {
	t.Helper()
	clitest.Isolate(t)
	id, secret := server.Admin()
	t.Setenv("AWS_ACCESS_KEY_ID", id)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	if !set.Demo {
		set.Endpoint = server.URL()
	}
	state := t.TempDir()
	s, err := Open(t.Context(), system.System{Getenv: func(name string) string {
		return map[string]string{"XDG_STATE_HOME": state}[name]
	}}, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, filepath.Join(state, "akia", journal.FileName)
}

func TestJournalIsPrivateAndOnlyWhereSomethingLasts(t *testing.T) {
	for _, test := range []struct {
		name  string
		alter func(*settings.Settings)
		kept  bool
	}{
		{"by default", func(*settings.Settings) {}, true},
		{"--no-journal", func(s *settings.Settings) { s.NoJournal = true }, false},
		{"--read-only", func(s *settings.Settings) { s.ReadOnly = true }, false},
		{"--demo", func(s *settings.Settings) { s.Demo = true }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := settings.New()
			test.alter(set)
			_, path := openedSession(t, clitest.Serve(t, 0), set)
			file, err := os.Stat(path)
			if (err == nil) != test.kept {
				t.Fatalf("the journal: %v; want one: %t", err, test.kept)
			}
			if err != nil {
				return
			}
			folder, err := os.Stat(filepath.Dir(path))
			if err != nil {
				t.Fatal(err)
			}
			if runtime.GOOS != "windows" && (file.Mode().Perm() != 0o600 || folder.Mode().Perm() != 0o700) {
				t.Errorf("modes %04o and %04o, want 0600 and 0700", file.Mode().Perm(), folder.Mode().Perm())
			}
		})
	}
}

func TestTimeoutEndsACallAndIsLogged(t *testing.T) {
	server := clitest.Serve(t, 0)
	server.Inject(localtest.Fault{Action: "ListUsers", Effect: localtest.Hang()})
	set := settings.New()
	set.Timeout = 50 * time.Millisecond
	set.Debug = filepath.Join(t.TempDir(), "log")
	s, _ := openedSession(t, server, set)
	_, err := s.Service().ListUsers(t.Context(), "")
	if failed := iamsvc.AsError(err); failed == nil || failed.Kind != iamsvc.KindTimeout {
		t.Errorf("ended with %v", err)
	}
	lines := strings.Split(strings.TrimSpace(clitest.Contents(t, set.Debug)), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], "msg=start") || !strings.Contains(lines[0], "timeout=50ms") ||
		!strings.Contains(lines[1], "op=ListUsers") || !strings.Contains(lines[1], "outcome=timeout") {
		t.Errorf("the log is\n%s", strings.Join(lines, "\n"))
	}
}
