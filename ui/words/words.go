// Package words puts what the service layer reports as data into sentences, the same ones for the screen and for the
// shell.
package words

import (
	"fmt"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/text"
)

// Place is where words are read: on a screen, where keys can be pressed, or in a shell, where the program has ended.
type Place struct{ keys *action.Keymap }

// Screen is the screen on which these keys act.
func Screen(keys *action.Keymap) Place { return Place{keys} }

// Shell is where the program has ended.
func Shell() Place { return Place{} }

// then returns what to press after doing something; nothing in a shell, where the program is simply started again.
func (p Place) then(id action.ID) string {
	if p.keys == nil {
		return ""
	}
	return ", then press " + p.keys.Show(id)
}

// pick returns the words for the place. The %s of those for a screen is the key of an action.
func (p Place) pick(screen string, id action.ID, shell string) string {
	if p.keys == nil {
		return shell
	}
	return fmt.Sprintf(screen, p.keys.Show(id))
}

// ClockOff says by how much this machine's clock differs from that of AWS, which is ahead of it by so much.
func ClockOff(ahead time.Duration) string {
	where := "behind"
	if ahead < 0 {
		where, ahead = "ahead of", -ahead
	}
	return "This machine's clock is " + text.Span(ahead) + " " + where + " AWS. Ages are counted by the time of AWS."
}

// Failure returns the sentence of an error, and what to do about it.
func Failure(e *iamsvc.Error, p Place) string {
	return strings.TrimSpace(e.Error() + " " + Remedy(e.Remedy(), p))
}

// Remedy returns what to do next, in a sentence or two; empty if there is nothing to do. It may hold texts from
// outside, and must be sanitised before it is drawn.
func Remedy(r iamsvc.Remedy, p Place) string {
	for _, words := range []func(iamsvc.Remedy, Place) string{general, changes, credentials, connection} {
		if said := words(r, p); said != "" {
			return said
		}
	}
	return ""
}

// general words what helps against a refusal or a failure of the service.
func general(r iamsvc.Remedy, p Place) string {
	switch r.Kind {
	case iamsvc.RemedyAdvice:
		return r.Words
	case iamsvc.RemedyReadAgain:
		return p.pick("Press %s to read again.", action.Refresh, "")
	case iamsvc.RemedyWait:
		return p.pick("Wait a moment, then press %s.", action.Refresh, "Wait a moment, then try again.")
	case iamsvc.RemedyLater:
		return p.pick("Try again in a while; press %s for the service's own words.", action.Error, "Try again in a while.")
	case iamsvc.RemedyRepeatLater:
		return "Try again in a while."
	case iamsvc.RemedyCompare:
		return p.pick("Press %s to see how it is now.", action.Refresh, "")
	case iamsvc.RemedyPermission:
		return "It needs the permission " + r.Permission + "."
	case iamsvc.RemedyCheckKeyID:
		return "Check the key ID and the account you are signed in to. The lookup needs " + r.Permission + "."
	case iamsvc.RemedyOverruled:
		return "There is an " + r.Reason + "; another permission doesn't help."
	default:
		return ""
	}
}
