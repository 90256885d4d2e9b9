package journal_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"akia/iamsvc/journal"
)

// open opens a file as the program does.
func open(t *testing.T, path string) *os.File {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func newJournal(t *testing.T, file *os.File) *journal.Journal {
	t.Helper()
	j, err := journal.New(file)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func read(t *testing.T, path string) (changes []journal.Change, unreadable int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changes, unreadable, err = journal.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return changes, unreadable
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j := newJournal(t, open(t, path))
	at := time.Date(2026, 3, 1, 12, 0, 0, 5e6, time.UTC)
	line := journal.Line{
		Time: at, ID: "1", Account: "123456789012", Alias: "acme", Caller: "arn:aws:iam::123456789012:user/ops",
		Endpoint: "http://127.0.0.1:1", Operation: "UpdateAccessKey", User: "alice", Key: "AKIAIOSFODNN7EXAMPLE", Status: "Inactive",
	}
	if err := j.Intend(line); err != nil {
		t.Fatal(err)
	}
	changes, _ := read(t, path)
	want := line
	want.Stage = journal.Intent
	if len(changes) != 1 || changes[0].Intent != want || changes[0].Ended() || changes[0].Last() != want {
		t.Fatalf("after the intent: %+v", changes)
	}
	line.Result, line.RequestID = journal.Done, "r-1"
	if err := j.End(line); err != nil {
		t.Fatal(err)
	}
	changes, unreadable := read(t, path)
	line.Stage = journal.Outcome
	if len(changes) != 1 || unreadable != 0 || !changes[0].Ended() || changes[0].Last() != line || len(changes[0].Raw) != 2 {
		t.Errorf("after the outcome: %+v, %d unreadable", changes, unreadable)
	}
}

// A person may look at the file with anything.
func TestLinesAreOfPrintableASCII(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j := newJournal(t, open(t, path))
	const name = "al\x1b[2Jice\n\u202e\u009b\x7fé😀<&>"
	if err := j.Intend(journal.Line{ID: "1", Operation: "DeleteAccessKey", User: name}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range text[:len(text)-1] {
		if b < ' ' || b > '~' {
			t.Fatalf("byte %d is %#x in %q", i, b, text)
		}
	}
	if changes, _ := read(t, path); len(changes) != 1 || changes[0].Intent.User != name {
		t.Errorf("read back as %+v", changes)
	}
}

func TestATornLineHidesNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	if err := os.WriteFile(path, []byte(`{"id":"0","stage":"intent"}`+"\n"+`{"id":"1","sta`), 0o600); err != nil {
		t.Fatal(err)
	}
	j := newJournal(t, open(t, path))
	for _, id := range []string{"2", "3"} {
		if err := j.Intend(journal.Line{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	changes, unreadable := read(t, path)
	if len(changes) != 3 || unreadable != 1 {
		t.Errorf("%d changes and %d lines unreadable, want 3 and 1: %+v", len(changes), unreadable, changes)
	}
}

func TestManyWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	var writers sync.WaitGroup
	for w := range 4 {
		j := newJournal(t, open(t, path)) // as another process has it
		for part := range 2 {
			writers.Go(func() {
				for n := range 10 {
					line := journal.Line{ID: fmt.Sprint(w, part, n), User: strings.Repeat("a", 500)}
					if err := j.End(line); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	writers.Wait()
	if changes, unreadable := read(t, path); len(changes) != 80 || unreadable != 0 {
		t.Errorf("%d changes and %d lines unreadable, want 80 and none", len(changes), unreadable)
	}
}

func TestAFileThatCannotBeWrittenIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	open(t, path)
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	j := newJournal(t, file)
	if j.Intend(journal.Line{ID: "1"}) == nil || j.End(journal.Line{ID: "1"}) == nil {
		t.Error("no error")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"id":"1","stage":"intent","time":"2026-01-02T03:04:05Z"}` + "\n" + `{"id":"1","stage":"outcome","result":"done"}`)
	f.Add("\n\n{}\n[]\nnull\n\"\\ud800\"")
	f.Fuzz(func(t *testing.T, text string) {
		changes, _, err := journal.Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			for _, raw := range c.Raw {
				for _, r := range raw {
					if r < ' ' || r > '~' {
						t.Fatalf("%q in %q", r, raw)
					}
				}
			}
			again, unreadable, err := journal.Read(strings.NewReader(strings.Join(c.Raw, "\n")))
			if err != nil || unreadable > 0 || len(again) != 1 || utc(again[0].Last()) != utc(c.Last()) {
				t.Fatalf("%q is read as %+v, %d, %v; want %+v", c.Raw, again, unreadable, err, c)
			}
		}
	})
}

// utc returns the line with a time that can be compared.
func utc(l journal.Line) journal.Line {
	l.Time = l.Time.UTC()
	return l
}

func TestFolder(t *testing.T) {
	for _, test := range []struct {
		goos string
		env  map[string]string
		want string
	}{
		{"linux", map[string]string{"HOME": "/home/ops"}, "/home/ops/.local/state/akia"},
		{"linux", map[string]string{"HOME": "/home/ops", "XDG_STATE_HOME": "/state"}, "/state/akia"},
		{"linux", map[string]string{"HOME": "/home/ops", "XDG_STATE_HOME": "state"}, "/home/ops/.local/state/akia"},
		{"darwin", map[string]string{"HOME": "/Users/ops"}, "/Users/ops/Library/Application Support/akia"},
		{"darwin", map[string]string{"HOME": "/Users/ops", "XDG_STATE_HOME": "/state"}, "/state/akia"},
		{"windows", map[string]string{"LocalAppData": "/data"}, "/data/akia"},
		{"windows", map[string]string{"HOME": "/home/ops"}, ""},
		{"linux", nil, ""},
	} {
		got, err := journal.Folder(test.goos, func(name string) string { return test.env[name] })
		if filepath.ToSlash(got) != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s with %v: %q, %v; want %q", test.goos, test.env, got, err, test.want)
		}
	}
}
