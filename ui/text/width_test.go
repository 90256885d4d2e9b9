package text

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestWidthIsThatOfTheLibrary: what Width counts for itself is what package ansi measures.
func TestWidthIsThatOfTheLibrary(t *testing.T) {
	pieces := []string{
		"a", " ", "~", "-bot", "·", "–", "›", "◂", "●", "○", "◇", "•", "…", "✓", "✗", "─", "│", "╭", "╯", "╿", "⠋",
		"\x1b[m", "\x1b[1;38;2;108;182;255m", "\x1b[38;5;75m", "\x1b[?25l", "\x1b[", "\x1b", "\x1b]0;t\a", "\t", "\x7f", "\x9b31m",
		"\ufe0f", "\u200d", "e\u0301", "日", "🙂", "\U0001f1e9\U0001f1ea", "\xff",
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if s := b.String(); Width(s) != ansi.StringWidth(s) {
			t.Fatalf("Width(%q) = %d, want %d", s, Width(s), ansi.StringWidth(s))
		}
	}
}
