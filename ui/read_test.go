package ui

import "testing"

// TestRefreshSaysWhatItRead, and nothing is said of what was read without being asked for.
func TestRefreshSaysWhatItRead(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.hides("Read ")
	s.tap("r")
	s.shows("Read 6 users")
	s.tap("tab", "r")
	s.shows("Read 2 keys of alice")
	s.tap("tab", "j")
	s.hides("of bob,", "keys of bob")
}

// TestWindowTitleNamesTheAccount, once it is known.
func TestWindowTitleNamesTheAccount(t *testing.T) {
	for alias, want := range map[string]string{"acme-test": "akia: acme-test", "": "akia: 123456789012", "a\x1b]b": "akia: a�]b"} {
		s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) { f.identity.Alias = alias })
		if got := s.m.View().WindowTitle; got != want {
			t.Errorf("%q: %q, want %q", alias, got, want)
		}
	}
	if got := New(Config{}).View().WindowTitle; got != "akia" {
		t.Errorf("before it is known: %q", got)
	}
}
