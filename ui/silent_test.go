package ui

import (
	"testing"
	"time"

	"akia/ui/action"
)

// A key that can do nothing says why: whoever pressed it must not wait for something.
func TestKeysThatCanDoNothingSaySo(t *testing.T) {
	for name, c := range map[string]struct {
		open func(t *testing.T) *screen
		in   action.Place
	}{
		"nobody is selected, at the keys":  {func(t *testing.T) *screen { s := openAtNobody(t); s.tap("tab"); return s }, action.InPanes},
		"nobody is selected, at the users": {openAtNobody, action.InPanes},
		"no keys, at the keys": {func(t *testing.T) *screen {
			s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) { clear(f.keys) })
			s.tap("tab")
			return s
		}, action.InPanes},
		"no user matches": {func(t *testing.T) *screen {
			s := newScreen(t, 120, 24)
			s.tap("/")
			s.typeText("zzz")
			s.tap("enter")
			return s
		}, action.InPanes},
		"no key matches": {func(t *testing.T) *screen {
			s := newScreen(t, 120, 24)
			s.tap("a", "/")
			s.typeText("zzz")
			s.tap("enter")
			return s
		}, action.InAudit},
	} {
		for _, a := range action.Table(c.in) {
			if a.On == action.Nothing && a.Group != action.GroupMove || a.ID == action.Back || a.ID == action.ToKeys || a.ID == action.ToUsers {
				continue
			}
			s := c.open(t)
			s.wait(10 * time.Second) // the news of opening passes
			before, news := s.m.View().Content, s.m.Status.ID
			s.press(a.Keys[0])
			if s.m.View().Content == before && s.m.Status.ID == news {
				t.Errorf("%s: %s (%s) does nothing and says nothing", name, a.Keys[0], a.Name)
			}
		}
	}
}

// openAtNobody opens at a user who is not there.
func openAtNobody(t *testing.T) *screen {
	t.Helper()
	return newScreen(t, 120, 24, openAt("nobody-here"))
}
