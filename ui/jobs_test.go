package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// hand drives the built-in account from the first screen, as a person does, and counts the keys that were pressed. A
// paste is one; the letters of a name are not counted.
type hand struct {
	*screen
	server  *localtest.Server
	home    string
	presses int
}

// newHand is at the first screen, at rest. The calls that led there do not count.
func newHand(t *testing.T) *hand {
	t.Helper()
	h := &hand{}
	h.screen, h.server, h.home = demoAccount(t, 120, 40)
	h.wait(3 * time.Second)
	h.server.ClearCalls()
	return h
}

// keys presses keys, a second apart: each acts on what was on the screen.
func (h *hand) keys(names ...string) {
	h.t.Helper()
	h.presses += len(names)
	h.tap(names...)
}

// name types a name, or pastes it into a line.
func (h *hand) name(text string) {
	h.t.Helper()
	h.typeText(text)
	h.wait(time.Second)
}

// pastes pastes a text, which is one press.
func (h *hand) pastes(text string) {
	h.t.Helper()
	h.presses++
	h.paste(text)
	h.wait(time.Second)
}

// changes are the calls that changed something, with what they were about.
func (h *hand) changes() []string {
	var all []string
	for _, c := range h.server.Calls() {
		read := []string{"List", "Get", "Generate"}
		if !slices.ContainsFunc(read, func(verb string) bool { return strings.HasPrefix(c.Action, verb) }) {
			all = append(all, c.Action+" "+c.User+" "+c.KeyID+" "+c.Code)
		}
	}
	return all
}

// changed fails unless exactly these calls changed something.
func (h *hand) changed(want ...string) {
	h.t.Helper()
	if got := h.changes(); !slices.Equal(got, want) {
		h.t.Errorf("the calls that change something were %q, want %q", got, want)
	}
}

// keyOf is the only key of the selected user.
func (h *hand) keyOf(user string) iamsvc.Key {
	h.t.Helper()
	h.on(user)
	keys := h.m.Store.Keys(iamsvc.NamedUser(user))
	if !keys.Known() || len(keys.Value) == 0 {
		h.t.Fatalf("the keys of %s are not known", user)
	}
	return keys.Value[0]
}

// Users of the built-in account: one whose key rests, one whose key is in use, one with two active keys, one with none.
const (
	resting = "aiko.cruz"
	working = "pavel.novak"
	doubled = "oracle-export"
	keyless = "ada.hughes"
)

// workingKey is the key of the one whose key is in use.
const workingKey = "AKIATCH6YDSY4WJTKY5Z"

// TestKeyPressesOfTheJobs counts what the most frequent jobs take, with every question that stands before them, and
// holds that they did what they were for and nothing else.
func TestKeyPressesOfTheJobs(t *testing.T) {
	t.Parallel()
	for _, job := range []struct {
		name string
		most int
		do   func(h *hand)
	}{
		{"find and deactivate 30 stale keys", 9, deactivateStale},
		{"rotate and save", 10, rotateAndSave},
		{"the owner of a key", 2, findOwner},
		{"a key into a profile", 8, keyIntoProfile},
		{"export", 3, exportKeys},
		{"all keys of a user off", 4, allKeysOff},
		{"a leaked key contained", 4, containLeak},
		{"one stale key off", 3, oneStaleOff},
		{"one key in use off", 4, oneInUseOff},
	} {
		t.Run(job.name, func(t *testing.T) {
			t.Parallel()
			h := newHand(t)
			job.do(h)
			if h.presses > job.most {
				t.Errorf("it takes %d key presses, %d at most were meant", h.presses, job.most)
			}
			t.Logf("%d key presses", h.presses)
		})
	}
}

func deactivateStale(h *hand) {
	h.keys("a", "f")
	h.shows("5 unused-long")
	h.keys("5", "enter", "*", "t")
	h.shows("Deactivate 30 marked keys of 29 users?", "Skipped: 1 of the root user.")
	h.changed()
	h.keys("y")
	h.shows("30 of 30 keys changed")
	off := h.changes()
	for _, c := range off {
		if !strings.HasPrefix(c, "UpdateAccessKey ") || !strings.HasSuffix(c, " OK") {
			h.t.Errorf("a change was %q", c)
		}
	}
	slices.Sort(off)
	if n := len(slices.Compact(off)); n != 30 {
		h.t.Errorf("%d keys were changed", n)
	}
}

func rotateAndSave(h *hand) {
	h.keys("/")
	h.name(resting)
	h.keys("enter")
	old := h.keyOf(resting)
	h.keys("R")
	h.changed()
	h.keys("y", "s", "enter", "enter", "y")
	h.changed("CreateAccessKey " + resting + "  OK")
	h.saved(resting)
	if k, _ := h.m.Store.Key(iamsvc.NamedUser(resting), old.ID); k.Status != iamsvc.Active {
		h.t.Errorf("the old key is %s before the new one is in use", k.Status)
	}
}

func keyIntoProfile(h *hand) {
	h.keys("/")
	h.name(keyless)
	h.keys("enter", "c")
	h.changed()
	h.keys("y", "s", "enter", "enter", "y")
	h.changed("CreateAccessKey " + keyless + "  OK")
	h.saved(keyless)
}

// saved fails unless the secret of the only new key is in a profile of the credentials file, and nowhere else.
func (h *hand) saved(user string) {
	h.t.Helper()
	file, err := os.ReadFile(filepath.Join(h.home, ".aws", "credentials"))
	if err != nil {
		h.t.Fatal(err)
	}
	keys := h.m.Store.Keys(iamsvc.NamedUser(user)).Value
	if newest := keys[len(keys)-1].ID; !strings.Contains(string(file), newest) ||
		strings.Count(string(file), "aws_secret_access_key") != 1 {
		h.t.Errorf("the file does not hold %s:\n%s", newest, file)
	}
}

func findOwner(h *hand) {
	h.pastes(workingKey)
	h.keys("y")
	h.on(working)
	h.shows("Keys of " + working)
	h.changed()
	if n := h.server.Count("GetAccessKeyLastUsed"); n == 0 {
		h.t.Error("nobody was asked whose the key is")
	}
}

func exportKeys(h *hand) {
	h.keys("a", "x", "enter")
	h.changed()
	files, err := filepath.Glob(filepath.Join(h.home, "akia-keys-*.csv"))
	if err != nil || len(files) != 1 {
		h.t.Fatalf("the files are %q: %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || strings.Count(string(text), "\n") != 314 {
		h.t.Errorf("%d lines were exported: %v", strings.Count(string(text), "\n"), err)
	}
}

func allKeysOff(h *hand) {
	h.keys("/")
	h.name(doubled)
	h.keys("enter", "K")
	keys := h.m.Store.Keys(iamsvc.NamedUser(doubled)).Value
	h.shows("Deactivate 2 keys of "+doubled+"?", keys[0].ID, keys[1].ID)
	h.changed()
	h.keys("y")
	got := h.changes()
	slices.Sort(got)
	want := []string{
		"UpdateAccessKey " + doubled + " " + keys[0].ID + " OK", "UpdateAccessKey " + doubled + " " + keys[1].ID + " OK",
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		h.t.Errorf("the changes were %q, want %q", got, want)
	}
}

func containLeak(h *hand) {
	h.pastes(workingKey)
	h.keys("y", "L")
	h.shows(workingKey)
	h.changed()
	h.keys("y")
	h.changed("UpdateAccessKey " + working + " " + workingKey + " OK")
}

func oneStaleOff(h *hand) {
	h.keys("/")
	h.name(resting)
	h.keys("enter")
	k := h.keyOf(resting)
	h.keys("t")
	h.changed("UpdateAccessKey " + resting + " " + k.ID + " OK")
	h.shows("u undo")
}

func oneInUseOff(h *hand) {
	h.keys("/")
	h.name(working)
	h.keys("enter", "t")
	h.shows(workingKey, "1h ago")
	h.changed()
	h.keys("y")
	h.changed("UpdateAccessKey " + working + " " + workingKey + " OK")
}
