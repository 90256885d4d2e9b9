package filter

import "strings"

// word is one term as it was written.
type word struct {
	from, to int // where it stands in the text, in bytes
	negated  bool
	field    string // empty for a word to look for
	values   []value
	unclosed bool // a quote in it has no end
}

// value is one of the values of a term, and where it stands.
type value struct {
	text     string
	from, to int
}

// value returns the text of a word to look for.
func (w word) value() string {
	texts := make([]string, len(w.values))
	for i, v := range w.values {
		texts[i] = v.text
	}
	return strings.Join(texts, ",")
}

// split cuts a text into its terms.
func split(text string) []word {
	var words []word
	for at := 0; at < len(text); {
		if blank(text[at]) {
			at++
			continue
		}
		w := read(text, at)
		at = w.to
		words = append(words, w)
	}
	return words
}

// read reads the term that begins at a place.
func read(text string, from int) word {
	w := word{from: from, to: from}
	if text[from] == '-' && from+1 < len(text) && !blank(text[from+1]) {
		w.negated = true
		w.to++
	}
	var b strings.Builder
	var quote byte
	begun := w.to
	end := func() { w.values = append(w.values, value{b.String(), begun, w.to}) }
	for ; w.to < len(text); w.to++ {
		c := text[w.to]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			b.WriteByte(c)
		case c == '"' || c == '\'' && b.Len() == 0: // an apostrophe within a word is one
			quote = c
		case blank(c):
			end()
			return w
		case c == ':' && w.field == "" && len(w.values) == 0 && named(b.String(), text[begun:w.to]):
			w.field = b.String()
			b.Reset()
			begun = w.to + 1
		case c == ',':
			end()
			b.Reset()
			begun = w.to + 1
		default:
			b.WriteByte(c)
		}
	}
	end()
	w.unclosed = quote != 0
	return w
}

// named reports whether a text can be the name of a field: it has letters alone, and was not quoted.
func named(text, raw string) bool {
	return text != "" && text == raw && strings.IndexFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-'
	}) < 0
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
