package text

import (
	"math/rand/v2"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func TestSpanAndAgo(t *testing.T) {
	for _, c := range []struct {
		d         time.Duration
		span, ago string
	}{
		{0, "now", "now"},
		{59 * time.Second, "now", "now"},
		{time.Minute, "1m", "1m ago"},
		{time.Hour - 1, "59m", "59m ago"},
		{time.Hour, "1h", "1h ago"},
		{24*time.Hour - 1, "23h", "23h ago"},
		{24 * time.Hour, "1d", "1d ago"},
		{412 * 24 * time.Hour, "412d", "412d ago"},
		{-time.Second, "now", "now"}, // a clock that is a little off
		{-59 * time.Second, "now", "now"},
		{-time.Minute, "now", "now"},
		{-5*time.Minute + 1, "now", "now"},
		{-5 * time.Minute, "in 5m", "in 5m"}, // a date that makes no sense
		{-3 * time.Hour, "in 3h", "in 3h"},
		{-48 * time.Hour, "in 2d", "in 2d"},
	} {
		if got := Span(c.d); got != c.span {
			t.Errorf("Span(%v) = %q, want %q", c.d, got, c.span)
		}
		if got := Ago(noon.Add(-c.d), noon); got != c.ago {
			t.Errorf("Ago(%v) = %q, want %q", c.d, got, c.ago)
		}
	}
}

// changes fails unless Change is the first instant at which Span reads differently.
func changes(t *testing.T, at, now time.Time) {
	t.Helper()
	next := Change(at, now)
	if !next.After(now) {
		t.Fatalf("Change(now%+v) is not after now", at.Sub(now))
	}
	reads := Span(now.Sub(at))
	if before := Span(next.Add(-1).Sub(at)); before != reads {
		t.Errorf("%v from now: reads %q, and already %q just before the change", at.Sub(now), reads, before)
	}
	if then := Span(next.Sub(at)); then == reads {
		t.Errorf("%v from now: reads %q, and still does at the change", at.Sub(now), reads)
	}
}

func TestChangeIsWhenSpanReadsDifferently(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, most := range []time.Duration{time.Minute, time.Hour, 24 * time.Hour, 1000 * 24 * time.Hour} {
		for range 1000 {
			changes(t, noon.Add(-time.Duration(r.Int64N(int64(most)))), noon)
		}
		changes(t, noon.Add(-most), noon)
		changes(t, noon.Add(-most+1), noon)
	}
}

// TestChangeOfTheFuture: times that a wrong clock has put ahead are counted down.
func TestChangeOfTheFuture(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, most := range []time.Duration{time.Minute, time.Hour, 24 * time.Hour, 100 * 24 * time.Hour} {
		for range 1000 {
			changes(t, noon.Add(time.Duration(1+r.Int64N(int64(most)))), noon)
			if t.Failed() {
				return
			}
		}
	}
}

func TestClock(t *testing.T) {
	c := Relative
	for _, want := range []string{"relative", "local time", "UTC", "relative"} {
		if c.String() != want {
			t.Errorf("the clock is %q, want %q", c, want)
		}
		c = c.Next()
	}
	at := time.Date(2026, 3, 14, 9, 26, 53, 0, time.FixedZone("", 2*3600))
	if got := When(at, noon, UTC); got != "2026-03-14 07:26Z" {
		t.Errorf("in UTC: %q", got)
	}
	if got, want := When(at, noon, Local), at.Local().Format("2006-01-02 15:04"); got != want {
		t.Errorf("in local time: %q, want %q", got, want)
	}
	if got := When(at, noon, Relative); got != "4h ago" {
		t.Errorf("relative: %q", got)
	}
}
