package theme

import "strings"

// Marks are the signs that carry state, and the pieces of borders.
type Marks struct {
	Cursor   string // the selected row
	Active   string // an active key
	Inactive string // an inactive key
	Other    string // a key of a status that is neither
	Unknown  string // not asked yet
	None     string // known to be nothing
	Overdue  string // after the age of a key that is due for rotation
	Own      string // the key that the program is signed in with
	Done     string // before good news
	Failed   string // before bad news
	Ellipsis string // in place of what was cut off
	Dots     string // in place of a secret
	Picked   string // a row that was marked
	Unsure   string // after a last use that may be that of another key
	Down     string // after the head of the column that a table is sorted by
	Up       string // likewise, in reverse
	Thumb    string // in the side of a frame: which part of a list is shown
	Border   Border
	Spinner  []string
	Bar      []string          // the pieces of a bar, the shortest first
	arrows   *strings.Replacer // nil where the terminal can draw arrows
}

// Key returns the name of a key as the help shows it.
func (m Marks) Key(name string) string {
	if m.arrows == nil {
		return name
	}
	return m.arrows.Replace(name)
}

// ASCII reports whether the marks are those for a terminal that has no others.
func (m Marks) ASCII() bool { return m.arrows != nil }

// Border is the pieces of a frame.
type Border struct{ TopLeft, Top, TopRight, Side, BottomLeft, Bottom, BottomRight string }

func unicodeMarks() Marks {
	return Marks{
		Cursor: "›", Active: "●", Inactive: "○", Other: "◇", Unknown: "·", None: "–", Overdue: "!", Own: "◂",
		Done: "✓", Failed: "✗", Ellipsis: "…", Dots: "•",
		Picked: "◆", Unsure: "?", Down: "↓", Up: "↑", Bar: []string{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
		Thumb:   "┃",
		Border:  Border{"╭", "─", "╮", "│", "╰", "─", "╯"},
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	}
}

func asciiMarks() Marks {
	return Marks{
		Cursor: ">", Active: "*", Inactive: "o", Other: "?", Unknown: ".", None: "-", Overdue: "!", Own: "<",
		Done: "ok", Failed: "x", Ellipsis: "~", Dots: "*",
		Picked: "+", Unsure: "?", Down: "v", Up: "^", Bar: []string{"#"},
		Thumb:   "#",
		Border:  Border{"+", "-", "+", "|", "+", "-", "+"},
		Spinner: []string{"|", "/", "-", "\\"},
		arrows:  strings.NewReplacer("↑↓", "up/down", "↑", "up", "↓", "down", "←", "left", "→", "right"),
	}
}
