package scan

import (
	"context"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/queue"
)

// run is one call of Run. All its methods are called with the scan locked, but for those that say otherwise.
type run struct {
	*Scan
	answers chan answer
	flying  int
	stop    error // why no further call is sent; nil: it goes on
	batch   Batch
	timer   *time.Timer // runs while the batch holds something
}

// answer is what came of one call.
type answer struct {
	*entry                  // nil of ListUsers
	page   *iamsvc.UserPage // of ListUsers alone
	keys   []iamsvc.Key
	use    iamsvc.LastUse
	asked  time.Time
	walk   bool
	err    error
}

// Run scans until everything was asked, ctx ends, or something goes wrong that concerns all calls: credentials that have
// run out, a network that is gone, a list of users that is denied, or twenty failures in a row. It returns why it ended
// early; what is done stays done, and Run goes on from there. What failed or was denied is asked again by the next Run.
func (s *Scan) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(queue.WithClass(ctx, queue.Sweep))
	defer cancel()
	r := &run{Scan: s, answers: make(chan answer, 2*callsAtOnce+1), timer: time.NewTimer(time.Hour)}
	r.timer.Stop()
	defer r.timer.Stop()
	s.mu.Lock()
	s.lists.restart()
	s.uses.restart()
	s.pace.reset()
	s.mu.Unlock()
	r.loop(ctx, cancel)
	r.deliver()
	return r.stop
}

// loop sends calls and takes their answers. It is called without the lock.
func (r *run) loop(ctx context.Context, cancel func()) {
	done := ctx.Done()
	for {
		r.mu.Lock()
		r.launch(ctx)
		ended := r.flying == 0 && (r.stop != nil || r.nothingLeft())
		r.mu.Unlock()
		if ended {
			return
		}
		select {
		case a := <-r.answers:
			r.mu.Lock()
			r.take(ctx, a)
			r.mu.Unlock()
			if r.stop != nil {
				cancel()
			}
		case <-r.poke:
		case <-r.timer.C:
			r.deliver()
		case <-done:
			if r.stop == nil {
				r.stop = context.Cause(ctx)
			}
			done = nil // the calls under way end by themselves
		}
	}
}

// deliver gives the batch away. It is called without the lock.
func (r *run) deliver() {
	r.mu.Lock()
	b := r.batch
	r.batch = Batch{}
	b.Progress, b.number = r.progress(), r.number
	r.number++
	r.mu.Unlock()
	r.options.Deliver(b)
}

// launch sends as many calls as may be under way.
func (r *run) launch(ctx context.Context) {
	if r.stop != nil || r.paused {
		return
	}
	if !r.walk.done && !r.walk.asking {
		r.walk.asking = true
		marker := r.walk.marker
		r.send(func() answer {
			page, err := r.account.ListUsers(ctx, marker)
			return answer{walk: true, page: &page, err: err}
		})
	}
	r.assume()
	for !r.lists.empty() && r.lists.flying < r.lists.most {
		r.list(ctx, r.lists.take())
	}
	for !r.uses.empty() && r.uses.flying < r.uses.most {
		r.use(ctx, r.uses.take())
	}
}

// assume answers what is taken to be denied.
func (r *run) assume() {
	for !r.lists.empty() && r.lists.refusal != nil {
		e := r.lists.take()
		r.lists.fail(e)
		r.tellList(e, List{User: e.user, Err: r.lists.refusal, Assumed: true})
	}
	for !r.uses.empty() && r.uses.refusal != nil {
		e := r.uses.take()
		r.uses.fail(e)
		r.tellUse(e, Use{User: e.user, KeyID: e.keyID, Err: r.uses.refusal, Assumed: true})
	}
}

func (r *run) list(ctx context.Context, e *entry) {
	r.lists.flying++
	user := e.user
	r.send(func() answer {
		asked := r.options.Now()
		keys, err := r.account.ListKeys(ctx, user)
		return answer{entry: e, keys: keys, asked: asked, err: err}
	})
}

func (r *run) use(ctx context.Context, e *entry) {
	r.uses.flying++
	keyID := e.keyID
	r.send(func() answer {
		asked := r.options.Now()
		use, err := r.account.LastUse(ctx, keyID)
		return answer{entry: e, use: use, asked: asked, err: err}
	})
}

func (r *run) send(call func() answer) {
	r.flying++
	go func() { r.answers <- call() }() // there is room for all of them
}

func (r *run) tellList(e *entry, l List) {
	e.batch = r.number
	r.gather(func(b *Batch) { b.Lists = append(b.Lists, l) })
}

func (r *run) tellUse(e *entry, u Use) {
	e.batch = r.number
	r.gather(func(b *Batch) { b.Uses = append(b.Uses, u) })
}

// gather adds to the batch, which is delivered when it has been gathered long enough.
func (r *run) gather(add func(*Batch)) {
	if len(r.batch.Users)+len(r.batch.Lists)+len(r.batch.Uses) == 0 {
		r.timer.Reset(r.options.Every)
	}
	add(&r.batch)
}
