package action

import (
	"strconv"

	"akia/iamsvc"
)

// Now is what decides which actions apply: the screen as it is, in facts that cost nothing to find out however many
// users an account has.
type Now struct {
	Place    Place
	ReadOnly bool // nothing may be changed

	User bool // a user is selected
	Root bool // that is the root user
	// RootKeys says that the root user's own keys can be changed, as they can by root alone.
	RootKeys  bool
	Key       bool          // a key is selected; in the audit: a row
	KeysFocus bool          // the pane of keys has the focus, or the audit is shown
	Listed    bool          // which keys the user has is known, or cannot be
	Keys      int           // how many that are
	Status    iamsvc.Status // of the selected key
	Changing  bool          // a change of it is under way

	Marks int // how many rows are marked
	// OnlyMark says that the row under the cursor is the only one that is marked.
	OnlyMark bool
	Rows     int  // how many rows are shown
	Undo     bool // there is something to undo
	Error    bool // there has been an error
	Shell    bool // there is a shell that can resume akia
	Several  bool // there is a screen of several accounts
	// Writing says that a change is under way, Reloading that the credentials are being reloaded.
	Writing, Reloading bool
}

// Reason is why an action does not apply.
type Reason uint8

// The reasons.
const (
	Applies     Reason = iota
	ReadOnly           // nothing may be changed
	NoUser             // no user is selected
	NoKey              // no key is selected: the user has none, or they are not known yet
	NoRow              // no row of the audit is selected
	NoRows             // no row of the audit is shown
	RootsOwn           // only the root user can change its own keys
	RootHidden         // IAM does not describe the root user, who is in no list
	KeyChanging        // a change of this key is under way
	TakesOne           // other rows are marked, and it takes one key
	NothingToUndo
	NoError
	NoShell
	StillWriting // changes have to end first
	StillReloading
	AuditOnly // it is an action of the audit
	PanesOnly // it is an action of the panes
	// OneAccount is that there is no screen of several accounts.
	OneAccount
	Reasons // how many there are
)

// WhyNot returns why an action does not apply now; Applies if it does. The help line, the palette and the line that
// answers a key which does nothing all ask here.
func (n Now) WhyNot(a Action) Reason {
	if a.Changes && n.ReadOnly {
		return ReadOnly
	}
	if why := n.lacksSubject(a); why != Applies {
		return why
	}
	if a.takesOne() && n.marked() && !n.OnlyMark {
		return TakesOne
	}
	switch a.ID {
	case Toggle, Delete:
		if n.Changing && !n.OnMarks(a) {
			return KeyChanging
		}
	case Create:
		if !n.Listed && n.Place == InPanes {
			return NoKey
		}
	case AllKeys:
		if n.Keys == 0 && n.Place == InPanes {
			return NoKey
		}
	case User, ToUser:
		if n.Root {
			return RootHidden
		}
	case Export:
		return unless(n.Rows > 0 || n.OnMarks(a), NoRows)
	case Accounts:
		return unless(n.Several, OneAccount)
	case Error:
		return unless(n.Error, NoError)
	case Suspend:
		return unless(n.Shell, NoShell)
	case Renew:
		if n.Writing {
			return StillWriting
		}
		return unless(!n.Reloading, StillReloading)
	default: // what it is about decides
	}
	return Applies
}

// lacksSubject returns why there is nothing that an action could be about.
func (n Now) lacksSubject(a Action) Reason {
	switch {
	case n.OnMarks(a):
		return Applies
	case a.On == OfKey:
		return n.lacksKey(a)
	case a.On == OfFocus && n.KeysFocus:
		return n.lacksKey(a)
	case a.On == OfUser:
		if n.Place == InAudit {
			return n.lacksKey(a)
		}
		return unless(n.User, NoUser)
	case a.On == OfRows:
		return unless(n.Rows > 0, NoRows)
	case a.On == OfOffer:
		return unless(n.Undo, NothingToUndo)
	}
	return Applies
}

// lacksKey returns why there is no key, or no row, that an action could be about.
func (n Now) lacksKey(a Action) Reason {
	switch {
	case n.Place == InPanes && !n.User:
		return NoUser
	case n.Place == InPanes && !n.Key:
		return NoKey
	case !n.Key:
		return NoRow
	case n.Place == InAudit && n.Root && !n.RootKeys && a.Need != NeedNothing:
		return RootsOwn
	}
	return Applies
}

func unless(ok bool, why Reason) Reason {
	if ok {
		return Applies
	}
	return why
}

// Short returns what an action does, for the help line: to the marked rows if there are any, or to the selected key.
func (n Now) Short(a Action) string {
	short := a.Short
	if short == "" {
		short = a.Desc
	}
	switch {
	case a.ID == Enter && n.Place == InPanes && !n.KeysFocus:
		short = "keys"
	case a.ID == Toggle && (n.OnMarks(a) || n.Status == iamsvc.Active):
		short = "deactivate"
	case a.ID == Toggle && n.Status == iamsvc.Inactive:
		short = "activate"
	}
	if n.OnMarks(a) {
		short += " " + strconv.Itoa(n.Marks)
	}
	return short
}

// Name returns what an action is called, by what it does to the marked rows or to the selected key.
func (n Now) Name(a Action) string {
	switch {
	case n.OnMarks(a) && a.ID == Delete:
		return "Delete marked access keys"
	case n.OnMarks(a) && a.ID == Toggle:
		return "Deactivate marked access keys"
	case n.OnMarks(a) && a.ID == Describe:
		return "Describe marked access keys"
	case n.OnMarks(a) && a.ID == CopyID:
		return "Copy IDs of marked access keys"
	case n.OnMarks(a) && a.ID == Export:
		return "Export marked access keys"
	case a.ID == Enter && n.Place == InPanes && !n.KeysFocus:
		return "Into the keys"
	case a.ID == Toggle && n.Status == iamsvc.Active:
		return "Deactivate access key"
	case a.ID == Toggle && n.Status == iamsvc.Inactive:
		return "Activate access key"
	}
	return a.Name
}

// OnMarks reports whether an action would be on the marked rows.
func (n Now) OnMarks(a Action) bool { return a.Several && n.marked() }

// marked reports whether there are marked rows on the screen.
func (n Now) marked() bool { return n.Place == InAudit && n.Marks > 0 }
