package scan

import "akia/iamsvc"

// question is what one call asks about: a user's keys if keyID is empty, else the last use of the key.
type question struct {
	user  iamsvc.Principal
	keyID string
}

// subject is what a question is found by among those of its action.
func (q question) subject() question {
	if q.keyID != "" {
		return question{keyID: q.keyID}
	}
	return q
}

// state is how far a question is.
type state uint8

const (
	idle    state = iota // the scan has not come to it yet
	waiting              // for its turn
	flying
	failed // to be asked again when the scan is run again
	done   // answered, or known from elsewhere
)

// entry is what is kept of a question.
type entry struct {
	question
	state   state
	queued  bool // it has a place among those to be asked
	claimed bool // somebody else asks it
	known   bool // it became known before the scan came to it
	batch   int  // the last one that says something about it
}
