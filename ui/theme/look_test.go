package theme

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

// The 16 colors as xterm and as the console of PCs have them: what is readable in both is so in every common palette.
var sixteen = map[string][16]string{
	"xterm": {
		"000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5",
		"7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff",
	},
	"vga": {
		"000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa",
		"555555", "ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff",
	},
}

type rgb [3]float64

func hex(s string) rgb {
	n, _ := strconv.ParseUint(s, 16, 32)
	return rgb{float64(n >> 16 & 255), float64(n >> 8 & 255), float64(n & 255)}
}

// indexed returns one of 256 colors.
func indexed(n int, palette [16]string) rgb {
	level := func(i int) float64 { return [6]float64{0, 95, 135, 175, 215, 255}[i] }
	switch {
	case n < 16:
		return hex(palette[n])
	case n < 232:
		n -= 16
		return rgb{level(n / 36), level(n / 6 % 6), level(n % 6)}
	}
	grey := float64(8 + 10*(n-232))
	return rgb{grey, grey, grey}
}

func (c rgb) luminance() float64 {
	var l [3]float64
	for i, v := range c {
		if v /= 255; v <= 0.03928 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// contrast is that of WCAG 2: 1 for equal colors, 21 for black on white.
func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// drawn returns the colors that a paint writes with, on a terminal whose own are ink on paper.
func drawn(p Paint, ink, paper rgb, palette [16]string) (text, behind rgb) {
	text, behind = ink, paper
	reverse := false
	codes := strings.Split(strings.TrimSuffix(strings.TrimPrefix(p.open, "\x1b["), "m"), ";")
	for i := 0; i < len(codes); i++ {
		n, _ := strconv.Atoi(codes[i])
		to := &text
		if n >= 40 && n < 50 || n >= 100 {
			to = &behind
		}
		switch {
		case n == 7:
			reverse = true
		case n == 38 || n == 48:
			at := func(k int) float64 { v, _ := strconv.ParseFloat(codes[i+k], 64); return v }
			if codes[i+1] == "5" {
				*to = indexed(int(at(2)), palette)
				i += 2
			} else {
				*to = rgb{at(2), at(3), at(4)}
				i += 4
			}
		case n >= 30 && n <= 37, n >= 40 && n <= 47:
			*to = indexed(n%10, palette)
		case n >= 90 && n <= 97, n >= 100 && n <= 107:
			*to = indexed(n%10+8, palette)
		}
	}
	if reverse {
		return behind, text
	}
	return text, behind
}

// TestEveryThemeIsReadable computes the contrast of every paint of every theme in terminals of 16, 256 and all colors, on black
// and on white; a terminal that does not tell its background may have either. Frames carry no text.
func TestEveryThemeIsReadable(t *testing.T) {
	papers := map[string]rgb{"black": hex("000000"), "white": hex("ffffff")}
	for _, profile := range []colorprofile.Profile{colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		for _, name := range Names() {
			for on, background := range map[string][]Background{
				"black": {DarkBackground, UnknownBackground}, "white": {LightBackground, UnknownBackground},
			} {
				for _, b := range background {
					if b == UnknownBackground && on == "white" && profile != colorprofile.ANSI ||
						name == Light && on == "black" || name == Dark && on == "white" {
						continue
					}
					ink := papers[map[string]string{"black": "white", "white": "black"}[on]]
					for terminal, palette := range sixteen {
						for paint, p := range paints(Look{Name: name, Profile: profile, Background: b}.Theme()) {
							least := leastContrast(paint, name, profile, b)
							text, behind := drawn(p, ink, papers[on], palette)
							if got := contrast(text, behind); got < least {
								t.Errorf("%s, %v, %s, background %d on %s: %s has a contrast of %.1f, want %.1f: %q", name, profile, terminal, b, on,
									paint, got, least, p.open)
							}
						}
					}
				}
			}
		}
	}
}

// leastContrast is what a paint must have: 4.5 is what WCAG asks of text, 3 of large text and of signs, 7 of enhanced text.
func leastContrast(paint string, name Name, profile colorprofile.Profile, b Background) float64 {
	frame := paint == "Frame"
	switch {
	case name == HighContrast && profile == colorprofile.ANSI:
		return 5
	case name == HighContrast:
		return map[bool]float64{true: 4.5, false: 7}[frame]
	case frame && profile == colorprofile.ANSI:
		return 2.5
	case frame: // the quietest lines, and what fades behind a dialog
		return 1.8
	case profile == colorprofile.ANSI && b == UnknownBackground:
		return 3
	case profile == colorprofile.ANSI, strings.HasPrefix(paint, "Selected."):
		return 3.9
	}
	return 4.5
}

// TestMonoHasNoColor, whatever the terminal can draw, and is the same as that of a terminal without colors.
func TestMonoHasNoColor(t *testing.T) {
	none := Look{Profile: colorprofile.ASCII, Background: DarkBackground}.Theme()
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		if mono := (Look{Name: Mono, Profile: profile, Background: DarkBackground}).Theme(); !reflect.DeepEqual(mono.Palette, none.Palette) ||
			!reflect.DeepEqual(mono.Selected, none.Selected) || mono.Frame != none.Frame || mono.Alert != none.Alert {
			t.Errorf("with %v mono is not what a terminal without colors has", profile)
		}
	}
}

// TestThemesDiffer: what is chosen shows, and is not changed by the background that the terminal tells unless it goes by that.
func TestThemesDiffer(t *testing.T) {
	seen := map[string]Name{}
	for _, name := range []Name{Dark, Light, HighContrast, Mono} {
		look := Look{Name: name, Profile: colorprofile.TrueColor, Background: DarkBackground}
		key := fmt.Sprint(look.Theme().Palette)
		if other, twice := seen[key]; twice {
			t.Errorf("%s looks as %s does", name, other)
		}
		seen[key] = name
		look.Background = LightBackground
		if follows := fmt.Sprint(look.Theme().Palette) != key; follows != (name == HighContrast) {
			t.Errorf("%s follows the background: %v", name, follows)
		}
	}
}

func TestParseTheme(t *testing.T) {
	for _, name := range Names() {
		if got, fault := Parse(string(name)); got != name || fault != "" {
			t.Errorf("%s: %q, %q", name, got, fault)
		}
	}
	if _, fault := Parse("high-contrst"); !strings.HasSuffix(fault, "did you mean high-contrast?") {
		t.Error(fault)
	}
	if _, fault := Parse("solarized"); fault != "must be auto, dark, light, high-contrast or mono" {
		t.Error(fault)
	}
}
