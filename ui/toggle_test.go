package ui

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/action"
)

const (
	bobsKey  = "AKIABOBBOBBOBBOBBOB1"
	bobOff   = "SetStatus " + bobsKey + " Inactive"
	bobOn    = "SetStatus " + bobsKey + " Active"
	buildKey = "AKIABUILDBUILDBUILD1"
)

func TestToggleActsFromEitherPane(t *testing.T) {
	for _, keys := range [][]string{{"j", "t"}, {"j", "tab", "t"}, {"j", "enter", "t"}} {
		s := newScreen(t, 120, 24)
		s.tap(keys...)
		s.wrote(bobOff)
		s.shows("○ inactive", "AKIA…BOB1 of bob deactivated", "u undo")
	}
}

func TestToggleShowsWhatIsPending(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.hold = true
	s.press("t")
	s.shows("· inactive", "deactivation of access key "+bobsKey+" of bob")
	s.wait(150 * time.Millisecond)
	s.hides("· inactive", "● active")
	s.shows(" inactive")
	s.wait(time.Second)
	s.press("t") // not before the answer
	s.shows("Still waiting for the deactivation of access key " + bobsKey + " of bob")
	s.release()
	s.wrote(bobOff)
	s.shows("○ inactive", "deactivated")
}

func TestToggleThatFailsIsPutBack(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["SetStatus"] = denied("UpdateAccessKey", bobsKey)
	s.tap("j", "t")
	s.shows("● active", "✗ You may not change the status of "+bobsKey, "! details", "esc dismiss")
	s.hides("undo   ")
	s.tap("u")
	s.shows("Nothing to undo")
	s.wrote(bobOff)
}

func TestHeldDownToggleDoesNotFlipToAndFro(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	for range 30 {
		s.press("t")
		s.wait(33 * time.Millisecond)
	}
	s.wrote(bobOff)
	s.wait(300 * time.Millisecond)
	s.press("t")
	s.wait(action.Settle)
	s.press("y")
	s.wrote(bobOff, bobOn)
}

func TestHeldDownUndoActsOnce(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "t")
	for range 30 {
		s.press("u")
		s.wait(33 * time.Millisecond)
	}
	s.wrote(bobOff, bobOn)
}

func TestUndoTakesTheLastToggleBackWhereverTheCursorIs(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "t", "j", "tab", "u")
	s.wrote(bobOff, bobOn)
	s.on("build-bot")
	s.shows("AKIA…BOB1 of bob activated")
	s.tap("u")
	s.shows("Nothing to undo")
	s.wrote(bobOff, bobOn)
}

func TestUndoCanBeHadForAMinute(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.press("t")
	s.wait(59 * time.Second)
	s.shows("u undo")
	s.press("u")
	s.wrote(bobOff, bobOn)

	s = newScreen(t, 120, 24)
	s.tap("j")
	s.press("t")
	s.wait(61 * time.Second)
	s.hides("deactivated   u undo")
	s.press("u")
	s.wrote(bobOff)
	s.shows("Nothing to undo")
}

func TestUndoThatFailsCanBeTriedAgain(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "t")
	s.svc.errs["SetStatus"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "UpdateAccessKey", Subject: bobsKey}
	s.tap("u")
	s.shows("○ inactive", "✗ IAM could not be reached")
	delete(s.svc.errs, "SetStatus")
	s.tap("u")
	s.wrote(bobOff, bobOn, bobOn)
	s.shows("● active")
}

func TestToggleThatEndsElsewhereIsApplied(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.hold = true
	s.press("t")
	s.press("j", "j")
	s.release()
	s.wait(time.Second)
	s.on("carol")
	s.shows("AKIA…BOB1 of bob deactivated")
	s.tap("k", "k")
	s.shows("○ inactive")
}

// TestTogglesOfTwoKeysAreBothMade: they are two decisions, not one key held down.
func TestTogglesOfTwoKeysAreBothMade(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(2 * time.Second)
	s.tap("j", "t", "j", "t", "y")
	s.wrote(bobOff, "SetStatus "+buildKey+" Active")
}

// However fast they are made: with another key in between, the first is not being held down.
func TestFastTogglesOfTwoKeysAreBothMade(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) {
		f.keys["alice"][1].Status = iamsvc.Active
		delete(f.lastUse, "AKIAALICEALICEALICE1")
	})
	s.tap("tab", "s") // alice has two keys, and they stay in their order
	s.press("t", "j", "t", "t", "t")
	s.wait(time.Second)
	s.wrote("SetStatus AKIAALICEALICEALICE1 Inactive", "SetStatus AKIAALICEALICEALICE2 Inactive")
}

func TestToggleOfAKeyThatIsGoneReadsTheKeysAgain(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.svc.keys["bob"] = nil
	s.svc.errs["SetStatus"] = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "UpdateAccessKey", Subject: bobsKey}
	s.tap("t")
	s.shows("Key "+bobsKey+" does not exist any more.", "No access keys.")
}

func TestToggleOfAnUnknownStatusIsRefused(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) { f.keys["alice"][0].Status = "Expired" })
	s.tap("tab", "t")
	s.wrote()
	s.shows("The status of this key is Expired", "◇ Expired")
}

func TestToggleWithoutAKey(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "j", "j", "t", "d")
	s.wrote()
	s.shows("carol has no access key; c creates one")

	s = newScreen(t, 120, 24, manyUsers(100, 100))
	s.wait(2 * time.Second)
	s.hold = true
	s.press("G", "t", "d")
	s.shows("The keys of user-099 are not known yet")
	s.release()
	s.wrote()

	s = newScreen(t, 120, 24, manyUsers(0, 100))
	s.tap("t", "c", "d", "y")
	s.wrote()
	s.shows("No user is selected")
}

func TestToggleOfTheOwnKeyOnAsksLikeAnyOther(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) { f.keys["ops"][0].Status = iamsvc.Inactive })
	s.tap("G", "t", "y")
	s.wrote("SetStatus AKIAOPSOPSOPSOPSOPSO Active")
}

// TestReadOnlyRefusesEveryChange and says so, without a call.
func TestReadOnlyRefusesEveryChange(t *testing.T) {
	for _, keys := range [][]string{{"j", "t"}, {"j", "c"}, {"j", "d"}, {"c"}, {"d"}, {"G", "t"}, {"G", "d"}, {"tab", "d"}, {"j", "j", "d"}, {"j", "j", "j", "c"}} {
		s := newScreen(t, 120, 24, func(_ *fakeService, c *Config) { c.ReadOnly = true })
		s.shows("READ-ONLY")
		s.tap(keys...)
		s.wrote()
		s.shows("Read-only: akia was started with --read-only and changes nothing")
		if s.open() > 0 {
			t.Errorf("%v opened a dialog", keys)
		}
	}
}

// TestUndoNeverAsks, and is refused where the key has changed since.
func TestUndoNeverAsks(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "j", "t", "y") // build-bot's key is activated
	s.tap("u")                // and in use for all that is known: it is taken back at once
	s.wrote("SetStatus "+buildKey+" Active", "SetStatus "+buildKey+" Inactive")

	s = newScreen(t, 120, 24)
	s.tap("j", "t")
	s.svc.keys["bob"][0].Status = iamsvc.Active // somebody else activates it
	s.tap("tab", "r", "u")
	s.wrote(bobOff)
	s.shows("Nothing was undone: the key has changed since")
}

// TestHowMuchAToggleAsks goes through the table of what is asked, in either pane and in the audit.
func TestHowMuchAToggleAsks(t *testing.T) {
	ago := func(days int) iamsvc.LastUse { return iamsvc.LastUse{At: start.AddDate(0, 0, -days), Service: "s3"} }
	for name, c := range map[string]struct {
		change func(*fakeService, *Config)
		keys   []string
		asks   bool
	}{
		"used 31 days ago":          {func(f *fakeService, _ *Config) { f.lastUse[bobsKey] = ago(31) }, []string{"j", "t"}, false},
		"never used":                {func(f *fakeService, _ *Config) { delete(f.lastUse, bobsKey) }, []string{"j", "t"}, false},
		"used 29 days ago":          {func(f *fakeService, _ *Config) { f.lastUse[bobsKey] = ago(29) }, []string{"j", "t"}, true},
		"used by a clock ahead":     {func(f *fakeService, _ *Config) { f.lastUse[bobsKey] = ago(-1) }, []string{"j", "t"}, true},
		"last use denied":           {func(f *fakeService, _ *Config) { f.errs["LastUse"] = denied("GetAccessKeyLastUsed", "") }, []string{"j", "t"}, true},
		"last use failed":           {func(f *fakeService, _ *Config) { f.errs["LastUse"] = &iamsvc.Error{Kind: iamsvc.KindNetwork} }, []string{"j", "t"}, true},
		"inactive":                  {func(f *fakeService, _ *Config) { f.keys["bob"][0].Status = iamsvc.Inactive }, []string{"j", "t"}, true},
		"identity not known":        {func(f *fakeService, _ *Config) { f.errs["WhoAmI"] = denied("GetCallerIdentity", "") }, []string{"j", "t"}, true},
		"two keys, from their pane": {func(*fakeService, *Config) {}, []string{"j", "j", "j", "j", "tab", "j", "t"}, false},
		"two keys, from the other":  {func(*fakeService, *Config) {}, []string{"j", "j", "j", "j", "tab", "j", "tab", "t"}, true},
		"in the audit, used lately": {func(*fakeService, *Config) {}, []string{"a", "j", "t"}, true},
		"in the audit, long unused": {func(*fakeService, *Config) {}, []string{"a", "t"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40, c.change)
			s.wait(time.Second)
			s.tap(c.keys...)
			if asked := s.open() == 1; asked != c.asks || asked == (len(s.svc.writes()) > 0) {
				t.Fatalf("asked: %v, wrote %q:\n%s", asked, s.svc.writes(), s.view())
			}
			if !c.asks {
				return
			}
			before := s.view()
			if !regexp.MustCompile(`AKIA\w{16}\?`).MatchString(before) || !strings.Contains(before, "used") && !strings.Contains(before, "last use not known") {
				t.Errorf("the question names no key or no last use:\n%s", before)
			}
			s.tap("enter")
			s.wrote()
			s.tap("t", "y")
			if len(s.svc.writes()) != 1 {
				t.Errorf("y wrote %q", s.svc.writes())
			}
		})
	}
}
