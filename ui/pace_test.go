package ui

import (
	"fmt"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestLonePressAsksAtOnce(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(200 * time.Millisecond)
	s.svc.calls = nil
	s.press("j")
	s.asked("ListKeys bob", "LastUse AKIABOBBOBBOBBOBBOB1")
}

// TestQuickPressesAskNothingUntilRest: 150 ms of quiet is rest, whenever the last press was.
func TestQuickPressesAskNothingUntilRest(t *testing.T) {
	for _, before := range []time.Duration{0, 100, 200, 500, 900, 1100, 3000} {
		t.Run(fmt.Sprintf("%d ms after a press", before), func(t *testing.T) {
			s := newScreen(t, 120, 24, manyUsers(100, 100))
			s.wait(5 * time.Second)
			s.press("j")
			s.wait(before * time.Millisecond)
			s.press("j") // a press of its own, or the first of a series
			s.svc.calls = nil
			for range 20 {
				s.wait(33 * time.Millisecond)
				s.press("j")
			}
			s.asked()
			s.wait(149 * time.Millisecond)
			s.asked()
			s.wait(time.Millisecond)
			user, _ := s.m.selectedUser()
			if user != iamsvc.NamedUser("user-022") {
				t.Fatalf("the user selected is %s", user)
			}
			s.asked("ListKeys user-022", "LastUse AKIAUSER000000000022")
		})
	}
}

// TestSecondPressSoonAfterTheFirst: two quick presses after a pause are at rest 150 ms after the second.
func TestSecondPressSoonAfterTheFirst(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(100, 100))
	s.wait(5 * time.Second)
	s.press("j")
	s.wait(200 * time.Millisecond)
	s.press("j")
	s.wait(50 * time.Millisecond)
	s.svc.calls = nil
	s.press("j")
	s.asked()
	s.wait(150 * time.Millisecond)
	s.asked("LastUse AKIAUSER000000000003") // its keys are known: it was in view while the cursor had settled
}

// TestSettledAsksForTheRowsInView: after a second, no others, and no more than four at once.
func TestSettledAsksForTheRowsInView(t *testing.T) {
	s := newScreen(t, 60, 20, manyUsers(100, 100)) // nine rows
	s.wait(5 * time.Second)
	s.svc.calls = nil
	s.press("G")
	s.wait(999 * time.Millisecond)
	s.asked("ListKeys user-099", "LastUse AKIAUSER000000000099")
	s.hold = true
	s.wait(time.Millisecond)
	first := s.answers()
	s.asked("ListKeys user-091", "ListKeys user-092", "ListKeys user-093", "ListKeys user-094")
	if len(first) < 4 {
		t.FailNow()
	}
	s.deliver(first[0])
	s.answers()
	s.asked("ListKeys user-095")
	s.release()
	for _, msg := range first[1:] {
		s.deliver(msg)
	}
	s.wait(time.Second)
	for i := 95; i < 99; i++ {
		if name := fmt.Sprintf("user-%03d", i); s.m.Store.Keys(iamsvc.NamedUser(name)) == nil {
			t.Errorf("the keys of %s, who is in view, were not asked for", name)
		}
	}
	if s.m.Store.Keys(iamsvc.NamedUser("user-089")) != nil {
		t.Error("the keys of a user beyond the view were asked for")
	}
	if n := s.svc.count("LastUse"); n != 0 {
		t.Errorf("%d last uses of users who are not selected were asked for", n)
	}
}

// TestBothPanesAreOnTheScreenWhateverItsWidth: a key is seen before it is changed.
func TestBothPanesAreOnTheScreenWhateverItsWidth(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {99, 40}, {100, 15}, {120, 40}} {
		for _, keys := range [][]string{{"j", "k"}, {"j", "k", "tab"}} {
			s := newScreen(t, size[0], size[1])
			s.tap(keys...)
			s.shows("Users 6", "› alice", "Keys of alice", "› AKIAALICEALICEALICE1", "● active", "3h ago", "AKIAALICEALICEALICE2")
		}
	}
}

// TestRestIsQuiet: nothing happens but the changes of ages that are shown.
func TestRestIsQuiet(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(10 * time.Second)
	updates := s.updates
	s.wait(10 * time.Minute) // a use was a minute ago, another ten: these ages change each minute
	if n := s.updates - updates; n > 11 {
		t.Errorf("%d messages came in ten minutes of rest", n)
	}
}

func TestAgesGrowOnTheirOwn(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("G")
	s.shows("1m ago")
	s.wait(time.Minute)
	s.shows("2m ago")
	s.wait(2 * time.Hour)
	s.shows("2h ago")
}

// TestSpinnerComesAfter150ms: what is quick does not flicker.
func TestSpinnerComesAfter150ms(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(100, 100))
	s.wait(5 * time.Second)
	s.hold = true
	s.press("G")
	s.wait(149 * time.Millisecond)
	s.shows("· Reading keys")
	s.wait(time.Millisecond)
	s.shows(s.m.Theme.Marks.Spinner[s.m.Spinner.Frame] + " Reading keys")
	s.release()
	s.wait(time.Second)
	s.hides("Reading keys")
}
