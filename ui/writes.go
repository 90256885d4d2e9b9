package ui

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// writeOp is a kind of change.
type writeOp uint8

const (
	opSetStatus writeOp = iota
	opCreate
	opDelete
	opDescribe
	opCreateUser
	opDeleteUser
	opPutPolicy
	opDenySessions
	opAllowSessions
)

// write is one change of one user's keys. It says all that its answer needs: the person may be elsewhere by then.
type write struct {
	op      writeOp
	user    iamsvc.Principal
	account string // that it was decided on in
	key     string // empty for a key that is being created
	to      iamsvc.Status
	from    iamsvc.Status
	text    string    // a description
	before  time.Time // of which sessions are denied
	make    *newcomer // of a user that is made from here, of its policy and its first key
	undo    bool      // takes an earlier change back
	withKey bool      // a description that goes because its key is gone
	bulk    bool      // one of several that were decided together
}

func (w write) wrote() write { return w }

// String says what the change is, for a person who is told that its end was not seen.
func (w write) String() string {
	switch w.op {
	case opCreate:
		return "creation of an access key for " + userLabel(w.user)
	case opDescribe:
		return "description of access key " + w.key + " of " + userLabel(w.user)
	case opDelete:
		return "deletion of access key " + w.key + " of " + userLabel(w.user)
	case opCreateUser:
		return "creation of user " + w.user.String()
	case opDeleteUser:
		return "deletion of user " + w.user.String()
	case opPutPolicy:
		return "writing of policy " + w.make.policy.Name + " of " + w.user.String()
	case opDenySessions:
		return "policy against old sessions of " + w.user.String()
	case opAllowSessions:
		return "removal of the policy against old sessions of " + w.user.String()
	default:
		return verb(w.to) + " of access key " + w.key + " of " + userLabel(w.user)
	}
}

// where says where to look for what became of the change.
func (w write) where() string {
	switch w.op {
	case opCreateUser, opDeleteUser, opPutPolicy, opDenySessions, opAllowSessions:
		return w.user.String()
	default:
		return "the keys of " + userLabel(w.user)
	}
}

func verb(to iamsvc.Status) string {
	if to == iamsvc.Active {
		return "activation"
	}
	return "deactivation"
}

// userLabel names a user to the person.
func userLabel(user iamsvc.Principal) string { return user.String() }

// subject is what a change is about: there is at most one at a time for each key, and one creation for each user.
type subject struct {
	user iamsvc.Principal
	key  string
}

// writes are the changes whose answer has not come.
type writes map[subject]write

func (w write) subject() subject { return subject{w.user, w.key} }

// sorted returns the changes in an order that does not change from one look to the next.
func (w writes) sorted() []write {
	return slices.SortedFunc(maps.Values(w), func(x, y write) int {
		return cmp.Or(x.user.Compare(y.user), cmp.Compare(x.key, y.key))
	})
}

// pending returns the change under way of a key.
func (w writes) pending(user iamsvc.Principal, key string) (write, bool) {
	p, ok := w[subject{user, key}]
	return p, ok
}

// begin records a change and sends it; if one of the same key is under way it says so instead.
func (m *Model) begin(w write, send tea.Cmd) tea.Cmd {
	if why := m.refusal(w); why != "" {
		return m.Say(dialog.Warn, why)
	}
	return m.send(w, send)
}

// send records a change as under way and sends it. Every change begins here and nowhere else, also one that a bare key has
// started: what is to become of a key that turns out to be no key, as in a text that came as keys, is decided at this place.
func (m *Model) send(w write, send tea.Cmd) tea.Cmd {
	m.writes[w.subject()] = w
	if m.typing.waits(m) {
		return m.sendOnceKnown(w, send)
	}
	return send
}

// readOnlyNote says why nothing is changed.
const readOnlyNote = "Read-only: akia was started with --read-only and changes nothing"

// refusal says why a change is not sent; empty if it is.
func (m *Model) refusal(w write) string {
	if m.Config.ReadOnly {
		return readOnlyNote
	}
	if m.findingOut() {
		return "Not sent: akia is still finding out which account this is"
	}
	if p, busy := m.writes[w.subject()]; busy {
		return "Still waiting for the " + p.String()
	}
	return ""
}

// wrote takes the answer to a change, wherever the person is by now.
func (m *Model) wrote(msg outcome) tea.Cmd {
	w := msg.wrote()
	delete(m.writes, w.subject())
	defer m.auditChanged(w)
	var cmd tea.Cmd
	err := msg.failure()
	m.HeedSigner(err)
	was := w.user
	w = m.followRenamed(w, msg)
	if w.bulk {
		return tea.Batch(m.wroteOfBulk(w, msg), m.leaveIfDone())
	}
	switch msg := msg.(type) {
	case statusSetMsg:
		cmd = m.statusSet(w, was, err)
	case keyCreatedMsg:
		cmd = m.keyCreated(w, msg.key, err)
	case createSettledMsg:
		cmd = m.settled(w, msg.err)
	case describedMsg:
		cmd = m.described(w, err)
	case keyDeletedMsg:
		cmd = m.keyDeleted(w, err, msg.err)
	default:
		cmd = m.wroteUser(msg, w, err)
	}
	return tea.Batch(cmd, m.leaveIfDone())
}

// statusSet takes the answer to a change of status.
func (m *Model) statusSet(w write, was iamsvc.Principal, err *iamsvc.Error) tea.Cmd {
	if err != nil && m.askRenamed(w, err) {
		return nil
	}
	if err != nil {
		m.forgetIfGone(w, err)
		return m.Fail(err)
	}
	done := m.ShortID(w.key) + " of " + userLabel(w.user) + " " + m.apply(w)
	if was != w.user {
		done += "; its user was " + userLabel(was)
	}
	if w.undo {
		m.offer = undo{}
		return m.Say(dialog.Good, done)
	}
	cmd := m.SayFor(dialog.Good, done, undoTime)
	back := write{op: opSetStatus, user: w.user, key: w.key, to: w.from, from: w.to, undo: true}
	m.offerUndo(back)
	return cmd
}

// keyDeleted takes the answer to a deletion.
func (m *Model) keyDeleted(w write, err *iamsvc.Error, cause error) tea.Cmd {
	var left *iamsvc.LeftDescriptionError
	if errors.As(cause, &left) {
		m.Store.RemoveKey(w.user, w.key, m.Config.Now())
		m.Status.Last = iamsvc.AsError(left)
		return m.Say(dialog.Warn, left.Error())
	}
	var changed *iamsvc.ChangedError
	if errors.As(cause, &changed) {
		m.Store.SetSeen(changed.Now, m.Config.Now())
		m.askDeleteAgain(changed.Now)
		return nil
	}
	if err != nil && m.askRenamed(w, err) {
		return nil
	}
	if err != nil {
		m.forgetIfGone(w, err)
		return m.Fail(err)
	}
	m.Store.RemoveKey(w.user, w.key, m.Config.Now())
	m.offer.forget(w.key)
	if _, known := m.Description(iamsvc.Key{ID: w.key, User: w.user}); known {
		return m.Say(dialog.Good, w.key+" of "+userLabel(w.user)+" deleted")
	}
	// Whether it had a description was not known, so the deletion did not remove one.
	gone := write{op: opDescribe, user: w.user, key: w.key, withKey: true}
	return tea.Batch(
		m.Say(dialog.Good, w.key+" of "+userLabel(w.user)+" deleted"),
		m.begin(gone, describe(m.Config.Service, m.inAccount(gone))),
	)
}

// forgetIfGone drops a key that someone else has removed, and asks its user's keys again, also where it is not clear what has
// become of the key. The audit asks by itself only what it has never known.
func (m *Model) forgetIfGone(w write, err *iamsvc.Error) {
	if err.Kind != iamsvc.KindNotFound && !err.Unclear {
		return
	}
	if err.Kind == iamsvc.KindNotFound && w.key != "" {
		m.Store.RemoveKey(w.user, w.key, m.Config.Now())
		m.offer.forget(w.key)
	}
	m.ForgetKeys(w.user)
	m.askAgain(w.user)
}
