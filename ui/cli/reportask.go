package cli

import (
	"context"
	"fmt"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

const (
	// askedAtOnce is how many questions are handed to the service at a time; it decides when each is sent.
	askedAtOnce = 16
	// deniedForAll is after how many denials, and nothing but denials, no further question is asked.
	deniedForAll = 20
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
	var flying, done, denied int
	var failure error
	for {
		for failure == nil && flying < askedAtOnce {
			next := c.table.Next(nil, 1)
			if len(next) == 0 {
				break
			}
			if denied >= deniedForAll && denied == done {
				c.table.Failed(next[0], true)
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
		done++
		if iamsvc.AsError(r.err) != nil && iamsvc.AsError(r.err).Kind == iamsvc.KindDenied {
			denied++
		}
		if err := c.take(r); err != nil && failure == nil {
			failure = err
			cancel()
		}
		c.progress.say(fmt.Sprintf("%d keys, %d without their IDs", c.table.Len(), c.table.Summary().NoID))
	}
	c.noteIDs()
	return failure
}

func (c *collector) question(ctx context.Context, q audit.Question) reply {
	r := reply{Question: q, asked: time.Now()}
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
		c.table.LastUse(r.User, r.KeyID, r.use)
	case e.Kind == iamsvc.KindNotFound && r.KeyID == "":
		c.table.Forget(r.User)
	case e.Kind == iamsvc.KindCancelled, e.Kind == iamsvc.KindExpired, e.Kind == iamsvc.KindCredentials,
		e.Kind == iamsvc.KindNoCredentials, e.Kind == iamsvc.KindNetwork:
		return e
	default:
		c.table.Failed(r.Question, e.Kind == iamsvc.KindDenied)
	}
	return nil
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
		c.missing(fmt.Sprintf("The IDs of %d keys are not known: their users' keys could not be listed.", unlisted))
	}
}
