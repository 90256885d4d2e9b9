package audit

import (
	"testing"
	"time"

	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
	"akia/ui/stage"
)

func TestScanWords(t *testing.T) {
	p := store.Progress{
		Users: 1234, Total: 5000, Keys: 1850, Uses: 1790, Calls: 3024, Rate: 39.6, Left: 3*time.Minute + 5*time.Second, LeftKnown: true,
	}
	for want, change := range map[string]func(){
		"full scan: 1,234 of 5,000 users, 1,790 of 1,850 last uses, 40/s, 4m left":     func() {},
		"full scan: 1,234 of 5,000 users, 1,790 of 1,850 last uses, 40/s":              func() { p.LeftKnown = false },
		"full scan: 1,234 of 5,000 users, 1,790 of 1,850 last uses, paused: S resumes": func() { p.Paused = true },
		"full scan: 1,234 users, 1,790 of 1,850 last uses, 40/s":                       func() { p.LeftKnown, p.Total = false, 0 },
	} {
		was := p
		change()
		if got := scanWords(p, true, "S"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		p = was
	}
	if got, want := scanWords(p, false, "S"), "scan: 1,234/5,000 users, 1,790/1,850 uses, 40/s, 4m left"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestAScanThatIsDoneAges, also where no row does.
func TestAScanThatIsDoneAges(t *testing.T) {
	now := time.Date(2026, 3, 14, 15, 9, 0, 0, time.UTC)
	here := func() time.Time { return now }
	limits := audit.Defaults()
	a := New(stage.New(stage.Config{Now: here, Clock: clock.New(here), Thresholds: &limits}), nil, nil)
	a.Enter()
	a.scan = scan{sweep: store.NewSweep(a.Store, here), done: true, ended: now}
	if at, want := a.NextAge(), now.Add(time.Minute); !at.Equal(want) {
		t.Errorf("it is drawn again at %s, want %s", at, want)
	}
}
