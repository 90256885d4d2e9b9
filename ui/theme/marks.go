package theme

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
	Up, Down string // there is more above, below
	Border   Border
	Spinner  []string
}

// Border is the pieces of a frame.
type Border struct{ TopLeft, Top, TopRight, Side, BottomLeft, Bottom, BottomRight string }

func unicodeMarks() Marks {
	return Marks{
		Cursor: "›", Active: "●", Inactive: "○", Other: "◇", Unknown: "·", None: "–", Overdue: "!", Own: "◂",
		Done: "✓", Failed: "✗", Ellipsis: "…", Dots: "•", Up: "↑", Down: "↓",
		Border:  Border{"╭", "─", "╮", "│", "╰", "─", "╯"},
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	}
}

func asciiMarks() Marks {
	return Marks{
		Cursor: ">", Active: "*", Inactive: "o", Other: "?", Unknown: ".", None: "-", Overdue: "!", Own: "<",
		Done: "ok", Failed: "x", Ellipsis: "~", Dots: "*", Up: "^", Down: "v",
		Border:  Border{"+", "-", "+", "|", "+", "-", "+"},
		Spinner: []string{"|", "/", "-", "\\"},
	}
}
