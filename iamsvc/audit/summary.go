package audit

import "time"

// Summary counts the keys of a table. It is kept up to date with every row that changes.
type Summary struct {
	Keys, Active, Inactive int
	// NoID is how many keys are known from the credential report alone, without their IDs.
	NoID int
	// Ambiguous is how many keys show a last use that may be that of another key.
	Ambiguous int
	// Faulty is how many keys have a finding.
	Faulty   int
	Findings [findings]int // by Finding
	Ages     [ageSpans]int // by AgeSpan, of all keys
	Uses     [useSpans]int // by UseSpan, of all keys
}

// AgeSpan is a span of the ages of keys.
type AgeSpan uint8

// The spans of ages, the youngest first. Each ends where the next begins.
const (
	AgeMonth    AgeSpan = iota // 30 days at most
	AgeQuarter                 // 90 days at most
	AgeHalfYear                // 180 days at most
	AgeYear                    // 365 days at most
	AgeOlder
	AgeUnknown
	ageSpans
)

// String returns what is in the span, such as "31-90d".
func (s AgeSpan) String() string {
	return [ageSpans]string{"≤30d", "31-90d", "91-180d", "181-365d", ">365d", "unknown"}[min(s, AgeUnknown)]
}

// UseSpan is a span of the times since keys were last used.
type UseSpan uint8

// The spans of last use, the latest first. Each ends where the next begins.
const (
	UseDay     UseSpan = iota // within a day
	UseMonth                  // within 30 days
	UseQuarter                // within 90 days
	UseYear                   // within 365 days
	UseOlder
	UseNone   // never used
	UseUntold // not known: not asked yet, denied or failed
	useSpans
)

// String returns what is in the span, such as "2-30d".
func (s UseSpan) String() string {
	return [useSpans]string{"≤1d", "2-30d", "31-90d", "91-365d", ">365d", "never", "unknown"}[min(s, UseUntold)]
}

// Summary returns the counts as they are now.
func (t *Table) Summary() Summary { return t.summary }

// count adds a row to the counts, or takes it out of them.
func (s *Summary) count(r *Row, now time.Time, by int) {
	s.Keys += by
	switch {
	case r.Active():
		s.Active += by
	case r.Status == inactive:
		s.Inactive += by
	}
	if r.KeyID == "" {
		s.NoID += by
	}
	if r.Join == JoinAmbiguous {
		s.Ambiguous += by
	}
	if r.Findings != 0 {
		s.Faulty += by
	}
	for f := range r.Findings.All() {
		s.Findings[f] += by
	}
	s.Ages[ageSpan(r, now)] += by
	s.Uses[useSpan(&r.Use, now)] += by
}

func ageSpan(r *Row, now time.Time) AgeSpan {
	if r.Created.IsZero() {
		return AgeUnknown
	}
	return AgeSpan(span(now.Sub(r.Created), 30, 90, 180, 365))
}

func useSpan(u *Use, now time.Time) UseSpan {
	switch u.State {
	case UseKnown:
		return UseSpan(span(now.Sub(u.At), 1, 30, 90, 365))
	case UseNever:
		return UseNone
	default:
		return UseUntold
	}
}

// span returns in which of the spans that end after so many days a time lies.
func span(d time.Duration, ends ...int) int {
	for i, end := range ends {
		if d <= time.Duration(end)*day {
			return i
		}
	}
	return len(ends)
}
