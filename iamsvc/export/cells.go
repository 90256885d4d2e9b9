package export

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"akia/iamsvc/audit"
	"akia/iamsvc/sanitize"
)

const day = 24 * time.Hour

// stamp returns a time as RFC 3339 has it; empty for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// days returns how many whole days ago a time was; false for none. What a clock that is off has put ahead was just now.
func (d Document) days(t time.Time) (int, bool) {
	if t.IsZero() {
		return 0, false
	}
	return max(0, int(d.Now.Sub(t)/day)), true
}

// inDays returns the same as text; empty for none.
func (d Document) inDays(t time.Time) string {
	if n, ok := d.days(t); ok {
		return strconv.Itoa(n)
	}
	return ""
}

// state names what is known of a last use, for programs.
func state(u audit.Use) string {
	switch u.State {
	case audit.UseKnown:
		return "known"
	case audit.UseNever:
		return "never"
	case audit.UseDenied:
		return "denied"
	case audit.UseFailed:
		return "failed"
	default:
		return "unknown"
	}
}

// shownUse says when a key was last used, for people.
func (d Document) shownUse(r audit.Row) string {
	text := ""
	switch n, _ := d.days(r.Use.At); {
	case r.Use.State == audit.UseDenied:
		return "no permission"
	case r.Use.State != audit.UseKnown:
		text = state(r.Use)
	case n < 1:
		text = "today"
	default:
		text = strconv.Itoa(n) + "d ago"
	}
	if r.Join == audit.JoinAmbiguous {
		text += "?"
	}
	return text
}

func (d Document) shownAge(r audit.Row) string {
	if n, ok := d.days(r.Created); ok {
		return strconv.Itoa(n) + "d"
	}
	return "unknown"
}

// shownID returns the key's ID, or why it is not known.
func (d Document) shownID(r audit.Row) string {
	switch {
	case r.KeyID != "":
		return sanitize.Text(r.KeyID)
	case r.List == audit.ListDenied:
		return "no permission"
	case r.List == audit.ListFailed:
		return "failed"
	case d.IDsNotAsked:
		return "not asked"
	default:
		return "not known"
	}
}

func shownStatus(r audit.Row) string {
	if r.Status == "" {
		return "unknown"
	}
	return sanitize.Text(string(r.Status))
}

// headings are those of shownCells.
func (d Document) headings() []string {
	own := []string{"User", "Key ID", "Status", "Age", "Last used", "Service", "Region", "Findings", "As of", "Source"}
	switch {
	case d.several() && d.labelled():
		return append([]string{"Account", "Label"}, own...)
	case d.several():
		return append([]string{"Account"}, own...)
	}
	return own
}

// shownCells returns a row for people.
func (d Document) shownCells(of audit.Account, r audit.Row) []string {
	own := []string{
		sanitize.Text(r.User.ReportName()), d.shownID(r), shownStatus(r), d.shownAge(r), d.shownUse(r),
		orDash(r.Use.Service), orDash(r.Use.Region), orDash(r.Findings.WithoutImplied().String()),
		orDash(stamp(r.AsOf)), r.Source.String(),
	}
	switch {
	case d.several() && d.labelled():
		return append([]string{shownAccount(of), orDash(of.Label)}, own...)
	case d.several():
		return append([]string{shownAccount(of)}, own...)
	}
	return own
}

// labelled reports whether one of several accounts has a label.
func (d Document) labelled() bool {
	return slices.ContainsFunc(d.Accounts, func(a Account) bool { return a.Label != "" })
}

// shownAccount returns the name and the number of an account.
func shownAccount(of audit.Account) string {
	if of.Name == "" || of.Name == of.ID {
		return orDash(of.ID)
	}
	return sanitize.Text(strings.TrimSpace(of.Name + " " + of.ID))
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return sanitize.Text(text)
}
