package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/action"
)

// TestKeysOfDialogs goes through the table of keys: what each does in each kind of dialog.
func TestKeysOfDialogs(t *testing.T) {
	const (
		created     = "CreateKey bob"
		deleted     = "DeleteKey AKIABUILDBUILDBUILD1"
		deactivated = "SetStatus AKIABOBBOBBOBBOBBOB1 Inactive"
	)
	for _, c := range []struct {
		scene string
		keys  string
		wrote string // the write that follows, if any
		open  int    // dialogs that are open then
		shows string
	}{
		// No question has a button in focus that changes something.
		{"create", "y", created, 1, "New access key of bob"},
		{"create", "Y", created, 1, "New access key of bob"},
		{"create", "enter", "", 0, ""},
		{"create", "n", "", 0, ""},
		{"create", "N", "", 0, ""},
		{"create", "esc", "", 0, ""},
		{"create", "ctrl+c", "", 0, ""},
		{"create", "tab enter", created, 1, "New access key of bob"},
		{"create", "tab tab enter", "", 1, "What is the key for?"},
		{"create", "tab tab tab enter", "", 0, ""},
		{"create", "shift+tab enter", "", 1, "What is the key for?"},
		{"create", "right enter", created, 1, ""},
		{"create", "right left enter", "", 0, ""},
		{"create", "down enter", created, 1, ""},
		{"create", "down up enter", "", 0, ""},
		{"create", "q", "", 1, "Create an access key for bob?"},
		{"create", "t c d u / s r o space x", "", 1, "Create an access key for bob?"},
		{"create", "?", "", 2, "Keys of this dialog"},
		{"create", "? esc", "", 1, "Create an access key for bob?"},
		// One that destroys has the button that cancels in focus.
		{"delete-inactive", "enter", "", 0, ""},
		{"delete-inactive", "y", deleted, 0, "deleted"},
		{"delete-inactive", "n", "", 0, ""},
		{"delete-inactive", "esc", "", 0, ""},
		{"delete-inactive", "ctrl+c", "", 0, ""},
		{"delete-inactive", "tab enter", deleted, 0, "deleted"},
		{"delete-inactive", "shift+tab enter", deleted, 0, "deleted"},
		{"delete-inactive", "left enter", deleted, 0, "deleted"},
		{"delete-inactive", "q d", "", 1, "Delete access key?"},
		// For an active key the harmless way comes first.
		{"delete-active", "enter", "", 0, ""},
		{"delete-active", "tab enter", deactivated, 0, "deactivated"},
		{"delete-active", "y", "", 1, "Type the last four characters"},
		{"delete-active", "tab tab enter", "", 1, "Type the last four characters"},
		{"delete-active", "tab tab tab enter", "", 0, ""},
		{"delete-active", "n", "", 0, ""},
		{"delete-active", "y esc", "", 0, ""},
		// Two keys: nothing is sent, and enter does not destroy.
		{"room", "enter", "", 0, ""},
		{"room", "y", "", 1, "No room for another access key"},
		{"room", "tab enter", "", 1, "Rotation of"},
		{"room", "tab tab enter", "", 1, "Delete access key?"},
		// Typed text: only enter and esc act.
		{"delete-typed", "esc", "", 0, ""},
		{"delete-typed", "ctrl+c", "", 0, ""},
		{"delete-typed", "enter", "", 1, "That is not it: nothing was deleted."},
		{"delete-typed", "y n t q ? ! enter", "", 1, "yntq?!"},
		{"delete-typed", "B O B 2 enter", "", 1, "That is not it: nothing was deleted."},
		{"delete-typed", "B O B 1 enter", "DeleteKey AKIABOBBOBBOBBOBBOB1", 0, "AKIABOBBOBBOBBOBBOB1 of bob deleted"},
		{"delete-typed", "b o b 1 enter", "DeleteKey AKIABOBBOBBOBBOBBOB1", 0, "deleted"},
		{"delete-typed", "B O x backspace B 1 enter", "DeleteKey AKIABOBBOBBOBBOBBOB1", 0, "deleted"},
		{"delete-typed", "B O B ctrl+r 1 enter", "DeleteKey AKIABOBBOBBOBBOBBOB1", 0, "deleted"},
		{"delete-typed", "B O B tab 1 enter", "DeleteKey AKIABOBBOBBOBBOBBOB1", 0, "deleted"},
		// A page.
		{"help", "esc", "", 0, ""},
		{"help", "q", "", 0, ""},
		{"help", "?", "", 0, ""},
		{"help", "ctrl+c", "", 0, ""},
		{"help", "enter", "", 0, ""},
		{"help", "y n t c d", "", 1, "Help"},
		// The key akia is signed in with is asked about even to toggle it.
		{"toggle-own", "enter", "", 1, "That is not it: nothing was changed."},
		{"toggle-own", "y", "", 1, "stops working"},
		{"toggle-own", "O P S O enter", "", 1, "That is not it: nothing was changed."},
		{"toggle-own", "A K I A O P S O P S O P S O P S O P S O enter", "SetStatus AKIAOPSOPSOPSOPSOPSO Inactive", 0, ""},
		{"toggle-on", "enter", "", 0, ""},
		{"toggle-on", "y", "SetStatus AKIABUILDBUILDBUILD1 Active", 0, "activated"},
		{"toggle-used", "enter", "", 0, ""},
		{"toggle-used", "y", "SetStatus AKIADEPLOYDEPLOYDEP1 Inactive", 0, "deactivated"},
	} {
		t.Run(c.scene+" "+strings.ReplaceAll(c.keys, "/", "slash"), func(t *testing.T) {
			s := newScreen(t, 120, 40)
			pictureScenes()[c.scene](s)
			s.press(strings.Fields(c.keys)...)
			if c.wrote == "" {
				s.wrote()
			} else {
				s.wrote(c.wrote)
			}
			if s.open() != c.open {
				t.Errorf("%d dialogs are open, want %d:\n%s", s.open(), c.open, s.view())
			}
			s.shows(c.shows)
			if s.quit {
				t.Error("the program quit")
			}
		})
	}
}

// TestDialogsThatWriteNameTheAccount: every dialog whose answer changes something says in which account.
func TestDialogsThatWriteNameTheAccount(t *testing.T) {
	for _, scene := range []string{"create", "room", "reveal", "delete-inactive", "delete-active", "delete-typed", "delete-own", "toggle-own"} {
		for _, size := range goldenSizes {
			s := newScreen(t, size[0], size[1])
			pictureScenes()[scene](s)
			if !strings.Contains(s.view(), "Account acme-test (123456789012)") {
				t.Errorf("%s at %dx%d does not name the account:\n%s", scene, size[0], size[1], s.view())
			}
		}
	}
}

// TestDialogThatOpensByItselfIsDeafAtFirst: it may have come up under someone's typing.
func TestDialogThatOpensByItselfIsDeafAtFirst(t *testing.T) {
	t.Run("reveal", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.tap("j", "c")
		s.press("y")
		s.press("v", "esc", "ctrl+c", "enter", "y", "?")
		s.wait(199 * time.Millisecond)
		s.press("v", "esc", "q")
		s.wait(199 * time.Millisecond)
		if s.open() != 1 || len(s.copied) > 0 || strings.Contains(s.view(), testSecret) {
			t.Fatalf("a key acted within 200 ms:\n%s", s.view())
		}
		s.wait(time.Millisecond)
		s.press("v")
		s.shows(testSecret)
	})
	t.Run("delete again", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.svc.errs["DeleteKey"] = changedKey("build-bot", "AKIABUILDBUILDBUILD1", iamsvc.Inactive)
		s.tap("j", "j", "d")
		s.press("y")
		s.press("y", "enter")
		s.wait(199 * time.Millisecond)
		s.press("y")
		s.wrote("DeleteKey AKIABUILDBUILDBUILD1")
		s.wait(200 * time.Millisecond)
		delete(s.svc.errs, "DeleteKey")
		s.press("y")
		s.wrote("DeleteKey AKIABUILDBUILDBUILD1", "DeleteKey AKIABUILDBUILDBUILD1")
	})
}

// TestDialogsOpenedByAKeyMustBeSeen before they are answered: what was typed ahead of the question answers nothing, and each
// such key makes it wait anew. Keys of the cursor and esc act at once.
func TestDialogsOpenedByAKeyMustBeSeen(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j")
	s.press("d", "y")
	for range 100 {
		s.wait(30 * time.Millisecond)
		s.press("y", "n", "enter")
	}
	s.wrote()
	s.shows("Delete access key?")
	s.press("esc", "d", "tab")
	s.shows("[ Delete (y) ]")
	s.wait(action.Settle)
	s.press("enter")
	s.wrote("DeleteKey AKIABUILDBUILDBUILD1")
}

func TestPaste(t *testing.T) {
	t.Run("typed text", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.tap("j", "d", "y")
		s.paste(" BOB1\n")
		s.press("enter")
		s.wrote("DeleteKey AKIABOBBOBBOBBOBBOB1")
	})
	t.Run("filter", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.tap("/")
		s.paste("deploy\r\n")
		s.shows("deploy-bot", "1 of 6")
	})
	t.Run("control characters", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.tap("/")
		s.paste("de\x1b[2Jploy\x07")
		if v := s.m.View().Content; strings.Contains(v, "\x1b[2J") || strings.Contains(v, "\x07") {
			t.Error("a paste brought control characters to the screen")
		}
	})
	t.Run("a huge one", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.tap("o")
		s.paste(strings.Repeat("A", 10<<20))
		s.shows("Find the owner of an access key")
	})
	t.Run("elsewhere it is not keys", func(t *testing.T) {
		s := newScreen(t, 120, 40)
		s.paste("q")
		s.paste("t")
		s.tap("j", "j", "d")
		s.paste("y")
		s.wrote()
		if s.quit || s.open() != 1 {
			t.Errorf("a paste acted as keys: quit %v, %d dialogs", s.quit, s.open())
		}
	})
}

// changedKey is the refusal to delete a key that is no longer what was seen.
func changedKey(user, id string, now iamsvc.Status) error {
	return &iamsvc.ChangedError{
		Now: iamsvc.SeenKey{Key: iamsvc.Key{ID: id, User: iamsvc.NamedUser(user), Status: now, Created: start.AddDate(0, 0, -95)}, LastUse: iamsvc.LastUse{At: start.Add(-time.Hour), Service: "sts"}, LastUseKnown: true},
		Err: &iamsvc.Error{Kind: iamsvc.KindChanged, Op: "DeleteAccessKey", Subject: id},
	}
}
