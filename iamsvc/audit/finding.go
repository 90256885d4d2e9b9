package audit

import (
	"fmt"
	"iter"
	"math/bits"
	"strings"
)

// Finding is one thing that can be wrong with an access key.
type Finding uint8

// All findings, the worst first. The days of each are those of [Thresholds].
const (
	RootKey       Finding = iota // the root user has an access key
	Quarantined                  // AWS has quarantined the user
	LongUnused                   // active, and not used for the longer time
	NeverUsed                    // active, never used, and made long ago
	Unused                       // active, and not used for the shorter time
	Old                          // active, and made too long ago
	SeveralActive                // the user has more than one active key
	IdleInactive                 // inactive, and neither made nor used for a long time
	NoDescription                // the key has no description
	findings
)

// AllFindings returns all findings, the worst first.
func AllFindings() []Finding {
	all := make([]Finding, findings)
	for i := range all {
		all[i] = Finding(i)
	}
	return all
}

// String returns the finding's name on a command line and in an export, such as "root-key".
func (f Finding) String() string {
	switch f {
	case RootKey:
		return "root-key"
	case Quarantined:
		return "quarantined"
	case LongUnused:
		return "unused-long"
	case NeverUsed:
		return "never-used"
	case Unused:
		return "unused"
	case Old:
		return "old"
	case SeveralActive:
		return "several-active"
	case IdleInactive:
		return "inactive"
	case NoDescription:
		return "no-description"
	default:
		return fmt.Sprintf("finding-%d", uint8(f))
	}
}

// Code returns the finding's name where there is no room for it, such as "RK".
func (f Finding) Code() string {
	codes := [findings]string{
		RootKey: "RK", Quarantined: "QU", LongUnused: "UL", NeverUsed: "NU", Unused: "UN", Old: "OL", SeveralActive: "SA",
		IdleInactive: "IN", NoDescription: "ND",
	}
	if f < findings {
		return codes[f]
	}
	return f.String()
}

// ParseFinding returns the finding of that name.
func ParseFinding(name string) (Finding, bool) {
	for _, f := range AllFindings() {
		if f.String() == name {
			return f, true
		}
	}
	return 0, false
}

// Set is a set of findings. The zero Set is empty.
type Set uint16

// SetOf returns the set of these findings.
func SetOf(members ...Finding) Set {
	var s Set
	for _, f := range members {
		s |= 1 << f
	}
	return s
}

// Has reports whether the finding is in the set.
func (s Set) Has(f Finding) bool { return s&(1<<f) != 0 }

// Meets reports whether the two sets have a finding in common.
func (s Set) Meets(other Set) bool { return s&other != 0 }

// Len returns how many findings are in the set.
func (s Set) Len() int { return bits.OnesCount16(uint16(s)) }

// All goes through the set, the worst finding first.
func (s Set) All() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for rest := s; rest != 0; rest &= rest - 1 {
			if !yield(Finding(bits.TrailingZeros16(uint16(rest)))) {
				return
			}
		}
	}
}

// WithoutImplied returns the set without the findings that another one implies: a key that is unused for the longer
// time is so for the shorter.
func (s Set) WithoutImplied() Set {
	if s.Has(LongUnused) {
		return s &^ SetOf(Unused)
	}
	return s
}

// Codes returns the codes of the findings, the worst first, with spaces between them.
func (s Set) Codes() string {
	codes := make([]string, 0, s.Len())
	for f := range s.All() {
		codes = append(codes, f.Code())
	}
	return strings.Join(codes, " ")
}

// String returns the names of the findings, the worst first, with spaces between them.
func (s Set) String() string {
	names := make([]string, 0, s.Len())
	for f := range s.All() {
		names = append(names, f.String())
	}
	return strings.Join(names, " ")
}
