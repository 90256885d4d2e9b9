// Package filter is the language in which a person says which rows to see, such as
//
//	status:active used:>90d -path:/ci/ "john smith"
//
// A query is a list of terms that must all hold. A term is a word, which is looked for in the texts of a row without
// regard to case, or a field with a value. Several values with commas between them mean any of them; a minus in front
// of a term means that it must not hold; quotes hold blanks and colons together. What the fields are is for a
// [Language] to say: the audit has one, other tables have theirs.
//
// Facts that are not known are neither one thing nor the other: a row whose last use could not be read matches neither
// "used:>90d" nor "-used:>90d", but "used:unknown". Whoever shows rows says how many those are: [Query.Truth] tells.
package filter

import (
	"slices"
	"strings"
	"time"
)

// Language is the fields of the rows of one table, and the texts in which words are looked for. It must not be changed
// once it is used.
type Language[T any] struct {
	// Texts passes the texts of a row to look until that returns true, and says whether it did. Where it is nil words are
	// no part of what [Query.Match] decides: whoever has the query looks for [Query.Words].
	Texts  func(row *T, look func(text string) bool) bool
	Fields []Field[T]
}

// Field is something that can be asked of a row by its name. One of Text, Choice, Time and Holds is set.
type Field[T any] struct {
	Name string
	// Also are other names of it, which completion doesn't offer.
	Also []string
	// Help says in a few words what it is, for completion and help.
	Help string
	// Text returns the text that must hold the value, without regard to case; with Prefix, begin with it. An empty one
	// that is known holds nothing.
	Text   func(row *T) (text string, known bool)
	Prefix bool
	// Holds returns what reports whether a row has what a value in lower case says. It is called once for a query.
	// Example is such a value.
	Holds   func(value string) func(row *T) Truth
	Example string
	// Choice reports whether a row has one of Values, given by its place there.
	Choice func(row *T, value int) Truth
	Values []string
	// Time returns the moment that is compared, and what is known of it. With Span its values are spans of time before
	// now, such as >90d: otherwise dates, such as >2026-01-31, in the zone of In; nil is UTC.
	Time func(row *T) (time.Time, Known)
	Span bool
	In   *time.Location
}

// Truth is what can be said of a term about a row.
type Truth uint8

// The truths. The zero Truth is that it is not known.
const (
	Unknown Truth = iota
	False
	True
)

// Is returns the truth of something known.
func Is(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Not returns the truth of the opposite.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	default:
		return Unknown
	}
}

// Known says what is known of a moment.
type Known uint8

// What can be known of a moment. The zero Known is that nothing is.
const (
	NotKnown Known = iota
	Never          // it is known that there was none
	At             // it is known
	Absent         // there is nothing that could have one
)

// Query is what a person asked for, ready for many rows. The zero Query lets every row through.
type Query[T any] struct {
	text  string
	terms []term[T]
	words []Word
	loose bool // words are looked for by whoever has the query
}

// Saved is the text of a query that has a name.
type Saved struct{ Name, Text string }

// Word is a word of a query.
type Word struct {
	Text string
	Not  bool // it must not be found
}

// term is one condition.
type term[T any] func(row *T, now time.Time) Truth

// String returns the text that was parsed.
func (q Query[T]) String() string { return q.text }

// All reports whether every row matches, whatever it is.
func (q Query[T]) All() bool { return len(q.terms) == 0 && (!q.loose || len(q.words) == 0) }

// Words returns the words of the query, in its order.
func (q Query[T]) Words() []Word { return q.words }

// Fields reports whether the query has terms that ask for fields.
func (q Query[T]) Fields() bool { return len(q.terms) > 0 && (q.loose || len(q.terms) > len(q.words)) }

// Match reports whether all terms hold for a row at a moment.
func (q Query[T]) Match(row *T, now time.Time) bool {
	for _, holds := range q.terms {
		if holds(row, now) != True {
			return false
		}
	}
	return true
}

// Truth returns False if a term doesn't hold for a row at a moment, True if all do, and Unknown if that depends on
// facts that are not known.
func (q Query[T]) Truth(row *T, now time.Time) Truth {
	whole := True
	for _, holds := range q.terms {
		switch holds(row, now) {
		case False:
			return False
		case Unknown:
			whole = Unknown
		case True:
		}
	}
	return whole
}

// AnyOf returns True if the terms hold for one of the rows, and Unknown if they hold for none but may for one.
func (q Query[T]) AnyOf(rows []T, now time.Time) Truth {
	best := False
	for i := range rows {
		switch q.Truth(&rows[i], now) {
		case True:
			return True
		case Unknown:
			best = Unknown
		case False:
		}
	}
	return best
}

// Parse reads a query. With an [*Error], which is about the first mistake, comes the query without the terms that are
// mistaken: while a person types, a mistake hides nothing.
func (l *Language[T]) Parse(text string) (Query[T], error) {
	q := Query[T]{text: text, loose: l.Texts == nil}
	var first error
	for _, w := range split(text) {
		t, err := l.term(w)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if w.field == "" {
			q.words = append(q.words, Word{w.value(), w.negated})
		}
		if w.field != "" || !q.loose {
			q.terms = append(q.terms, t)
		}
	}
	return q, first
}

// term reads one term.
func (l *Language[T]) term(w word) (term[T], error) {
	if w.unclosed {
		return nil, w.mistake(w.from, "This quote isn't closed")
	}
	holds, err := l.condition(w)
	if err != nil || !w.negated {
		return holds, err
	}
	return func(row *T, now time.Time) Truth { return holds(row, now).Not() }, nil
}

func (l *Language[T]) condition(w word) (term[T], error) {
	if w.field == "" {
		return l.words(w.value()), nil
	}
	f := l.field(w.field)
	if f == nil {
		return nil, w.mistake(w.from, "Unknown field "+quoted(w.field)+". "+choose(w.field, l.names())+
			" Put quotes around a text with a colon")
	}
	var terms []term[T]
	for _, v := range w.values {
		if v.text == "" {
			return nil, w.mistake(v.from, f.Name+" needs a value, such as "+f.Name+":"+f.Sample())
		}
		t, err := f.term(w, v)
		if err != nil {
			return nil, err
		}
		terms = append(terms, t)
	}
	if len(terms) == 1 {
		return terms[0], nil
	}
	return func(row *T, now time.Time) Truth { return anyOf(terms, row, now) }, nil
}

// anyOf is true if one of the terms is, and unknown if none is but one may be.
func anyOf[T any](terms []term[T], row *T, now time.Time) Truth {
	best := False
	for _, holds := range terms {
		switch holds(row, now) {
		case True:
			return True
		case Unknown:
			best = Unknown
		case False:
		}
	}
	return best
}

// words looks for a text in those of the row.
func (l *Language[T]) words(text string) term[T] {
	want := strings.ToLower(text)
	look := func(text string) bool { return Within(text, want) }
	return func(row *T, _ time.Time) Truth { return Is(l.Texts(row, look)) }
}

func (l *Language[T]) field(name string) *Field[T] {
	for i := range l.Fields {
		f := &l.Fields[i]
		same := func(other string) bool { return strings.EqualFold(other, name) }
		if same(f.Name) || slices.ContainsFunc(f.Also, same) {
			return f
		}
	}
	return nil
}

func (l *Language[T]) names() []string {
	names := make([]string, len(l.Fields))
	for i := range l.Fields {
		names[i] = l.Fields[i].Name
	}
	return names
}

// Within reports whether a text holds another, which is in lower case; the case of ASCII letters in the text does not
// matter, and IAM's names have no others.
func Within(text, want string) bool {
	if want == "" {
		return true
	}
	first := want[0]
	upper := first
	if first >= 'a' && first <= 'z' {
		upper -= 'a' - 'A'
	}
	for i := 0; i+len(want) <= len(text); i++ {
		if c := text[i]; (c == first || c == upper) && begins(text[i:], want) {
			return true
		}
	}
	return false
}

func begins(text, want string) bool {
	if len(text) < len(want) {
		return false
	}
	for i := range len(want) {
		if lower(text[i]) != want[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
