package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// tint is a color in a terminal of 16, of 256 and of all colors; an empty one is that of the terminal's own text.
type tint struct{ ansi, ansi256, full string }

// in returns the color in a terminal; nil for that of its own text.
func (t tint) in(profile colorprofile.Profile) color.Color {
	switch {
	case profile > colorprofile.ANSI256 && t.full != "":
		return lipgloss.Color(t.full)
	case profile == colorprofile.ANSI256 && t.ansi256 != "":
		return lipgloss.Color(t.ansi256)
	case profile == colorprofile.ANSI && t.ansi != "":
		return lipgloss.Color(t.ansi)
	}
	return nil
}

// scheme is a set of colors for one background. In terminals of 16 colors it has only those that can be read on it
// in every common palette: no yellow, green or cyan on white, no blue on black.
type scheme struct {
	dim, accent, good, warn, bad, frame tint
	row                                 tint // behind the row under the cursor; none: it is in reverse
	badge                               tint // on accent and on warn
	faint                               bool // what is dim is faint, too
	none                                bool // no colors: weight and reverse tell what they do
	strong                              bool // nothing is faint
}

func onDark() scheme {
	return scheme{
		dim: tint{"7", "247", "#8b919b"}, accent: tint{"14", "75", "#6cb6ff"}, good: tint{"10", "77", "#57c46e"},
		warn: tint{"11", "179", "#e3a13a"}, bad: tint{"9", "210", "#ff7b72"}, frame: tint{"8", "239", "#4a515c"},
		row: tint{"", "237", "#273447"}, badge: tint{"0", "233", "#10151c"},
	}
}

func onLight() scheme {
	return scheme{
		dim: tint{"8", "242", "#6b6f76"}, accent: tint{"4", "25", "#0b5cad"}, good: tint{"", "22", "#1a7f37"},
		warn: tint{"5", "94", "#9a5b00"}, bad: tint{"1", "124", "#c0242f"}, frame: tint{"8", "250", "#b3b8c0"},
		row: tint{"", "254", "#dbe7f5"}, badge: tint{"15", "231", "#ffffff"},
	}
}

// onEither is for a terminal of 16 colors that does not tell its background: what can be read on black and on white.
func onEither() scheme {
	return scheme{
		accent: tint{ansi: "12"}, warn: tint{ansi: "5"}, bad: tint{ansi: "9"}, badge: tint{ansi: "15"}, faint: true,
	}
}

func strongOnDark() scheme {
	return scheme{
		dim: tint{"7", "252", "#d0d0d0"}, accent: tint{"14", "153", "#a0e0ff"}, good: tint{"10", "120", "#8fffa0"},
		warn: tint{"11", "221", "#ffd75f"}, bad: tint{"9", "217", "#ffa8a0"}, frame: tint{"7", "249", "#b0b0b0"},
		badge: tint{"0", "16", "#000000"},
	}
}

func strongOnLight() scheme {
	return scheme{
		dim: tint{"", "238", "#404040"}, accent: tint{"4", "18", "#003c8f"}, good: tint{"", "22", "#00551f"},
		warn: tint{"1", "52", "#6b3f00"}, bad: tint{"1", "88", "#8f0010"}, frame: tint{"", "241", "#606060"},
		badge: tint{"15", "231", "#ffffff"},
	}
}

// theme returns the paints of the scheme for a terminal. Where there are only 16 colors, the row under the cursor
// is in reverse: one of them as its background would drown the text.
func (s scheme) theme(profile colorprofile.Profile) Theme {
	plain := lipgloss.NewStyle()
	c := func(t tint) lipgloss.Style {
		if is := t.in(profile); is != nil {
			return plain.Foreground(is)
		}
		return plain
	}
	base := palette{
		text: plain, strong: plain.Bold(true), accent: c(s.accent).Bold(true), dim: c(s.dim).Faint(s.faint), good: c(s.good),
		warn: c(s.warn), bad: c(s.bad),
	}
	badge := c(s.badge).Bold(true)
	t := Theme{
		Palette: base.paints(), Selected: reversed(), Button: newPaint(base.dim),
		ButtonFocus: newPaint(plain.Reverse(true).Bold(true)), ButtonDanger: newPaint(base.bad.Reverse(true).Bold(true)),
		Frame: newPaint(c(s.frame).Faint(s.faint)), FrameFocus: newPaint(c(s.accent)), FrameDanger: newPaint(base.bad),
	}
	if s.none {
		t.weigh(s.strong)
		return t
	}
	t.Labels = labelPaints(profile)
	t.Badge, t.Alert = newPaint(badge.Background(s.accent.in(profile))), newPaint(badge.Background(s.warn.in(profile)))
	if row := s.row.in(profile); row != nil {
		t.Selected = base.on(func(s lipgloss.Style) lipgloss.Style { return s.Background(row) }).paints()
	}
	return t
}
