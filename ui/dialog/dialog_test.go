package dialog

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/ui/theme"
)

// send presses keys, by name or as single characters, and returns the result of the last one.
func send(d Dialog, keys ...string) Result {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "space": {Code: tea.KeySpace, Text: " "}, "backspace": {Code: tea.KeyBackspace},
		"ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+r": {Code: 'r', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	}
	var result Result
	for _, k := range keys {
		msg, ok := special[k]
		if !ok {
			msg = tea.KeyPressMsg{Code: rune(k[0]), Text: k}
		}
		result = d.Update(msg)
	}
	return result
}

// draw draws a dialog and fails if it is larger than the room there is.
func draw(t *testing.T, d Dialog, width, height int) string {
	t.Helper()
	v := ansi.Strip(d.View(theme.New(true, false), width, height))
	lines := strings.Split(v, "\n")
	if len(lines) > height {
		t.Errorf("in %dx%d the dialog has %d lines:\n%s", width, height, len(lines), v)
	}
	for _, l := range lines {
		if w := ansi.StringWidth(l); w > min(width, widest) {
			t.Errorf("in %dx%d the dialog is %d cells wide:\n%s", width, height, w, v)
		}
	}
	return v
}

// shows fails unless each text is in what is drawn.
func shows(t *testing.T, drawn string, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(drawn, want) {
			t.Errorf("%q is not in\n%s", want, drawn)
		}
	}
}

func TestAskFocus(t *testing.T) {
	one, two, danger := Button{Label: "One", Result: 1, Yes: true}, Button{Label: "Two", Result: 2}, Button{Label: "Danger", Result: 9, Danger: true, Yes: true}
	for _, c := range []struct {
		name    string
		buttons []Button
		keys    string
		want    Result
	}{
		{"the first button", []Button{one, two}, "enter", 1},
		{"the next", []Button{one, two}, "tab enter", 2},
		{"the last cancels", []Button{one, two}, "shift+tab enter", Cancelled{}},
		{"round and round", []Button{one, two}, "tab tab tab enter", 1},
		{"arrows", []Button{one, two}, "right down left enter", 2},
		{"letters", []Button{one, two}, "l j h enter", 2},
		{"never a dangerous one first", []Button{danger, two}, "enter", 2},
		{"if need be the one that cancels", []Button{danger}, "enter", Cancelled{}},
		{"no buttons of its own", nil, "enter", Cancelled{}},
		{"y presses what it stands for", []Button{two, danger}, "y", 9},
		{"Y too", []Button{two, danger}, "Y", 9},
		{"y alone presses nothing else", []Button{two}, "y", nil},
		{"n", []Button{one}, "n", Cancelled{}},
		{"esc", []Button{one}, "esc", Cancelled{}},
		{"ctrl+c", []Button{one}, "ctrl+c", Cancelled{}},
		{"any other key", []Button{one}, "q", nil},
		{"space", []Button{one}, "space", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := NewAsk("Sure?", nil, c.buttons...)
			if got := send(d, strings.Fields(c.keys)...); got != c.want {
				t.Errorf("%s: %v, want %v", c.keys, got, c.want)
			}
		})
	}
}

func TestAskIgnoresReleasesAndPastes(t *testing.T) {
	d := NewAsk("Sure?", nil, Button{Label: "Yes", Result: 1, Yes: true})
	for _, msg := range []tea.Msg{tea.KeyReleaseMsg{Code: 'y', Text: "y"}, tea.PasteMsg{Content: "y"}, tea.KeyReleaseMsg{Code: tea.KeyEnter}} {
		if got := d.Update(msg); got != nil {
			t.Errorf("%T returned %v", msg, got)
		}
	}
}

func TestFootStaysWhenTheBodyIsTooLong(t *testing.T) {
	lines := []Line{{Text: strings.Repeat("word ", 1300)}}
	for name, d := range map[string]Dialog{
		"question": NewAsk("Sure?", lines, Button{Label: "FOOT", Yes: true}),
		"typed":    NewTyped("Sure?", append([]Line{{Text: "x"}}, lines...), true, nil),
		"page":     NewPage("Page", lines...),
	} {
		for width := 56; width < 130; width += 7 {
			for height := 13; height < 60; height += 5 {
				v := draw(t, d, width, height)
				if name == "question" {
					shows(t, v, "FOOT (y)", "to line ", "scroll")
				}
				if name == "typed" {
					shows(t, v, "› ")
				}
				if name == "page" {
					shows(t, v, "esc close")
				}
			}
		}
	}
}

func TestPageScrolls(t *testing.T) {
	var lines []Line
	for i := range 50 {
		lines = append(lines, Line{Text: strings.Repeat("i", i+1)})
	}
	p := NewPage("Page", lines...)
	top := func() int { // the length of the line at the top
		return len(strings.Trim(strings.Split(draw(t, p, 70, 13), "\n")[1], "│ "))
	}
	for _, c := range []struct {
		keys string
		want int
	}{{"", 1}, {"down", 2}, {"j", 3}, {"k", 2}, {"up up up up", 1}, {"pgdown", 11}, {"space", 21}, {"pgup", 11}, {"G", 41}, {"down down", 41}, {"g", 1}, {"pgup", 1}} {
		if got := send(p, strings.Fields(c.keys)...); got != nil {
			t.Errorf("%q closed the page with %v", c.keys, got)
		}
		if got := top(); got != c.want {
			t.Errorf("after %q line %d is at the top, want %d", c.keys, got, c.want)
		}
	}
	for _, k := range []string{"esc", "enter", "q", "ctrl+c", "?", "!"} {
		if send(NewPage("Page"), k) != (Cancelled{}) {
			t.Errorf("%s does not close a page", k)
		}
	}
	draw(t, NewPage("empty"), 70, 13)
}

func TestMenu(t *testing.T) {
	options := []Option{{"First", "does one thing", 1}, {"Second", "does another", 2}, {"Third", "", 3}}
	for keys, want := range map[string]Result{
		"enter": 1, "down enter": 2, "tab tab enter": 3, "up enter": 3, "j k enter": 1, "3 enter": 3, "3 1 enter": 1, "4 enter": 1, "2": nil, "esc": Cancelled{}, "n": Cancelled{}, "ctrl+c": Cancelled{}, "y": nil, "q": nil,
	} {
		if got := send(NewMenu("Choose", nil, options...), strings.Fields(keys)...); got != want {
			t.Errorf("%s: %v, want %v", keys, got, want)
		}
	}
	var many []Option
	for i := range 40 {
		many = append(many, Option{Label: "option " + strings.Repeat("x", i), Note: strings.Repeat("note ", 20), Result: i})
	}
	m := NewMenu("Choose", []Line{{Text: "Which one?"}}, many...)
	for range many {
		shows(t, draw(t, m, 58, 14), "› ")
		send(m, "down")
	}
}

// TestMenuIsAsWideAsItsOptionsNeed, and says how many of them it does not show.
func TestMenuIsAsWideAsItsOptionsNeed(t *testing.T) {
	var many []Option
	for i := range 40 {
		many = append(many, Option{Label: fmt.Sprintf("AKIA%016d", i), Note: strings.Repeat("note ", 14) + "END", Result: i})
	}
	m := NewMenu("Whose?", nil, many...)
	drawn := ansi.Strip(m.View(theme.New(true, false), 118, 20))
	lines := strings.Split(drawn, "\n")
	if w := ansi.StringWidth(lines[0]); w != 20+73+menuMargin || len(lines) > 20 {
		t.Errorf("it is %d wide and %d high:\n%s", w, len(lines), drawn)
	}
	shows(t, drawn, "END", "25 more below")
	if strings.Contains(drawn, "above") {
		t.Errorf("there is nothing above:\n%s", drawn)
	}
	for range 20 {
		send(m, "down")
	}
	shows(t, ansi.Strip(m.View(theme.New(true, false), 118, 20)), "13 more above", "12 more below")
	for range 19 {
		send(m, "down")
	}
	shows(t, ansi.Strip(m.View(theme.New(true, false), 118, 20)), "25 more above")
	if v := ansi.Strip(m.View(theme.New(true, false), 118, 60)); strings.Contains(v, " more ") {
		t.Errorf("all fit:\n%s", v)
	}
}

func TestOverlayKeepsTheSizeOfTheScreen(t *testing.T) {
	th := theme.New(true, false)
	screen := strings.TrimSuffix(strings.Repeat(strings.Repeat("s", 100)+"\n", 30), "\n")
	v := ansi.Strip(Overlay(th, screen, NewAsk("Sure?", nil).View(th, 98, 30), 100, 30))
	lines := strings.Split(v, "\n")
	if len(lines) != 30 || ansi.StringWidth(lines[0]) != 100 {
		t.Errorf("the overlay is %d wide and %d high", ansi.StringWidth(lines[0]), len(lines))
	}
	shows(t, v, "╭ Sure? ─", "[ Cancel ]", "sss")
}

// TestOverlayDrawsWhatACanvasDoes: splicing lines gives the text that a canvas of cells gives, wide characters cut in two
// included, wherever the window's edges fall.
func TestOverlayDrawsWhatACanvasDoes(t *testing.T) {
	th := theme.New(true, false)
	screen := th.Bad.Render("日本語の利用者") + " and " + th.Good.Render("plain text") + "\nshort\n\n" + strings.Repeat("語", 30)
	for width := 20; width < 70; width++ {
		for _, window := range []string{"╭──╮\n│ab│\n╰──╯", "a\nb", strings.Repeat("語", 8), strings.Repeat("x", 69) + "\n"} {
			for _, height := range []int{1, 3, 4, 7} {
				w, h := lipgloss.Size(window)
				canvas := lipgloss.NewCanvas(width, height).Compose(lipgloss.NewCompositor(
					lipgloss.NewLayer(ansi.Strip(screen)),
					lipgloss.NewLayer(window).X(max(0, (width-w)/2)).Y(max(0, (height-h)/2)).Z(1),
				)).Render()
				if got, want := trimmed(Overlay(th, screen, window, width, height)), trimmed(canvas); got != want {
					t.Fatalf("%q on %dx%d is drawn as\n%s\nwant\n%s", window, width, height, got, want)
				}
			}
		}
	}
}

// trimmed returns a drawing as plain text without the blanks at the ends of its lines.
func trimmed(drawing string) string {
	lines := strings.Split(ansi.Strip(drawing), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func BenchmarkOverlay(b *testing.B) {
	th := theme.New(true, false)
	screen := strings.TrimSuffix(strings.Repeat(th.Bad.Render(strings.Repeat("s", 120))+"\n", 40), "\n")
	window := NewAsk("Sure?", nil).View(th, 118, 39)
	for b.Loop() {
		Overlay(th, screen, window, 120, 40)
	}
}

// TestADialogIsAsWideAsItsLinesNeed, up to 100 columns, and as wide wherever in it one is.
func TestADialogIsAsWideAsItsLinesNeed(t *testing.T) {
	wideOf := func(d Dialog) int {
		first, _, _ := strings.Cut(draw(t, d, 200, 12), "\n")
		return ansi.StringWidth(first)
	}
	for _, c := range []struct{ long, want int }{{10, common}, {common - 4, common}, {common - 3, common + 1}, {300, widest}} {
		lines := []Line{{Text: strings.Repeat("x", c.long)}}
		for name, d := range map[string]Dialog{
			"question": NewAsk("Sure?", lines), "page": NewPage("Page", lines...), "typed": NewTyped("Sure?", lines, true, nil),
		} {
			if got := wideOf(d); got != c.want {
				t.Errorf("a %s with a line of %d is %d wide, want %d", name, c.long, got, c.want)
			}
		}
	}
	page := NewPage("Page", append(make([]Line, 40), Line{Text: strings.Repeat("x", 90)})...)
	before := wideOf(page)
	page.Update(tea.KeyPressMsg{Code: 'G', Text: "G"})
	if after := wideOf(page); after != before || before != 94 {
		t.Errorf("the page is %d wide, and %d at its end", before, after)
	}
}

// TestAFrameIsRedOnlyIfItsDefaultDestroys: a button that destroys beside others makes no question a dangerous one.
func TestAFrameIsRedOnlyIfItsDefaultDestroys(t *testing.T) {
	look := theme.New(true, false)
	red := look.FrameDanger.Render(look.Marks.Border.TopLeft)
	for _, c := range []struct {
		button Button
		want   bool
	}{
		{Button{Label: "Delete", Danger: true, Yes: true}, true},
		{Button{Label: "Delete", Danger: true}, false},
		{Button{Label: "Create", Yes: true}, false},
	} {
		d := NewAsk("Sure?", []Line{{Text: "It?"}}, c.button)
		if got := strings.HasPrefix(d.View(look, 100, 20), red); got != c.want {
			t.Errorf("with %+v the frame is red: %v", c.button, got)
		}
	}
}
