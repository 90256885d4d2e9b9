package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/flow/secret"
	"akia/ui/keyboard"
)

// hands types on a screen as through a keyboard, whose clock is that of the screen.
type hands struct {
	*screen
	k   *keyboard.Keyboard
	due []timerFunc
}

type timerFunc struct {
	at time.Time
	do func()
}

func newHands(t *testing.T, change ...func(*fakeService, *Config)) *hands {
	t.Helper()
	h := &hands{}
	clock := keyboard.Clock{
		Now:   func() time.Time { return h.now },
		After: func(d time.Duration, do func()) { h.due = append(h.due, timerFunc{h.now.Add(d), do}) },
	}
	h.k = keyboard.New(nil, nil, clock)
	change = append(change, func(_ *fakeService, c *Config) { c.Typing = h.k.Ticket })
	h.screen = newScreen(t, 120, 30, change...)
	return h
}

// keys presses keys so far apart. What they start is held until it is known what they are.
func (h *hands) keys(apart time.Duration, names ...string) {
	h.t.Helper()
	h.hold = true
	for _, name := range names {
		h.send(h.k.Filter(nil, keyPress(name)))
		h.pass(apart)
	}
	h.pass(time.Second)
	h.release()
}

// pass lets the time of keyboard and screen go on.
func (h *hands) pass(d time.Duration) {
	h.t.Helper()
	end := h.now.Add(d)
	h.wait(d)
	for i := 0; i < len(h.due); i++ {
		if !h.due[i].at.After(end) {
			h.due[i].do()
		}
	}
}

func TestABurstChangesNothing(t *testing.T) {
	for _, keys := range [][]string{
		{"t", "x", "y"},
		{"x", "t", "y"},
		{"x", "y", "t"},
		{"t", "t", "x"},
		{"d", "y", "n"},
		{"c", "y", "enter", "x", "y"},
		{"u", "t", "y"},
		{"q", "u", "i", "t"},
		{"K", "enter", "y", "x", "z"},
		{"L", "y", "enter", "a", "b"},
		{"R", "y", "x", "y"},
	} {
		for _, apart := range []time.Duration{0, 10 * time.Millisecond, 30 * time.Millisecond} {
			h := newHands(t)
			h.tap("tab")
			h.keys(apart, keys...)
			if w := h.svc.writes(); len(w) > 0 || h.quit {
				t.Errorf("%q, %s apart: %q was sent, quit: %t", keys, apart, w, h.quit)
			}
			if len(h.m.UnderWay) > 0 {
				t.Errorf("%q, %s apart: waits for %v", keys, apart, h.m.UnderWay)
			}
		}
	}
}

func TestTheFirstKeyOfABurstThatDidNothingIsNamed(t *testing.T) {
	for _, c := range []struct {
		want string
		keys []string
	}{
		{"typed too fast: press t again", []string{"j", "k", "t", "u"}},
		{"typed too fast: press t again", []string{"g", "G", "t"}},
		{"typed too fast: press q again", []string{"q", "k", "j"}},
	} {
		h := newHands(t)
		h.tap("tab")
		h.keys(0, c.keys...)
		h.shows(c.want)
	}
	h := newHands(t)
	h.keys(0, "j", "k", "G", "g")
	h.hides("too fast")
	h.keys(20*time.Millisecond, "q", "k", "j") // the first has been taken before it was known
	h.shows("typed too fast: press q again")
}

func TestKeysOfABurstAreTextWhereTextIsTyped(t *testing.T) {
	h := newHands(t)
	h.keys(0, "/", "b", "o", "b", "enter")
	h.hides("too fast")
	if got := h.m.browse.Filter(); got != "bob" || h.m.browse.Editing() {
		t.Errorf("the filter is %q", got)
	}
}

func TestAKeyByItselfActsOnceItIsKnownToBeOne(t *testing.T) {
	h := newHands(t)
	h.tap("j", "tab")
	h.hold = true
	h.send(h.k.Filter(nil, keyPress("c")))
	h.pass(time.Second)
	h.release()
	h.hold = true
	h.send(h.k.Filter(nil, keyPress("y")))
	if len(h.svc.writes()) > 0 {
		t.Error("sent at once")
	}
	h.pass(50 * time.Millisecond)
	h.release()
	if len(h.svc.writes()) != 1 {
		t.Errorf("sent %q", h.svc.writes())
	}
	h = newHands(t)
	h.keys(time.Second, "q")
	if !h.quit {
		t.Error("q does not quit")
	}
}

func TestAKeyIDThatIsPastedOffersToFindItsOwner(t *testing.T) {
	id := "AKIAIOSFODNN7EXAMPLE"
	for _, content := range []string{id, id + "\n", "the key " + id + " has leaked\r\n"} {
		for _, audit := range []bool{false, true} {
			h := newHands(t)
			if audit {
				h.tap("a")
			}
			h.send(tea.PasteMsg{Content: content})
			h.shows("Find the owner of this access key?", id)
			names := make([]string, 0, len(content))
			h = newHands(t)
			if audit {
				h.tap("a")
			}
			for _, r := range content {
				name := string(r)
				switch r {
				case '\n', '\r':
					name = "enter"
				case ' ':
					name = "space"
				}
				names = append(names, name)
			}
			h.keys(time.Millisecond, names...)
			h.send(keyboard.BurstEnd{Run: h.k.Ticket().Run, Text: content})
			h.shows("Find the owner of this access key?", id)
			if len(h.m.Windows) != 1 {
				t.Errorf("%d dialogs are open", len(h.m.Windows))
			}
		}
	}
	h := newHands(t)
	h.send(tea.PasteMsg{Content: "AKIA"})
	h.hides("Find the owner")
}

func TestKeysOfOtherScriptsAreThoseOfTheirPlace(t *testing.T) {
	for _, c := range []struct {
		press tea.KeyPressMsg
		want  string
	}{
		{tea.KeyPressMsg{Code: 'е', BaseCode: 't', Text: "е"}, "t"},
		{tea.KeyPressMsg{Code: 'к', BaseCode: 'r', Text: "К", ShiftedCode: 'К', Mod: tea.ModShift}, "R"},
		{tea.KeyPressMsg{Code: 'с', BaseCode: 'c', Mod: tea.ModCtrl}, "ctrl+c"},
		{tea.KeyPressMsg{Code: 'ж', BaseCode: ';', Text: "Ж", Mod: tea.ModShift}, ":"},
		{tea.KeyPressMsg{Code: 'ö', BaseCode: ';', Text: "ö"}, "ö"},
		{tea.KeyPressMsg{Code: 'a', BaseCode: 'q', Text: "a"}, "a"},
	} {
		h := newHands(t)
		if got := h.m.byPlace(c.press).String(); got != c.want {
			t.Errorf("%v is %s, not %s", c.press, got, c.want)
		}
	}
	if len(plainKeys) != len(shiftedKeys) {
		t.Error("the keys do not pair")
	}
	h := newHands(t)
	h.tap("/")
	h.send(tea.KeyPressMsg{Code: 'е', BaseCode: 't', Text: "е"})
	if got := h.m.browse.Filter(); got != "е" {
		t.Errorf("the filter is %q", got)
	}
	h.send(tea.KeyPressMsg{Code: 'с', BaseCode: 'c', Mod: tea.ModCtrl})
	if !h.quit {
		t.Error("ctrl+c does not quit")
	}
}

func TestAScreenThatIsTooSmallCanBeLeftUnlessSomethingIsLost(t *testing.T) {
	for _, open := range []string{"", "?", "o", "n"} {
		for _, leave := range []string{"q", "ctrl+c"} {
			s := newScreen(t, 120, 30)
			if open != "" {
				s.tap(open)
			}
			s.send(tea.WindowSizeMsg{Width: 59, Height: 14})
			s.shows("press q to quit")
			s.tap(leave)
			if !s.quit {
				t.Errorf("over %q %s does not quit", open, leave)
			}
		}
	}
	s := newScreen(t, 120, 30)
	s.tap("j", "c", "y")
	s.send(tea.WindowSizeMsg{Width: 59, Height: 14})
	s.shows("The secret of AKIANEWKEY0000000001 is not saved", "enlarge")
	s.tap("q", "ctrl+c", "esc")
	if s.quit || len(s.m.secrets.Unsaved()) != 1 {
		t.Error("the secret was lost")
	}
}

func TestCtrlLDrawsAllAnewWhateverIsOpen(t *testing.T) {
	for _, open := range []string{"", "/", "?", "o", "c"} {
		s := newScreen(t, 120, 30)
		if open != "" {
			s.tap(open)
		}
		_, cmd := s.m.Update(keyPress("ctrl+l"))
		cleared := false
		s.hold, s.held = true, []tea.Cmd{cmd}
		for _, msg := range s.answers() {
			cleared = cleared || msg == tea.ClearScreen()
		}
		if !cleared {
			t.Errorf("over %q nothing is drawn anew", open)
		}
	}
}

func TestASecretThatTheTerminalMayHaveIsAskedAfter(t *testing.T) {
	s := newScreen(t, 120, 30)
	s.tap("j", "c", "y", "y", "esc")
	s.shows("[ I have it, close (y) ]", "AKIANEWKEY0000000001")
	s.tap("esc")
	s.shows("New access key")
	s.tap("esc", "y")
	s.hides("New access key")
}

func TestTheLastFrameOfLeavingSaysNothingOfChangesThatThereAreNot(t *testing.T) {
	s := newScreen(t, 120, 30)
	s.press("q")
	s.hides("Waiting for")
}

// TestASecretThatIsShownIsMaskedWhateverIsPressedNext: showing it is not held back, so neither is what masks it.
func TestASecretThatIsShownIsMaskedWhateverIsPressedNext(t *testing.T) {
	for _, next := range []string{"tab", "left", "enter"} {
		h := newHands(t)
		h.tap("j", "c", "y")
		h.pass(time.Second)
		h.keys(10*time.Millisecond, "v", next)
		h.shows(testSecret)
		h.pass(secret.ShowTime + time.Second)
		h.hides(testSecret)
	}
}
