package cli

import (
	"errors"
	"fmt"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/words"
)

// gap is something that could not be found out, and the findings that may be missing for that.
type gap struct {
	sentence string
	of       audit.Set
	why      *iamsvc.Error // nil for a reason that no call is behind
}

// onStderr returns the sentence with what identifies the failure.
func (g gap) onStderr() string { return withTrace(g.sentence, g.why) }

// withTrace adds to a sentence what identifies the failure that it is about to whoever is asked for help.
func withTrace(sentence string, why *iamsvc.Error) string {
	if why == nil || why.Trace() == "" {
		return sentence
	}
	return sentence + " [" + why.Trace() + "]"
}

func onStderr(gaps []gap) []string {
	var all []string
	for _, g := range gaps {
		all = append(all, g.onStderr())
	}
	return all
}

func sentences(gaps []gap) []string {
	var all []string
	for _, g := range gaps {
		all = append(all, g.sentence)
	}
	return all
}

// concern returns which of the findings may be missing, and for what gaps.
func concern(gaps []gap, findings audit.Set) (missing audit.Set, why []gap) {
	for _, g := range gaps {
		if g.of.Meets(findings) {
			missing |= g.of & findings
			why = append(why, g)
		}
	}
	return missing, why
}

// refusals is what has failed or was denied, of one action.
type refusals struct {
	subjects map[string]bool
	first    string // the first of them by name: whose answer came first is chance
	why      *iamsvc.Error
}

func (r *refusals) note(subject string, why *iamsvc.Error) {
	if r.subjects == nil {
		r.subjects = map[string]bool{}
	}
	r.subjects[subject] = true
	if r.why == nil || subject < r.first && why.Subject == subject { // what is assumed has the reason of another
		r.first, r.why = subject, why
	}
}

// forget takes out a subject that is there no more.
func (r *refusals) forget(subject string) {
	delete(r.subjects, subject)
	if len(r.subjects) == 0 {
		*r = refusals{}
	}
}

// failed returns how many there are.
func (r *refusals) failed() int { return len(r.subjects) }

// reason says why, by the example of the first if there are several; it is empty if there are none.
func (r *refusals) reason() string {
	switch {
	case r.why == nil:
		return ""
	case r.failed() == 1:
		return explained(r.why).Error()
	default:
		return "The first: " + explained(r.why).Error()
	}
}

// failure is an error that ends the report, with what to do about it and what identifies it.
func failure(err error) error {
	e := iamsvc.AsError(err)
	if e == nil {
		return err
	}
	return errors.New(withTrace(explained(e).Error(), e))
}

// explained adds to an error of the service what to do about it in a shell.
func explained(err error) error {
	e := iamsvc.AsError(err)
	if e == nil {
		return err
	}
	if advice := words.Remedy(e.Remedy(), words.Shell); advice != "" {
		return fmt.Errorf("%w %s", e, advice)
	}
	return err
}
