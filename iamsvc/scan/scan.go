package scan

import (
	"context"
	"sync"
	"time"

	"akia/iamsvc"
)

// Account is what is asked. [iamsvc.Service] is one.
type Account interface {
	ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error)
	ListKeys(ctx context.Context, user iamsvc.Principal) ([]iamsvc.Key, error)
	LastUse(ctx context.Context, keyID string) (iamsvc.LastUse, error)
}

// Options says how to scan. The zero Options asks about everything.
type Options struct {
	// Deliver, if not nil, is given what was found out, batch by batch, by the goroutine that runs the scan. See Taken.
	Deliver func(Batch)
	// Every is how long results are gathered for a batch; 0: 100 ms.
	Every time.Duration
	// Users is how many users there are, if that is known; 0: it is known when all have been listed.
	Users int
	// Keys has the keys of users whose keys are known already; they are not listed again, and not delivered.
	Keys map[iamsvc.Principal][]iamsvc.Key
	// Uses has the IDs of the keys whose last use is known already.
	Uses map[string]bool
	// NoUses leaves out the last use of keys.
	NoUses bool
	// Now tells the time; nil: time.Now.
	Now func() time.Time
}

// Batch is what was found out since the last one.
type Batch struct {
	Users    []iamsvc.User
	Lists    []List
	Uses     []Use
	Progress Progress

	number int // the first one has 1
}

// List is the keys of one user, or why they are not known.
type List struct {
	User  iamsvc.Principal
	Keys  []iamsvc.Key
	Asked time.Time // not after the list was sent
	Gone  bool      // there is no such user any more
	Err   *iamsvc.Error
	// Assumed is true for a denial that was not asked for again, because everything asked before was denied.
	Assumed bool
}

// Use is the last use of one key, or why it is not known.
type Use struct {
	User    iamsvc.Principal
	KeyID   string
	Use     iamsvc.LastUse
	Asked   time.Time // not after the question was sent
	Gone    bool      // there is no such key any more
	Err     *iamsvc.Error
	Assumed bool // as that of List
}

// Scan is a way through an account. New makes one. Run may be called again after it has ended; the other methods may be
// called from any goroutine at any time.
type Scan struct {
	account Account
	options Options
	poke    chan struct{} // has an element when the goroutine that runs the scan is to look up

	mu     sync.Mutex
	paused bool
	walk   walk
	lists  part
	uses   part
	told   map[iamsvc.Principal][]iamsvc.Key // the keys of users that the scan has not come to yet
	number int                               // of the batch that is being gathered
	taken  int                               // of the last batch that note was taken of
	count  counts
	pace   pace
}

// walk is how far the list of users has been read.
type walk struct {
	marker string
	asking bool
	done   bool
	seen   int // how many users
}

// New returns a scan of the account that has not begun.
func New(account Account, options Options) *Scan {
	if options.Every <= 0 {
		options.Every = 100 * time.Millisecond
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Deliver == nil {
		options.Deliver = func(Batch) {}
	}
	return &Scan{
		account: account, options: options, poke: make(chan struct{}, 1),
		lists: newPart(), uses: newPart(), told: map[iamsvc.Principal][]iamsvc.Key{}, number: 1,
	}
}

// Pause has the scan send no further call. Calls under way end, and are delivered.
func (s *Scan) Pause() { s.pause(true) }

// Resume ends a pause.
func (s *Scan) Resume() { s.pause(false) }

func (s *Scan) pause(on bool) {
	s.mu.Lock()
	s.paused = on
	s.pace.reset()
	s.mu.Unlock()
	s.wake()
}

// wake has the goroutine that runs the scan look up.
func (s *Scan) wake() {
	select {
	case s.poke <- struct{}{}:
	default: // it is to look up already
	}
}

// Done reports whether nothing is left to ask. Then what failed stays so until Run is called again.
func (s *Scan) Done() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.nothingLeft() && s.lists.flying+s.uses.flying == 0
}

func (s *Scan) nothingLeft() bool { return s.walk.done && s.lists.waiting == 0 && s.uses.waiting == 0 }
