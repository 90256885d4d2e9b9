package dialog

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// search is what the lines of a page are searched for.
type search struct {
	input   textinput.Model
	editing bool
	keys    FilterKeys
}

func newSearch() search {
	s := search{input: NewInput(), keys: NewFilterKeys()}
	s.keys.Done.SetHelp("enter", "keep")
	s.keys.Leave.SetHelp("esc", "show all")
	return s
}

func (s *search) words() string { return strings.TrimSpace(s.input.Value()) }

func (s *search) leave() {
	s.editing = false
	s.input.Reset()
}

// searchInput takes a key or a paste while something is typed that is searched for.
func (p *Page) searchInput(msg tea.Msg) {
	s := &p.search
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.keys.Done):
			s.editing = false
			return
		case key.Matches(press, s.keys.Leave, s.keys.Quit):
			s.leave()
			return
		case key.Matches(press, s.keys.Up):
			p.scroll(p.off - 1)
			return
		case key.Matches(press, s.keys.Down):
			p.scroll(p.off + 1)
			return
		}
	}
	Feed(&s.input, msg)
	p.off = 0
}

// found returns the lines in which every word is, below their headings; all of them if there are no words.
func (s *search) found(lines []Line) []Line {
	words := strings.Fields(strings.ToLower(s.words()))
	if len(words) == 0 {
		return lines
	}
	var out []Line
	var heading *Line
	for i, l := range lines {
		if l.Tone == Strong {
			heading = &lines[i]
		}
		if !l.has(words) {
			continue
		}
		if heading != nil {
			if len(out) > 0 {
				out = append(out, Line{})
			}
			out = append(out, *heading)
		}
		if heading == nil || l.Tone != Strong {
			out = append(out, l)
		}
		heading = nil
	}
	return out
}

// has reports whether every word is in a line.
func (l Line) has(words []string) bool {
	whole := strings.ToLower(l.Label + " " + l.Text)
	for _, w := range words {
		if !strings.Contains(whole, w) {
			return false
		}
	}
	return true
}

// line shows what is searched for, and whether anything was found.
func (s *search) line(t theme.Theme, width, lines int) string {
	note := "  "
	if lines == 0 {
		note = "  nothing found  "
	}
	if !s.editing {
		shown := text.Cut(s.words(), max(width-30, 8), t.Marks.Ellipsis)
		return t.Accent.Render("/ ") + t.Text.Render(shown) + t.Dim.Render(note)
	}
	in := s.input
	FitInput(&in, max(min(width-20, 40), 8))
	return t.Accent.Render("/ ") + in.View() + t.Dim.Render(note)
}
