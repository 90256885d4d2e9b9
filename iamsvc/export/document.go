package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"akia/iamsvc/audit"
	"akia/iamsvc/sanitize"
)

// Document is what is written.
type Document struct {
	// Account is the account's number, Alias its alias; both may be empty.
	Account, Alias string
	// Label is what the person calls the account, Partition that of its ARNs; both may be empty.
	Label, Partition string
	// PathPrefix is that of the users whose keys the rows are; empty for all.
	PathPrefix string
	// Now is the moment that ages are counted to.
	Now time.Time
	// Generated is when the credential report was made that the rows are from; zero for an full scan.
	Generated  time.Time
	Thresholds audit.Thresholds
	// Rows are the keys. They are gone through more than once.
	Rows iter.Seq[audit.Row]
	// Entries are the keys of several accounts, in place of Rows; nil for one account. Each then names its account.
	Entries iter.Seq2[audit.Account, audit.Row]
	// Accounts are the accounts of Entries.
	Accounts []Account
	// IDsNotAsked says that key IDs are missing because nobody asked for them.
	IDsNotAsked bool
	// Unchecked has what could not be found out, or was not yet, a sentence each. With any of them the document is
	// incomplete.
	Unchecked []string
	// Filter is what chose the rows, empty for none. Marked says that a person has chosen them one by one in its place.
	// Hidden is how many keys are left out by that.
	Filter string
	Marked bool
	Hidden int
}

// Account is one of several accounts that a document is about.
type Account struct {
	audit.Account
	// Generated is when the credential report was made that its rows are from; zero for none.
	Generated time.Time
	// State is how far it was read, such as "read", and Reason why it was not; empty if it was.
	State, Reason string
	Keys          int
}

// rows goes through the keys with the account of each.
func (d Document) rows() iter.Seq2[audit.Account, audit.Row] {
	if d.Entries != nil {
		return d.Entries
	}
	own := audit.Account{ID: d.Account, Name: d.Alias, Label: d.Label, Partition: d.Partition}
	return func(yield func(audit.Account, audit.Row) bool) {
		for r := range d.Rows {
			if !yield(own, r) {
				return
			}
		}
	}
}

// several reports whether the document is about several accounts.
func (d Document) several() bool { return d.Entries != nil }

// Incomplete reports whether there is something that was not found out.
func (d Document) Incomplete() bool { return len(d.Unchecked) > 0 }

// incomplete is the line that marks what is not all there, where a format has room for one.
const incomplete = "# incomplete"

// Format is a way to write a document.
type Format string

// The formats.
const (
	Table    Format = "table"
	Text     Format = "text" // for other programs: a line for each key, its cells separated by tabs
	CSV      Format = "csv"
	JSON     Format = "json"
	Markdown Format = "markdown"
)

// Formats returns all formats.
func Formats() []Format { return []Format{Table, Text, CSV, JSON, Markdown} }

// Valid reports whether there is such a format.
func (f Format) Valid() bool { return slices.Contains(Formats(), f) }

// Extension returns what the name of a file in the format ends in, with the dot.
func (f Format) Extension() string {
	switch f {
	case Text:
		return ".tsv"
	case CSV:
		return ".csv"
	case JSON:
		return ".json"
	case Markdown:
		return ".md"
	default:
		return ".txt"
	}
}

// Write writes the document. Its errors are those of the writer.
func Write(w io.Writer, f Format, d Document) error {
	switch f {
	case Table:
		return d.table(w)
	case Text:
		return d.text(w)
	case CSV:
		return d.csv(w)
	case JSON:
		return d.json(w)
	case Markdown:
		return d.markdown(w)
	default:
		return errors.New("there is no format " + string(f))
	}
}

// title says what the document is about.
func (d Document) title() string {
	title := "Access keys"
	if d.several() {
		title += " of " + plural(len(d.Accounts), "account")
	}
	if d.Account != "" {
		title += " of account " + sanitize.Text(d.Account)
	}
	if d.Account != "" && d.Alias != "" {
		title += " (" + sanitize.Text(d.Alias) + ")"
	}
	if d.PathPrefix != "" {
		title += ", only of users under " + sanitize.Text(d.PathPrefix)
	}
	return title
}

// summary says how many keys there are and how old what is known of them is.
func (d Document) summary() string {
	keys, faulty := 0, 0
	for _, r := range d.rows() {
		keys++
		if r.Findings != 0 {
			faulty++
		}
	}
	source := "asked key by key"
	if d.several() {
		source = "from credential reports and IAM"
	} else if !d.Generated.IsZero() {
		source = "from the credential report of " + d.Generated.UTC().Format(time.RFC3339)
	}
	if oldest := d.oldest(); !oldest.IsZero() && (d.Generated.IsZero() || oldest.Before(d.Generated)) {
		source += ", nothing older than " + oldest.Format(time.RFC3339)
	}
	hidden := ""
	switch {
	case d.Marked:
		hidden = fmt.Sprintf(" Chosen by hand, without %s.", plural(d.Hidden, "other key"))
	case d.Filter != "":
		hidden = fmt.Sprintf(" The filter %s leaves out %s.", sanitize.Text(d.Filter), plural(d.Hidden, "key"))
	}
	return fmt.Sprintf("%s, %d with findings; %s, %s.%s",
		plural(keys, "key"), faulty, d.Now.UTC().Format(time.RFC3339), source, hidden)
}

// oldest returns when the oldest of the facts about the rows was true; zero if none is known.
func (d Document) oldest() time.Time {
	var oldest time.Time
	for _, r := range d.rows() {
		if !r.AsOf.IsZero() && (oldest.IsZero() || r.AsOf.Before(oldest)) {
			oldest = r.AsOf
		}
	}
	return oldest.UTC()
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// found is how many keys have a finding.
type found struct {
	finding audit.Finding
	keys    int
}

// findings counts the findings of the rows, the worst first, without those that there are none of.
func (d Document) findings() []found {
	var all []found
	for _, f := range audit.AllFindings() {
		all = append(all, found{finding: f})
	}
	for _, r := range d.rows() {
		for f := range r.Findings.All() {
			all[f].keys++
		}
	}
	return slices.DeleteFunc(all, func(f found) bool { return f.keys == 0 })
}

// source returns the controls that a finding comes from, in one line.
func source(c audit.Control) string {
	text := ""
	for _, part := range []struct{ name, value string }{
		{"CIS AWS Foundations", c.CIS}, {"AWS Config", c.Config}, {"Security Hub", c.SecurityHub},
	} {
		if part.value == "" {
			continue
		}
		if text != "" {
			text += "; "
		}
		text += part.name + " " + part.value
	}
	return text
}
