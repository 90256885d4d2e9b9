package reporting

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/ui/cli/estates"
	"akia/ui/cli/session"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/text"
	"akia/ui/words"
)

// several is the keys of several accounts, in one order.
type several struct {
	estates.Found
	union *audit.Union
	gaps  []gap
}

// gap is something that could not be found out, in some of the accounts.
type gap struct {
	collect.Gap
	of []string // the accounts
}

// runSeveral prints the report of several accounts, and fails if there is a finding that it is to fail on, or if an
// account could not be read.
func (r *command) runSeveral(ctx context.Context, sys system.System) error {
	r.set.ReadOnly, r.set.NoJournal = true, true
	open, err := session.OpenEstate(ctx, r.set)
	if err != nil {
		return err
	}
	defer open.Close()
	reader := estates.Reader{
		System: sys, Settings: r.set, Estate: open, Progress: system.NewProgress(sys.Stderr),
		Options: collect.Options{
			Thresholds: r.set.Thresholds, PathPrefix: r.set.PathPrefix, Exact: r.exact, NoIDs: r.noIDs,
		},
	}
	found, err := reader.Read(ctx)
	switch {
	case err != nil:
		return collect.Failure(err)
	case len(found.Accounts) == 0 && found.Err != nil:
		return found.Err
	}
	s := r.unite(found)
	if err := export.Write(sys.Stdout, export.Format(r.output), r.severalDocument(s, time.Now())); err != nil {
		return fmt.Errorf("cannot print the report: %w", err)
	}
	verdict := r.severalVerdict(s)
	for _, note := range s.notes(true) { // not every format has a place for them
		if verdict == nil || !strings.Contains(verdict.Error(), note) {
			reader.Progress.Note(note)
		}
	}
	return verdict
}

// unite puts the keys of the accounts that were read into one order, and gathers what could not be found out.
func (r *command) unite(found estates.Found) several {
	s := several{Found: found, union: audit.NewUnion()}
	s.union.SetFilter(audit.Filter{Text: r.filter, Findings: r.only})
	at := map[string]int{}
	for _, a := range found.Accounts {
		if a.State != collect.Read {
			continue
		}
		table := a.Keys.Table()
		table.SetAccount(r.accountOf(a))
		s.union.Add(table)
		for _, g := range a.Keys.Gaps() {
			i, ok := at[g.Sentence]
			if !ok {
				i = len(s.gaps)
				at[g.Sentence], s.gaps = i, append(s.gaps, gap{Gap: g})
			}
			s.gaps[i].Of |= g.Of
			s.gaps[i].of = append(s.gaps[i].of, estates.Named(a))
		}
	}
	return s
}

// accountOf returns whose the keys of an account are.
func (r *command) accountOf(a collect.Account) audit.Account {
	of := r.account(a.Identity, slices.Sorted(slices.Values(a.Member.Profiles))...)
	of.ID, of.Name = a.ID(), a.Name()
	return of
}

// notes returns what could not be found out, each with the accounts that it is about; traced: with what identifies the
// failures to whoever is asked for help.
func (s several) notes(traced bool) []string {
	var notes []string
	for _, g := range s.gaps {
		sentence := g.Sentence
		if traced {
			sentence = g.Traced()
		}
		notes = append(notes, s.names(g.of)+": "+sentence)
	}
	for _, a := range s.Accounts {
		if why := estates.Reason(a); why != "" {
			notes = append(notes, estates.Named(a)+": "+why)
		}
	}
	if s.Err != nil {
		notes = append(notes, s.Err.Error())
	}
	if unmatched := words.Unmatched(s.union.Unsure()); unmatched != "" {
		notes = append(notes, unmatched)
	}
	return notes
}

// names names accounts in front of a sentence.
func (s several) names(of []string) string {
	if n := len(of); n > 1 && n == s.union.Tables() {
		return "All " + text.Many(n, "account")
	}
	return strings.Join(of, ", ")
}

// severalDocument returns what is to be printed.
func (r *command) severalDocument(s several, now time.Time) export.Document {
	d := export.Document{
		PathPrefix: r.set.PathPrefix, Now: now, Thresholds: r.set.Thresholds, Entries: entries(s.union),
		Unchecked: s.notes(false), Filter: s.union.Filter().String(), Hidden: s.union.Total() - s.union.Len(),
		IDsNotAsked: r.noIDs,
	}
	for _, a := range s.Accounts {
		account := export.Account{Account: r.accountOf(a), State: a.State.String(), Reason: estates.Reason(a)}
		if a.State == collect.Read {
			account.Generated, account.Keys = a.Keys.Table().Generated(), a.Summary().Keys
		}
		d.Accounts = append(d.Accounts, account)
	}
	return d
}

// entries goes through the keys with their accounts. No second copy of them is made.
func entries(u *audit.Union) iter.Seq2[audit.Account, audit.Row] {
	return func(yield func(audit.Account, audit.Row) bool) {
		for e, row := range u.All() {
			if !yield(u.Table(int(e.Table)).Account(), row) {
				return
			}
		}
	}
}

// severalVerdict returns an error if a key has a finding to fail on, if that cannot be told, or if an account could not
// be read.
func (r *command) severalVerdict(s several) error {
	var all []string
	if found := r.found(s.union.Summary()); found != "" {
		all = append(all, found)
	} else if open, why := s.concern(r.failOn); open != 0 {
		all = append(all, fmt.Sprintf("it cannot be told whether there are keys with findings: %s: %s",
			open, strings.Join(why, " ")))
	}
	if unread := s.Verdict(); unread != nil {
		all = append(all, unread.Error())
	}
	var torn []string
	for _, a := range s.Accounts {
		if a.State == collect.Read && !a.Keys.Whole() {
			torn = append(torn, estates.Named(a))
		}
	}
	if len(torn) > 0 {
		all = append(all, "the report is incomplete: keys of users are missing in "+strings.Join(torn, ", "))
	}
	if len(all) == 0 {
		return nil
	}
	return errors.New(strings.Join(all, "; "))
}

// concern returns which of the findings may be missing, and for what gaps.
func (s several) concern(findings audit.Set) (missing audit.Set, why []string) {
	for _, g := range s.gaps {
		if g.Of.Meets(findings) {
			missing |= g.Of & findings
			why = append(why, s.names(g.of)+": "+g.Traced())
		}
	}
	return missing, why
}
