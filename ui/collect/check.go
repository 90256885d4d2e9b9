package collect

import (
	"context"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/text"
	"akia/ui/words"
)

// present notes a user of the account. One whom the credential report does not have is asked about.
func (c *Collector) present(name, path string) {
	if c.roster != nil && c.roster.Lacks(name, path) {
		c.table.Absent(iamsvc.NamedUser(name))
	}
}

// countUsers finds out whether the credential report has all users where their facts do not tell: by their number, and
// where that differs by their list.
func (c *Collector) countUsers(ctx context.Context) error {
	summary, err := c.service.AccountSummary(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		const what = "It could not be checked that the credential report has all users. "
		c.missing(iamsvc.AsError(err), what+explained(err).Error())
		return nil
	case summary.Users <= c.roster.Users() && c.notFound == 0: // who was not found may have another name by now
		return nil
	}
	if err := c.readUsers(ctx); err != nil {
		return err
	}
	if err := c.store.UsersErr(); err != nil {
		c.missing(err, "The credential report has "+text.Count(c.roster.Users())+" of "+
			text.Many(summary.Users, "user")+". "+explained(err).Error(), audit.AllFindings()...)
	}
	for _, u := range c.store.Users() {
		c.present(u.Name, u.Path)
	}
	return nil
}

// readUsers reads the list of users to its end, or as far as it can be read.
func (c *Collector) readUsers(ctx context.Context) error {
	return c.asker.Run(ctx, func() []store.Want {
		if c.store.UsersErr() != nil || !c.store.UsersOpen() {
			return nil
		}
		return []store.Want{{Read: store.Read{Op: store.AskUsers}}}
	}, func(store.Answer) {})
}

// checkRoster asks about whom the credential report does not have: users made since, users left out, the root user.
func (c *Collector) checkRoster(ctx context.Context) error {
	if !c.hasRoot && c.prefix == "" && !c.identity.Root() {
		c.fromSummary(ctx)
	}
	if c.table.AbsentUsers() == 0 {
		return nil
	}
	if err := c.ask(ctx); err != nil {
		return err
	}
	if n := c.table.AbsentUsers(); n > 0 {
		c.missing(c.lists.why, "The credential report does not have "+text.Many(n, "user")+
			", and their keys could not be listed. "+c.lists.reason(), audit.AllFindings()...)
	}
	return nil
}

// dropGone takes out the keys that were deleted while they were asked about. IAM answers a question about such a key as
// it does one that is not permitted, so the keys of its user are listed again. Where all were refused a permission is
// missing.
func (c *Collector) dropGone(ctx context.Context) {
	if c.uses.failed() >= deniedForAll {
		return
	}
	owners := map[iamsvc.Principal][]string{}
	for _, r := range c.table.All() {
		if c.uses.subjects[r.KeyID] && !r.Root() {
			owners[r.User] = append(owners[r.User], r.KeyID)
		}
	}
	for user := range owners {
		c.store.ForgetKeys(user)
	}
	begun := c.clock.Machine()
	_ = c.asker.Run(ctx, func() (wants []store.Want) { // what fails leaves what is known
		for user := range owners {
			if f := c.store.Keys(user); f.At().Before(begun) {
				wants = append(wants, store.Want{Read: store.Read{Op: store.AskKeys, User: user}})
			}
		}
		return wants
	}, func(store.Answer) {})
	c.table.Follow()
	for user, asked := range owners {
		known := c.store.Keys(user).Known() || !c.store.GoneSince(user).IsZero()
		for _, id := range asked {
			if _, there := c.store.Key(user, id); known && !there {
				c.uses.forget(id)
			}
		}
	}
}

// judgeClock counts all ages by IAM's clock, says so if this machine's is off, and notes if IAM's is not known.
func (c *Collector) judgeClock() {
	c.table.Assess(c.table.Thresholds(), c.clock.Now())
	switch ahead := c.clock.Ahead(); {
	case !c.clock.Known():
		c.missing(nil, "What time it is at IAM is not known, so that ages may be wrong.",
			audit.Old, audit.Unused, audit.LongUnused, audit.NeverUsed, audit.IdleInactive)
	case ahead != 0:
		c.progress.Note(words.ClockOff(ahead))
	}
}
