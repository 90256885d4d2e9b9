package theme

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// labelTint is a color behind the label of an account, and that of the text on it, which can be read in terminals of 16
// colors too.
type labelTint struct{ behind, text tint }

// labelTints are the colors that a label can have, by their names.
func labelTints() map[string]labelTint {
	black, white := tint{"0", "16", "#000000"}, tint{"15", "231", "#ffffff"}
	return map[string]labelTint{
		"red":     {tint{"1", "124", "#b3261e"}, white},
		"green":   {tint{"2", "34", "#2fa84f"}, black},
		"yellow":  {tint{"3", "220", "#f2c744"}, black},
		"blue":    {tint{"4", "25", "#1f5fbf"}, white},
		"magenta": {tint{"5", "127", "#a8329e"}, white},
		"cyan":    {tint{"6", "44", "#2cb5c0"}, black},
		"white":   {tint{"7", "254", "#e4e4e4"}, black},
		"gray":    {tint{"8", "240", "#585858"}, white},
	}
}

// labelPaints returns the paints of labels in a terminal.
func labelPaints(profile colorprofile.Profile) map[string]Paint {
	paints := map[string]Paint{}
	for name, t := range labelTints() {
		if behind, text := t.behind.in(profile), t.text.in(profile); behind != nil && text != nil {
			paints[name] = newPaint(lipgloss.NewStyle().Bold(true).Background(behind).Foreground(text))
		}
	}
	return paints
}

// Label returns the paint of an account's label in a color of that name; without colors, and without a name, it is that
// of what must not be overlooked.
func (t Theme) Label(color string) Paint {
	if p, ok := t.Labels[color]; ok {
		return p
	}
	return t.Alert
}
