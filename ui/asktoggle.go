package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/overview"
	"akia/ui/write"
)

// toggleQuestion is the question whether to activate or deactivate a key. It follows what becomes known: the last use may come while
// it is open, and somebody else may change the key.
type toggleQuestion struct {
	user   iamsvc.Principal
	key    string
	to     iamsvc.Status
	why    action.Why
	leaked bool   // a key that was said to have leaked is to work again
	newKey string // of a rotation, the key that takes the place of this one; else empty
}

// askToggle asks whether to toggle a key. The one that akia is signed in with is named by its whole ID.
func (m *Model) askToggle(k iamsvc.Key) {
	ask, why := action.ToToggle(m.statusOf(k), m.Config.Now())
	if ask == action.WholeID {
		m.Open(m.typeOwnKey(k))
		return
	}
	m.openLive(toggleQuestion{user: k.User, key: k.ID, to: write.Switching(k).To, why: why})
}

// switchAsked toggles a key after a page that shows its ID and last use has asked; its own key akia still wants named.
func (m *Model) switchAsked(k iamsvc.Key) tea.Cmd {
	if m.Own(k) && k.Status == iamsvc.Active {
		m.Open(m.typeOwnKey(k))
		return nil
	}
	return m.SetStatus(write.Switching(k))
}

// typeOwnKey asks for the whole ID of the key that akia is signed in with, to deactivate it.
func (m *Model) typeOwnKey(k iamsvc.Key) dialog.Dialog {
	return dialog.NewTyped("Deactivate the key akia is signed in with?", m.About(k,
		dialog.Line{Text: "akia, and everything else that signs with it, stops working immediately. Only someone with another key " +
			"can activate it again.", Tone: dialog.Bad},
		dialog.Line{Text: "Type the whole key ID to deactivate it."}), true, func(s string) (dialog.Result, string) {
		if strings.EqualFold(strings.TrimSpace(s), k.ID) {
			return write.Switching(k), ""
		}
		return nil, "That is not it: nothing was changed."
	})
}

// draw makes the question.
func (q toggleQuestion) draw(m *Model) dialog.Follower {
	verb, title := "Deactivate", "Deactivate access key "+q.key+"?"
	if q.to == iamsvc.Active {
		verb, title = "Activate", "Activate access key "+q.key+"?"
	}
	if q.leaked {
		title = "Activate the leaked key again?"
	}
	k, there := m.Store.Key(q.user, q.key)
	switch {
	case !there:
		k = iamsvc.Key{ID: q.key, User: q.user}
		words := userLabel(q.user) + " doesn't have this key any more."
		if m.Store.Gone(q.key) {
			words = "The key is gone."
		}
		return dialog.NewAsk(title, m.About(k, dialog.Line{Text: words, Tone: dialog.Warn})).LeaveBy("Close")
	case k.Status == q.to:
		return dialog.NewAsk(title, m.About(k, dialog.Line{Text: "It already is.", Tone: dialog.Warn})).LeaveBy("Close")
	}
	notes := []dialog.Line{m.toggleNote(q)}
	if q.newKey != "" && k.Status == iamsvc.Active {
		notes = append(m.usesOfRotation(q), notes...)
	}
	return dialog.NewAsk(title, m.About(k, notes...), dialog.Button{Label: verb, Result: write.Switching(k), Yes: true, Danger: q.leaked}).CancelFirst()
}

// usesOfRotation says what each key of a rotation was last used for: who deactivates the old one early decides by that.
func (m *Model) usesOfRotation(q toggleQuestion) []dialog.Line {
	return []dialog.Line{
		dialog.Entry("old key", m.LastUseWords(iamsvc.Key{ID: q.key, User: q.user})),
		dialog.Entry("new key", m.LastUseWords(iamsvc.Key{ID: q.newKey, User: q.user})+" ("+q.newKey+")"),
	}
}

// toggleNote says why it is asked.
func (m *Model) toggleNote(q toggleQuestion) dialog.Line {
	switch {
	case q.leaked:
		return dialog.Line{Text: "Whoever has found it can use it again.", Tone: dialog.Bad}
	case q.to == iamsvc.Active:
		return dialog.Line{Text: "Whoever has its secret can use it again.", Tone: dialog.Warn}
	case q.why == action.MaybeOwn:
		return dialog.Line{Text: "akia could not find out which account this is, nor which key it is signed in with.", Tone: dialog.Warn}
	}
	use := m.Store.LastUse(q.key)
	switch {
	case !use.Known() && q.why == action.UseNotKnown:
		return dialog.Line{Text: "It may be in use: its last use is not known.", Tone: dialog.Warn}
	case use.Known() && !use.Value.Never() && m.Config.Clock.Now().Sub(use.Value.At) <= action.InUse:
		return dialog.Line{Text: "It is in use. What signs with it fails immediately.", Tone: dialog.Warn}
	case q.why == action.OneOfSeveral:
		return dialog.Line{Text: "The user has several access keys.", Tone: dialog.Warn}
	default:
		return dialog.Line{Text: "It can be activated again."}
	}
}

// details are not shown.
func (q toggleQuestion) details() (iamsvc.Principal, []store.Op) { return iamsvc.Principal{}, nil }

// uses tells whether the key is in use.
func (q toggleQuestion) uses(*Model) ([]string, bool) { return []string{q.key, q.newKey}, false }

// answer sends the change.
func (q toggleQuestion) answer(m *Model, result dialog.Result) tea.Cmd {
	m.Close()
	return m.act(result)
}

// statusOf is what decides how much is asked before a key is toggled.
func (m *Model) statusOf(k iamsvc.Key) action.Status {
	_, asking := m.Store.Identity.Asking()
	s := action.Status{
		Active: k.Status == iamsvc.Active, Own: m.Own(k), MaybeOwn: !m.Store.Identity.Known() && !asking, Seen: m.seen(k),
	}
	if !m.audit.open && !m.browse.OnKeys() {
		s.Several = len(m.Store.Keys(k.User).Value) > 1
	}
	if use := m.Store.LastUse(k.ID); use.Known() {
		s.UseKnown, s.Used = true, use.Value.At
		return s
	}
	if _, row, ok := m.audit.row(); m.audit.open && ok && row.KeyID == k.ID && row.Exact() {
		s.UseKnown = row.Use.State == audit.UseKnown || row.Use.State == audit.UseNever
		s.Used = row.Use.At
	}
	return s
}

// seen reports whether the row of a key is on the screen under the cursor: its ID, its status and its last use.
func (m *Model) seen(k iamsvc.Key) bool {
	switch {
	case len(m.Windows) > 0, m.audit.late:
		return false
	case m.audit.open:
		_, row, ok := m.audit.row()
		return ok && row.KeyID == k.ID && showsAll(overview.Columns(m.Width-2, m.Times != 0))
	default:
		return m.browse.SeesWhole(k)
	}
}

// showsAll reports whether the columns show the ID of a key whole, its status and its last use.
func showsAll(columns []overview.Column) bool {
	shown := map[overview.Cell]bool{}
	for _, c := range columns {
		shown[c.Cell] = !c.Short || c.Cell == overview.Status
	}
	return shown[overview.KeyID] && shown[overview.Status] && shown[overview.Used]
}
