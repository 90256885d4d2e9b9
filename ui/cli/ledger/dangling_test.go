package ledger

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/ui/cli/clitest"
	"akia/ui/cli/system"
)

// recalling returns a ledger of a session that was opened on the journal, and closes nothing.
func recalling(t *testing.T, path string) *Ledger {
	t.Helper()
	file, err := system.OpenPrivate(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	l := New()
	l.endpoint = "http://127.0.0.1:1"
	if l.journal, err = journal.New(file); err != nil {
		t.Fatal(err)
	}
	if err := l.recall(); err != nil {
		t.Fatal(err)
	}
	return l
}

// left is what a session that ended left behind.
func left(t *testing.T, path string, lines ...journal.Line) {
	t.Helper()
	file, err := system.OpenPrivate(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	j, err := journal.New(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		l.Endpoint, l.Account = "http://127.0.0.1:1", "123456789012"
		write := j.Intend
		if l.Result != "" {
			write = j.End
		}
		if err := write(l); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACreationWithoutAKnownEndIsTold(t *testing.T) {
	now := time.Now()
	create := journal.Line{Time: now, ID: "1", Operation: opCreate, User: "alice"}
	with := func(change func(*journal.Line)) journal.Line {
		l := create
		change(&l)
		return l
	}
	for name, c := range map[string]struct {
		lines []journal.Line
		told  bool
	}{
		"no outcome":        {[]journal.Line{create}, true},
		"not seen":          {[]journal.Line{create, with(func(l *journal.Line) { l.Result = journal.NotSeen })}, true},
		"unclear":           {[]journal.Line{create, with(func(l *journal.Line) { l.Result = journal.Unclear })}, true},
		"done":              {[]journal.Line{create, with(func(l *journal.Line) { l.Result = journal.Done })}, false},
		"failed":            {[]journal.Line{create, with(func(l *journal.Line) { l.Result = journal.Failed })}, false},
		"settled":           {[]journal.Line{create, with(func(l *journal.Line) { l.Result = journal.Unclear }), with(func(l *journal.Line) { l.Result = journal.Done })}, false},
		"another operation": {[]journal.Line{with(func(l *journal.Line) { l.Operation = opDelete })}, false},
		"of the future":     {[]journal.Line{with(func(l *journal.Line) { l.Time = now.Add(1000 * time.Hour) })}, true},
		"nothing":           {nil, false},
	} {
		path := filepath.Join(t.TempDir(), "journal.jsonl")
		left(t, path, c.lines...)
		l := recalling(t, path)
		err := l.Warning()
		if (err != nil) != c.told {
			t.Errorf("%s: told %v", name, err)
		}
		if err != nil && (!strings.Contains(err.Error(), "creation of an access key for alice") || !strings.Contains(err.Error(), "123456789012")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOneThatIsUnderWayElsewhereIsNotTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.jsonl")
	now := time.Now()
	left(t, path, journal.Line{Time: now, ID: "1", Operation: opCreate, User: "alice"})
	other := recalling(t, path) // is open from here on
	if other.journal.Alone() != (recalling(t, path).Warning() == nil) {
		t.Error("told of what another session waits for")
	}
	left(t, path, journal.Line{Time: now.Add(-time.Hour), ID: "2", Operation: opCreate, User: "bob"})
	if err := recalling(t, path).Warning(); err == nil || !strings.Contains(err.Error(), "bob") {
		t.Errorf("of an old one: %v", err)
	}
}

// It is told until a person who can look after it has seen it.
func TestWhatWasToldIsNotToldAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.jsonl")
	left(t, path, journal.Line{Time: time.Now().Add(-time.Hour), ID: "1", Operation: opCreate, User: "alice"})
	for _, c := range []struct {
		account string
		told    bool
	}{{"", true}, {"210987654321", true}, {"123456789012", true}, {"123456789012", false}} {
		l := recalling(t, path)
		if told := l.Warning() != nil; told != c.told {
			t.Errorf("in account %q: told %v", c.account, told)
		}
		l.Account("").know(iamsvc.Identity{Account: c.account})
		if words := l.Leave(0); len(words) > 0 {
			t.Errorf("said %q", words)
		}
	}
	if changes := clitest.Changes(t, path); len(changes) != 1 || changes[0].Outcome.Result != journal.NotSeen || len(changes[0].Raw) != 2 {
		t.Errorf("the journal says %+v", changes)
	}
}

// What ends twice, because it was given up while it was being written down, is no fault.
func TestAChangeThatEndsTwice(t *testing.T) {
	l := New()
	c, err := l.Account("").begin(journal.Line{Operation: opDelete})
	if err != nil {
		t.Fatal(err)
	}
	l.Leave(0)
	for range 2 {
		l.end(c, "", nil)
		l.mu.Lock()
		l.drop(c)
		l.mu.Unlock()
	}
	if words := l.Leave(0); len(words) > 0 {
		t.Errorf("said %q", words)
	}
}
