// Package journal is the page that shows what was changed from this machine, as the journal tells it: newest first,
// with a filter. It reads the file in a command and writes nothing. What a line of the journal is called is in package
// words, which akia journal uses too.
package journal

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/journal"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// newest is how many changes are read. akia journal prints more.
const newest = 1000

// Room is the journal on the screen. Make it with New.
type Room struct {
	*stage.Stage
	read int // counts the reads
}

// New returns the journal, of which nothing was read.
func New(s *stage.Stage) *Room { return &Room{Stage: s} }

// Show opens the page and reads the journal.
func (r *Room) Show() tea.Cmd {
	zone := time.Local
	if r.Times == text.UTC {
		zone = time.UTC
	}
	p := newPage(r.Stage, zone)
	r.Push(stage.Window{Dialog: p, Stays: answerer{r, p}})
	return r.load(p)
}

// answerer takes what the page is answered with: to read the journal again, or to show one change.
type answerer struct {
	room *Room
	page *page
}

// Answer implements stage.Answerer.
func (a answerer) Answer(result dialog.Result) tea.Cmd {
	switch result := result.(type) {
	case dialog.Refresh:
		return a.room.load(a.page)
	case entry:
		a.room.Open(result.details(a.page.zone))
	}
	return nil
}

// load reads the newest changes. Where there is no journal to read there is nothing to wait for.
func (r *Room) load(p *page) tea.Cmd {
	read := r.Config.Journal
	if read == nil {
		return nil
	}
	r.read++
	id, now := r.read, r.Config.Now
	p.loading = true
	return func() tea.Msg {
		tail, err := read(newest)
		return loaded{room: r, page: p, id: id, entries: entriesOf(tail.Changes, now()), tail: tail, err: err}
	}
}

// loaded answers the reading of the journal.
type loaded struct {
	room    *Room
	page    *page
	id      int
	entries []entry
	tail    journal.Tail
	err     error
}

// Take implements stage.Message: an answer to an earlier reading is too old.
func (msg loaded) Take() tea.Cmd {
	if msg.id == msg.room.read {
		msg.page.take(msg)
	}
	return nil
}
