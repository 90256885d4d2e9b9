package keyboard

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// typist is a keyboard whose clock stands still until a test moves it.
type typist struct {
	k      *Keyboard
	now    time.Time
	timers []timer
}

type timer struct {
	at time.Time
	do func()
}

func newTypist(t testing.TB) *typist {
	t.Helper()
	p := &typist{now: time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)}
	clock := Clock{
		Now:   func() time.Time { return p.now },
		After: func(d time.Duration, do func()) { p.timers = append(p.timers, timer{p.now.Add(d), do}) },
	}
	p.k = New(nil, func() { t.Error("the keyboard was lost") }, clock)
	return p
}

// send has bytes come at once.
func (p *typist) send(data string) { p.k.came([]byte(data)) }

// wait lets time pass.
func (p *typist) wait(d time.Duration) {
	end := p.now.Add(d)
	for {
		due := -1
		for i, each := range p.timers {
			if !each.at.After(end) && (due < 0 || each.at.Before(p.timers[due].at)) {
				due = i
			}
		}
		if due < 0 {
			p.now = end
			return
		}
		next := p.timers[due]
		p.timers = slices.Delete(p.timers, due, due+1)
		p.now = next.at
		next.do()
	}
}

// got returns what has been sent to the program since the last time, as the program gets it.
func (p *typist) got() []tea.Msg {
	var msgs []tea.Msg
	for _, msg := range p.k.takeQueue() {
		msgs = append(msgs, p.k.Filter(nil, msg))
	}
	return msgs
}

// words returns what has come, a word each: the keys, those of a burst behind an exclamation mark.
func (p *typist) words() string {
	var words []string
	for _, msg := range p.got() {
		switch m := msg.(type) {
		case tea.KeyPressMsg:
			words = append(words, m.String())
		case Fast:
			words = append(words, "!"+m.Key.String())
		case BurstEnd:
			words = append(words, fmt.Sprintf("end(%q)", m.Text))
		case Ignored:
			words = append(words, "ignored")
		case tea.PasteMsg:
			words = append(words, fmt.Sprintf("paste(%q)", m.Content))
		default:
			words = append(words, fmt.Sprintf("%T", msg))
		}
	}
	return strings.Join(words, " ")
}

func (k *Keyboard) takeQueue() []tea.Msg {
	k.mu.Lock()
	defer k.mu.Unlock()
	queue := k.queue
	k.queue = nil
	return queue
}
