package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// seek is a search: first for the owner of a key ID, then for that user in the list, whose pages are read until it comes.
// The user's keys are shown meanwhile.
type seek struct {
	id     uint64 // of the owner look-up that is waited for
	keyID  string
	user   iamsvc.Principal
	cancel context.CancelFunc // of the look-up; nil if there is none
}

func (s seek) active() bool { return !s.user.IsZero() || s.id != 0 }

// endSeek ends the search that is under way, if any.
func (m *Model) endSeek() {
	if m.seek.cancel != nil {
		m.seek.cancel()
	}
	m.seek = seek{}
}

// openAt opens at a user name or an access key ID; at the first user if it is empty. Until that user is found, nobody else is
// selected.
func (m *Model) openAt(name string) tea.Cmd {
	if name == "" {
		return nil
	}
	m.users.deselect()
	if iamsvc.LooksLikeKeyID(name) {
		return m.findOwner(name)
	}
	m.seekUser(iamsvc.NamedUser(name), "")
	return nil
}

// askOwner asks for a key ID to find the owner of.
func (m *Model) askOwner() tea.Cmd {
	m.OpenHarmless(dialog.NewPaste("Whose access key is it?", []dialog.Line{
		{Text: "Type or paste an access key ID: akia asks IAM for its owner and goes there. Or paste a whole text, such as a log or a report of a leak: all key IDs in it are looked up."},
	}, func(s string) dialog.Result {
		if ids := keyIDsIn(s); len(ids) > 0 && ids[0] != strings.TrimSpace(s) {
			return ownersOf{ids}
		}
		return nil
	}, func(s string) (dialog.Result, string) {
		s = strings.TrimSpace(s)
		if ids := keyIDsIn(s); len(ids) > 1 {
			return ownersOf{ids}, ""
		}
		if err := iamsvc.ValidKeyID(s); err != nil {
			return nil, iamsvc.AsError(err).Error()
		}
		return ownerOf{s}, ""
	}))
	return nil
}

// ownerOf is the answer to find the owner of a key ID.
type ownerOf struct{ keyID string }

func (m *Model) findOwner(keyID string) tea.Cmd {
	m.endSeek()
	m.loads.last++
	ctx, cancel := stage.ReadContext(queue.InView)
	m.seek = seek{id: m.loads.last, keyID: keyID, cancel: cancel}
	return tea.Batch(m.Say(dialog.Dim, "Looking for the owner of "+keyID), findOwner(ctx, m.Config.Service, m.seek.id, keyID))
}

// ownerFound goes to the owner of a key, if that is still what the person waits for.
func (m *Model) ownerFound(msg ownerFoundMsg) tea.Cmd {
	if msg.id != m.seek.id {
		return nil
	}
	keyID := m.seek.keyID
	m.endSeek()
	if err := iamsvc.AsError(msg.err); err != nil {
		if !m.users.window.Selected() { // it was asked for on the command line
			m.users.miss(keyID)
		}
		if msg.of != "" && err.Kind == iamsvc.KindNotFound {
			return m.Fail(m.notHere(msg))
		}
		return m.Fail(err)
	}
	if msg.use.User.IsRoot() {
		return m.Say(dialog.Good, msg.keyID+" has no user that IAM names: it may be the root user's")
	}
	m.users.filter.Reset()
	m.users.refilter()
	m.seekUser(msg.use.User, msg.keyID)
	return m.Say(dialog.Good, msg.keyID+" belongs to "+userLabel(msg.use.User))
}

// seekUser goes to a user, and to one of its keys; if the user is not listed yet, its keys are shown and pages are read
// until it is.
func (m *Model) seekUser(user iamsvc.Principal, keyID string) {
	m.closeAudit()
	m.seek = seek{user: user, keyID: keyID}
	m.Store.ResumeUsers()
	m.follow()
	m.table.want = keyID
	if keyID != "" {
		m.focus = keysFocus
	}
	m.arrive()
}

// arrive ends the search if the user is in the list.
func (m *Model) arrive() bool {
	if m.seek.user.IsZero() {
		return false
	}
	name, listed := m.Store.Find(m.seek.user)
	if !listed || !m.users.window.Select(&m.users, name.ReportName()) {
		return false
	}
	m.users.choose()
	m.endSeek()
	return true
}

// seekOn looks for the user in what was just read; when all was read without finding it, the search ends.
func (m *Model) seekOn() tea.Cmd {
	if m.seek.user.IsZero() || m.arrive() || m.Store.MoreUsers() || m.Store.UsersState() != store.Known {
		return nil
	}
	user, keyID := m.seek.user, m.seek.keyID
	m.endSeek()
	return m.notListed(user, keyID)
}

// notHere says whose a key is that was not found in this account.
func (m *Model) notHere(msg ownerFoundMsg) *iamsvc.Error {
	here := m.Store.Identity.Value.Account
	if msg.of == here {
		return iamsvc.Refused("GetAccessKeyLastUsed", msg.keyID,
			msg.keyID+" belongs to this account, but there is no such key, or you may not look it up.",
			"Ask for the permission iam:GetAccessKeyLastUsed.")
	}
	which := "."
	if here != "" {
		which = ", not to this one (" + here + ")."
	}
	return iamsvc.Refused("GetAccessKeyLastUsed", msg.keyID, msg.keyID+" belongs to account "+msg.of+which,
		"Sign in to account "+msg.of+" to look at it.")
}
