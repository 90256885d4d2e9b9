package iamsvc

import "time"

// RotationStep is what is known of a stage that is past.
type RotationStep uint8

// The knowledge of a stage.
const (
	StepUnknown RotationStep = iota // it is not past, or nothing tells whether it was kept
	StepKept
	StepSkipped
)

// Steps says of each stage of a rotation that is past what is known of it. Waiting and deactivating can be left out by an
// override, and are not to be shown as done then.
func (f RotationFacts) Steps(r RotationState, now time.Time) (steps [RotationDone]RotationStep) {
	for stage := RotationRoom; stage < r.Stage && stage < RotationWait; stage++ {
		steps[stage] = StepKept
	}
	if r.Stage == RotationDeactivate {
		steps[RotationWait] = StepKept
	}
	if r.Stage < RotationDelete {
		return steps
	}
	off := f.Deactivated // the end of the wait for quiet
	switch removedActive := f.Removed.Status == Active; {
	case r.Stage == RotationDelete, !off.IsZero():
		steps[RotationDeactivate] = StepKept
	case removedActive:
		steps[RotationDeactivate], off = StepSkipped, f.RemovedAt
	case f.Removed.Status != "":
		steps[RotationDeactivate] = StepKept
	}
	steps[RotationWait] = f.keptQuiet(off, now)
	if r.Stage == RotationDone && !f.RemovedAt.IsZero() {
		steps[RotationDelete] = kept(f.Deactivated, f.RemovedAt, f.Inactive)
		if f.Removed.Status == Active {
			steps[RotationDelete] = StepSkipped
		}
	}
	return steps
}

// keptQuiet says whether the old key was quiet for long enough when it was taken out of use. Where nobody knows when that was,
// it was too soon if it has not been quiet for long enough yet.
func (f RotationFacts) keptQuiet(off, now time.Time) RotationStep {
	use, known := f.LastUse[f.Old]
	switch {
	case !known:
		return StepUnknown
	case use.Never():
		return StepKept
	case off.IsZero() && now.Sub(use.At) < f.Quiet:
		return StepSkipped
	default:
		return kept(use.At, off, f.Quiet)
	}
}

// kept says whether a wait lasted as long as it should.
func kept(from, to time.Time, want time.Duration) RotationStep {
	switch {
	case from.IsZero() || to.IsZero():
		return StepUnknown
	case to.Sub(from) < want:
		return StepSkipped
	default:
		return StepKept
	}
}
