package ui

import (
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/text"
)

// A spinner is shown for what takes longer than patience, and turns at spinnerPace.
const (
	patience    = 150 * time.Millisecond
	spinnerPace = 120 * time.Millisecond
)

// timers are those that run: the spinner while something loads, and the next change of an age that is shown. When nothing
// happens no other timer does.
type timers struct {
	spinner  spinner.Model
	waiting  bool      // for patience to end
	spinning bool      // frames are under way
	aging    time.Time // when the age that changes next does; zero if no timer is set for it
	pressed  time.Time // when a key that changes things was pressed last
}

// arm sets the timers that the screen needs and that are not set.
func (m *Model) arm() tea.Cmd {
	var cmds []tea.Cmd
	if !m.timers.waiting && !m.timers.spinning && m.busy() {
		m.timers.waiting = true
		cmds = append(cmds, tea.Tick(patience, func(time.Time) tea.Msg { return spinMsg{} }))
	}
	if at := m.nextAge(); !at.IsZero() && (m.timers.aging.IsZero() || at.Before(m.timers.aging)) {
		m.timers.aging = at
		cmds = append(cmds, tea.Tick(at.Sub(m.cfg.Now()), func(time.Time) tea.Msg { return agedMsg{at} }))
	}
	return tea.Batch(cmds...)
}

// tick takes the end of a timer.
func (m *Model) tick(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case agedMsg:
		if msg.at.Equal(m.timers.aging) {
			m.timers.aging = time.Time{}
		}
		return nil
	case spinMsg:
		m.timers.waiting = false
		if !m.busy() {
			return nil
		}
		m.timers.spinning = true
		return m.timers.spinner.Tick
	}
	if !m.busy() {
		m.timers.spinning = false
		return nil
	}
	var cmd tea.Cmd
	m.timers.spinner, cmd = m.timers.spinner.Update(msg)
	return cmd
}

// busy reports whether the person waits for something.
func (m *Model) busy() bool {
	if len(m.writes) > 0 || m.seek.active() {
		return true
	}
	for _, f := range m.loads.flying {
		if f.class == iamsvc.ClassInView {
			return true
		}
	}
	return m.users.filtered() && m.usersLoading()
}

func (m *Model) usersLoading() bool {
	_, ok := m.account.UsersAsking()
	return ok
}

// wait returns the mark for what is loading: nothing that moves until that has taken a while.
func (m *Model) wait() string {
	if m.timers.spinning {
		return m.timers.spinner.View()
	}
	return m.theme.Marks.Unknown
}

// nextAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (m *Model) nextAge() time.Time {
	next := m.nextAgeOf(m.keyRows(), time.Time{})
	if m.usersVisible() {
		from, to := m.users.window.Range(&m.users)
		for i := from; i < to; i++ {
			if f := m.account.Keys(m.users.ID(i)); f.Known() {
				next = m.nextAgeOf(f.Value, next)
			}
		}
	}
	return next
}

// nextAgeOf returns the earlier of next and the first change of an age or last use of the keys.
func (m *Model) nextAgeOf(keys []iamsvc.Key, next time.Time) time.Time {
	now := m.cfg.Now()
	for _, k := range keys {
		times := [2]time.Time{k.Created, usedAt(m.account, k).Value.At}
		for _, t := range times {
			if t.IsZero() {
				continue
			}
			if at := text.Change(t, now); next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next
}
