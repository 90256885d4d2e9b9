package dialog

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/theme"
)

// Page is text to read and scroll: help, the details of a key, the last error in full.
type Page struct {
	title string
	lines []Line
	keys  keyMap
	scroller
	search search
}

// NewPage returns a page of text.
func NewPage(title string, lines ...Line) *Page {
	p := &Page{title: title, lines: lines, keys: newKeyMap(), search: newSearch()}
	p.keys.Refresh.SetEnabled(false)
	p.keys.Search.SetEnabled(false)
	return p
}

// NewSearchPage returns a page whose lines can be searched. Those in Strong are headings, which stay above what is
// found.
func NewSearchPage(title string, lines ...Line) *Page {
	p := NewPage(title, lines...)
	p.keys.Search.SetEnabled(true)
	return p
}

// Refresh is the result of a page that can be read anew when it is to be; the page stays open.
type Refresh struct{}

// NewLivePage returns a page that can be read anew.
func NewLivePage(title string, lines ...Line) *Page {
	p := NewPage(title, lines...)
	p.keys.Refresh.SetEnabled(true)
	return p
}

// UseKeys takes the keys that pages share with the screen from the key map.
func (p *Page) UseKeys(keys *action.Keymap) { p.keys.use(keys) }

// Follow takes over the text of another page; what is in view stays there.
func (p *Page) Follow(next Dialog) (changed bool) {
	if n, ok := next.(*Page); ok {
		p.title, p.lines = n.title, n.lines
	}
	return false
}

// Kind returns KindPage; KindTyped while something is typed that is searched for.
func (p *Page) Kind() Kind {
	if p.search.editing {
		return KindTyped
	}
	return KindPage
}

// Update scrolls, searches and closes.
func (p *Page) Update(msg tea.Msg) Result {
	if p.search.editing {
		p.searchInput(msg)
		return nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, p.keys.Search):
		p.search.editing = true
		return nil
	case p.search.words() != "" && key.Matches(press, p.search.keys.Leave):
		p.search.leave()
		return nil
	case key.Matches(press, p.keys.Close):
		return Cancelled{}
	case key.Matches(press, p.keys.Refresh):
		return Refresh{}
	}
	p.press(p.keys, press)
	return nil
}

// View draws as much of the page as fits.
func (p *Page) View(t theme.Theme, width, height int) string {
	w := wide(width, p.lines)
	if p.keys.Refresh.Enabled() {
		w = min(width, widest) // more comes to it while it is looked at
	}
	lines := Render(t, p.search.found(p.lines), w-4)
	found := len(lines)
	if p.search.words() != "" { // the height does not follow what is found
		all := min(len(Render(t, p.lines, w-4)), max(height-3, 1))
		lines = append(lines, make([]string, max(all-found, 0))...)
	}
	p.total, p.room = len(lines), min(len(lines), max(height-3, 1))
	p.scroll(p.off)
	foot := ""
	if p.total > p.room {
		foot = t.Dim.Render(strconv.Itoa(p.off+p.room) + " of " + strconv.Itoa(p.total) + " lines  " + t.Marks.Key("↑↓") +
			" scroll  ")
	}
	switch {
	case p.search.editing || p.search.words() != "":
		foot = p.search.line(t, w-4, found)
	case p.keys.Search.Enabled():
		foot += t.Dim.Render(p.keys.Search.Help().Key + " search  ")
	}
	if p.keys.Refresh.Enabled() {
		foot += pressable(t, p.keys.Refresh, t.Dim.Render(t.Marks.Key(p.keys.Refresh.Help().Key)+" refresh  "))
	}
	if !p.search.editing {
		foot += pressable(t, p.keys.Close, t.Dim.Render("esc "+p.leaving()))
	}
	return frame(t, p.title, false, w, height, lines[p.off:p.off+p.room:p.off+p.room], []string{foot})
}

// leaving says what esc does.
func (p *Page) leaving() string {
	if p.search.words() != "" {
		return "show all"
	}
	return "close"
}

// Bindings returns the keys of a page.
func (p *Page) Bindings() []key.Binding {
	if p.search.editing {
		return []key.Binding{p.search.keys.Done, p.search.keys.Leave, p.keys.Up, p.keys.Down}
	}
	return []key.Binding{p.keys.Up, p.keys.Down, p.keys.PageDown, p.keys.Search, p.keys.Refresh, p.keys.Close}
}
