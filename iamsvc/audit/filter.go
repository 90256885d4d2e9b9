package audit

import (
	"strings"
	"time"

	"akia/iamsvc/filter"
)

// Filter says which rows a view shows. The zero Filter shows all.
type Filter struct {
	// Text is a query in the language of [Language]. Terms that are mistaken hide nothing: see [CheckFilter].
	Text string
	// Findings shows the rows that have one of these; empty: all rows.
	Findings Set
}

// String returns the filter in words: its text, then the findings; empty for the filter that shows all.
func (f Filter) String() string {
	switch found := strings.ReplaceAll(f.Findings.String(), " ", ","); {
	case f.Findings == 0:
		return f.Text
	case f.Text == "":
		return "findings:" + found
	default:
		return f.Text + " findings:" + found
	}
}

// CheckFilter returns what is wrong with a text, as a [*filter.Error]; nil if nothing is.
func CheckFilter(text string) error {
	_, err := Language().Parse(text)
	return err
}

// matcher is a filter that is made ready for many rows.
type matcher struct {
	query    filter.Query[Row]
	findings Set
}

func (f Filter) matcher(of *Account) matcher {
	query, _ := languageOf(of).Parse(f.Text) // what is mistaken is left out
	return matcher{query, f.Findings}
}

func (m matcher) all() bool { return m.query.All() && m.findings == 0 }

// truth reports whether a row is shown, or Unknown if that depends on facts that are not known.
func (m matcher) truth(r *Row, now time.Time) filter.Truth {
	if m.findings != 0 && !r.Findings.Meets(m.findings) {
		return filter.False
	}
	return m.query.Truth(r, now)
}
