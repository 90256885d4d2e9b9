package rotation

import (
	"time"

	"akia/iamsvc"
)

// Step is what is known of a stage that is past.
type Step uint8

// The knowledge of a stage.
const (
	StepUnknown Step = iota // it is not past, or nothing tells whether it was kept
	StepKept
	StepSkipped
)

// Steps says of each stage of a rotation that is past what is known of it. Waiting and deactivating can be left out
// by an override, and are not to be shown as done then.
func (f Facts) Steps(r State, now time.Time) (steps [StageDone]Step) {
	for stage := StageRoom; stage < r.Stage && stage < StageWait; stage++ {
		steps[stage] = StepKept
	}
	if r.Stage == StageDeactivate {
		steps[StageWait] = StepKept
	}
	if r.Stage < StageDelete {
		return steps
	}
	off := f.Deactivated // the end of the wait for quiet
	switch removedActive := f.Removed.Status == iamsvc.Active; {
	case r.Stage == StageDelete, !off.IsZero():
		steps[StageDeactivate] = StepKept
	case removedActive:
		steps[StageDeactivate], off = StepSkipped, f.RemovedAt
	case f.Removed.Status != "":
		steps[StageDeactivate] = StepKept
	}
	steps[StageWait] = f.keptQuiet(off, now)
	if r.Stage == StageDone && !f.RemovedAt.IsZero() {
		steps[StageDelete] = kept(f.Deactivated, f.RemovedAt, f.Inactive)
		if f.Removed.Status == iamsvc.Active {
			steps[StageDelete] = StepSkipped
		}
	}
	return steps
}

// keptQuiet says whether the old key was quiet for long enough when it was taken out of use. Where nobody knows when
// that was, it was too soon if it has not been quiet for long enough yet.
func (f Facts) keptQuiet(off, now time.Time) Step {
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
func kept(from, to time.Time, want time.Duration) Step {
	switch {
	case from.IsZero() || to.IsZero():
		return StepUnknown
	case to.Sub(from) < want:
		return StepSkipped
	default:
		return StepKept
	}
}
