package scan

import (
	"context"

	"akia/iamsvc"
)

// take takes the answer to one call.
func (r *run) take(ctx context.Context, a answer) {
	r.flying--
	failure := failureOf(ctx, a.err)
	if failure == nil || failure.Kind != iamsvc.KindCancelled {
		r.count.calls++
	}
	switch {
	case a.walk:
		r.takePage(a, failure)
	case a.keyID == "":
		r.takeList(a, failure)
	default:
		r.takeUse(a, failure)
	}
	r.pace.note(r.options.Now(), r.count)
}

// failureOf returns what went wrong as an *Error; nil for nothing. When the scan is being cancelled, whatever went wrong is
// that.
func failureOf(ctx context.Context, err error) *iamsvc.Error {
	switch e := iamsvc.AsError(err); {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return &iamsvc.Error{Kind: iamsvc.KindCancelled}
	case e != nil:
		return e
	default:
		return &iamsvc.Error{Kind: iamsvc.KindService, Message: err.Error()}
	}
}

// halt sends no further call. What ends the context is told by the context.
func (r *run) halt(why *iamsvc.Error) {
	if r.stop == nil && why.Kind != iamsvc.KindCancelled {
		r.stop = why
	}
}

func (r *run) takePage(a answer, failure *iamsvc.Error) {
	r.walk.asking = false
	if failure != nil { // without users there is nothing to ask about
		r.halt(failure)
		return
	}
	r.walk.marker, r.walk.done = a.page.Marker, !a.page.More
	var fresh []iamsvc.User
	for _, u := range a.page.Users {
		if e := r.lists.entry(question{user: u.Principal()}); e.state == idle {
			fresh = append(fresh, u)
			r.comeTo(e)
		}
	}
	if len(fresh) > 0 {
		r.gather(func(b *Batch) { b.Users = append(b.Users, fresh...) })
	}
}

// comeTo counts a user that the scan has not come to before, and sees to it that its keys become known.
func (r *run) comeTo(e *entry) {
	r.walk.seen++
	if keys, told := r.told[e.user]; told {
		delete(r.told, e.user)
		r.listed(e, keys)
	} else if keys, known := r.options.Keys[e.user]; known {
		r.listed(e, keys)
	} else {
		r.lists.add(e)
	}
}

func (r *run) takeList(a answer, failure *iamsvc.Error) {
	r.lists.flying--
	if !r.wanted(&r.lists, a.entry, failure) {
		return
	}
	r.lists.note(a.entry, failure)
	result := List{User: a.user, Keys: a.keys, Asked: a.asked, Err: failure}
	if failure == nil || failure.Kind == iamsvc.KindNotFound {
		result.Gone, result.Err = failure != nil, nil
		r.count.lists++
		r.listed(a.entry, a.keys)
	}
	r.tellList(a.entry, result)
	r.giveUp(&r.lists, failure)
}

func (r *run) takeUse(a answer, failure *iamsvc.Error) {
	r.uses.flying--
	if !r.wanted(&r.uses, a.entry, failure) {
		return
	}
	r.uses.note(a.entry, failure)
	result := Use{User: a.user, KeyID: a.keyID, Use: a.use, Asked: a.asked, Err: failure}
	if failure == nil || failure.Kind == iamsvc.KindNotFound {
		result.Gone, result.Err = failure != nil, nil
		r.count.last++
		r.used(a.entry)
	}
	r.tellUse(a.entry, result)
	r.giveUp(&r.uses, failure)
}

// wanted reports whether an answer is one, and is still to be had: what has become known from elsewhere meanwhile holds. A
// question whose call ends the run is given back.
func (r *run) wanted(p *part, e *entry, failure *iamsvc.Error) bool {
	ends := failure != nil && fatal(failure)
	if ends {
		r.halt(failure)
	}
	if e.state == done {
		return false
	}
	if ends {
		p.giveBack(e)
	}
	return !ends
}

// giveUp stops the scan if nothing but failures comes of its calls.
func (r *run) giveUp(p *part, failure *iamsvc.Error) {
	if failure != nil && p.inARow >= failures {
		r.halt(failure)
	}
}
