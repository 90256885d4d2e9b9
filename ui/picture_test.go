package ui

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// The size of one character in a picture.
const (
	cellWidth  = 9
	cellHeight = 19
)

// picture draws a screen as an SVG: the README's pictures are made this way, from what the program itself draws.
func picture(content string, width, height int, dark bool) string {
	term := vt.NewEmulator(width, height)
	defer func() { _ = term.Close() }()
	_, _ = term.WriteString(strings.ReplaceAll(content, "\n", "\r\n"))
	fg, bg := ground(dark)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="15">`+"\n",
		width*cellWidth+16, height*cellHeight+16)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", hex(bg))
	for y := range height {
		for x := 0; x < width; {
			x += drawRun(&b, term, x, y, width, fg, bg)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// ground returns the colours of a terminal where nothing sets others.
func ground(dark bool) (fg, bg color.Color) {
	if dark {
		return color.RGBA{0xd6, 0xda, 0xe0, 0xff}, color.RGBA{0x10, 0x15, 0x1c, 0xff}
	}
	return color.RGBA{0x1f, 0x23, 0x28, 0xff}, color.RGBA{0xff, 0xff, 0xff, 0xff}
}

// drawRun draws the cells from x on that have the same style, and returns how many they are.
func drawRun(b *strings.Builder, term *vt.Emulator, x, y, width int, fg, bg color.Color) int {
	style := styleAt(term, x, y)
	n := 0
	var s strings.Builder
	for x+n < width && styleAt(term, x+n, y) == style {
		content := " "
		if c := term.CellAt(x+n, y); c != nil && c.Content != "" {
			content = c.Content
		}
		s.WriteString(content)
		n++
	}
	front, back := colours(style, fg, bg)
	left, top := 8+x*cellWidth, 8+y*cellHeight
	opacity := ""
	if style.Attrs&uv.AttrFaint != 0 {
		opacity = ` opacity="0.6"`
	}
	if back != nil {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", left, top, n*cellWidth, cellHeight, hex(back))
	}
	if text := s.String(); strings.TrimSpace(text) != "" {
		weight := ""
		if style.Attrs&uv.AttrBold != 0 {
			weight = ` font-weight="bold"`
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" xml:space="preserve" textLength="%d" fill="%s"%s%s>%s</text>`+"\n",
			left, top+14, n*cellWidth, hex(front), weight, opacity, html.EscapeString(text))
	}
	return n
}

// colours returns what a style writes with and on; on nil where the ground shows.
func colours(style uv.Style, fg, bg color.Color) (front, back color.Color) {
	front, back = style.Fg, style.Bg
	if front == nil {
		front = fg
	}
	if style.Attrs&uv.AttrReverse != 0 {
		if back == nil {
			back = bg
		}
		front, back = back, front
	}
	return front, back
}

func styleAt(term *vt.Emulator, x, y int) uv.Style {
	if c := term.CellAt(x, y); c != nil {
		return c.Style
	}
	return uv.Style{}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// pictureLooks are the kinds of terminals that screens are looked at in, by what their files' names end with.
func pictureLooks() map[string]colorprofile.Profile {
	return map[string]colorprofile.Profile{
		"": colorprofile.TrueColor, "-256": colorprofile.ANSI256, "-16": colorprofile.ANSI, "-none": colorprofile.ASCII,
	}
}

// degraded returns a screen as it reaches a terminal of fewer colours.
func degraded(t *testing.T, content string, colours colorprofile.Profile) string {
	t.Helper()
	var b strings.Builder
	w := colorprofile.Writer{Forward: &b, Profile: colours}
	if _, err := w.WriteString(content); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPictures draws every screen that the README shows, and with AKIA_PICTURES set to a folder all the others too.
func TestPictures(t *testing.T) {
	dir := os.Getenv("AKIA_PICTURES")
	if dir == "" {
		t.Skip("set AKIA_PICTURES to a folder to have the screens drawn there")
	}
	for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 15}} {
		for name, open := range pictureScenes() {
			for look, colours := range pictureLooks() {
				for _, dark := range []bool{true, false} {
					s := newScreen(t, size[0], size[1])
					s.send(tea.ColorProfileMsg{Profile: colours})
					s.background(dark)
					open(s)
					file := fmt.Sprintf("%s-%dx%d-%s%s.svg", name, size[0], size[1], map[bool]string{true: "dark", false: "light"}[dark], look)
					svg := picture(degraded(t, s.m.View().Content, colours), size[0], size[1], dark)
					if err := os.WriteFile(filepath.Join(dir, file), []byte(svg), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
