package cli

import (
	"context"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
	"akia/iamsvc/scan"
	"akia/ui/text"
)

// collector fills a table with the keys of an account.
type collector struct {
	service  *iamsvc.Service
	table    *audit.Table
	prefix   string // of the paths of the users to look at; empty: all users
	exact    bool
	progress *progressLine

	identity iamsvc.Identity
	lists    refusals // of the keys of users
	uses     refusals // of the last use of keys
	gaps     []gap
}

// collect asks whatever the table needs. What is denied or fails is left out and noted.
func (c *collector) collect(ctx context.Context) (err error) {
	c.progress.say("asking AWS")
	if c.identity, err = c.service.WhoAmI(ctx); err != nil {
		return err
	}
	if !c.exact {
		if err := c.fromReport(ctx); err != nil {
			return err
		}
	}
	if c.exact {
		if err := c.scan(ctx); err != nil {
			return err
		}
	}
	c.rootKeys(ctx)
	c.facts(ctx)
	c.judgeUses()
	return ctx.Err()
}

// fromReport starts from the credential report. Where there is none it asks for an exact scan.
func (c *collector) fromReport(ctx context.Context) error {
	found, err := c.service.CredentialReport(ctx, func(state iamsvc.ReportState) {
		c.progress.say("credential report: " + string(state))
	})
	switch {
	case err == nil:
	case iamsvc.ReportUnavailable(err) && ctx.Err() == nil:
		c.exact = true
		c.progress.note("No credential report, so each user is asked about: " + explained(err).Error())
		return nil
	default:
		return err
	}
	c.table.Report(report.Under(found.Rows, c.prefix), found.Generated)
	return c.ask(ctx)
}

// scan asks about every user and key.
func (c *collector) scan(ctx context.Context) error {
	options := scan.Options{Deliver: c.deliver}
	summary, err := c.service.AccountSummary(ctx)
	switch {
	case c.prefix != "": // the number is that of all users, and root has no path
	case err == nil:
		options.Users = summary.Users
		if summary.RootKey {
			c.table.RootKey()
		}
	default:
		c.missing("It is not known whether the root user has a key. "+explained(err).Error(), audit.RootKey)
	}
	s := scan.New(c.service, options)
	if err := s.Run(ctx); err != nil {
		return err
	}
	if n := c.lists.failed(); n > 0 {
		c.missing("The keys of "+text.Many(n, "user")+" could not be listed. "+c.lists.reason(), audit.AllFindings()...)
	}
	return nil
}

// deliver takes what a scan has found out.
func (c *collector) deliver(b scan.Batch) {
	for _, l := range b.Lists {
		if l.Err == nil {
			c.table.Keys(l.User, l.Keys, l.Asked)
		} else {
			c.lists.note(l.User, l.Err)
		}
	}
	for _, u := range b.Uses {
		switch {
		case u.Gone:
		case u.Err == nil:
			c.table.LastUse(u.User, u.KeyID, u.Use)
		default:
			c.table.NoLastUse(u.User, u.KeyID, u.Err.Kind == iamsvc.KindDenied)
			c.uses.note(u.KeyID, u.Err)
		}
	}
	c.progress.say(scanned(b.Progress))
}

// rootKeys lists the keys of the root user if that is who is signed in: others cannot.
func (c *collector) rootKeys(ctx context.Context) {
	if !c.identity.Root() || c.prefix != "" {
		return
	}
	asked := time.Now()
	if keys, err := c.service.ListKeys(ctx, ""); err == nil {
		c.table.Keys(report.RootUser, keys, asked)
	}
}

// facts asks which users AWS has quarantined and which keys have a description.
func (c *collector) facts(ctx context.Context) {
	if c.table.Len() == 0 {
		return
	}
	for marker, more := "", true; more; {
		page, err := c.service.UserFacts(ctx, marker)
		if err != nil {
			of := []audit.Finding{audit.Quarantined}
			if c.table.Thresholds().Description {
				of = append(of, audit.NoDescription)
			}
			c.missing("It is not known which users AWS has quarantined. "+explained(err).Error(), of...)
			return
		}
		for _, u := range page.Users {
			c.table.Quarantined(u.Name, u.Quarantined)
			c.table.Described(u.Name, u.Described)
		}
		marker, more = page.Marker, page.More
	}
}

// judgeUses notes of how many keys it is not known whether they are used.
func (c *collector) judgeUses() {
	active, others := 0, 0
	for _, r := range c.table.All() {
		switch {
		case r.Use.State == audit.UseKnown, r.Use.State == audit.UseNever:
		case r.Active():
			active++
		case r.Status == iamsvc.Inactive:
			others++
		}
	}
	if active+others == 0 {
		return
	}
	var of []audit.Finding
	if active > 0 {
		of = append(of, audit.Unused, audit.LongUnused, audit.NeverUsed)
	}
	if others > 0 {
		of = append(of, audit.IdleInactive)
	}
	c.missing(strings.TrimSpace("The last use of "+text.Many(active+others, "key")+" could not be seen. "+c.uses.reason()), of...)
}

// missing notes something that could not be found out, and the findings that depend on it.
func (c *collector) missing(sentence string, of ...audit.Finding) {
	c.gaps = append(c.gaps, gap{sentence, audit.SetOf(of...)})
}
