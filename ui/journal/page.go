package journal

import (
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/filter"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/filterline"
	"akia/ui/list"
	"akia/ui/stage"
	"akia/ui/text"
)

// page is the window of the journal.
type page struct {
	*stage.Stage
	zone   *time.Location
	window list.Window
	filter filterline.Line
	query  filter.Query[entry]

	loading bool
	loaded  loaded
	shown   []entry // what the filter lets through
}

// newPage returns the page before anything was read.
func newPage(s *stage.Stage, zone *time.Location) *page {
	p := &page{Stage: s, zone: zone}
	p.filter = filterline.New(filterline.Rules{
		Check: func(text string) error { _, err := language(zone).Parse(text); return err },
		Complete: func(text string, at int) []filter.Completion {
			return language(zone).Complete(text, at, func(field string) []string { return values(p.loaded.entries, field) })
		},
	})
	return p
}

// take shows what was read.
func (p *page) take(msg loaded) {
	p.loading, p.loaded = false, msg
	p.pick()
}

// pick applies the filter.
func (p *page) pick() {
	p.query, _ = language(p.zone).Parse(p.filter.Value()) // what is mistaken is left out
	p.shown = p.shown[:0]
	now := p.Config.Now()
	for i := range p.loaded.entries {
		if p.query.Match(&p.loaded.entries[i], now) {
			p.shown = append(p.shown, p.loaded.entries[i])
		}
	}
	p.window.Sync(p)
}

// Len implements list.Source.
func (p *page) Len() int { return len(p.shown) }

// ID implements list.Source.
func (p *page) ID(i int) string { return p.shown[i].id }

// Index implements list.Source.
func (p *page) Index(id string) int {
	for i := range p.shown {
		if p.shown[i].id == id {
			return i
		}
	}
	return -1
}

// Kind returns KindPage, or KindTyped while the filter is typed.
func (p *page) Kind() dialog.Kind {
	if p.filter.Editing {
		return dialog.KindTyped
	}
	return dialog.KindPage
}

// Update moves, filters and closes.
func (p *page) Update(msg tea.Msg) dialog.Result {
	if p.filter.Editing {
		return p.input(msg)
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	keys := p.keys()
	switch {
	case key.Matches(press, keys.filter):
		p.filter.Open()
	case key.Matches(press, keys.details) && len(p.shown) > 0:
		return p.shown[p.window.Pos()]
	case key.Matches(press, keys.refresh):
		return dialog.Refresh{}
	case key.Matches(press, keys.close):
		if p.filter.Empty() || press.String() != "esc" {
			return dialog.Cancelled{}
		}
		p.filter.Reset()
		p.pick()
	default:
		p.move(press, keys)
	}
	return nil
}

// input gives a key or a paste to the filter.
func (p *page) input(msg tea.Msg) dialog.Result {
	switch p.filter.Input(msg) {
	case filterline.Up:
		p.window.Move(p, -1)
	case filterline.Down:
		p.window.Move(p, 1)
	case filterline.Left:
		p.filter.Editing = false
		p.filter.Reset()
		p.pick()
	case filterline.Quit:
		return dialog.Cancelled{}
	case filterline.Changed:
		p.pick()
	case filterline.Kept, filterline.Nothing:
	}
	return nil
}

func (p *page) move(press tea.KeyPressMsg, keys keys) {
	switch {
	case key.Matches(press, keys.up):
		p.window.Move(p, -1)
	case key.Matches(press, keys.down):
		p.window.Move(p, 1)
	case key.Matches(press, keys.pageUp):
		p.window.Page(p, -1, 1)
	case key.Matches(press, keys.pageDown):
		p.window.Page(p, 1, 1)
	case key.Matches(press, keys.first):
		p.window.First(p)
	case key.Matches(press, keys.last):
		p.window.Last(p)
	}
}

// keys are those of the page. What the main screen has too is on the same keys here.
type keys struct {
	up, down, first, last, pageUp, pageDown, filter, refresh, details, close key.Binding
}

func (p *page) keys() keys {
	bind := func(id action.ID, desc string, more ...string) key.Binding {
		names := append(p.Keys.Keys(id), more...)
		b := key.NewBinding(key.WithKeys(names...))
		if len(names) > 0 {
			b.SetHelp(p.KeyFor(id), desc)
		}
		return b
	}
	return keys{
		up: bind(action.Up, "up"), down: bind(action.Down, "down"),
		first: bind(action.First, "newest"), last: bind(action.Last, "oldest"),
		pageUp: bind(action.PageUp, "page up"), pageDown: bind(action.PageDown, "page down"),
		filter:  bind(action.Filter, "filter"),
		refresh: bind(action.Refresh, "refresh"), details: bind(action.Enter, "details"),
		close: bind(action.Back, "close", append(p.Keys.Keys(action.Journal), "q", "ctrl+c")...),
	}
}

// Bindings are the keys for the help line.
func (p *page) Bindings() []key.Binding {
	if p.filter.Editing {
		return p.filter.Bindings()
	}
	k := p.keys()
	return []key.Binding{k.up, k.down, k.details, k.filter, k.refresh, k.close}
}

// note says what isn't shown, and why.
func (p *page) note() string {
	var said []string
	t := &p.loaded.tail
	if len(t.Changes) == newest {
		said = append(said, "the newest "+text.Count(newest)+", akia journal has more")
	}
	if t.Unreadable > 0 {
		said = append(said, text.Many(t.Unreadable, "unreadable line")+" left out")
	}
	if t.Cut {
		said = append(said, "only the end of the file was searched")
	}
	if f := p.filter.Value(); f != "" && !p.filter.Editing {
		said = append(said, "/"+f)
	}
	return joined(said)
}

// recorded says why what is done now isn't in the journal; empty if it is.
func (p *page) recorded() string {
	switch {
	case p.Config.Demo:
		return "The demo keeps no journal. Changes in AWS accounts are recorded; akia journal prints them."
	case p.Config.ReadOnly:
		return "Read-only: nothing can be changed in this session."
	case p.Config.NoJournal:
		return "This session isn't recorded. Start akia without --no-journal to record changes."
	default:
		return ""
	}
}

// empty says why there are no rows.
func (p *page) empty() string {
	switch {
	case p.loaded.err != nil:
		return fmt.Sprintf("The journal can't be read: %v.", reason(p.loaded.err))
	case p.loading:
		return p.Wait() + " Reading the journal"
	case p.Config.Journal == nil:
		return ""
	case len(p.loaded.entries) == 0:
		return "The journal is empty."
	default:
		return "No change matches " + p.filter.Value() + "."
	}
}

// reason returns the innermost error, without the path that the others name.
func reason(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}
