package action

import "time"

// InUse is how long after its last use a key counts as in use.
const InUse = 30 * 24 * time.Hour

// Ask is how much is asked before a change.
type Ask uint8

// How much is asked, each more than the one before.
const (
	AtOnce  Ask = iota // nothing: it can be taken back
	Yes                // a question that y answers
	WholeID            // the whole key ID is typed
)

// Why says what makes a change ask.
type Why uint8

// The reasons, the weightiest last.
const (
	NoReason     Why = iota
	Activates        // a key that was off works again
	NotSeen          // the row of the key is not on the screen, or not the whole of it
	OneOfSeveral     // another pane has the focus, and the user has several keys
	Used             // the key was used lately
	UseNotKnown      // it may have been
	MaybeOwn         // akia may be signed in with it
	Own              // akia is signed in with it
)

// Status is what is known of a key whose status is to be changed.
type Status struct {
	Active   bool
	Own      bool
	MaybeOwn bool // which key akia is signed in with is not known
	Seen     bool // its row is on the screen: its ID, its status and its last use
	Several  bool // another pane has the focus, and the user has several keys
	UseKnown bool
	Used     time.Time // zero: never
}

// ToToggle returns how much is asked before the status of a key is changed, and why.
func ToToggle(k Status, now time.Time) (Ask, Why) {
	switch {
	case !k.Active:
		return Yes, Activates
	case k.Own:
		return WholeID, Own
	case k.MaybeOwn:
		return Yes, MaybeOwn
	case !k.UseKnown:
		return Yes, UseNotKnown
	case !k.Used.IsZero() && now.Sub(k.Used) <= InUse:
		return Yes, Used
	case k.Several:
		return Yes, OneOfSeveral
	case !k.Seen:
		return Yes, NotSeen
	default:
		return AtOnce, NoReason
	}
}
