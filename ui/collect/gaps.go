package collect

import (
	"errors"
	"fmt"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/words"
)

// Gap is something that could not be found out.
type Gap struct {
	// Sentence says what, and why.
	Sentence string
	// Of are the findings that may be missing for that.
	Of audit.Set
	// Why is the failure behind it; nil where there is none.
	Why *iamsvc.Error
}

// Traced returns the sentence with what identifies the failure to whoever is asked for help: code, cause and request
// ID.
func (g Gap) Traced() string { return withTrace(g.Sentence, g.Why) }

// withTrace adds to a sentence what identifies the failure that it is about to whoever is asked for help.
func withTrace(sentence string, why *iamsvc.Error) string {
	if why == nil || why.Trace() == "" {
		return sentence
	}
	return sentence + " [" + why.Trace() + "]"
}

// Concern returns which of the findings may be missing, and for what gaps.
func Concern(gaps []Gap, findings audit.Set) (missing audit.Set, why []Gap) {
	for _, g := range gaps {
		if g.Of.Meets(findings) {
			missing |= g.Of & findings
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

// Failure is an error of the service in words for a shell: what to do about it, and what identifies it. Others stay as
// they are.
func Failure(err error) error {
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
	if advice := words.Remedy(e.Remedy(), words.Shell()); advice != "" {
		return fmt.Errorf("%w %s", e, advice)
	}
	return err
}
