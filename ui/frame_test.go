package ui

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// wrongFrame says what is wrong with a frame; empty if nothing is. A frame holds printable runes and sequences of the form
// CSI … m alone, is as high as the screen, and no line of it is wider. Below the least size it may be smaller.
func wrongFrame(frame string, width, height int) string {
	lines := strings.Split(frame, "\n")
	small := width < leastWidth || height < leastHeight
	switch {
	case width == 0 || height == 0:
		if frame != "" {
			return "without a size there is a frame"
		}
		return ""
	case len(lines) > height, !small && len(lines) != height:
		return fmt.Sprintf("at %dx%d the frame has %d lines", width, height, len(lines))
	}
	for i, line := range lines {
		text, fault := strictText(line)
		if fault != "" {
			return fmt.Sprintf("at %dx%d line %d holds %s: %q", width, height, i+1, fault, line)
		}
		if w := ansi.StringWidth(text); w > width {
			return fmt.Sprintf("at %dx%d line %d is %d wide: %q", width, height, i+1, w, text)
		}
	}
	return ""
}

// strictText returns a line without its styles, or what it holds that is neither a style nor a printable rune. It shares no
// code with what draws.
func strictText(line string) (text, fault string) {
	var b strings.Builder
	for i := 0; i < len(line); {
		if line[i] == '\x1b' {
			n := strings.IndexFunc(line[i+1:], func(r rune) bool { return !strings.ContainsRune("[0123456789;:", r) })
			if i+1 >= len(line) || line[i+1] != '[' || n < 1 || line[i+1+n] != 'm' || strings.Contains(line[i+2:i+1+n], "[") {
				return "", fmt.Sprintf("a sequence that is no style at byte %d", i)
			}
			i += n + 2
			continue
		}
		r, n := utf8.DecodeRuneInString(line[i:])
		if r == utf8.RuneError && n == 1 {
			return "", "broken UTF-8"
		}
		if r != '\uFFFD' && (!unicode.IsPrint(r) || unicode.In(r, unicode.M, unicode.Bidi_Control, unicode.Variation_Selector) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)) {
			return "", fmt.Sprintf("the rune %U", r)
		}
		b.WriteRune(r)
		i += n
	}
	return b.String(), ""
}
