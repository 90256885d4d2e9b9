package audit

import "strings"

// Filter says which rows a view shows. The zero Filter shows all.
type Filter struct {
	// Text has words that must all be found, without regard to case, in the user's name, the key ID, the service, the
	// region or the status.
	Text string
	// Findings shows the rows that have one of these; empty: all rows.
	Findings Set
}

// matcher is a filter that is made ready for many rows.
type matcher struct {
	words    []string // in lower case
	findings Set
}

func (f Filter) matcher() matcher {
	return matcher{strings.Fields(strings.ToLower(f.Text)), f.Findings}
}

func (m matcher) all() bool { return len(m.words) == 0 && m.findings == 0 }

func (m matcher) match(r *Row) bool {
	if m.findings != 0 && !r.Findings.Meets(m.findings) {
		return false
	}
	for _, word := range m.words {
		if !within(r.User, word) && !within(r.KeyID, word) && !within(r.Use.Service, word) &&
			!within(r.Use.Region, word) && !within(string(r.Status), word) {
			return false
		}
	}
	return true
}

// within reports whether a text has a word in it. The word is in lower case; the case of ASCII letters in the text does not
// matter, and IAM's names have no others.
func within(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if lower(text[i]) == word[0] && begins(text[i:], word) {
			return true
		}
	}
	return false
}

func begins(text, word string) bool {
	for i := range len(word) {
		if lower(text[i]) != word[i] {
			return false
		}
	}
	return true
}
