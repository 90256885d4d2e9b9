package text

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// strict says what in s must not reach a terminal; empty if nothing. It shares no code with what cleans.
func strict(s string) string {
	if !utf8.ValidString(s) {
		return "broken UTF-8"
	}
	wide := 0
	for _, r := range s {
		w := ansi.StringWidth(string(r))
		switch {
		case r == '\x1b', unicode.IsControl(r):
			return fmt.Sprintf("the control character %U", r)
		case unicode.In(r, unicode.Cf, unicode.Bidi_Control), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
			return fmt.Sprintf("the format character %U", r)
		case unicode.In(r, unicode.M, unicode.Variation_Selector):
			return fmt.Sprintf("the mark %U", r)
		case !unicode.IsPrint(r), r == '\u2800', r == '\u3164', w < 1 || w > 2:
			return fmt.Sprintf("%U, which is not to be seen", r)
		}
		wide += w
	}
	if wide != ansi.StringWidth(s) {
		return fmt.Sprintf("runes that join: one by one they are %d wide, together %d", wide, ansi.StringWidth(s))
	}
	if Width(s) != wide {
		return fmt.Sprintf("what is measured as %d instead of %d", Width(s), wide)
	}
	return ""
}

func FuzzClean(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if fault := strict(got); fault != "" {
			t.Errorf("Clean(%q) holds %s", s, fault)
		}
		if len(got) <= longest && Clean(got) != got {
			t.Errorf("Clean(%q) is not clean: %q", s, got)
		}
		if trimmed := Trim(s); strings.TrimSpace(got) != trimmed {
			t.Errorf("Trim(%q) = %q", s, trimmed)
		}
		if utf8.RuneCountInString(got) > utf8.RuneCountInString(s) {
			t.Errorf("Clean(%q) is longer", s)
		}
	})
}

func FuzzFit(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string, width int, ascii bool) {
		width %= 300
		tail := "…"
		if ascii {
			tail = "~"
		}
		cut, fitted := Cut(s, width, tail), Fit(s, width, tail)
		for _, got := range []string{cut, fitted} {
			if fault := strict(got); fault != "" {
				t.Errorf("%q cut to %d holds %s: %q", s, width, fault, got)
			}
		}
		if w := Width(cut); w > max(width, 0) {
			t.Errorf("Cut(%q, %d) is %d wide", s, width, w)
		}
		if w := Width(fitted); w != max(width, 0) {
			t.Errorf("Fit(%q, %d) is %d wide", s, width, w)
		}
		if Width(Clean(s)) <= width && cut != Clean(s) {
			t.Errorf("Cut(%q, %d) is cut to %q although it fits", s, width, cut)
		}
	})
}

func FuzzWrap(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string, width int) {
		width %= 300
		lines := Wrap(s, width)
		kept := 0
		for _, l := range lines {
			if fault := strict(l); fault != "" {
				t.Errorf("Wrap(%q, %d) holds %s: %q", s, width, fault, l)
			}
			if w := Width(l); w > width && width > 1 { // a wide rune does not fit into one cell
				t.Errorf("Wrap(%q, %d) has a line %d wide: %q", s, width, w, l)
			}
			kept += len(strings.ReplaceAll(l, " ", ""))
		}
		if want := len(strings.ReplaceAll(Clean(s), " ", "")); width > 0 && kept != want {
			t.Errorf("Wrap(%q, %d) kept %d bytes of %d: %q", s, width, kept, want, lines)
		}
	})
}

// TestEveryRuneStandsAlone goes through all runes that are let through: each is to be seen, and keeps its width between others.
func TestEveryRuneStandsAlone(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := string(r)
		if Clean(s) != s {
			continue
		}
		if fault := strict("a" + s + "🙂" + s + s + "日" + s); fault != "" {
			t.Errorf("%U: %s", r, fault)
		}
	}
}

// TestWorkIsBounded: of a text of any size only the beginning is looked at.
func TestWorkIsBounded(t *testing.T) {
	for _, unit := range []string{"a", "a b-", "\x1b[31m", "日", "e\u0301\u200b", "\xff", "\n"} {
		for _, size := range []int{64 << 10, 10 << 20} {
			s := strings.Repeat(unit, size/len(unit))
			if n := len(Clean(s)); n > 3*longest {
				t.Errorf("%d bytes of %q become %d", size, unit, n)
			}
			start := time.Now()
			allocated := testing.AllocsPerRun(1, func() { Wrap(s, 40); Fit(s, 40, "…"); Trim(s) })
			if took := time.Since(start); took > 2*time.Second || allocated > 100_000 {
				t.Errorf("%d bytes of %q take %s and %.0f allocations", size, unit, took, allocated)
			}
		}
	}
}
