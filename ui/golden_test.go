package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// goldenSizes are those that each scene is kept at: a wide terminal, the usual one, the smallest.
var goldenSizes = [][2]int{{120, 40}, {80, 24}, {60, 15}}

// unmasked is the scene that shows a secret: no file holds one, so its content is asserted in code.
const unmasked = "shown"

// TestScenes compares every scene with its files in testdata; go test ./ui -update rewrites them.
func TestScenes(t *testing.T) {
	for name, open := range pictureScenes() {
		if name == unmasked {
			continue
		}
		for _, size := range goldenSizes {
			s := newScreen(t, size[0], size[1])
			open(s)
			content := s.m.View().Content
			if strings.Contains(content, testSecret) {
				t.Fatalf("the scene %s shows a secret", name)
			}
			at := fmt.Sprintf("%dx%d/%s", size[0], size[1], name)
			t.Run("plain/"+at, func(t *testing.T) { golden.RequireEqual(t, ansi.Strip(content)) })
			t.Run("colour/"+at, func(t *testing.T) { golden.RequireEqual(t, content) })
		}
	}
}

func TestTheSceneWithASecretShowsItInOnePiece(t *testing.T) {
	for _, size := range goldenSizes {
		s := newScreen(t, size[0], size[1])
		pictureScenes()[unmasked](s)
		if n := strings.Count(s.view(), testSecret); n != 1 {
			t.Errorf("at %dx%d the secret is on the screen %d times, want once and unbroken:\n%s", size[0], size[1], n, s.view())
		}
		s.shows("AKIANEWKEY0000000001", "New access key of bob", "acme-test (123456789012)", "Mask", "This secret is shown only once")
	}
}

// TestASCII keeps one screen as a file and holds all of them to ASCII.
func TestASCII(t *testing.T) {
	ascii := func(_ *fakeService, c *Config) { c.ASCII = true }
	s := newScreen(t, 80, 24, ascii)
	pictureScenes()["browse"](s)
	t.Run("browse", func(t *testing.T) { golden.RequireEqual(t, s.view()) })
	for name, open := range pictureScenes() {
		s := newScreen(t, 120, 40, ascii)
		open(s)
		for _, line := range strings.Split(s.view(), "\n") {
			if at := strings.IndexFunc(line, func(r rune) bool { return r >= 128 }); at >= 0 {
				t.Errorf("%s: not ASCII: %q", name, line[at:])
			}
		}
	}
}
