package theme

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// paints returns every paint of a theme by name.
func paints(t Theme) map[string]Paint {
	all := map[string]Paint{}
	add := func(prefix string, v reflect.Value) {
		for i := range v.NumField() {
			if p, ok := v.Field(i).Interface().(Paint); ok {
				all[prefix+v.Type().Field(i).Name] = p
			}
		}
	}
	add("", reflect.ValueOf(t))
	add("Palette.", reflect.ValueOf(t.Palette))
	add("Selected.", reflect.ValueOf(t.Selected))
	return all
}

// TestPaintsLeakNoStyle: what a paint opens it closes, so that the next cell starts plain.
func TestPaintsLeakNoStyle(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, p := range paints(New(dark, false)) {
			got := p.Render("text")
			if ansi.Strip(got) != "text" {
				t.Errorf("%s paints %q", name, got)
			}
			if got != "text" && !strings.HasSuffix(got, "\x1b[m") && !strings.HasSuffix(got, "\x1b[0m") {
				t.Errorf("%s leaves its style open: %q", name, got)
			}
			if p.Render("") != "" {
				t.Errorf("%s paints nothing as %q", name, p.Render(""))
			}
		}
	}
}

func TestZeroPaintLeavesTextAsItIs(t *testing.T) {
	if got := (Paint{}).Render("text"); got != "text" {
		t.Errorf("the zero paint paints %q", got)
	}
}

// TestSelectedRowHasOneBackground: each of its paints sets it, or there would be holes in the bar.
func TestSelectedRowHasOneBackground(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := New(dark, false)
		for name, p := range paints(th) {
			if strings.HasPrefix(name, "Selected.") && !strings.Contains(p.Render("x"), "48;2;") {
				t.Errorf("%s has no background: %q", name, p.Render("x"))
			}
		}
	}
}

// TestFewColours: with 16 colours no paint mixes a foreground of its own with the bar of the selected row, and without
// colours none is set at all; the pane in focus, the selected row and what is wrong still stand out.
func TestFewColours(t *testing.T) {
	colours := regexp.MustCompile(`\x1b\[[\d;]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b`)
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256} {
		for _, dark := range []bool{true, false} {
			th := For(profile, dark, false)
			for name, p := range paints(th) {
				s := p.Render("x")
				if profile == colorprofile.ASCII && colours.MatchString(s) ||
					profile == colorprofile.ANSI && strings.HasPrefix(name, "Selected.") && colours.MatchString(s) ||
					strings.Contains(s, "8;2;") {
					t.Errorf("%s with %s is %q", name, profile, s)
				}
			}
			if th.Frame == th.FrameFocus || th.Selected.Text == th.Text || th.Bad == th.Text || th.ButtonFocus == th.Button {
				t.Errorf("with %s a state does not show", profile)
			}
		}
	}
}

func TestDarkAndLightDiffer(t *testing.T) {
	if New(true, false).Dim == New(false, false).Dim {
		t.Error("the look is the same on dark and light backgrounds")
	}
	if !New(true, false).Dark || New(false, false).Dark {
		t.Error("Dark is not what was asked for")
	}
}

// TestMarks: each state has a mark of its own in either set, one cell wide, and the ASCII set is ASCII.
func TestMarks(t *testing.T) {
	for _, ascii := range []bool{true, false} {
		m := New(true, ascii).Marks
		seen := map[string]bool{}
		for _, mark := range []string{m.Active, m.Inactive, m.Other, m.Unknown, m.None} {
			if seen[mark] || ansi.StringWidth(mark) != 1 {
				t.Errorf("the mark %q is not one of its own, one cell wide", mark)
			}
			seen[mark] = true
		}
		v := reflect.ValueOf(m)
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() != reflect.String {
				continue
			} else if s := f.String(); ascii && strings.ContainsFunc(s, func(r rune) bool { return r >= 128 }) {
				t.Errorf("%s is not ASCII: %q", v.Type().Field(i).Name, s)
			}
		}
		for _, frame := range m.Spinner {
			if ansi.StringWidth(frame) != 1 {
				t.Errorf("the spinner's %q is not one cell wide", frame)
			}
		}
	}
	if got := New(true, true).Marks.Key("↑↓ → ←"); strings.ContainsFunc(got, func(r rune) bool { return r >= 128 }) {
		t.Errorf("the names of arrows are %q", got)
	}
}

func TestBox(t *testing.T) {
	th := New(true, false)
	long := strings.Repeat("title ", 40)
	for width := range 80 {
		for height := range 12 {
			for _, label := range []string{"", "Users 200+", long, "日本語"} {
				b := Box{Title: label, Note: label, Width: width, Height: height, Frame: th.Frame, Label: th.Strong, NotePaint: th.Dim}
				b.Scroll = Scroll{From: width, To: width + height, Of: 80 + height, Place: "12 of 301"}
				lines := b.Render(th.Marks, []string{"", th.Bad.Render(strings.Repeat("x", max(width-2, 0)))})
				if width < 2 || height < 2 {
					if lines != nil {
						t.Errorf("a box of %dx%d is drawn", width, height)
					}
					continue
				}
				if len(lines) != height {
					t.Errorf("a box of %dx%d has %d lines", width, height, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) != width {
						t.Errorf("a box of %dx%d has a line %d wide: %q", width, height, ansi.StringWidth(l), ansi.Strip(l))
					}
				}
			}
		}
	}
}

func TestBoxLooks(t *testing.T) {
	b := Box{Title: "Users 200+", Note: "oldest first", Width: 24, Height: 4}
	want := "╭ Users 200+ ──────────╮\n│alice                 │\n│                      │\n╰ oldest first ────────╯"
	if got := strings.Join(b.Render(unicodeMarks(), []string{"alice"}), "\n"); got != want {
		t.Errorf("the box is\n%s\nwant\n%s", got, want)
	}
	want = "+ Users 200+ ----------+\n|alice                 |\n|                      |\n+ oldest first --------+"
	if got := strings.Join(b.Render(asciiMarks(), []string{"alice"}), "\n"); got != want {
		t.Errorf("the box is\n%s\nwant\n%s", got, want)
	}
}

// TestBoxSaysWhereInAListItIs: by a mark in its side and by numbers, which give way to the note.
func TestBoxSaysWhereInAListItIs(t *testing.T) {
	draw := func(b Box) string {
		b.Title, b.Height = "Users", 7
		return strings.Join(b.Render(unicodeMarks(), []string{"USER", "a", "b", "c", "d"}), "\n")
	}
	scroll := Scroll{From: 0, To: 4, Of: 301, Heads: 1, Place: "2 of 301"}
	want := "╭ Users ───────╮\n│USER          │\n│a             ┃\n│b             │\n│c             │\n│d             │\n╰─── 2 of 301 ─╯"
	if got := draw(Box{Width: 16, Scroll: scroll}); got != want {
		t.Errorf("at the top the box is\n%s\nwant\n%s", got, want)
	}
	scroll.From, scroll.To = 297, 301
	if got := strings.Split(draw(Box{Width: 16, Scroll: scroll}), "\n"); got[5] != "│d             ┃" || got[2] != "│a             │" {
		t.Errorf("at the end the box is\n%s", strings.Join(got, "\n"))
	}
	if got := draw(Box{Width: 16, Note: "oldest", Scroll: scroll}); strings.Contains(got, "of 301") || !strings.Contains(got, " oldest ") {
		t.Errorf("the numbers have taken the place of the note:\n%s", got)
	}
	scroll = Scroll{From: 0, To: 4, Of: 4, Heads: 1, Place: "2 of 4"}
	if got := draw(Box{Width: 16, Scroll: scroll}); strings.Contains(got, "of 4") || strings.Contains(got, "┃") {
		t.Errorf("a list that is shown whole is said to go on:\n%s", got)
	}
}
