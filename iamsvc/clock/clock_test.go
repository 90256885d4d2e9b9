package clock_test

import (
	"testing"
	"time"

	"akia/iamsvc/clock"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func TestTheServicesTimeHoldsBeyondTheTolerance(t *testing.T) {
	for _, off := range []time.Duration{
		0, time.Second, clock.Tolerance, clock.Tolerance + 2*time.Second, -clock.Tolerance, -clock.Tolerance - 2*time.Second,
		10 * 365 * 24 * time.Hour, -10 * 365 * 24 * time.Hour,
	} {
		c := clock.New(at(noon))
		if c.Known() || !c.Now().Equal(noon) {
			t.Fatal("nothing was heard yet")
		}
		c.Heard(noon.Add(off), noon, noon)
		want := off
		if off.Abs() <= clock.Tolerance {
			want = 0
		}
		if !c.Known() || c.Ahead() != want || !c.Now().Equal(noon.Add(want)) || !c.Machine().Equal(noon) {
			t.Errorf("%s off: ahead by %s, now %s", off, c.Ahead(), c.Now())
		}
		if then := noon.Add(-time.Hour); !c.Here(c.Service(then)).Equal(then) || !c.Service(time.Time{}).IsZero() || !c.Here(time.Time{}).IsZero() {
			t.Errorf("%s off: %s is %s there", off, then, c.Service(then))
		}
	}
}

// TestAnAnswerThatTakesLongSaysLittle: what lies between its sending and its receiving is no difference.
func TestAnAnswerThatTakesLongSaysLittle(t *testing.T) {
	c := clock.New(at(noon))
	c.Heard(noon.Add(20*time.Minute), noon, noon.Add(time.Hour))
	if c.Ahead() != 0 {
		t.Errorf("ahead by %s", c.Ahead())
	}
}

func TestAClockThatIsSetRightIsRight(t *testing.T) {
	c := clock.New(at(noon))
	c.Heard(noon.Add(time.Hour), noon, noon)
	c.Heard(noon.Add(time.Hour+time.Second), noon, noon)
	if c.Ahead() != time.Hour {
		t.Errorf("ahead by %s: seconds are no difference", c.Ahead())
	}
	c.Heard(time.Time{}, noon, noon) // an answer that does not say
	c.Heard(noon.Add(2*time.Hour), noon, noon)
	if c.Ahead() != 2*time.Hour {
		t.Errorf("ahead by %s", c.Ahead())
	}
	c.Heard(noon.Add(time.Second), noon, noon)
	if c.Ahead() != 0 {
		t.Errorf("ahead by %s", c.Ahead())
	}
}
