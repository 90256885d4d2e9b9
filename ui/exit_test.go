package ui

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"akia/iamsvc"
)

// left fails unless the program quit with a status.
func (s *screen) left(status int) {
	s.t.Helper()
	if !s.quit || s.m.ExitStatus() != status {
		s.t.Errorf("quit is %v with status %d, want true with %d:\n%s", s.quit, s.m.ExitStatus(), status, s.view())
	}
}

// toggling leaves a toggle of bob's key under way.
func toggling(t *testing.T) *screen {
	t.Helper()
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.hold = true
	s.press("t")
	return s
}

func TestQuit(t *testing.T) {
	for key, status := range map[string]int{"q": 0, "ctrl+c": 130} {
		s := newScreen(t, 120, 24)
		s.tap(key)
		s.left(status)
		if words := s.m.LastWords(); len(words) > 0 {
			t.Errorf("the last words are %q", words)
		}
	}
	s := newScreen(t, 120, 24)
	s.tap("/", "q")
	if s.quit {
		t.Error("q quit while a filter was typed")
	}
	s.tap("ctrl+c")
	s.left(130)
	s = newScreen(t, 20, 5)
	s.tap("ctrl+c")
	s.left(130)
}

// TestQuitWithAChangeUnderWay asks, waits for the answer, and ends when it is there.
func TestQuitWithAChangeUnderWay(t *testing.T) {
	for key, status := range map[string]int{"q": 0, "ctrl+c": 130} {
		s := toggling(t)
		s.press(key)
		s.shows("Quit while a change is under way?", "deactivation of access key "+bobsKey+" of bob")
		s.press("n")
		if s.quit || s.open() > 0 {
			t.Fatal("n did not stay")
		}
		s.press(key, "y")
		if s.quit {
			t.Fatal("the program did not wait")
		}
		s.shows("Waiting for the deactivation of access key " + bobsKey)
		s.press("j", "t", "q", "x") // nothing acts any more
		s.release()
		s.wrote(bobOff)
		s.left(status)
		if words := s.m.LastWords(); len(words) > 0 {
			t.Errorf("the last words are %q", words)
		}
	}
}

func TestQuitWaitsForFiveSeconds(t *testing.T) {
	s := toggling(t)
	s.press("q", "y")
	s.wait(5*time.Second - time.Millisecond)
	s.held = s.held[:1] // the write; what the wait added is not run
	if s.quit {
		t.Fatal("the program did not wait for 5 s")
	}
	s.hold = false
	s.wait(time.Millisecond)
	s.left(0)
	words := s.m.LastWords()
	if len(words) != 1 || !strings.Contains(words[0], "The deactivation of access key "+bobsKey+" of bob was sent, and its end was not seen") {
		t.Errorf("the last words are %q", words)
	}
}

func TestSecondInterruptDoesNotWait(t *testing.T) {
	s := toggling(t)
	s.press("ctrl+c", "y")
	s.hold = false
	s.press("ctrl+c")
	s.left(130)
	if len(s.m.LastWords()) != 1 {
		t.Errorf("the last words are %q", s.m.LastWords())
	}
}

func TestSignals(t *testing.T) {
	for sig, status := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		s := newScreen(t, 120, 24)
		s.send(Signal(sig))
		s.left(status)

		s = toggling(t)
		s.send(Signal(sig))
		if s.quit || s.open() > 0 {
			t.Fatalf("%v did not wait for the change, or asked", sig)
		}
		s.release()
		s.left(status)

		s = toggling(t)
		s.send(Signal(sig))
		s.hold = false
		s.wait(5 * time.Second)
		s.left(status)
		if len(s.m.LastWords()) != 1 {
			t.Errorf("the last words are %q", s.m.LastWords())
		}
	}
}

func TestSignalInADialogLeavesToo(t *testing.T) {
	s := revealed(t, nil)
	s.tap("v")
	s.send(Signal(syscall.SIGTERM))
	s.left(143)
	words := strings.Join(s.m.LastWords(), "\n")
	if !strings.Contains(words, "The secret of AKIANEWKEY0000000001 of bob was not saved and cannot be had again: delete that key.") || strings.Contains(words, testSecret) {
		t.Errorf("the last words are %q", words)
	}
}

// TestSecretThatArrivesCancelsTheQuit: it would be lost.
func TestSecretThatArrivesCancelsTheQuit(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.hold = true
	s.decide("c", "y", "q", "y")
	s.shows("Waiting for the creation of an access key for bob to end")
	s.release()
	s.wait(time.Second)
	if s.quit {
		t.Fatal("the program quit although a secret had arrived")
	}
	s.shows("New access key of bob")
	s.wait(time.Minute) // the five seconds are over too
	if s.quit {
		t.Fatal("the program quit with an unsaved secret")
	}
	s.tap("v")
	s.shows(testSecret)
	s.tap("esc")
	s.typeText("discard")
	s.tap("enter", "q")
	s.left(0)
}

// TestSecretThatArrivesAfterASignal cannot stay, but its key is named.
func TestSecretThatArrivesAfterASignal(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.hold = true
	s.decide("c", "y")
	s.send(Signal(syscall.SIGHUP))
	s.release()
	s.left(129)
	words := strings.Join(s.m.LastWords(), "\n")
	if !strings.Contains(words, "AKIANEWKEY0000000001 of bob was not saved") {
		t.Errorf("the last words are %q", words)
	}
	s.secretless()
}

// TestQuestionWhetherToQuitGoesWithItsReason: once the change has ended there is nothing left to ask.
func TestQuestionWhetherToQuitGoesWithItsReason(t *testing.T) {
	s := toggling(t)
	s.press("q")
	s.release()
	if s.open() > 0 || s.quit {
		t.Errorf("%d dialogs are open, quit is %v", s.open(), s.quit)
	}
	s.shows("deactivated")
}

func TestWaitThatWasCutShortDoesNotEndALaterOne(t *testing.T) {
	s := newScreen(t, 120, 24, func(_ *fakeService, c *Config) { c.Clipboard = &clipboard{} })
	s.tap("j")
	s.hold = true
	s.decide("c", "y", "q", "y") // a wait of 5 s begins
	s.release()                  // and is taken back by the secret
	s.wait(time.Second)
	s.press("y", "esc") // saved
	s.wait(3 * time.Second)
	s.hold = true
	s.decide("t", "y", "q", "y") // another wait of 5 s
	s.hold = false
	s.wait(2 * time.Second)
	if s.quit {
		t.Error("the second wait ended with the first one's time")
	}
	s.wait(3 * time.Second)
	s.left(0)
}

func TestLastWordsNameEveryChange(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.hold = true
	s.decide("t", "j", "d", "y", "j", "c")
	s.release()
	s.press("esc")
	s.hold = true
	s.decide("c", "y")
	s.send(Signal(syscall.SIGTERM))
	words := strings.Join(s.m.LastWords(), "\n")
	if !strings.Contains(words, "creation of an access key for carol") {
		t.Errorf("the last words are %q", words)
	}
}

// TestCreateThatFailsWhileLeaving lets the program end.
func TestCreateThatFailsWhileLeaving(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["CreateKey"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "CreateAccessKey", Subject: "bob"}
	s.tap("j")
	s.hold = true
	s.decide("c", "y", "q", "y")
	s.release()
	s.left(0)
}
