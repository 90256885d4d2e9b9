package ui

import (
	"testing"
	"time"

	"akia/iamsvc/filter"
)

// TestPaletteHasTheViews: by name and by number, in the panes and in the audit.
func TestPaletteHasTheViews(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, cfg *Config) {
		cfg.Views = []filter.Saved{{Name: "bots", Text: "path:/ci/"}, {Name: "stale", Text: "status:active used:>90d"}}
	})
	s.wait(2 * time.Second)
	s.tap(":")
	s.typeText("v1")
	s.shows("View bots: path:/ci/")
	s.press("enter")
	s.shows("/path:/ci/", "2 of 6")
	s.tap(":")
	s.typeText("stale")
	s.press("enter")
	s.wait(2 * time.Second)
	s.shows("/status:active used:>90d", "1 of 6", "deploy-bot")
	s.tap("a", ":")
	s.typeText("v2")
	s.press("enter")
	s.wait(2 * time.Second)
	s.shows("All access keys 1 of 7", "/status:active used:>90d")
	s.tap("esc")
	s.shows("All access keys 7 ")
}
