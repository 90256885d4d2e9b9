// Package keyboard makes messages of the bytes that a terminal sends: the keys that a person presses, pastes, and what
// the terminal itself says.
//
// No byte that nobody typed acts as a key. A sequence or a character whose bytes come slowly is waited for, one that
// never ends or means nothing is dropped, and what goes on with a sequence after its escape byte has acted as esc is
// swallowed. Keys that come faster than fingers type them are a burst (a paste that is not marked as one, a security
// token, what was typed ahead on a slow line) and are marked: they start nothing that cannot be taken back by looking
// elsewhere.
package keyboard

import (
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Fast is a key of a burst.
type Fast struct {
	Key tea.KeyPressMsg
	Ticket
}

// BurstEnd says that a burst is over, and what its keys are as text.
type BurstEnd struct {
	Run  uint64
	Text string
}

// Ignored says that what came right after esc was swallowed, though a person may have typed it.
type Ignored struct{}

// Ticket says which key the program is dealing with: the Index-th of some keys that came one right after the other. The
// zero ticket is that of no key.
type Ticket struct {
	Run   uint64
	Index int
	run   *run
}

// Wait waits until it is known whether the key belongs to a burst, which takes some hundredths of a second, and reports
// whether it does not. It must not be called where the program would wait.
func (t Ticket) Wait() bool {
	if t.run == nil {
		return true
	}
	<-t.run.known
	return !t.run.burst
}

// typed is a key on its way to the program.
type typed struct {
	key tea.KeyPressMsg
	Ticket
}

// Clock is the time that a Keyboard goes by.
type Clock struct {
	Now func() time.Time
	// After calls a func on a goroutine of its own when some time has passed.
	After func(time.Duration, func())
}

// SystemClock returns the clock of the machine.
func SystemClock() Clock {
	return Clock{time.Now, func(d time.Duration, f func()) { time.AfterFunc(d, f) }}
}

// Keyboard is a terminal's input. It outlives the terminal: Bubble Tea takes a failure to read for the end of the
// program; but the answer to a change may be on its way, and it should be waited for as on any other signal to end.
//
// Bubble Tea reads from it as from the terminal and gets no bytes: the messages are sent to the program.
type Keyboard struct {
	*os.File
	lost  func()
	clock Clock

	mu      sync.Mutex
	scan    scanner
	bursts  bursts
	armed   time.Time // when the next timer is due; zero if none is set
	current Ticket
	queue   []tea.Msg
	// forgotten is the last run of keys that was meant for another program.
	forgotten uint64
	more      chan struct{} // receives when there is something in the queue
	read      [4 << 10]byte
}

// New returns the keyboard of a terminal; lost is called when nothing can be read any more.
func New(terminal *os.File, lost func(), clock Clock) *Keyboard {
	return &Keyboard{File: terminal, lost: lost, clock: clock, more: make(chan struct{}, 1)}
}

// Send passes the messages on, one after the other, until done is closed.
func (k *Keyboard) Send(send func(tea.Msg), done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-k.more:
		}
		for msg, ok := k.next(); ok; msg, ok = k.next() {
			send(msg)
		}
	}
}

// next takes the next message from the queue; false if there is none.
func (k *Keyboard) next() (tea.Msg, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.queue) == 0 {
		k.queue = nil
		return nil, false
	}
	msg := k.queue[0]
	k.queue = k.queue[1:]
	return msg, true
}

// Forget drops what was typed and has not been taken yet: it was meant for another program, which has the terminal.
func (k *Keyboard) Forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.queue, k.scan = nil, scanner{}
	if k.bursts.run != nil {
		k.bursts.end()
	}
	k.forgotten = k.bursts.ids
}

// Read implements io.Reader: it reads from the terminal and returns no bytes. It fails with io.EOF alone, after which
// the program goes on without input.
func (k *Keyboard) Read([]byte) (int, error) {
	n, err := k.File.Read(k.read[:])
	k.came(k.read[:n])
	if err != nil {
		k.lost()
		return 0, io.EOF
	}
	return 0, nil
}

// came takes bytes that were read at once.
func (k *Keyboard) came(data []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.clock.Now()
	k.take(now, k.scan.feed(now, data))
	k.arm(now)
}

// Filter is for tea.WithFilter: it marks the keys of bursts, and knows which key the program is dealing with.
func (k *Keyboard) Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch m := msg.(type) {
	case typed:
		if m.Run <= k.forgotten {
			return nil
		}
		k.current = m.Ticket
		return m.message()
	case tea.KeyPressMsg: // of a console whose keys come by another way
		now := k.clock.Now()
		key := k.press(now, m)
		k.arm(now)
		k.current = key.Ticket
		return key.message()
	}
	return msg
}

// message returns the key as the program gets it, with what is known by then.
func (t typed) message() tea.Msg {
	if t.run.burst {
		return Fast{t.key, t.Ticket}
	}
	return t.key
}

// Ticket returns that of the key that the program has got last.
func (k *Keyboard) Ticket() Ticket {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.current
}

// take queues what came.
func (k *Keyboard) take(now time.Time, units []unit) {
	for _, u := range units {
		press, isKey := u.msg.(tea.KeyPressMsg)
		switch {
		case u.noise:
			k.ended(k.bursts.noise(u.at))
		case u.ignored:
			k.enqueue(Ignored{})
		case isKey:
			k.enqueue(k.press(now, press))
		default:
			k.enqueue(u.msg)
		}
	}
}

// press finds the run that a key belongs to.
func (k *Keyboard) press(now time.Time, press tea.KeyPressMsg) typed {
	r, ended, index := k.bursts.add(now, press)
	k.ended(ended)
	return typed{press, Ticket{r.id, index, r}}
}

// ended tells of a run that is over, if it was a burst.
func (k *Keyboard) ended(r *run) {
	if r != nil && r.burst {
		k.enqueue(BurstEnd{r.id, r.text.String()})
	}
}

func (k *Keyboard) enqueue(msg tea.Msg) {
	k.queue = append(k.queue, msg)
	select {
	case k.more <- struct{}{}:
	default: // it has been told already
	}
}

// arm sets a timer for what is next to be over.
func (k *Keyboard) arm(now time.Time) {
	next := k.scan.deadline()
	if at := k.bursts.deadline(); next.IsZero() || !at.IsZero() && at.Before(next) {
		next = at
	}
	if next.IsZero() || !k.armed.IsZero() && !next.Before(k.armed) {
		return
	}
	k.armed = next
	k.clock.After(next.Sub(now), k.wake)
}

// wake does what is due, and sets the next timer.
func (k *Keyboard) wake() {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.clock.Now()
	k.armed = time.Time{}
	k.take(now, k.scan.wake(now))
	k.ended(k.bursts.wake(now))
	k.arm(now)
}
