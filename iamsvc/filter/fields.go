package filter

import (
	"strconv"
	"strings"
	"time"
)

// term returns the condition that the field has a value.
func (f *Field[T]) term(w word, v value) (term[T], error) {
	switch {
	case f.Text != nil:
		return f.text(v.text), nil
	case f.Choice != nil:
		return f.choice(w, v)
	case f.Holds != nil:
		holds := f.Holds(strings.ToLower(v.text))
		return func(row *T, _ time.Time) Truth { return holds(row) }, nil
	default:
		return f.time(w, v)
	}
}

func (f *Field[T]) text(want string) term[T] {
	want = strings.ToLower(want)
	holds := Within
	if f.Prefix {
		holds = begins
	}
	return func(row *T, _ time.Time) Truth {
		text, known := f.Text(row)
		if !known {
			return Unknown
		}
		return Is(holds(text, want))
	}
}

func (f *Field[T]) choice(w word, v value) (term[T], error) {
	for i, name := range f.Values {
		if strings.EqualFold(name, v.text) {
			return func(row *T, _ time.Time) Truth { return f.Choice(row, i) }, nil
		}
	}
	return nil, w.mistake(v.from, "Unknown "+f.Name+" "+quoted(v.text)+". "+choose(v.text, f.Values))
}

// The values of every field of time that are no moments.
const (
	never   = "never"
	unknown = "unknown"
)

// time returns the condition that a moment compares as the value says.
func (f *Field[T]) time(w word, v value) (term[T], error) {
	switch strings.ToLower(v.text) {
	case never:
		return f.moment(func(_, _ time.Time, known Known) bool { return known == Never }), nil
	case unknown:
		return func(row *T, _ time.Time) Truth {
			_, known := f.Time(row)
			return Is(known == NotKnown)
		}, nil
	}
	sign, rest := sign(v.text)
	compare, ok := f.comparison(sign, rest)
	if !ok {
		return nil, w.mistake(v.from, quoted(v.text)+" doesn't fit "+f.Name+". Write "+f.Name+":"+f.Sample())
	}
	return f.moment(compare), nil
}

// moment returns the condition that a moment compares so; unknown while it is not known.
func (f *Field[T]) moment(compare func(at, now time.Time, known Known) bool) term[T] {
	return func(row *T, now time.Time) Truth {
		at, known := f.Time(row)
		if known == NotKnown {
			return Unknown
		}
		return Is(compare(at, now, known))
	}
}

// comparison returns how a moment is compared; false if the value cannot be read.
func (f *Field[T]) comparison(sign, rest string) (func(at, now time.Time, known Known) bool, bool) {
	if f.Span {
		span, ok := Span(rest)
		if !ok || sign == "" {
			return nil, false
		}
		return func(at, now time.Time, known Known) bool {
			return known == At && compared(sign, now.Sub(at), span)
		}, true
	}
	day, err := time.Parse(time.DateOnly, rest)
	if err != nil {
		return nil, false
	}
	in := f.In
	if in == nil {
		in = time.UTC
	}
	return func(at, _ time.Time, known Known) bool {
		year, month, date := at.In(in).Date()
		return known == At && compared(sign, time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Sub(day), 0)
	}, true
}

// compared reports whether one span is on the side of the other that a sign says.
func compared(sign string, a, b time.Duration) bool {
	switch sign {
	case ">":
		return a > b
	case ">=":
		return a >= b
	case "<":
		return a < b
	case "<=":
		return a <= b
	default:
		return a == b
	}
}

// sign cuts the sign of a comparison off a value.
func sign(text string) (sign, rest string) {
	for _, s := range []string{">=", "<=", ">", "<", "="} {
		if rest, ok := strings.CutPrefix(text, s); ok {
			return s, rest
		}
	}
	return "", text
}

// Span reads a span of time: a number and h, d, w, m or y for hours, days, weeks, months of 30 and years of 365 days.
func Span(text string) (time.Duration, bool) {
	if len(text) < 2 {
		return 0, false
	}
	n, err := strconv.ParseUint(text[:len(text)-1], 10, 32)
	if err != nil {
		return 0, false
	}
	const day = 24 * time.Hour
	unit, ok := map[byte]time.Duration{
		'h': time.Hour, 'd': day, 'w': 7 * day, 'm': 30 * day,
		'y': 365 * day,
	}[lower(text[len(text)-1])]
	if !ok || n > uint64(200*365*day/unit) {
		return 0, false
	}
	return time.Duration(n) * unit, true
}

// Sample returns a value of the field, for help.
func (f *Field[T]) Sample() string {
	switch {
	case f.Choice != nil && len(f.Values) > 0:
		return f.Values[0]
	case f.Time != nil && f.Span:
		return ">90d"
	case f.Time != nil:
		return ">2026-01-31"
	case f.Example != "":
		return f.Example
	default:
		return "TEXT"
	}
}
