package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/journal"
	"akia/ui/cli/clitest"
	"akia/ui/cli/system"
)

// keep writes a journal of three changes and returns the environment in which it is found, and its text.
func keep(t *testing.T) (environment map[string]string, text string) {
	t.Helper()
	state := t.TempDir()
	path := filepath.Join(state, "akia", journal.FileName)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := system.OpenPrivate(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	j, err := journal.New(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(intent journal.Line, result journal.Result, kind string) {
		intent.Account, intent.Caller = "123456789012", "arn:aws:iam::123456789012:user/ops"
		if err := j.Intend(intent); err != nil {
			t.Fatal(err)
		}
		if intent.Result, intent.Kind = result, kind; result == "" {
			return
		}
		if err := j.End(intent); err != nil {
			t.Fatal(err)
		}
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.Local)
	const keyID = "AKIAIOSFODNN7EXAMPLE"
	write(journal.Line{Time: at, ID: "1", Operation: "UpdateAccessKey", User: "alice", Key: keyID, Status: "Inactive", Alias: "acme"}, journal.Done, "")
	write(journal.Line{Time: at, ID: "2", Operation: "DeleteAccessKey", User: "bo\x1b[2Jb", Key: keyID, Endpoint: "http://127.0.0.1:1"}, journal.Failed, "denied")
	write(journal.Line{Time: at, ID: "3", Operation: "CreateAccessKey", User: "carol"}, "", "")
	return map[string]string{"XDG_STATE_HOME": state}, clitest.Contents(t, path)
}

func TestJournalIsShownAsATable(t *testing.T) {
	environment, _ := keep(t)
	status, stdout, stderr := run(t, environment, "journal")
	const want = `TIME                 ACCOUNT                             CALLER    WHAT        USER     KEY                   OUTCOME
2026-03-01 12:00:00  acme 123456789012                   user/ops  deactivate  alice    AKIAIOSFODNN7EXAMPLE  done
2026-03-01 12:00:00  123456789012 at http://127.0.0.1:1  user/ops  delete      bo�[2Jb  AKIAIOSFODNN7EXAMPLE  failed: denied
2026-03-01 12:00:00  123456789012                        user/ops  create      carol    -                     not seen
`
	if status != 0 || stderr != "" || stdout != want {
		t.Errorf("status %d, stderr %q, stdout\n%s\nwant\n%s", status, stderr, stdout, want)
	}
}

func TestJournalShowsTheNewest(t *testing.T) {
	environment, text := keep(t)
	lines := strings.SplitAfter(text, "\n")
	for _, test := range []struct {
		line string
		want string
	}{
		{"journal --json", text},
		{"journal --json --limit 1", lines[4]},
		{"journal --json -n 2", strings.Join(lines[2:5], "")},
	} {
		status, stdout, stderr := run(t, environment, strings.Fields(test.line)...)
		if status != 0 || stderr != "" || stdout != test.want {
			t.Errorf("%s: status %d, stderr %q, stdout\n%s\nwant\n%s", test.line, status, stderr, stdout, test.want)
		}
	}
}

func TestNoJournal(t *testing.T) {
	environment := map[string]string{"XDG_STATE_HOME": t.TempDir()}
	if status, stdout, stderr := run(t, environment, "journal"); status != 0 || stdout != "The journal is empty.\n" || stderr != "" {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
	if status, stdout, stderr := run(t, environment, "journal", "--json"); status != 0 || stdout != "" || stderr != "" {
		t.Errorf("with --json: status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
}

func TestWhatCannotBeReadOfTheJournalIsSaid(t *testing.T) {
	environment, text := keep(t)
	path := filepath.Join(environment["XDG_STATE_HOME"], "akia", journal.FileName)
	if err := os.WriteFile(path, []byte("\x1b[2J\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := run(t, environment, "journal", "--json")
	if status != 0 || stdout != text || stderr != "akia: skipped unreadable lines of the journal: 1\n" {
		t.Errorf("status %d, stderr %q, stdout\n%s", status, stderr, stdout)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr = run(t, environment, "journal")
	if status != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 {
		t.Errorf("of a folder: status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
}
