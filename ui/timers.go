package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/ui/action"
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
	spinner   int       // the frame that is shown
	armed     bool      // a turn of the spinner is under way
	turning   bool      // what loads has taken so long that it shows
	aging     time.Time // when the age that changes next does; zero if no timer is set for it
	copies    int       // counts the copies of secrets to the clipboard: the last one alone is on it
	answers   int       // counts the answers of dialogs that wait
	looks     int       // counts the timers of rotations: the last one alone counts
	key       string    // that was pressed last
	repeats   bool      // it asks for pressed, no other was pressed since
	pressed   action.ID // what it asked for, and when
	pressedAt time.Time
}

// after makes a command that delivers a message when some time has passed. Tests put a clock of their own in its place.
type after func(time.Duration, tea.Msg) tea.Cmd

func tick(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// arm sets the timers that the screen needs and that are not set.
func (m *Model) arm() tea.Cmd {
	t := &m.timers
	var spin, age tea.Cmd
	if !t.armed && m.busy() {
		t.armed = true
		pause := spinnerPace
		if !t.turning {
			pause = patience
		}
		spin = m.after(pause, spinMsg{})
	}
	if at := m.nextAge(); !at.IsZero() && (t.aging.IsZero() || at.Before(t.aging)) {
		t.aging = at
		age = m.after(at.Sub(m.cfg.Now()), agedMsg{at})
	}
	return tea.Batch(spin, age)
}

// spin turns the spinner while the person waits for something.
func (m *Model) spin() {
	m.timers.armed = false
	m.timers.turning = m.busy()
	m.timers.spinner++
}

// aged takes the end of the timer for the age that was to change next.
func (t *timers) aged(msg agedMsg) {
	if msg.at.Equal(t.aging) {
		t.aging = time.Time{}
	}
}

// busy reports whether the person waits for something.
func (m *Model) busy() bool {
	if len(m.writes) > 0 || m.seek.active() || m.loads.then != nil || m.auditBusy() {
		return true
	}
	if m.loads.asker.Waiting(queue.InView) {
		return true
	}
	return m.users.filtered() && m.usersLoading()
}

func (m *Model) usersLoading() bool {
	_, ok := m.account.UsersAsking()
	return ok
}

// wait returns the mark for what is loading: nothing that moves until that has taken a while.
func (m *Model) wait() string {
	if m.timers.turning {
		frames := m.theme.Marks.Spinner
		return frames[m.timers.spinner%len(frames)]
	}
	return m.theme.Marks.Unknown
}

// nextAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (m *Model) nextAge() time.Time {
	if m.audit.open {
		return m.nextAuditAge()
	}
	next := m.nextAgeOf(m.keyRows(), m.nextSaying())
	if m.usersVisible() {
		from, to := m.users.window.Range(&m.users)
		for i := from; i < to; i++ {
			if f := m.account.Keys(m.users.at(i).Principal()); f.Known() {
				next = m.nextAgeOf(f.Value, next)
			}
		}
	}
	return next
}

// nextSaying returns when what the table says of its own age reads differently; the zero time if there is no table.
func (m *Model) nextSaying() time.Time {
	told := m.account.Keys(m.pace.user).Told()
	switch now := m.cfg.Now(); {
	case told.IsZero():
		return time.Time{}
	case now.Sub(told) < worthSaying:
		return told.Add(worthSaying)
	default:
		return text.Change(told, now)
	}
}

// nextAgeOf returns the earlier of next and the first change of an age or last use of the keys.
func (m *Model) nextAgeOf(keys []iamsvc.Key, next time.Time) time.Time {
	now := m.cfg.Clock.Now()
	for _, k := range keys {
		times := [2]time.Time{k.Created, usedAt(m.account, k).Value.At}
		for _, t := range times {
			if t.IsZero() {
				continue
			}
			if at := m.cfg.Clock.Here(text.Change(t, now)); next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next
}
