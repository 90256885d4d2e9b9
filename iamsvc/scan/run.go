package scan

import (
	"context"
	"time"

	"akia/iamsvc"
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
	question
	page  *iamsvc.UserPage // of ListUsers
	keys  []iamsvc.Key
	use   iamsvc.LastUse
	asked time.Time
	walk  bool
	err   error
}

// Run scans until everything was asked, ctx ends, or something goes wrong that concerns all calls: credentials that have
// run out, a network that is gone, a list of users that is denied, or twenty failures in a row. It returns why it ended
// early; what is done stays done, and Run goes on from there. What failed or was denied is asked again by the next Run.
func (s *Scan) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(iamsvc.WithClass(ctx, iamsvc.ClassSweep))
	defer cancel()
	r := &run{Scan: s, answers: make(chan answer, 2*callsAtOnce+1), timer: time.NewTimer(time.Hour)}
	r.timer.Stop()
	defer r.timer.Stop()
	s.mu.Lock()
	s.lists.again()
	s.uses.again()
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
	b.Progress = r.progress()
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
		result := List{User: r.lists.drop().user, Err: r.lists.refusal, Assumed: true}
		r.gather(func(b *Batch) { b.Lists = append(b.Lists, result) })
	}
	for !r.uses.empty() && r.uses.refusal != nil {
		q := r.uses.drop()
		result := Use{User: q.user, KeyID: q.keyID, Err: r.uses.refusal, Assumed: true}
		r.gather(func(b *Batch) { b.Uses = append(b.Uses, result) })
	}
}

func (r *run) list(ctx context.Context, q question) {
	r.lists.flying++
	r.send(func() answer {
		asked := r.options.Now()
		keys, err := r.account.ListKeys(ctx, q.user)
		return answer{question: q, keys: keys, asked: asked, err: err}
	})
}

func (r *run) use(ctx context.Context, q question) {
	r.uses.flying++
	r.send(func() answer {
		use, err := r.account.LastUse(ctx, q.keyID)
		return answer{question: q, use: use, err: err}
	})
}

func (r *run) send(call func() answer) {
	r.flying++
	go func() { r.answers <- call() }() // there is room for all of them
}

// gather adds to the batch, which is delivered when it has been gathered long enough.
func (r *run) gather(add func(*Batch)) {
	if len(r.batch.Users)+len(r.batch.Lists)+len(r.batch.Uses) == 0 {
		r.timer.Reset(r.options.Every)
	}
	add(&r.batch)
}
