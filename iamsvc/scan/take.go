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
		if r.walk.seen[u.Name] {
			continue
		}
		r.walk.seen[u.Name] = true
		fresh = append(fresh, u)
		if keys, known := r.options.Keys[u.Name]; known {
			r.found(u.Name, keys)
		} else {
			r.lists.add(question{user: u.Name})
		}
	}
	if len(fresh) > 0 {
		r.gather(func(b *Batch) { b.Users = append(b.Users, fresh...) })
	}
}

// found takes note of a user's keys.
func (r *run) found(user string, keys []iamsvc.Key) {
	r.count.users++
	r.count.keys += len(keys)
	for _, k := range keys {
		if r.options.NoUses || r.options.Uses[k.ID] {
			r.count.uses++
			continue
		}
		r.uses.add(question{user, k.ID})
	}
}

func (r *run) takeList(a answer, failure *iamsvc.Error) {
	r.lists.flying--
	if failure != nil && fatal(failure) {
		r.lists.giveBack(a.question)
		r.halt(failure)
		return
	}
	r.lists.note(a.question, failure)
	result := List{User: a.user, Keys: a.keys, Asked: a.asked, Err: failure}
	switch {
	case failure == nil:
		r.found(a.user, a.keys)
	case failure.Kind == iamsvc.KindNotFound:
		result.Gone, result.Err = true, nil
		r.count.users++
	}
	r.gather(func(b *Batch) { b.Lists = append(b.Lists, result) })
	r.giveUp(&r.lists, failure)
}

func (r *run) takeUse(a answer, failure *iamsvc.Error) {
	r.uses.flying--
	if failure != nil && fatal(failure) {
		r.uses.giveBack(a.question)
		r.halt(failure)
		return
	}
	r.uses.note(a.question, failure)
	result := Use{User: a.user, KeyID: a.keyID, Use: a.use, Err: failure}
	if failure == nil || failure.Kind == iamsvc.KindNotFound {
		result.Gone, result.Err = failure != nil, nil
		r.count.uses++
	}
	r.gather(func(b *Batch) { b.Uses = append(b.Uses, result) })
	r.giveUp(&r.uses, failure)
}

// giveUp stops the scan if nothing but failures comes of its calls.
func (r *run) giveUp(p *part, failure *iamsvc.Error) {
	if failure != nil && p.inARow >= failures {
		r.halt(failure)
	}
}
