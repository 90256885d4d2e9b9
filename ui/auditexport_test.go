package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/handover"
)

func TestExportWritesWhatIsShownAndAsksBeforeItReplaces(t *testing.T) {
	dir := t.TempDir()
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Env = handover.Env{Dir: dir} })
	s.tap("a", "/")
	s.typeText("deploy")
	s.tap("enter", "x")
	s.shows("The 2 keys that are shown", "akia-keys-123456789012-2026-03-14.csv")
	s.tap("enter")
	path := filepath.Join(dir, "akia-keys-123456789012-2026-03-14.csv")
	s.shows("2 of 7 keys written to ")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v", info.Mode())
	}
	first := readFile(t, path)
	for _, want := range []string{"AKIADEPLOYDEPLOYDEP1", "AKIADEPLOYDEPLOYDEP2"} {
		if !strings.Contains(first, want) {
			t.Errorf("%s is not in %q", want, first)
		}
	}
	if strings.Contains(first, "AKIABOB") || strings.Index(first, "DEPLOYDEP2") > strings.Index(first, "DEPLOYDEP1") {
		t.Errorf("that is not what is shown: %q", first)
	}
	s.tap("esc", "x", "enter")
	s.shows("Replace this file?", "There is a file of")
	s.tap("esc")
	if got := readFile(t, path); got != first {
		t.Error("the file was replaced although that was not confirmed")
	}
	s.tap("x", "enter", "y")
	if got := readFile(t, path); !strings.Contains(got, "AKIABOBBOBBOBBOBBOB1") {
		t.Errorf("after the confirmation the file holds %q", got)
	}
}

// TestExportOfManyKeysTakesThePlaceOfALargerOne writes as many keys as make a file that is longer than any credentials file,
// over one that is longer still.
func TestExportOfManyKeysTakesThePlaceOfALargerOne(t *testing.T) {
	const keys = 10_000
	s := ledger(t, keys)
	s.m.Config.Env = handover.Env{Dir: t.TempDir()}
	for user, list := range s.svc.keys {
		s.m.Store.LearnKeys(iamsvc.NamedUser(user), list, start, start)
	}
	s.hold, s.held = false, nil
	path := filepath.Join(s.m.Config.Env.Dir, "akia-keys-123456789012-2026-03-14-partial.csv")
	old := strings.Repeat("an old line\n", 200_000)
	if err := os.WriteFile(path, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	s.tap("x", "tab", "enter", "enter") // the last uses are not known
	s.shows("Replace this file?", "There is a file of 2.4 MB")
	if readFile(t, path) != old {
		t.Error("the file was replaced before that was confirmed")
	}
	s.tap("y")
	s.shows("10,000 keys written to ")
	got := readFile(t, path)
	if n := strings.Count(got, "\n"); n != keys+1 || len(got) < 1_100_000 {
		t.Errorf("the file has %d lines and %d bytes", n, len(got))
	}
	for _, k := range []string{"AKIA0000000000000000", "AKIA0000000000009999"} {
		if strings.Count(got, k) != 1 {
			t.Errorf("%s is there %d times", k, strings.Count(got, k))
		}
	}
}

// TestTheFormOfAnExportOpensByItself once everything is read: what is typed just then is not meant for it.
func TestTheFormOfAnExportOpensByItself(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.hold = true
	s.press("a")
	for _, msg := range s.answers() {
		s.send(msg)
	}
	s.tap("x")
	s.tap("enter")
	s.release()
	for range 100 {
		if s.open() > 0 {
			break
		}
		s.wait(10 * time.Millisecond)
	}
	s.press("j", "enter")
	s.shows("The 7 keys that are shown", "akia-keys-123456789012-2026-03-14.csv ")
	s.hides(".csvj", "written to")
}

// TestAnExportWaitsUntilEverythingIsRead by default, and says in name, message and file where it did not.
func TestAnExportWaitsUntilEverythingIsRead(t *testing.T) {
	dir := t.TempDir()
	held := func() *screen {
		s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Env = handover.Env{Dir: dir} })
		s.hold = true
		s.press("a")
		for _, msg := range s.answers() { // the report is there, and nothing that follows from it
			s.send(msg)
		}
		s.tap("x")
		s.shows("Not everything is read yet. Wait for it?", "The IDs of 5 keys are not known.", "which users AWS has quarantined")
		return s
	}
	s := held()
	s.tap("enter")
	s.shows("the export waits until everything is read")
	s.hides("Not everything")
	s.hold = false
	s.release()
	s.wait(time.Second)
	s.shows("The 7 keys that are shown", "akia-keys-123456789012-2026-03-14.csv")
	s.hides("partial", "the export waits", "not known")
	s.tap("enter")
	s.shows("7 keys written to ")
	s.hides("Incomplete")

	s = held()
	s.tap("tab")
	s.tap("enter")
	s.shows("akia-keys-123456789012-2026-03-14-partial.csv", "5 key IDs are not known yet and will be empty.")
	for range len("csv") {
		s.tap("backspace")
	}
	s.typeText("json")
	s.hold = false
	s.tap("enter")
	s.shows("Incomplete: 7 keys written to ")
	if got := readFile(t, filepath.Join(dir, "akia-keys-123456789012-2026-03-14-partial.json")); !strings.Contains(got, `"incomplete":true`) {
		t.Errorf("the file says nothing of it: %.300s", got)
	}

	s = held()
	s.tap("enter")
	s.tap("esc")
	s.hides("the export waits")
}

func TestExportKnowsItsFormatsByTheName(t *testing.T) {
	dir := t.TempDir()
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Env = handover.Env{Dir: dir} })
	s.tap("a", "x")
	s.typeText("x")
	s.shows("has to end in .csv, .json, .md or .txt")
	s.tap("enter", "esc")
	for ext, begin := range map[string]string{"json": "{", "md": "#", "txt": ""} {
		s.tap("x")
		for range 3 {
			s.tap("backspace")
		}
		s.typeText(ext)
		s.tap("enter")
		if got := readFile(t, filepath.Join(dir, "akia-keys-123456789012-2026-03-14."+ext)); !strings.HasPrefix(got, begin) || !strings.Contains(got, "AKIABOBBOBBOBBOBBOB1") {
			t.Errorf("%s holds %q", ext, got[:min(len(got), 80)])
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const leakReport = "leak.txt:12: AKIAALICEALICEALICE2 found, also AKIAQNZGKIQY56JQ7WML\nand again AKIAALICEALICEALICE2, AKIABOBBOBBOBBOBBOB1, AKIAIOSFODNN7EXAMPLE."

func TestOwnersOfAllKeysInAText(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("o")
	s.paste(leakReport)
	s.shows("4 key IDs in the text", "alice, inactive", "bob, active", "belongs to account 029608264753", "belongs to account 999988887777")
	if n := s.svc.count("AccountOf"); n != 1 {
		t.Errorf("AccountOf was called %d times: an ID that tells its account is not asked about", n)
	}
	s.tap("down", "enter") // not ours: there is nowhere to go
	s.shows("4 key IDs in the text")
	s.tap("down", "enter")
	s.on("bob")
	s.shows("Keys of bob")
}

func TestKeysOfATextAreMarkedInTheAudit(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("o")
	s.paste(leakReport)
	s.tap("up", "enter")
	s.shows("2 marked", "All access keys 7")
	s.tap("t")
	s.shows("Deactivate 1 marked key of 1 user?", "AKIABOBBOBBOBBOBBOB1 of bob, active", "1 not active")
}

func TestOneKeyIDGoesToItsOwnerAsBefore(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("o")
	s.paste(" AKIABOBBOBBOBBOBBOB1\n")
	s.tap("enter")
	s.on("bob")
}
