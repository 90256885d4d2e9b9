package ui

import (
	"testing"

	"akia/ui/words"
)

// TestTips: they are shown where they are asked for and have room, take no key, and esc puts them away for good.
func TestTips(t *testing.T) {
	away := 0
	s := newScreen(t, 120, 40, func(_ *fakeService, cfg *Config) { cfg.TipsAway = func() { away++ } })
	s.shows("Try a", "Deactivate the selected key.", "used:>90d", "hides these lines for good")
	for _, size := range [][2]int{{60, 24}, {60, 15}, {80, 24}, {100, 30}, {200, 50}} {
		fits(t, s.resize(size[0], size[1]), size[0], size[1])
	}
	s.resize(60, 15)
	s.hides("Try a")
	s.resize(120, 40)
	s.tap("a")
	s.hides("Try a")
	s.tap("a", "/")
	s.typeText("bob")
	s.press("enter")
	s.shows("Try a", "1 of 6")
	s.press("esc")
	s.hides("Try a", "1 of 6") // it did what it does, too
	s.press("esc")
	fits(t, s.view(), 120, 40)
	if away != 1 {
		t.Errorf("put away %d times", away)
	}
	newScreen(t, 120, 40).hides("Try a")
	s = newScreen(t, 120, 40, func(_ *fakeService, cfg *Config) { cfg.TipsAway = func() {} })
	s.press("esc")
	s.hides("Try a", words.NothingToLeave)
	s.press("esc")
	s.shows(words.NothingToLeave)
}
