package toggle

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// question is the question whether to activate or deactivate a key. It follows what becomes known: the last use may
// come while it is open, and somebody else may change the key.
type question struct {
	flow   *Flow
	user   iamsvc.Principal
	key    string
	to     iamsvc.Status
	why    action.Why
	leaked bool   // a key that was said to have leaked is to work again
	newKey string // of a rotation, the key that takes the place of this one; else empty
}

var _ stage.Live = question{}

// typeOwnKey asks for the whole ID of the key that akia is signed in with, to deactivate it.
func (f *Flow) typeOwnKey(k iamsvc.Key) dialog.Dialog {
	return dialog.NewTyped("Deactivate the key akia is signed in with?", f.About(k,
		dialog.Line{Tone: dialog.Bad, Text: "akia, and everything else that signs with it, stops working immediately. " +
			"Only someone with another key can activate it again."},
		dialog.Line{Text: "Type the whole key ID to deactivate it."}), true, func(s string) (dialog.Result, string) {
		if strings.EqualFold(strings.TrimSpace(s), k.ID) {
			return write.Switching(k), ""
		}
		return nil, "That is not it: nothing was changed."
	})
}

// Draw makes the question.
func (q question) Draw() dialog.Follower {
	f := q.flow
	verb, title := "Deactivate", "Deactivate access key "+q.key+"?"
	if q.to == iamsvc.Active {
		verb, title = "Activate", "Activate access key "+q.key+"?"
	}
	if q.leaked {
		title = "Activate the leaked key again?"
	}
	k, there := f.Store.Key(q.user, q.key)
	switch {
	case !there:
		k = iamsvc.Key{ID: q.key, User: q.user}
		words := q.user.String() + " doesn't have this key any more."
		if f.Store.Gone(q.key) {
			words = "The key is gone."
		}
		return dialog.NewAsk(title, f.About(k, dialog.Line{Text: words, Tone: dialog.Warn})).LeaveBy("Close")
	case k.Status == q.to:
		return dialog.NewAsk(title, f.About(k, dialog.Line{Text: "It already is.", Tone: dialog.Warn})).LeaveBy("Close")
	}
	notes := []dialog.Line{q.note()}
	if q.newKey != "" && k.Status == iamsvc.Active {
		notes = append(q.usesOfRotation(), notes...)
	}
	do := dialog.Button{Label: verb, Result: write.Switching(k), Yes: true, Danger: q.leaked}
	return dialog.NewAsk(title, f.About(k, notes...), do).CancelFirst()
}

// usesOfRotation says what each key of a rotation was last used for: who deactivates the old one early decides by that.
func (q question) usesOfRotation() []dialog.Line {
	return []dialog.Line{
		dialog.Entry("old key", q.flow.LastUseWords(iamsvc.Key{ID: q.key, User: q.user})),
		dialog.Entry("new key", q.flow.LastUseWords(iamsvc.Key{ID: q.newKey, User: q.user})+" ("+q.newKey+")"),
	}
}

// note says why it is asked.
func (q question) note() dialog.Line {
	switch {
	case q.leaked:
		return dialog.Line{Text: "Whoever has found it can use it again.", Tone: dialog.Bad}
	case q.to == iamsvc.Active:
		return dialog.Line{Text: "Whoever has its secret can use it again.", Tone: dialog.Warn}
	case q.why == action.MaybeOwn:
		words := "akia could not find out which account this is, nor which key it is signed in with."
		return dialog.Line{Text: words, Tone: dialog.Warn}
	}
	use := q.flow.Store.LastUse(q.key)
	switch {
	case !use.Known() && q.why == action.UseNotKnown:
		return dialog.Line{Text: "It may be in use: its last use is not known.", Tone: dialog.Warn}
	case use.Known() && !use.Value.Never() && q.flow.Config.Clock.Now().Sub(use.Value.At) <= action.InUse:
		return dialog.Line{Text: "It is in use. What signs with it fails immediately.", Tone: dialog.Warn}
	case q.why == action.OneOfSeveral:
		return dialog.Line{Text: "The user has several access keys.", Tone: dialog.Warn}
	default:
		return dialog.Line{Text: "It can be activated again."}
	}
}

// Details are not shown.
func (q question) Details() (iamsvc.Principal, []store.Op) { return iamsvc.Principal{}, nil }

// Uses tells whether the key is in use.
func (q question) Uses() ([]string, bool) { return []string{q.key, q.newKey}, false }

// Answer sends the change.
func (q question) Answer(result dialog.Result) tea.Cmd {
	q.flow.Close()
	if w, ok := result.(write.Write); ok {
		return q.flow.SetStatus(w)
	}
	return nil
}

// KeyOf is the key that is asked about.
func (q question) KeyOf() write.Subject { return write.Subject{User: q.user, Key: q.key} }

// Under is the question under the present name of the key's user.
func (q question) Under(now iamsvc.Principal) stage.Live { q.user = now; return q }
