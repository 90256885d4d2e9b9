// Package newuser makes a user: it asks for the name, for what the user may do and whether all of that is right,
// writes the user and then the policy, and offers the first key. What was done is shown with each question, and can
// be taken back as long as the user has nothing else. It knows no pane: where the screen goes it leaves to its
// [Host]. A new question on the way belongs into ask.go, what follows from an answer of IAM into done.go.
package newuser

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/write"
)

// Flow makes users. Make it with New. It keeps nothing: each question holds what was decided before it.
type Flow struct {
	*write.Desk
	host Host
}

// Host is what making a user needs of the root.
type Host interface {
	// GoTo selects a user, whatever filter is set.
	GoTo(user iamsvc.Principal)
	// UsersChanged brings the users that are shown up to date with those that are known.
	UsersChanged()
	// DescribeKey asks for the description of the first key of a new user, and creates it.
	DescribeKey(n *write.NewUser)
}

// New returns the flow.
func New(d *write.Desk, host Host) *Flow { return &Flow{Desk: d, host: host} }

// Wrote takes the answer to a change of a user that is made, or was made, from here. Others it leaves alone.
func (r *Flow) Wrote(w write.Write, msg write.Outcome) tea.Cmd {
	err := msg.Failure()
	switch msg := msg.(type) {
	case write.UserCreated:
		return r.created(w, msg.Made, err)
	case write.UserDeleted:
		return r.deleted(w, err)
	case write.PolicyPut:
		return r.policyPut(w, err)
	default:
		return nil
	}
}
