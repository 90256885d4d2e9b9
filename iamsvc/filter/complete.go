package filter

import "strings"

// Completion is what a term that is being typed can become.
type Completion struct {
	// Text takes the place of From to To in the text.
	Text     string
	From, To int
	// Help says what it is; empty for a value.
	Help string
}

// Complete returns what the term can become that ends at a place in the text, in bytes: names of fields, or values of
// the field. It is empty where nothing is being typed. More, which may be nil, returns values of a field that the
// language doesn't know of, by the name of the field.
func (l *Language[T]) Complete(text string, at int, more func(field string) []string) []Completion {
	at = min(max(at, 0), len(text))
	var w word
	for _, other := range split(text[:at]) {
		w = other
	}
	if w.to != at || at == 0 || w.unclosed || len(w.values) == 0 {
		return nil
	}
	typed := w.values[len(w.values)-1]
	if w.field == "" {
		return l.fieldsLike(w, typed)
	}
	f := l.field(w.field)
	if f == nil {
		return nil
	}
	var out []Completion
	add := func(values []string) {
		for _, v := range values {
			if begins(v, strings.ToLower(typed.text)) && v != typed.text {
				out = append(out, Completion{Text: Quote(v), From: typed.from, To: typed.to})
			}
		}
	}
	add(f.offered())
	if more != nil {
		add(more(f.Name))
	}
	return out
}

// Quote returns a text as one value, or one word to look for, of a query: in quotes where it needs them.
func Quote(text string) string {
	switch {
	case text != "" && !strings.ContainsAny(text, " \t\n\r\",:'") && text[0] != '-':
		return text
	case strings.Contains(text, `"`):
		return "'" + text + "'"
	default:
		return quoted(text)
	}
}

// fieldsLike returns the fields whose names begin as what was typed does.
func (l *Language[T]) fieldsLike(w word, typed value) []Completion {
	var out []Completion
	for i := range l.Fields {
		f := &l.Fields[i]
		if typed.text != "" && len(w.values) == 1 && begins(f.Name, strings.ToLower(typed.text)) {
			out = append(out, Completion{Text: f.Name + ":", From: typed.from, To: typed.to, Help: f.Help})
		}
	}
	return out
}

// offered returns values of the field that can be typed as they stand.
func (f *Field[T]) offered() []string {
	switch {
	case f.Choice != nil:
		return f.Values
	case f.Time != nil && f.Span:
		return []string{">30d", ">90d", ">365d", "<30d", never, unknown}
	case f.Time != nil:
		return []string{unknown}
	default:
		return nil
	}
}
