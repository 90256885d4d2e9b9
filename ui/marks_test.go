package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/handover"
	"akia/ui/action"
)

// mark marks the rows of these users in the audit, and leaves the cursor on the first row.
func (s *screen) mark(users ...string) {
	s.t.Helper()
	for _, user := range users {
		s.toRow(user)
		s.tap("space")
	}
	s.tap("g")
}

// TestTheTableSaysWhatMarksServe: what takes several says so in the help line with how many, and what takes one key does
// nothing to the row under the cursor while others are marked.
func TestTheTableSaysWhatMarksServe(t *testing.T) {
	for _, a := range newKeymap(newScreen(t, 120, 40).m.Keys, action.InAudit).actions {
		changes := a.Changes && (a.On == action.OfKey || a.On == action.OfUser) || a.ID == action.Leak
		if !changes && !a.Several {
			continue
		}
		s := newScreen(t, 120, 40)
		s.tap("a")
		s.mark("bob", "deploy-bot")
		s.svc.calls = nil
		s.tap(a.Action.Keys[0])
		said := s.m.Status.News.Text
		if refused := strings.Contains(said, "Takes one key"); refused == a.Several {
			t.Errorf("%s with two rows marked: %q", a.Name, said)
		}
		if !a.Several && s.open() > 0 {
			t.Errorf("%s is about the row under the cursor:\n%s", a.Name, s.view())
		}
		s.wrote()
	}
}

// TestWhatTakesOneKeyTakesTheOneThatIsMarked, if the cursor is on it: and a range counts as what it shows as marked.
func TestWhatTakesOneKeyTakesTheOneThatIsMarked(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a")
	s.toRow("bob")
	s.tap("space")
	s.toRow("bob")
	s.tap("R")
	s.shows("Rotation of AKIABOB")
	s.tap("esc", "esc")

	s = newScreen(t, 120, 40)
	s.tap("a", "g", "V", "j", "R")
	s.shows("Takes one key: esc clears the marks")
	s.tap("esc", "R")
	s.shows("Rotation of AKIADEPLOY")

	s = newScreen(t, 120, 40) // a page says which key it acts on
	s.tap("a")
	s.mark("deploy-bot", "alice")
	s.toRow("bob")
	s.tap("enter", "R")
	s.shows("Rotation of AKIABOB")
}

// TestMarkedKeysAreExported in place of what is shown, also those that the filter hides.
func TestMarkedKeysAreExported(t *testing.T) {
	dir := t.TempDir()
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Env = handover.Env{Dir: dir} })
	s.tap("a")
	s.mark("bob", "alice")
	s.tap("/")
	s.typeText("deploy")
	s.tap("enter")
	if line := s.helpLine(); !strings.Contains(line, "x export 2") {
		t.Errorf("the help line is %q", line)
	}
	s.tap("x")
	s.shows("The 2 marked keys.")
	s.hides("The filter leaves out")
	s.tap("enter")
	s.shows("2 of 7 keys written to ")
	got := readFile(t, filepath.Join(dir, "akia-keys-123456789012-2026-03-14.csv"))
	if !strings.Contains(got, "AKIABOB") || !strings.Contains(got, "AKIAALICE") || strings.Contains(got, "AKIADEPLOY") {
		t.Errorf("the file holds %q", got)
	}
	s.tap("x", "ctrl+u")
	s.typeText("marked.json")
	s.tap("enter")
	if got := readFile(t, filepath.Join(dir, "marked.json")); !strings.Contains(got, `"marked":true`) ||
		!strings.Contains(got, `"hidden":5`) || !strings.Contains(got, `"filter":null`) {
		t.Errorf("the file does not say that the rows were marked: %s", got)
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("%d files", len(files))
	}
}

// TestIDsOfMarkedKeysAreCopied with blanks between them, and it is said how many.
func TestIDsOfMarkedKeysAreCopied(t *testing.T) {
	clip := &clipboard{}
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Clipboard = clip })
	s.tap("a")
	s.mark("bob", "alice")
	s.tap("y")
	s.shows("2 key IDs were copied to the clipboard.")
	if got := clip.held; len(got) != 1 || len(strings.Fields(got[0])) != 2 || strings.Contains(got[0], "\n") {
		t.Errorf("copied: %q", got)
	}
	s.wrote()
}

// TestMarkedKeysAreDescribedTogether: one form, which says what it replaces, and a result for each.
func TestMarkedKeysAreDescribedTogether(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.texts = map[string]map[string]string{"bob": {"AKIABOBBOBBOBBOBBOB1": "old words"}}
	})
	s.svc.errs["Describe AKIADEPLOYDEPLOYDEP2 nightly"] = &iamsvc.Error{Kind: iamsvc.KindThrottled, Op: "TagUser"}
	s.tap("a")
	s.mark("bob", "deploy-bot", "ops")
	s.tap("e")
	s.shows("Describe 3 marked keys of 3 users", "AKIABOBBOBBOBBOBBOB1 of bob: old words", "no description", "(1) are replaced")
	s.tap("enter")
	s.shows("Type a description")
	s.wrote()
	s.typeText("nightly")
	s.tap("enter")
	s.shows("described")
	if n := s.svc.count("Describe"); n != 3 {
		t.Errorf("%d keys were described: %q", n, s.svc.calls)
	}
	s.tap("esc")
	s.hides("status unknown")
}

// TestAClickBeforeARowMarksIt and takes its mark away; the row stays selected. Not while an answer has just moved the
// rows.
func TestAClickBeforeARowMarksIt(t *testing.T) {
	for _, size := range goldenSizes {
		s := newScreen(t, size[0], size[1])
		s.tap("a")
		_, y := s.cellOf("bob")
		s.clickAt(2, y)
		if _, row, _ := s.m.audit.Row(); s.m.audit.Marked() != 1 || row.User != iamsvc.NamedUser("bob") {
			t.Errorf("%v: %d rows are marked, that of %s is selected", size, s.m.audit.Marked(), row.User)
		}
		s.clickAt(2, y)
		if n := s.m.audit.Marked(); n != 0 {
			t.Errorf("%v: after a second click %d rows are marked", size, n)
		}
		s.tap("g", "V")
		s.clickAt(2, y)
		if n := s.m.audit.Marked(); n != s.m.audit.View().Len()-1 {
			t.Errorf("%v: a range to bob has %d rows", size, n)
		}
		s.tap("esc")
		s.wait(doubleClick)
		s.m.Store.LearnKeys(iamsvc.NamedUser("alice"), nil, s.m.Config.Now(), s.m.Config.Now())
		s.send(nil) // an answer
		before := s.m.audit.Marked()
		s.send(tea.MouseClickMsg{X: 1, Y: y - 1, Button: tea.MouseLeft})
		if n := s.m.audit.Marked(); n != before || !strings.Contains(s.m.Status.News.Text, "just moved") {
			t.Errorf("%v: %d rows are marked, %q is said", size, n, s.m.Status.News.Text)
		}
		s.wrote()
	}
}

// TestAClickFocusesAField of a form, and the wheel goes through what the palette has found.
func TestAClickFocusesAField(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("n")
	s.typeText("zoe")
	s.clickOn("Path")
	s.typeText("x")
	s.clickOn("zoe")
	s.typeText("y")
	s.shows("zoey")

	s = newScreen(t, 120, 40)
	s.openPalette("")
	before := s.chosenLine()
	s.wheel("Actions", tea.MouseWheelDown)
	if s.chosenLine() == before {
		t.Error("the wheel does not go through the list")
	}
	s.wheel("Actions", tea.MouseWheelUp)
	if s.chosenLine() != before {
		t.Error("the wheel does not go back")
	}
}
