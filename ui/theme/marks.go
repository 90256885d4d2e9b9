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
	Border   Border
	Spinner  []string
	arrows   *strings.Replacer // nil where the terminal can draw arrows
}

// Key returns the name of a key as the help shows it.
func (m Marks) Key(name string) string {
	if m.arrows == nil {
		return name
	}
	return m.arrows.Replace(name)
}

// Border is the pieces of a frame.
type Border struct{ TopLeft, Top, TopRight, Side, BottomLeft, Bottom, BottomRight string }

func unicodeMarks() Marks {
	return Marks{
		Cursor: "›", Active: "●", Inactive: "○", Other: "◇", Unknown: "·", None: "–", Overdue: "!", Own: "◂",
		Done: "✓", Failed: "✗", Ellipsis: "…", Dots: "•",
		Border:  Border{"╭", "─", "╮", "│", "╰", "─", "╯"},
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	}
}

func asciiMarks() Marks {
	return Marks{
		Cursor: ">", Active: "*", Inactive: "o", Other: "?", Unknown: ".", None: "-", Overdue: "!", Own: "<",
		Done: "ok", Failed: "x", Ellipsis: "~", Dots: "*",
		Border:  Border{"+", "-", "+", "|", "+", "-", "+"},
		Spinner: []string{"|", "/", "-", "\\"},
		arrows:  strings.NewReplacer("↑↓", "up/down", "↑", "up", "↓", "down", "←", "left", "→", "right"),
	}
}
