package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/flow/allkeys"
	"akia/ui/flow/commands"
	"akia/ui/flow/create"
	"akia/ui/flow/describe"
	"akia/ui/flow/leak"
	"akia/ui/flow/newuser"
	"akia/ui/flow/owners"
	"akia/ui/flow/rotate"
	"akia/ui/flow/signin"
	"akia/ui/flow/toggle"
	"akia/ui/write"
)

// host is what the flows are given of the root: each declares the part of it that it needs.
type host struct{ m *Model }

var (
	_ leak.Host     = host{}
	_ toggle.Host   = host{}
	_ newuser.Host  = host{}
	_ create.Host   = host{}
	_ rotate.Host   = host{}
	_ allkeys.Host  = host{}
	_ describe.Host = host{}
	_ owners.Host   = host{}
	_ signin.Host   = host{}
	_ commands.Host = host{}
)

// EndSeek implements leak.Host and rotate.Host.
func (h host) EndSeek() { h.m.browse.EndSeek() }

// Copy implements leak.Host.
func (h host) Copy(what, text string) tea.Cmd { return h.m.secrets.Copy(what, text) }

// SwitchAsked implements leak.Host and rotate.Host.
func (h host) SwitchAsked(k iamsvc.Key) tea.Cmd { return h.m.toggle.Switch(k) }

// AskToggle implements leak.Host.
func (h host) AskToggle(k iamsvc.Key) { h.m.toggle.Ask(k) }

// AskReactivate implements leak.Host.
func (h host) AskReactivate(k iamsvc.Key, leaked bool) { h.m.toggle.AskReactivate(k, leaked) }

// GoTo implements newuser.Host.
func (h host) GoTo(user iamsvc.Principal) { h.m.browse.GoTo(user, "") }

// UsersChanged implements newuser.Host.
func (h host) UsersChanged() { h.m.browse.Relist() }

// DescribeKey implements newuser.Host.
func (h host) DescribeKey(n *write.NewUser) {
	h.m.create.AskDescribed(iamsvc.NamedUser(n.User.Name), n)
}

// Rotate implements leak.Host and create.Host.
func (h host) Rotate(k iamsvc.Key) tea.Cmd { return h.m.rotate.Rotate(k) }

// AskEarly implements rotate.Host.
func (h host) AskEarly(k iamsvc.Key, newID string, used bool) { h.m.toggle.AskEarly(k, newID, used) }

// AskDelete implements rotate.Host.
func (h host) AskDelete(seen iamsvc.SeenKey, typed bool) {
	if typed {
		h.m.deletion.AskTyped(seen)
		return
	}
	h.m.deletion.AskSeen(seen)
}

// RemoveFirst implements rotate.Host and create.Host.
func (h host) RemoveFirst(user iamsvc.Principal, keyID string) tea.Cmd {
	return h.AfterUses(user, []string{keyID}, func() tea.Cmd { return h.m.deletion.AskFirst(user, keyID) })
}

// Reload implements rotate.Host.
func (h host) Reload() tea.Cmd { return h.m.Reload() }

// ShowSecret implements create.Host.
func (h host) ShowSecret(k iamsvc.NewKey) {
	h.m.stay()
	h.m.secrets.Show(k)
}

// Want implements create.Host.
func (h host) Want(user iamsvc.Principal, keyID string) { h.m.browse.Want(user, keyID) }

// Rotating implements create.Host.
func (h host) Rotating(user iamsvc.Principal) bool { return h.m.rotate.Rotating(user) }

// FirstKeyFailed implements create.Host.
func (h host) FirstKeyFailed(w write.Write, err *iamsvc.Error) { h.m.newUsers.KeyFailed(w, err) }

// FindOwner implements owners.Host.
func (h host) FindOwner(keyID string) tea.Cmd { return h.m.browse.FindOwner(keyID) }

// GoToKey implements owners.Host.
func (h host) GoToKey(user iamsvc.Principal, keyID string) tea.Cmd {
	h.m.browse.GoTo(user, keyID)
	return h.m.browse.Moved()
}

// MarkInAudit implements owners.Host.
func (h host) MarkInAudit(keys []iamsvc.Key) tea.Cmd {
	var cmd tea.Cmd
	if !h.m.audit.OnScreen() {
		cmd = h.m.toAudit()
	}
	for _, k := range keys {
		h.m.audit.MarkKey(k.User, k.ID)
	}
	return tea.Batch(cmd, h.m.audit.SayMarked())
}

// NoKey implements allkeys.Host.
func (h host) NoKey() tea.Cmd { return h.m.browse.NoKey() }

// AfterUses implements allkeys.Host.
func (h host) AfterUses(user iamsvc.Principal, keyIDs []string, do func() tea.Cmd) tea.Cmd {
	return h.m.browse.AfterUses(user, keyIDs, do)
}

// AwaitDescription implements describe.Host.
func (h host) AwaitDescription(keyID string) { h.m.browse.AwaitDescription(keyID) }

// Renew implements signin.Host.
func (h host) Renew() tea.Cmd {
	if h.m.hall != nil {
		return h.m.hall.signedIn()
	}
	return h.m.refreshAll()
}

// SignedIn implements signin.Host.
func (h host) SignedIn() tea.Cmd {
	if h.m.hall != nil {
		return h.m.hall.signedIn()
	}
	return h.m.askAnew()
}

// SelectedUser implements commands.Host.
func (h host) SelectedUser() (iamsvc.Principal, bool) { return h.m.selectedUser() }

// SelectedKey implements commands.Host.
func (h host) SelectedKey() (iamsvc.Key, bool) { return h.m.selectedKey() }
