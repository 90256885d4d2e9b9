package ui

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The cells of a moving picture are a little lower than those of a still one, so that the lines of a frame meet.
const (
	filmHeight = 18
	baseline   = 14
	fontSize   = 15
	shades     = 7 // of a letter's edge, from the ground to its colour
)

// letter is a character as it's drawn.
type letter struct {
	r    rune
	bold bool
}

// ink is a color of the picture: how much of the front is on the back.
type ink struct {
	front, back color.RGBA
	shade       uint8
}

// painter draws the frames of a moving picture, all with one palette.
type painter struct {
	film    *tape
	faces   map[bool]font.Face // by whether they are bold
	letters map[letter][]uint8 // shades, by cell
	inks    map[ink]uint8
	palette color.Palette
}

// moving draws frames as a GIF. It needs the font of the pictures, DejaVu Sans Mono, in /usr/share/fonts/truetype/dejavu
// or in the folder that AKIA_FONTS names.
func moving(t *testing.T, film *tape, frames []frame) []byte {
	t.Helper()
	p := &painter{film: film, letters: map[letter][]uint8{}, inks: map[ink]uint8{}}
	p.faces = map[bool]font.Face{false: face(t, "DejaVuSansMono.ttf"), true: face(t, "DejaVuSansMono-Bold.ttf")}
	var movie gif.GIF
	var last *image.Paletted
	for _, f := range frames {
		whole := p.paint(&f)
		movie.Image = append(movie.Image, whole.SubImage(differs(last, whole)).(*image.Paletted))
		movie.Delay = append(movie.Delay, int(f.lasts/(10*time.Millisecond)))
		movie.Disposal = append(movie.Disposal, gif.DisposalNone)
		last = whole
	}
	for _, drawn := range movie.Image {
		drawn.Palette = p.palette
	}
	movie.Config = image.Config{ColorModel: p.palette, Width: last.Rect.Dx(), Height: last.Rect.Dy()}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &movie); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// face opens a font.
func face(t *testing.T, file string) font.Face {
	t.Helper()
	dir := os.Getenv("AKIA_FONTS")
	if dir == "" {
		dir = "/usr/share/fonts/truetype/dejavu"
	}
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatalf("the moving pictures need DejaVu Sans Mono, in %s or where AKIA_FONTS says: %v", dir, err)
	}
	parsed, err := opentype.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// differs returns the part of a picture that isn't as it was before: the only part that its frame has to hold.
func differs(before, now *image.Paletted) image.Rectangle {
	if before == nil {
		return now.Rect
	}
	changed := image.Rectangle{}
	for y := range now.Rect.Dy() {
		for x := range now.Rect.Dx() {
			if at := y*now.Stride + x; before.Pix[at] != now.Pix[at] {
				changed = changed.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if changed.Empty() {
		return image.Rect(0, 0, 1, 1)
	}
	return changed
}

// paint draws a frame: the screen, and the keys below it, the newest at the right in bold.
func (p *painter) paint(f *frame) *image.Paletted {
	fg, bg := ground(true)
	// The palette is still growing: a picture gets it when all are drawn.
	drawn := image.NewPaletted(image.Rect(0, 0, p.film.width, p.film.height+filmHeight), nil)
	blank := p.ink(bg, bg, 0)
	for i := range drawn.Pix {
		drawn.Pix[i] = blank
	}
	term := vt.NewEmulator(p.film.columns(), p.film.rows()+1)
	defer func() { _ = term.Close() }()
	_, _ = term.WriteString(strings.ReplaceAll(f.content, "\n", "\r\n"))
	for y := range p.film.rows() {
		for x := range p.film.columns() {
			if c := term.CellAt(x, y); c != nil {
				p.cell(drawn, x, y, c, fg, bg)
			}
		}
	}
	p.strip(drawn, f.keys)
	return drawn
}

// strip writes the keys that were pressed below the screen.
func (p *painter) strip(drawn *image.Paletted, keys []string) {
	fg, bg := ground(true)
	arrows := strings.NewReplacer("down", "↓", "up", "↑")
	x := p.film.columns()
	for i := len(keys) - 1; i >= 0; i-- {
		name := []rune(arrows.Replace(keys[i]))
		if x -= len(name); x < 8 {
			return
		}
		style := uv.Style{Fg: fg, Attrs: uv.AttrFaint}
		if i == len(keys)-1 {
			style = uv.Style{Fg: bg, Bg: color.RGBA{0x6c, 0xb6, 0xff, 0xff}, Attrs: uv.AttrBold}
		}
		for n, r := range name {
			p.cell(drawn, x+n, p.film.rows(), &uv.Cell{Content: string(r), Style: style}, fg, bg)
		}
		x--
	}
}

// cell draws one character.
func (p *painter) cell(drawn *image.Paletted, x, y int, c *uv.Cell, fg, bg color.Color) {
	front, back := colours(c.Style, fg, bg)
	if back == nil {
		back = bg
	}
	if c.Style.Attrs&uv.AttrFaint != 0 {
		front = mix(rgba(front), rgba(back), 0.6)
	}
	shape := p.shape(c.Content, c.Style.Attrs&uv.AttrBold != 0)
	left, top := p.film.padding+x*cellWidth, p.film.padding+y*filmHeight
	var inks [shades]uint8
	var known [shades]bool
	for i, shade := range shape {
		if !known[shade] {
			inks[shade], known[shade] = p.ink(front, back, shade), true
		}
		drawn.Pix[(top+i/cellWidth)*drawn.Stride+left+i%cellWidth] = inks[shade]
	}
}

// shape returns how much of a character is on each point of its cell.
func (p *painter) shape(content string, bold bool) []uint8 {
	r := ' '
	for _, r = range content {
		break
	}
	is := letter{r, bold}
	if known, ok := p.letters[is]; ok {
		return known
	}
	cell := image.NewAlpha(image.Rect(0, 0, cellWidth, filmHeight))
	where, mask, from, _, ok := p.faces[bold].Glyph(fixed.P(0, baseline), r)
	switch {
	case r == '█':
		draw.Draw(cell, cell.Rect, image.Opaque, image.Point{}, draw.Src)
	case ok:
		draw.DrawMask(cell, where, image.Opaque, image.Point{}, mask, from, draw.Over)
	}
	if r == '│' || r == '┃' { // the font's lines are a point too short for the cell
		copy(cell.Pix, cell.Pix[8*cellWidth:9*cellWidth])
		for y := 1; y < filmHeight; y++ {
			copy(cell.Pix[y*cellWidth:], cell.Pix[8*cellWidth:9*cellWidth])
		}
	}
	shape := make([]uint8, len(cell.Pix))
	for i, alpha := range cell.Pix {
		shape[i] = uint8(math.Round(float64(alpha) / 255 * (shades - 1)))
	}
	p.letters[is] = shape
	return shape
}

// ink returns the number of a color in the palette, which grows until it's full; then the nearest has to do.
func (p *painter) ink(front, back color.Color, shade uint8) uint8 {
	is := ink{rgba(front), rgba(back), shade}
	switch shade {
	case 0:
		is.front = is.back
	case shades - 1:
		is.back = is.front
	}
	if number, ok := p.inks[is]; ok {
		return number
	}
	mixed := mix(is.front, is.back, float64(shade)/(shades-1))
	number := p.palette.Index(mixed)
	if (len(p.palette) == 0 || p.palette[number] != color.Color(mixed)) && len(p.palette) < 256 {
		number = len(p.palette)
		p.palette = append(p.palette, mixed)
	}
	p.inks[is] = uint8(number)
	return uint8(number)
}

// mix returns some of the front on the back.
func mix(front, back color.RGBA, some float64) color.RGBA {
	of := func(f, b uint8) uint8 { return uint8(math.Round(float64(f)*some + float64(b)*(1-some))) }
	return color.RGBA{of(front.R, back.R), of(front.G, back.G), of(front.B, back.B), 0xff}
}

func rgba(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}
