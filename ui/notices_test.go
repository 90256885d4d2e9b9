package ui

import (
	"strings"
	"testing"
)

// TestNoticesAreShownAtTheStart has the screen say what of the AWS configuration is passed over, with nothing in it that
// the terminal would obey.
func TestNoticesAreShownAtTheStart(t *testing.T) {
	s := newScreen(t, 100, 20, func(_ *fakeService, c *Config) {
		c.Notices = []string{"AWS_CONFIG_FILE names /x\x1b]0;title\x07/y, which doesn't exist."}
	})
	if drawn := s.m.View().Content; !strings.Contains(drawn, "AWS_CONFIG_FILE names /x") || strings.Contains(drawn, "\x1b]0") {
		t.Errorf("%q", drawn)
	}
}
