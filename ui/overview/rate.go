package overview

import "time"

// Rate is how many answers came lately. The zero Rate has seen none.
type Rate struct {
	at []time.Time // of the last answers, the oldest first; a batch is one entry
	n  []int
}

// recent is how far a rate looks back.
const recent = 15 * time.Second

// Add notes n answers.
func (r *Rate) Add(now time.Time, n int) {
	r.at, r.n = append(r.at, now), append(r.n, n)
	old := 0
	for old < len(r.at)-1 && now.Sub(r.at[old]) > recent {
		old++
	}
	r.at, r.n = r.at[old:], r.n[old:]
}

// PerSecond returns the rate; 0 while there is too little to tell.
func (r *Rate) PerSecond(now time.Time) float64 {
	if len(r.at) < 2 {
		return 0
	}
	span := now.Sub(r.at[0])
	sum := 0
	for _, n := range r.n[1:] {
		sum += n
	}
	if span < time.Second {
		return 0
	}
	return float64(sum) / span.Seconds()
}

// Left returns how long so many more answers take at a rate; false if that cannot be told.
func Left(more int, perSecond float64) (time.Duration, bool) {
	if perSecond <= 0 {
		return 0, false
	}
	return time.Duration(float64(more) / perSecond * float64(time.Second)), true
}
