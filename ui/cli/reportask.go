package cli

import (
	"context"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/text"
)

const (
	// askedAtOnce is how many questions are handed to the service at a time; it decides when each is sent.
	askedAtOnce = 16
	// deniedForAll is after how many denials, and nothing but denials, no further question is asked.
	deniedForAll = 20
	// failedForAll is after how many failures in a row, none of them a denial, no further question is asked.
	failedForAll = 20
)

// reply is what came of one question.
type reply struct {
	audit.Question
	keys  []iamsvc.Key
	use   iamsvc.LastUse
	asked time.Time
	err   error
}

// ask asks what the credential report leaves open: the IDs of the keys, and the last use of those made since.
func (c *collector) ask(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	replies := make(chan reply, askedAtOnce)
	var flying int
	var failure error
	var hope outlook
	for {
		for failure == nil && flying < askedAtOnce {
			next := c.table.Next(nil, 1)
			if len(next) == 0 {
				break
			}
			if hope.none() {
				c.refuse(next[0], hope.why)
				continue
			}
			flying++
			go func() { replies <- c.question(ctx, next[0]) }()
		}
		if flying == 0 {
			break
		}
		r := <-replies
		flying--
		hope.note(iamsvc.AsError(r.err))
		if err := c.take(r); err != nil && failure == nil {
			failure = err
			cancel()
		}
		c.progress.say(text.Many(c.table.Len(), "key") + ", " + text.Count(c.table.Summary().NoID) + " without their IDs")
	}
	return failure
}

// outlook is how the questions so far went.
type outlook struct {
	done, denied int
	inARow       int           // failures that are no denials, with no answer between them
	why          *iamsvc.Error // the last failure
}

func (o *outlook) note(err *iamsvc.Error) {
	o.done++
	switch {
	case err == nil || err.Kind == iamsvc.KindNotFound:
		o.inARow = 0
		return
	case err.Kind == iamsvc.KindDenied:
		o.denied++
		o.inARow = 0
	default:
		o.inARow++
	}
	o.why = err
}

// none reports whether no further question is worth asking.
func (o *outlook) none() bool {
	return o.denied >= deniedForAll && o.denied == o.done || o.inARow >= failedForAll
}

func (c *collector) question(ctx context.Context, q audit.Question) reply {
	r := reply{Question: q, asked: c.clock.Now()}
	if q.KeyID == "" {
		r.keys, r.err = c.service.ListKeys(ctx, q.User)
	} else {
		r.use, r.err = c.service.LastUse(ctx, q.KeyID)
	}
	return r
}

// take tells the table what came of a question. It returns an error if no further question is worth asking.
func (c *collector) take(r reply) error {
	e := iamsvc.AsError(r.err)
	switch {
	case e == nil && r.KeyID == "":
		c.table.Keys(r.User, r.keys, r.asked)
	case e == nil:
		c.table.LastUse(r.User, r.KeyID, r.use, r.asked)
	case e.Kind == iamsvc.KindNotFound && r.KeyID == "":
		c.table.Forget(r.User)
	case e.Kind == iamsvc.KindNotFound:
		c.table.ForgetKey(r.User, r.KeyID)
	case e.Kind == iamsvc.KindCancelled, e.Kind == iamsvc.KindExpired, e.Kind == iamsvc.KindCredentials,
		e.Kind == iamsvc.KindNoCredentials, e.Kind == iamsvc.KindNetwork:
		return e
	default:
		c.refuse(r.Question, e)
	}
	return nil
}

// refuse notes that a question has no answer.
func (c *collector) refuse(q audit.Question, why *iamsvc.Error) {
	c.table.Failed(q, why.Kind == iamsvc.KindDenied)
	if q.KeyID == "" {
		c.lists.note(q.User.String(), why)
	} else {
		c.uses.note(q.KeyID, why)
	}
}

// noteIDs notes how many keys have no ID because their users' keys could not be listed.
func (c *collector) noteIDs() {
	unlisted := 0
	for _, r := range c.table.All() {
		if r.KeyID == "" && !r.Root() {
			unlisted++
		}
	}
	if unlisted > 0 {
		c.missing(c.lists.why, "The IDs of "+text.Many(unlisted, "key")+" are not known: the keys of "+
			text.Many(c.lists.failed(), "user")+" could not be listed. "+c.lists.reason())
	}
}
