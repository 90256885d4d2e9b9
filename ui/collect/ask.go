package collect

import (
	"context"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/text"
)

const (
	// deniedForAll is after how many denials, and nothing but denials, no further question is asked.
	deniedForAll = 20
	// failedForAll is after how many failures in a row, none of them a denial, no further question is asked.
	failedForAll = 20
)

// ask asks what the credential report leaves open: the IDs of the keys, and the last use of those made since.
func (c *Collector) ask(ctx context.Context) error {
	var hope outlook
	return c.read(ctx, func() []store.Want {
		c.table.Follow()
		wants := c.table.Wants()
		for ; hope.none() && len(wants) > 0; wants = c.table.Wants() {
			for _, w := range wants {
				c.store.Fail(w.Read, hope.why, c.clock.Machine())
				c.refuse(w.Read, hope.why)
			}
			c.table.Follow()
		}
		return wants
	}, func(a store.Answer) {
		hope.note(a.Err)
		c.progress.Say(text.Many(c.table.Len(), "key") + ", " + text.Count(c.table.Summary().NoID) + " without their IDs")
	})
}

// read makes reads until nothing more is wanted, and notes what was refused. It returns an error that concerns all
// reads.
func (c *Collector) read(ctx context.Context, wants func() []store.Want, took func(store.Answer)) error {
	var failure *iamsvc.Error
	err := c.asker.Run(ctx, func() []store.Want {
		if failure != nil {
			return nil
		}
		return wants()
	}, func(a store.Answer) {
		switch {
		case a.Err == nil:
		case a.Err.Kind == iamsvc.KindNotFound:
			if a.Read.Op == store.AskKeys {
				c.notFound++
			}
		case concernsAll(a.Err):
			failure = a.Err
		default:
			c.refuse(a.Read, a.Err)
		}
		took(a)
	})
	c.table.Follow()
	if failure != nil {
		return failure
	}
	return err
}

// concernsAll reports whether no further question is worth asking after a failure.
func concernsAll(e *iamsvc.Error) bool {
	switch e.Kind {
	case iamsvc.KindCancelled, iamsvc.KindExpired, iamsvc.KindCredentials, iamsvc.KindNoCredentials, iamsvc.KindNetwork,
		iamsvc.KindOtherSigner, iamsvc.KindMFA:
		return true
	default:
		return false
	}
}

// refuse notes that a question has no answer.
func (c *Collector) refuse(r store.Read, why *iamsvc.Error) {
	switch r.Op {
	case store.AskKeys:
		c.lists.note(r.User.String(), why)
	case store.AskLastUse:
		c.uses.note(r.Key, why)
	default:
	}
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

// noteIDs notes how many keys have no ID because their users' keys could not be listed.
func (c *Collector) noteIDs() {
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
