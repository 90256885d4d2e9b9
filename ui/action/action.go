// Package action holds what a person can do from the main screen, as values: one table of actions with their keys, what
// each acts on and how it is guarded; the guard that refuses an action whose subject is not the one that was seen; and
// how much a change of a key asks. It knows no screen and calls nothing: `ui` has a method for each action.
package action

// ID names an action. `ui` keeps a method for each; the order means nothing.
type ID uint8

// The actions.
const (
	Up ID = iota
	Down
	First
	Last
	HalfDown
	HalfUp
	PageDown
	PageUp
	OtherPane
	ToKeys
	ToUsers
	Enter
	Back
	ToUser
	Audit
	Toggle
	Create
	Delete
	Undo
	Rotate
	Describe
	AllKeys
	CopyID
	User
	NewUser
	Leak
	Owner
	Mark
	MarkRange
	MarkAll
	Filter
	Finding
	Sort
	Clock
	Refresh
	Renew
	Redraw
	Export
	Scan
	Journal
	Profiles
	Accounts
	Error
	Palette
	Help
	Quit
	Interrupt
	Suspend
	Count // how many actions there are
)

// Subject is what an action takes from the screen: what must still be as it was seen when a key asks for it.
type Subject uint8

// The subjects.
const (
	Nothing Subject = iota // it is about no row
	OfUser                 // the user under the cursor
	OfKey                  // the key under the cursor
	OfFocus                // the key under the cursor if the pane of keys has the focus, else nothing
	OfRows                 // all rows that are shown
	OfOffer                // the change that the undo on offer takes back
)

// Need is what has to be certain of a row of the audit before something is done with it: a credential report holds no
// key IDs.
type Need uint8

// The needs, each more than the one before.
const (
	NeedNothing Need = iota
	NeedID           // its key ID
	NeedList         // the user's keys A–Z, and that the row's last use is that of its key
	NeedUse          // the last use of the key as IAM tells it
)

// The groups of the help page, in its order.
const (
	GroupMove  = "Move"
	GroupKeys  = "Access keys"
	GroupMarks = "Marks of rows"
	GroupView  = "View"
	GroupOther = "Other"
	GroupOwn   = "Your commands"
)

// Action is one thing that a person can do.
type Action struct {
	ID    ID
	Name  string   // for a list of all actions, in the terms of the AWS console
	Keys  []string // that ask for it unless the configuration says otherwise; the help shows Help in their place
	Help  string
	Desc  string // on the help page
	Short string // in the help line; Desc where it is empty
	Group string
	Rank  int // place in the help line; 0 for those that the help page alone shows

	On   Subject
	Need Need // in the audit
	// Several says that it takes the marked rows where there are any, in place of what it is about else.
	Several bool
	// Changes says that it changes something in the account, at once or after a question. Where nothing may be changed it
	// is refused before anything is asked.
	Changes bool
	// Once says that a key that is held down does it once.
	Once bool
}

// OnPage reports whether the action is taken from a page of details, too, on what that is about: a key, or its user
// alone.
func (a Action) OnPage(ofKey bool) bool {
	switch a.On {
	case OfKey:
		return ofKey && a.Group == GroupKeys
	case OfUser:
		return a.Group == GroupKeys && a.ID != User
	default:
		return a.ID == Owner
	}
}

// takesOne reports whether an action is for one row alone, so that it is not for the row under the cursor while others
// are marked. What only looks at a row is for that one.
func (a Action) takesOne() bool {
	return !a.Several && (a.On == OfKey || a.On == OfUser) && (a.Changes || a.ID == Leak)
}

// Place is where actions are taken: the two panes, or the audit in their place.
type Place uint8

// The places.
const (
	InPanes Place = iota
	InAudit
	Places // how many the screen of an account has
	// InAccounts is the screen of several accounts.
	InAccounts
)

// Table returns the actions of a place, in the order of the help page.
func Table(in Place) []Action {
	switch in {
	case InAudit:
		return audit()
	case InAccounts:
		return accounts()
	default:
		return panes()
	}
}
