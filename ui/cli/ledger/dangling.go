package ledger

import (
	"fmt"
	"slices"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/ui/cli/exit"
	"akia/ui/cli/system"
	"akia/ui/words"
)

// recalled is how many of the newest changes are searched for creations whose end is not known.
const recalled = 200

// recall looks in the journal for creations of earlier sessions whose end is not known: the key may be there, and
// nobody has its secret. Those at another endpoint are not of this session.
func (l *Ledger) recall() error {
	if l.journal == nil {
		return nil
	}
	tail, err := l.journal.Newest(recalled)
	if err != nil {
		return exit.Usage("the journal of changes cannot be kept: %s; --no-journal does without it", system.Reason(err))
	}
	for _, c := range tail.Changes {
		line := c.Last()
		here := line.Endpoint == l.endpoint
		if here && dangles(c) && (l.journal.Alone() || !words.MayBeUnderWay(c, l.now())) {
			l.dangling = append(l.dangling, line)
		}
	}
	return nil
}

// dangles reports whether the change is a creation whose end is not known, of which nobody was told yet.
func dangles(c journal.Change) bool {
	line := c.Last()
	if line.Operation != opCreate || line.Reported {
		return false
	}
	return !c.Ended() || line.Result == journal.NotSeen || line.Result == journal.Unclear
}

// Warning tells of the newest of the creations whose end is not known; nil if there is none.
func (l *Ledger) Warning() *iamsvc.Error {
	if len(l.dangling) == 0 {
		return nil
	}
	line := l.dangling[len(l.dangling)-1]
	sentence := fmt.Sprintf("The journal doesn't say how the %s ended (%s%s).",
		describe(line), line.Time.Local().Format("2006-01-02 15:04"), inAccount(line))
	if more := len(l.dangling) - 1; more > 0 {
		sentence += fmt.Sprintf(" The same is true of %d more.", more)
	}
	return iamsvc.Refused(line.Operation, line.User, sentence,
		"akia ended before an answer came. If a key was created then, its secret is lost: delete that key.")
}

func inAccount(line journal.Line) string {
	if line.Account == "" {
		return ""
	}
	return ", account " + line.Account
}

// reported writes down that a person was told of the creations, where they can look after them: signed in to the
// account at some time.
func (l *Ledger) reported() {
	for _, line := range l.dangling {
		if line.Account != "" && !slices.ContainsFunc(l.accounts, func(a *Account) bool {
			return a.identity.Account == line.Account
		}) {
			continue
		}
		if line.Result == "" {
			line.Result = journal.NotSeen
		}
		line.Reported, line.Time = true, l.now().UTC()
		if err := l.journal.End(line); err != nil {
			l.unkept = append(l.unkept, fmt.Sprintf("The journal cannot be written: %v.", system.Reason(err)))
		}
	}
	l.dangling = nil
}
