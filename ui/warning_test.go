package ui

import (
	"strings"
	"testing"

	"akia/iamsvc"
)

func TestAWarningStaysUntilItIsDismissed(t *testing.T) {
	const what = "The journal does not say how it ended."
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) {
		c.Warning = iamsvc.Refused("CreateAccessKey", "alice", what, "")
	})
	if view := s.view(); !strings.Contains(view, what) {
		t.Fatalf("not shown:\n%s", view)
	}
	s.press("esc")
	if view := s.view(); strings.Contains(view, what) {
		t.Errorf("still shown:\n%s", view)
	}
}
