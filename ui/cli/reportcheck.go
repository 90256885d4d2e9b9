package cli

import (
	"context"
	"slices"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/text"
	"akia/ui/words"
)

// present notes a user of the account. One whom the credential report does not have is asked about.
func (c *collector) present(name, path string) {
	if c.roster != nil && c.roster.Lacks(name, path) {
		c.table.Absent(iamsvc.NamedUser(name))
	}
}

// countUsers finds out whether the credential report has all users where their facts do not tell: by their number, and where
// that differs by their list.
func (c *collector) countUsers(ctx context.Context) error {
	summary, err := c.service.AccountSummary(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		c.missing(iamsvc.AsError(err), "It could not be checked that the credential report has all users. "+explained(err).Error())
		return nil
	case summary.Users <= c.roster.Users():
		return nil
	}
	for marker, more := "", true; more; {
		page, err := c.service.ListUsers(ctx, marker)
		if err != nil {
			c.missing(iamsvc.AsError(err), "The credential report has "+text.Count(c.roster.Users())+" of "+
				text.Many(summary.Users, "user")+". "+explained(err).Error(), audit.AllFindings()...)
			return ctx.Err()
		}
		for _, u := range page.Users {
			c.present(u.Name, u.Path)
		}
		marker, more = page.Marker, page.More
	}
	return nil
}

// checkRoster asks about whom the credential report does not have: users made since, users left out, the root user.
func (c *collector) checkRoster(ctx context.Context) error {
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

// dropGone takes out the keys that were deleted while they were asked about. IAM answers a question about such a key as it does
// one that is not permitted, so the keys of its user are listed again. Where all were refused a permission is missing.
func (c *collector) dropGone(ctx context.Context) {
	if c.uses.failed() >= deniedForAll {
		return
	}
	owners := map[iamsvc.Principal][]string{}
	for _, r := range c.table.All() {
		if c.uses.subjects[r.KeyID] && !r.Root() {
			owners[r.User] = append(owners[r.User], r.KeyID)
		}
	}
	for user, asked := range owners {
		at := c.clock.Now()
		keys, err := c.service.ListKeys(ctx, user)
		switch e := iamsvc.AsError(err); {
		case e == nil:
			c.table.Keys(user, keys, at)
		case e.Kind == iamsvc.KindNotFound:
			c.table.Forget(user)
		default:
			continue
		}
		for _, id := range asked {
			if !slices.ContainsFunc(keys, func(k iamsvc.Key) bool { return k.ID == id }) {
				c.uses.forget(id)
			}
		}
	}
}

// judgeClock counts all ages by IAM's clock, says so if this machine's is off, and notes if IAM's is not known.
func (c *collector) judgeClock() {
	c.table.Assess(c.table.Thresholds(), c.clock.Now())
	switch ahead := c.clock.Ahead(); {
	case !c.clock.Known():
		c.missing(nil, "What time it is at IAM is not known, so that ages may be wrong.",
			audit.Old, audit.Unused, audit.LongUnused, audit.NeverUsed, audit.IdleInactive)
	case ahead != 0:
		c.progress.note(words.ClockOff(ahead))
	}
}
