// Package write holds the changes that a person decides on: what each is, which of them are under way, and how a change
// of status is taken back. It knows no window and no row: who has asked for a change takes its answer.
package write

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/ui/stage"
)

// Op is a kind of change.
type Op uint8

// The kinds of changes.
const (
	SetStatus Op = iota
	Create
	Delete
	Describe
	CreateUser
	DeleteUser
	PutPolicy
	DenySessions
	AllowSessions
)

// Write is one change of one user's keys. It says all that its answer needs: the person may be elsewhere by then.
type Write struct {
	Op      Op
	User    iamsvc.Principal
	Account string // that it was decided on in
	Key     string // empty for a key that is being created
	To      iamsvc.Status
	From    iamsvc.Status
	Text    string    // a description
	Before  time.Time // of which sessions are denied
	New     *NewUser  // of a user that is made from here, of its policy and its first key
	Undo    bool      // takes an earlier change back
	WithKey bool      // a description that goes because its key is gone
	Bulk    bool      // one of several that were decided together
}

// Wrote returns the change that an answer is about.
func (w Write) Wrote() Write { return w }

// String says what the change is, for a person who is told that its end was not seen.
func (w Write) String() string {
	switch w.Op {
	case Create:
		return "creation of an access key for " + w.User.String()
	case Describe:
		return "description of access key " + w.Key + " of " + w.User.String()
	case Delete:
		return "deletion of access key " + w.Key + " of " + w.User.String()
	case CreateUser:
		return "creation of user " + w.User.String()
	case DeleteUser:
		return "deletion of user " + w.User.String()
	case PutPolicy:
		return "writing of policy " + w.New.Policy.Name + " of " + w.User.String()
	case DenySessions:
		return "policy against old sessions of " + w.User.String()
	case AllowSessions:
		return "removal of the policy against old sessions of " + w.User.String()
	default:
		return verb(w.To) + " of access key " + w.Key + " of " + w.User.String()
	}
}

// Doing words what the change does to a key, in place of the key's status; false if it leaves that as it is.
func (w Write) Doing() (words string, status bool) {
	switch w.Op {
	case Delete:
		return "deleting", true
	case SetStatus:
		return stage.StatusWord(w.To), true
	default:
		return "", false
	}
}

// Where says where to look for what became of the change.
func (w Write) Where() string {
	switch w.Op {
	case CreateUser, DeleteUser, PutPolicy, DenySessions, AllowSessions:
		return w.User.String()
	default:
		return "the keys of " + w.User.String()
	}
}

func verb(to iamsvc.Status) string {
	if to == iamsvc.Active {
		return "activation"
	}
	return "deactivation"
}

// Subject is what a change is about: there is at most one at a time for each key, and one creation for each user.
type Subject struct {
	User iamsvc.Principal
	Key  string
}

// Set is the changes whose answer has not come.
type Set map[Subject]Write

// Subject returns what the change is about.
func (w Write) Subject() Subject { return Subject{w.User, w.Key} }

// Sorted returns the changes in an order that does not change from one look to the next.
func (w Set) Sorted() []Write {
	return slices.SortedFunc(maps.Values(w), func(x, y Write) int {
		return cmp.Or(x.User.Compare(y.User), cmp.Compare(x.Key, y.Key))
	})
}

// Pending returns the change under way of a key.
func (w Set) Pending(user iamsvc.Principal, key string) (Write, bool) {
	p, ok := w[Subject{user, key}]
	return p, ok
}

// NewUser is a user to be made, and the inline policy that it is given: all that is decided before anything is written.
type NewUser struct {
	User   iamsvc.NewUser
	Policy policy.Template // the zero policy: none
}

// Rename makes the change one of a user's present name.
func (w *Write) Rename(was, now iamsvc.Principal) {
	if w.User == was {
		w.User = now
	}
}

// Context is not cancelled by leaving anything: a change that was begun is seen to its end, within a deadline. It
// reaches no other account than the one that the change was decided on in.
func (w Write) Context() (context.Context, context.CancelFunc) {
	return context.WithTimeout(iamsvc.ForAccount(context.Background(), w.Account), stage.WriteDeadline)
}
