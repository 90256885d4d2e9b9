package iamsvc

import (
	"testing"
	"time"
)

// setTime is a time that a test sets.
type setTime struct{ now time.Time }

func (c *setTime) Now() time.Time { return c.now }

func (c *setTime) add(d time.Duration) { c.now = c.now.Add(d) }

func newClock() *setTime { return &setTime{time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)} }

func TestOverlayOutranksListsFor15Seconds(t *testing.T) {
	for name, c := range map[string]struct {
		write func(*overlay)
		list  []Key
		want  []Key
	}{
		"a deleted key does not come back": {
			func(o *overlay) { o.deleted("K") }, []Key{{ID: "K"}, {ID: "L"}}, []Key{{ID: "L"}},
		},
		"a created key does not vanish": {
			func(o *overlay) { o.created(NamedUser("bob"), Key{ID: "K", User: NamedUser("bob"), Status: Active}) },
			[]Key{{ID: "L"}},
			[]Key{{ID: "L"}, {ID: "K", User: NamedUser("bob"), Status: Active}},
		},
		"a created key comes once": {
			func(o *overlay) { o.created(NamedUser("bob"), Key{ID: "K", Status: Active}) },
			[]Key{{ID: "K", Status: Active}},
			[]Key{{ID: "K", Status: Active}},
		},
		"a toggled key keeps its status": {
			func(o *overlay) { o.statusSet("K", Inactive) },
			[]Key{{ID: "K", Status: Active}},
			[]Key{{ID: "K", Status: Inactive}},
		},
		"a created and toggled key does both": {
			func(o *overlay) {
				o.created(NamedUser("bob"), Key{ID: "K", Status: Active})
				o.statusSet("K", Inactive)
			},
			nil,
			[]Key{{ID: "K", Status: Inactive}},
		},
		"a created and deleted key is gone": {
			func(o *overlay) { o.created(NamedUser("bob"), Key{ID: "K"}); o.deleted("K") }, []Key{{ID: "K"}}, nil,
		},
		"another user's key stays there": {
			func(o *overlay) { o.created(NamedUser("alice"), Key{ID: "K"}) }, nil, nil,
		},
		"after an unclear toggle the list is right": {
			func(o *overlay) { o.statusSet("K", Inactive); o.forgetStatus("K") },
			[]Key{{ID: "K", Status: Active}},
			[]Key{{ID: "K", Status: Active}},
		},
		"after an unclear delete the list is right": {
			func(o *overlay) { o.created(NamedUser("bob"), Key{ID: "K"}); o.forget("K") }, nil, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			now := newClock()
			o := newOverlay(now.Now)
			c.write(o)
			within, after := now.Now().Add(consistencyDelay), now.Now().Add(consistencyDelay+time.Nanosecond)
			now.add(time.Hour) // however late the lists arrive
			same(t, "sent within 15 s", o.correct(NamedUser("Bob"), within, c.list), c.want)
			same(t, "sent after 15 s", o.correct(NamedUser("Bob"), after, c.list), c.list)
		})
	}
}

func same(t *testing.T, when string, got, want []Key) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", when, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: %v, want %v", when, got[i], want[i])
		}
	}
}

func TestOverlayForgetsWhatNoListNeeds(t *testing.T) {
	now := newClock()
	o := newOverlay(now.Now)
	slow := o.begin()
	o.deleted("K")
	now.add(time.Hour)
	o.end(o.begin())
	if len(o.facts) != 1 {
		t.Fatal("a fact was dropped that a list under way needs")
	}
	o.end(slow)
	if len(o.facts) != 0 || len(o.readings) != 0 {
		t.Errorf("left: %v %v", o.facts, o.readings)
	}
}
