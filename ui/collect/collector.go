package collect

import (
	"context"
	"fmt"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/report"
	"akia/iamsvc/store"
	"akia/ui/text"
)

// Options say what to gather. The zero value is every key of every user, from the credential report where there is one.
type Options struct {
	// Thresholds are those that the findings depend on.
	Thresholds audit.Thresholds
	// PathPrefix is that of the paths of the users to look at; empty for all users and root.
	PathPrefix string
	// Exact asks about every user and key, whatever the credential report says.
	Exact bool
	// NoIDs takes the keys from the credential report alone, which holds no key IDs: some four calls an account. Where
	// there is no report it fails, and what the report does not tell is a gap.
	NoIDs bool
	// Identity is who asks, if that is known already; else it is asked for.
	Identity iamsvc.Identity
}

// Progress hears how far it is.
type Progress interface {
	// Say shows words in place of the last ones.
	Say(words string)
	// Note leaves a sentence to be read.
	Note(sentence string)
}

// Collector fills a table with the keys of an account. New makes one; it is used once.
type Collector struct {
	service  *iamsvc.Service
	clock    *clock.Clock
	store    *store.Store
	asker    *store.Asker
	table    *audit.Table
	prefix   string
	exact    bool
	noIDs    bool
	progress Progress

	identity iamsvc.Identity
	roster   *report.Roster // of the credential report; nil if there is none
	hasRoot  bool           // the report has a line of the root user
	users    int            // how many there are, as far as is known
	lists    refusals       // of the keys of users
	uses     refusals       // of the last use of keys
	notFound int            // users whose keys could not be listed because there is nobody of that name any more
	gaps     []Gap
}

// New returns a collector that has asked nothing yet.
func New(service *iamsvc.Service, o Options, progress Progress) *Collector {
	s, clock := store.New(), service.Clock()
	return &Collector{
		service: service, clock: clock, store: s, asker: store.NewAsker(s, service, clock.Machine),
		table: audit.NewTable(s, clock, o.Thresholds), prefix: o.PathPrefix, exact: o.Exact, noIDs: o.NoIDs,
		identity: o.Identity, progress: progress,
	}
}

// Table returns what was collected.
func (c *Collector) Table() *audit.Table { return c.table }

// Store returns the facts that the table is a view of.
func (c *Collector) Store() *store.Store { return c.store }

// Identity returns who asked; the zero value if STS did not say.
func (c *Collector) Identity() iamsvc.Identity { return c.identity }

// Gaps returns what could not be found out, in the order in which it was met.
func (c *Collector) Gaps() []Gap { return c.gaps }

// Users returns how many users there are under the prefix, as far as is known.
func (c *Collector) Users() int { return c.users }

// Whole reports whether no key can be missing: those of every user are known, or a credential report tells of them.
func (c *Collector) Whole() bool {
	return (!c.exact || c.lists.failed() == 0) && c.table.AbsentUsers() == 0
}

// identityPatience is how long the report waits to learn whose account it is: nothing else in it depends on that.
const identityPatience = 20 * time.Second

// Collect asks whatever the table needs. What is denied or fails is left out and is a gap; an error ends it: no
// credentials, no network, or ctx.
func (c *Collector) Collect(ctx context.Context) error {
	defer func() { c.roster = nil }() // it is long, and its work is done
	c.progress.Say("asking AWS")
	if err := c.identify(ctx); err != nil {
		return err
	}
	if c.noIDs {
		return c.reportAlone(ctx)
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
	if err := c.facts(ctx); err != nil {
		return err
	}
	if !c.exact {
		if err := c.checkRoster(ctx); err != nil {
			return err
		}
		c.noteIDs()
	}
	c.dropGone(ctx)
	c.judgeUses()
	c.judgeClock()
	if err := c.otherSigner(); err != nil {
		return err
	}
	return ctx.Err()
}

// otherSigner returns the failure of a question that was not asked since the credentials had become somebody else's: of
// two accounts nothing is mixed.
func (c *Collector) otherSigner() error {
	for _, g := range c.gaps {
		if g.Why != nil && g.Why.Kind == iamsvc.KindOtherSigner {
			return g.Why
		}
	}
	return nil
}

// identify asks whose account it is. STS may be out of reach where IAM is not: then the report does without.
func (c *Collector) identify(ctx context.Context) (err error) {
	if c.identity.Account != "" {
		return nil
	}
	within, cancel := context.WithTimeout(ctx, identityPatience)
	defer cancel()
	c.identity, err = c.service.WhoAmI(within)
	e := iamsvc.AsError(err)
	switch {
	case e == nil:
		return nil
	case ctx.Err() != nil, signedOut(e), e.Kind == iamsvc.KindCredentials:
		return err
	case e.Kind == iamsvc.KindService && e.Code == "": // what answered is no STS: nothing beside it is to be believed
		return err
	}
	c.missing(e, "It is not known which account this is. "+explained(e).Error())
	return nil
}

// fromReport starts from the credential report. Where there is none it asks for an full scan.
func (c *Collector) fromReport(ctx context.Context) error {
	found, err := c.service.CredentialReport(ctx, func(state iamsvc.ReportState) {
		c.progress.Say("credential report: " + string(state))
	})
	switch {
	case err == nil:
	case iamsvc.ReportUnavailable(err) && ctx.Err() == nil:
		c.exact = true
		c.progress.Note("No credential report, so each user is asked about: " + Failure(err).Error())
		return nil
	default:
		return err
	}
	c.learnReport(found)
	return c.ask(ctx)
}

// reportAlone takes what the credential report tells and asks nothing else.
func (c *Collector) reportAlone(ctx context.Context) error {
	found, err := c.service.CredentialReport(ctx, func(state iamsvc.ReportState) {
		c.progress.Say("credential report: " + string(state))
	})
	if err != nil {
		return err
	}
	c.learnReport(found)
	of := []audit.Finding{audit.Quarantined}
	if c.table.Thresholds().Description {
		of = append(of, audit.NoDescription)
	}
	c.missing(nil, "Key IDs, which users AWS has quarantined, and what is newer than the credential report were not "+
		"asked for.", of...)
	c.judgeClock()
	return ctx.Err()
}

// learnReport takes in a credential report.
func (c *Collector) learnReport(found iamsvc.Report) {
	roster := report.NewRoster(found.Rows, c.prefix)
	c.roster, c.hasRoot = &roster, report.HasRoot(found.Rows)
	found.Rows = report.Under(found.Rows, c.prefix)
	c.users = len(found.Rows)
	if report.HasRoot(found.Rows) {
		c.users--
	}
	c.store.SetReport(store.NewReport(found, c.clock.Now()))
	c.table.Follow()
}

// scan asks about every user and key.
func (c *Collector) scan(ctx context.Context) error {
	sweep := store.NewSweep(c.store, c.clock.Machine)
	if c.prefix == "" { // the number is that of all users, and root has no path
		sweep.Expect(c.fromSummary(ctx))
	}
	sweep.Start()
	err := c.read(ctx, func() []store.Want {
		sweep.Follow()
		return sweep.Wants()
	}, func(store.Answer) { c.progress.Say(scanned(sweep.Progress())) })
	switch {
	case err != nil:
		return err
	case sweep.Err() != nil:
		return sweep.Err()
	}
	c.users = sweep.Progress().Users
	for r, why := range sweep.Failed() {
		c.refuse(r, why)
	}
	if n := c.lists.failed(); n > 0 {
		what := "The keys of " + text.Many(n, "user") + " could not be listed. "
		c.missing(c.lists.why, what+c.lists.reason(), audit.AllFindings()...)
	}
	return nil
}

// fromSummary takes from the account's summary whether the root user has a key, and returns how many users there are; 0
// if that is not known.
func (c *Collector) fromSummary(ctx context.Context) (users int) {
	summary, err := c.service.AccountSummary(ctx)
	if err != nil {
		const what = "It is not known whether the root user has a key. "
		c.missing(iamsvc.AsError(err), what+explained(err).Error(), audit.RootKey)
		return 0
	}
	if summary.RootKey {
		c.store.SetRootKey(true)
		c.table.Follow()
	}
	return summary.Users
}

// rootKeys lists the keys of the root user if that is who is signed in: others cannot.
func (c *Collector) rootKeys(ctx context.Context) {
	if !c.identity.Root() || c.prefix != "" {
		return
	}
	asked := c.clock.Machine()
	keys, err := c.service.ListKeys(ctx, iamsvc.RootUser())
	if err == nil {
		c.store.LearnKeys(iamsvc.RootUser(), keys, asked, c.clock.Machine())
		c.table.Follow()
		return
	}
	var of []audit.Finding
	if !c.hasRoot { // else the report tells of them
		of = audit.AllFindings()
	}
	c.missing(iamsvc.AsError(err), "The keys of the root user could not be listed. "+explained(err).Error(), of...)
}

// facts asks which users AWS has quarantined and which keys have a description. Who is not in the credential report
// shows, too.
func (c *Collector) facts(ctx context.Context) error {
	if c.exact && c.table.Len() == 0 {
		return nil
	}
	for marker, more := "", true; more; {
		page, err := c.service.UserFacts(ctx, marker)
		if err != nil {
			of := []audit.Finding{audit.Quarantined}
			if c.table.Thresholds().Description {
				of = append(of, audit.NoDescription)
			}
			c.missing(iamsvc.AsError(err), "It is not known which users AWS has quarantined. "+explained(err).Error(), of...)
			if c.exact {
				return nil
			}
			return c.countUsers(ctx)
		}
		c.store.SetUserFacts(page.Users)
		for _, u := range page.Users {
			c.present(u.Name, u.Path)
		}
		c.table.Follow()
		marker, more = page.Marker, page.More
	}
	return nil
}

// judgeUses notes of how many keys it is not known whether they are used.
func (c *Collector) judgeUses() {
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
	what := "The last use of " + text.Many(active+others, "key") + " could not be seen. "
	c.missing(c.uses.why, strings.TrimSpace(what+c.uses.reason()), of...)
}

// missing notes something that could not be found out, why, and the findings that depend on it.
func (c *Collector) missing(why *iamsvc.Error, sentence string, of ...audit.Finding) {
	c.gaps = append(c.gaps, Gap{sentence, audit.SetOf(of...), why})
}

// scanned words how far a scan is.
func scanned(p store.Progress) string {
	words := text.Many(p.Users, "user")
	if p.Total > 0 {
		words = text.Count(p.Users) + " of " + text.Many(p.Total, "user")
	}
	words += ", " + text.Many(p.Keys, "key")
	if p.Rate > 0 {
		words += fmt.Sprintf(", %.0f calls a second", p.Rate)
	}
	if p.LeftKnown {
		words += fmt.Sprintf(", %s left", p.Left.Round(time.Second))
	}
	return words
}
