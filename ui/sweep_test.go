package ui

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// resize gives the screen another size and returns what it draws.
func (s *screen) resize(width, height int) string {
	s.m.Update(tea.WindowSizeMsg{Width: width, Height: height})
	return s.m.View().Content
}

// fits fails if a frame is larger than the screen, is not filled, or is not text.
func fits(t *testing.T, frame string, width, height int) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	small := width < leastWidth || height < leastHeight
	if len(lines) > height || !small && len(lines) != height {
		t.Errorf("at %dx%d the frame has %d lines", width, height, len(lines))
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			t.Errorf("at %dx%d line %d is %d cells wide: %q", width, height, i+1, w, ansi.Strip(line))
		}
	}
	if !utf8.ValidString(frame) {
		t.Errorf("at %dx%d the frame is not valid UTF-8", width, height)
	}
	if small && (strings.ContainsRune(frame, '╭') || strings.ContainsRune(frame, '\x1b')) {
		t.Errorf("at %dx%d, too small a screen, more is drawn than a plain sentence: %q", width, height, frame)
	}
	if small && width >= 28 && height >= 3 && !strings.Contains(strings.ReplaceAll(frame, "\n", " "), "needs a window of at least 60 by 15 characters.") {
		t.Errorf("at %dx%d the sentence about the size is missing: %q", width, height, frame)
	}
}

// sweepsAll reports whether sweeps are to leave nothing out, as .ci/run has them. Otherwise those that take longest try a
// sample that is the same each time.
func sweepsAll() bool { return os.Getenv("AKIA_FULL") != "" }

// TestMainScreenFitsEverySize sweeps the sizes of the main screen, with the focus in either pane.
func TestMainScreenFitsEverySize(t *testing.T) {
	t.Parallel()
	s := newScreen(t, 120, 40)
	s.tap("j")
	for width := 1; width <= 200 && !t.Failed(); width += thin {
		for height := 1; height <= 60; height++ {
			s.m.browse.OtherPane()
			fits(t, s.resize(width, height), width, height)
		}
	}
}

// TestScenesFitEdgeSizes draws every scene at the sizes at which the layout changes.
func TestScenesFitEdgeSizes(t *testing.T) {
	t.Parallel()
	scene := 0
	for name, open := range pictureScenes() {
		if scene++; scene%thin != 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			open(s)
			for _, width := range []int{1, 2, 59, 60, 61, 79, 80, 99, 100, 101, 120, 200} {
				for _, height := range []int{1, 2, 14, 15, 16, 24, 40, 60} {
					fits(t, s.resize(width, height), width, height)
				}
			}
		})
	}
}
