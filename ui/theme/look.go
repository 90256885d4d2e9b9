package theme

import (
	"slices"

	"github.com/charmbracelet/colorprofile"

	"akia/ui/text"
)

// Name is the name of a theme, as a person chooses it.
type Name string

// The themes.
const (
	Auto         Name = "auto" // by the background of the terminal
	Dark         Name = "dark"
	Light        Name = "light"
	HighContrast Name = "high-contrast" // by the background too
	Mono         Name = "mono"          // no colors: weight and reverse tell what colors do
)

// Names returns the names of all themes.
func Names() []Name { return []Name{Auto, Dark, Light, HighContrast, Mono} }

// Parse returns the theme of a name, and says what is wrong with one that there is not.
func Parse(name string) (theme Name, fault string) {
	if slices.Contains(Names(), Name(name)) {
		return Name(name), ""
	}
	const all = "must be auto, dark, light, high-contrast or mono"
	names := make([]string, 0, len(Names()))
	for _, n := range Names() {
		names = append(names, string(n))
	}
	if near := text.Near(name, names, 1); len(near) > 0 {
		return "", all + "; did you mean " + near[0] + "?"
	}
	return "", all
}

// Background is that of the terminal.
type Background uint8

// The backgrounds. A terminal that does not tell its own may have either.
const (
	UnknownBackground Background = iota
	DarkBackground
	LightBackground
)

// Look is what a theme is made from: what was chosen, and what the terminal can do. The zero Look is that of a
// terminal of which nothing is known.
type Look struct {
	Name       Name // empty is Auto
	Profile    colorprofile.Profile
	Background Background
	ASCII      bool
}

// Theme returns the theme of the look.
func (l Look) Theme() Theme {
	background := l.Background
	switch l.Name {
	case Dark:
		background = DarkBackground
	case Light:
		background = LightBackground
	case Auto, HighContrast, Mono, "":
	}
	if background == UnknownBackground && l.Profile != colorprofile.ANSI { // such a terminal mostly tells; most are dark
		background = DarkBackground
	}
	t := l.scheme(background).theme(l.Profile)
	t.Dark = background != LightBackground
	t.Marks = unicodeMarks()
	if l.ASCII {
		t.Marks = asciiMarks()
	}
	return t
}

// scheme returns the colors for a background.
func (l Look) scheme(on Background) scheme {
	switch {
	case l.Name == Mono || l.Profile < colorprofile.ANSI:
		return scheme{none: true}
	case l.Name == HighContrast && on == UnknownBackground:
		return scheme{none: true, strong: true}
	case l.Name == HighContrast && on == LightBackground:
		return strongOnLight()
	case l.Name == HighContrast:
		return strongOnDark()
	case on == UnknownBackground:
		return onEither()
	case on == LightBackground:
		return onLight()
	}
	return onDark()
}
