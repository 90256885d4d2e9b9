// Package ledger records the changes that are made: which are under way, how each ended, and the journal of them. It is
// the service that the screen is given, with a record around each call that changes something. It knows no flag and no
// screen. A new call that changes something gets a method in service.go or users.go, and its words in changes.go.
package ledger

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/ui/cli/system"
)

// Ledger knows the changes that are under way, and keeps the journal of them. Its methods may be called from any
// goroutine.
type Ledger struct {
	journal  *journal.Journal // nil: none is kept
	endpoint string           // of the first account; empty for AWS itself
	now      func() time.Time

	mu       sync.Mutex
	accounts []*Account
	open     []*change
	closed   bool          // nothing is begun any more
	idle     chan struct{} // closed when nothing is open and nothing can be begun
	// unclear are the creations of which it is not known yet whether they made a key.
	unclear map[*iamsvc.CreateAttempt]change

	dangling []journal.Line // creations of earlier sessions whose end is not known

	news   []string // what ended after the screen had
	unkept []string // what the journal could not be told
}

// change is one change under way, and the account that it is made in.
type change struct {
	line journal.Line
	by   *Account
}

// New returns a ledger that keeps no journal yet.
func New() *Ledger {
	return &Ledger{now: time.Now, idle: make(chan struct{}), unclear: map[*iamsvc.CreateAttempt]change{}}
}

// Keep has the ledger write what is changed at this endpoint, empty for AWS itself, into a journal; nil for none. What
// the journal says of earlier sessions there is what [Ledger.Warning] tells.
func (l *Ledger) Keep(endpoint string, in *journal.Journal) error {
	l.endpoint, l.journal = endpoint, in
	return l.recall()
}

// Close closes the journal. It is written to without a buffer: nothing is lost if it cannot be closed.
func (l *Ledger) Close() {
	if l.journal != nil {
		_ = l.journal.Close()
	}
}

// subject is what iamsvc says that the call of the change is about.
func (c *change) subject() string {
	if c.line.Key != "" {
		return c.line.Key
	}
	return c.line.User
}

// begin notes a change that is about to be made, and writes down what is meant. Its error, an *iamsvc.Error, means that
// the change must not be made: what cannot be recorded is not done, or the journal would not be worth reading.
func (a *Account) begin(line journal.Line) (*change, error) {
	l := a.ledger
	l.mu.Lock()
	line.ID, line.Time = rand.Text(), l.now().UTC()
	line.Endpoint, line.Label = a.endpoint, a.label
	c := &change{line, a}
	a.sign(c)
	closed := l.closed
	if !closed {
		l.open = append(l.open, c)
	}
	l.mu.Unlock()
	if closed {
		return nil, c.refused("akia is ending", "")
	}
	if l.journal == nil {
		return c, nil
	}
	err := l.journal.Intend(c.line)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil:
		l.drop(c)
		return nil, c.refused(fmt.Sprintf("the journal cannot be written (%v)", system.Reason(err)),
			"To do without it, start akia with --no-journal.")
	case !slices.Contains(l.open, c): // it took so long that it was given up
		return nil, c.refused("akia is ending", "")
	}
	return c, nil
}

// refused returns the error of a change that is not made.
func (c *change) refused(why, advice string) *iamsvc.Error {
	return iamsvc.Refused(c.line.Operation, c.subject(), "Nothing was changed: "+why+".", advice)
}

// end notes how a change ended. The key is that of a key that was created; empty for other changes.
func (l *Ledger) end(c *change, key string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.open, c) {
		return // it was given up before
	}
	if key != "" {
		c.line.Key = key
	}
	conclude(&c.line, err)
	if l.closed {
		l.news = append(l.news, afterwards(c.line))
	}
	if failed := iamsvc.AsError(err); failed != nil && failed.Attempt != nil {
		l.unclear[failed.Attempt] = *c
	}
	l.finish(c)
}

// reconcile notes what was found out of a creation whose answer was lost: a further outcome, which replaces the first.
func (l *Ledger) reconcile(attempt *iamsvc.CreateAttempt, verdict error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, waits := l.unclear[attempt]
	if failed := iamsvc.AsError(verdict); !waits || l.closed || failed == nil || failed.Unclear {
		return
	}
	delete(l.unclear, attempt)
	conclude(&c.line, verdict)
	var lost *iamsvc.LostKeyError
	if errors.As(verdict, &lost) {
		c.line.Result, c.line.Key = journal.Done, joinIDs(lost.Made)
	}
	l.write(&c)
}

// newestChanges is how far back the journal is searched for who has created a key a moment ago.
const newestChanges = 500

// created reports whether the journal says that a key was created, by this akia or another one, and its secret
// arrived there.
func (l *Ledger) created(keyID string) bool {
	if l.journal == nil {
		return false
	}
	found, err := l.journal.Newest(newestChanges)
	if err != nil {
		return false // then its last use alone tells
	}
	return slices.ContainsFunc(found.Changes, func(c journal.Change) bool {
		last := c.Last()
		return last.Operation == opCreate && last.Result == journal.Done && last.Kind == "" && last.Key == keyID
	})
}

// joinIDs returns the IDs of keys as one text.
func joinIDs(keys []iamsvc.Key) string {
	ids := make([]string, len(keys))
	for i, k := range keys {
		ids[i] = k.ID
	}
	return strings.Join(ids, " ")
}

// conclude fills in how a change ended.
func conclude(line *journal.Line, err error) {
	var moved *iamsvc.RenamedError
	if errors.As(err, &moved) && moved.Err == nil {
		line.User = moved.Now.ReportName() // where it was carried out
	}
	failed := iamsvc.AsError(err)
	if failed == nil {
		line.Result = journal.Done
		return
	}
	line.Result = journal.Failed
	if failed.Unclear {
		line.Result = journal.Unclear
	}
	line.Kind, line.Code = failed.Kind.String(), failed.Code
	if failed.Op != line.Operation {
		line.FailedCall = failed.Op
	}
	if failed.RequestID != "" {
		line.RequestID = failed.RequestID
	}
}

// finish writes down the outcome of a change and forgets the change.
func (l *Ledger) finish(c *change) {
	l.write(c)
	l.drop(c)
}

// write writes down an outcome.
func (l *Ledger) write(c *change) {
	if l.journal == nil {
		return
	}
	c.line.Time = l.now().UTC()
	c.by.sign(c)
	if err := l.journal.End(c.line); err != nil {
		l.unkept = append(l.unkept,
			fmt.Sprintf("The journal does not say how the %s ended: %v.", describe(c.line), system.Reason(err)))
	}
}

// drop forgets a change. One that was forgotten before stays so: Leave gives up what is still being written down.
func (l *Ledger) drop(c *change) {
	if !slices.Contains(l.open, c) {
		return
	}
	l.open = slices.DeleteFunc(l.open, func(o *change) bool { return o == c })
	if l.closed && len(l.open) == 0 {
		close(l.idle)
	}
}

// Leave ends the ledger: nothing is begun any more, what is under way gets so long to end, and what has not ended by
// then is written down as not seen. It returns what the person must be told: what ended meanwhile, and what the
// journal lacks.
func (l *Ledger) Leave(patience time.Duration) []string {
	if l.close() {
		late := time.NewTimer(patience)
		defer late.Stop()
		select {
		case <-l.idle:
		case <-late.C:
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range slices.Clone(l.open) {
		c.line.Result = journal.NotSeen
		l.finish(c)
	}
	l.reported()
	return append(l.news, l.unkept...)
}

// close lets nothing begin any more and reports whether something is under way.
func (l *Ledger) close() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	return len(l.open) > 0
}
