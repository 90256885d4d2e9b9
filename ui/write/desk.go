package write

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// Desk is where changes begin and where it is known which are under way. Make it with NewDesk.
type Desk struct {
	*stage.Stage
	Host Host
	// UnderWay are the changes whose answer has not come.
	UnderWay Set
	// Offer is what u takes back.
	Offer Offer
	// Bulk is the last number of changes that were decided together; nil before there was any.
	Bulk *Bulk
}

// Host is what the desk needs of the screen around it.
type Host interface {
	// Hold returns the command that sends a change: later if it is not known yet whether a person has pressed the key for
	// it.
	Hold(w Write, send tea.Cmd) tea.Cmd
	// Renewing reports whether the credentials are being looked for anew; Reload looks for them and asks everything again.
	Renewing() bool
	Reload() tea.Cmd
	// Leaving reports whether the program is about to end: nothing more is begun.
	Leaving() bool
	// AskAgain has a user's keys asked for although they are known.
	AskAgain(user iamsvc.Principal)
	// UndoUser asks whether to delete a user that was created from here.
	UndoUser(n *NewUser)
}

// NewDesk returns a desk with nothing under way.
func NewDesk(s *stage.Stage, host Host) *Desk { return &Desk{Stage: s, Host: host, UnderWay: Set{}} }

// Switching is the change that toggles a key.
func Switching(k iamsvc.Key) Write {
	w := Write{Op: SetStatus, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}
	if k.Status == iamsvc.Inactive {
		w.To = iamsvc.Active
	}
	return w
}

// SetStatus sends a change of a status.
func (d *Desk) SetStatus(w Write) tea.Cmd {
	return d.Begin(w, SendStatus(d.Config.Service, d.InAccount(w)))
}

// Begin records a change and sends it; if one of the same key is under way it says so instead.
func (d *Desk) Begin(w Write, send tea.Cmd) tea.Cmd {
	if why := d.Refusal(w); why != "" {
		return d.Say(dialog.Warn, why)
	}
	return d.Send(w, send)
}

// Carry carries out what a dialog has asked about: any change but the deletion of a key, for which it counts how the
// key was seen.
func (d *Desk) Carry(w Write) tea.Cmd {
	svc, w := d.Config.Service, d.InAccount(w)
	switch w.Op {
	case Create:
		return d.Begin(w, SendCreate(svc, w))
	case Describe:
		return d.Begin(w, SendDescription(svc, w))
	case SetStatus:
		return d.SetStatus(w)
	case CreateUser:
		return d.Begin(w, SendUser(svc, w))
	case DeleteUser:
		return d.Begin(w, SendRemoval(svc, w))
	case PutPolicy:
		return d.Begin(w, SendPolicy(svc, w))
	case DenySessions:
		return d.Begin(w, SendDenial(svc, w))
	case AllowSessions:
		return d.Begin(w, SendAllowance(svc, w))
	default:
		return nil
	}
}

// DeleteKey sends the deletion of a key, which IAM carries out only if the key still is what was seen.
func (d *Desk) DeleteKey(seen iamsvc.SeenKey) tea.Cmd {
	w := Write{Op: Delete, User: seen.Key.User, Key: seen.Key.ID}
	return d.Begin(w, SendDelete(d.Config.Service, d.InAccount(w), seen))
}

// Send records a change as under way and sends it. Every change begins here and nowhere else, also one that a bare key
// has started: what is to become of a key that turns out to be no key, as in a text that came as keys, is decided at
// this place.
func (d *Desk) Send(w Write, send tea.Cmd) tea.Cmd {
	d.UnderWay[w.Subject()] = w
	return d.Host.Hold(w, send)
}

// Drop forgets a change that was never sent.
func (d *Desk) Drop(w Write) { delete(d.UnderWay, w.Subject()) }

// ReadOnlyNote says why nothing is changed.
const ReadOnlyNote = "Read-only: akia was started with --read-only and changes nothing"

// Refusal says why a change is not sent; empty if it is.
func (d *Desk) Refusal(w Write) string {
	if d.Config.ReadOnly {
		return ReadOnlyNote
	}
	if d.FindingOut() {
		return "Not sent: akia is still finding out which account this is"
	}
	if p, busy := d.UnderWay[w.Subject()]; busy {
		return "Still waiting for the " + p.String()
	}
	return ""
}

// InAccount returns a change as one that was decided on in the account on the screen: it reaches no other one.
func (d *Desk) InAccount(w Write) Write {
	w.Account = d.Store.Identity.Value.Account
	return w
}

// ForgetIfGone drops a key that someone else has removed, and asks its user's keys again, also where it is not clear
// what has become of the key. The audit asks by itself only what it has never known.
func (d *Desk) ForgetIfGone(w Write, err *iamsvc.Error) {
	if err.Kind != iamsvc.KindNotFound && !err.Unclear {
		return
	}
	if err.Kind == iamsvc.KindNotFound && w.Key != "" {
		d.Store.RemoveKey(w.User, w.Key, d.Config.Now())
		d.Offer.Forget(w.Key)
	}
	d.ForgetKeys(w.User)
	d.Host.AskAgain(w.User)
}

// Rename goes on under a user's present name: in what can be taken back, and in what is still to be sent.
func (d *Desk) Rename(was, now iamsvc.Principal) {
	for i := range d.Offer.Writes {
		d.Offer.Writes[i].Rename(was, now)
	}
	if d.Bulk == nil {
		return
	}
	for i := range d.Bulk.Items {
		it := &d.Bulk.Items[i]
		it.Write.Rename(was, now)
		it.Seen.Key.User = it.Write.User
	}
}
