package audit

import "akia/iamsvc"

const inactive = iamsvc.Inactive

// Score says how bad a key is: the higher, the worse. The worst finding decides, and among keys that have it in
// common the next one, as words are ordered by their letters. Above that stand the keys that can do harm today: an
// active key of the root user, then the active keys of a user in quarantine. A key with no finding scores 0.
type Score uint16

const (
	quarantinedActive = Score(1) << findings
	rootActive        = quarantinedActive << 1
	worstScore        = rootActive<<1 - 1
)

// scoreOf returns the score of a row whose findings are filled in.
func scoreOf(r *Row) Score {
	var s Score
	for f := range r.Findings.All() {
		s |= 1 << (findings - 1 - f)
	}
	if r.Active() && r.Findings.Has(RootKey) {
		s |= rootActive
	}
	if r.Active() && r.Findings.Has(Quarantined) {
		s |= quarantinedActive
	}
	return s
}
