package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// open puts a dialog on top; it takes keys at once, since a key opened it.
func (m *Model) open(d dialog.Dialog) { m.dialogs = append(m.dialogs, window{Dialog: d}) }

// shows reports whether a dialog is open, on top or below another.
func (m *Model) shows(d dialog.Dialog) bool {
	return slices.ContainsFunc(m.dialogs, func(w window) bool { return w.Dialog == d })
}

func (m *Model) top() *window { return &m.dialogs[len(m.dialogs)-1] }

func (m *Model) close() { m.dialogs = m.dialogs[:len(m.dialogs)-1] }

// inputDialog gives a key or a paste to the dialog on top. Where no text is typed, help and the last error can be had too.
func (m *Model) inputDialog(msg tea.Msg) tea.Cmd {
	top := m.top()
	if now := m.cfg.Now(); now.Before(top.deaf) {
		top.deaf = now.Add(dialog.Guard) // whoever types on has not read it yet
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && top.Kind() != dialog.KindTyped && top.Kind() != dialog.KindPage {
		switch press.String() {
		case "?":
			return m.showHelp()
		case "!":
			return m.showError()
		}
	}
	result := top.Update(msg)
	if result == nil {
		return nil
	}
	if reveal, ok := top.Dialog.(*dialog.Reveal); ok {
		return m.revealResult(reveal, result)
	}
	if _, cancelled := result.(dialog.Cancelled); top.live != nil && !cancelled {
		return top.live.answer(m, result)
	}
	switch result.(type) {
	case dialog.Stop, dialog.Repeat, dialog.Renew, dialog.Undo:
		return m.bulkResult(result)
	}
	m.close()
	return m.act(result)
}

// act does what a dialog was answered with.
func (m *Model) act(result dialog.Result) tea.Cmd {
	switch r := result.(type) {
	case write:
		return m.confirmed(r)
	case deletion:
		return m.deleteKey(r.seen)
	case typeToDelete:
		m.open(m.typeLastFour(r.seen))
	case deactivateInstead:
		return m.setStatus(write{op: opSetStatus, user: r.key.User, key: r.key.ID, from: r.key.Status, to: iamsvc.Inactive})
	case removeFirst:
		return m.afterUses(r.user, []string{r.key}, r.ask)
	case discard:
		m.close() // the reveal below
	case createDescribed:
		m.describeNew(r)
	case wholeUser:
		return m.askAll(r)
	case bulkOf:
		return m.startBulk(r.title, r.items, false)
	case saveTo:
		return m.askWhere(r)
	case saveAt:
		return m.planSave(r)
	case writePlan:
		return writeSave(r)
	case settleAgain:
		return m.settle(r.write, r.attempt)
	case ownerOf:
		return m.findOwner(r.keyID)
	case namedUser:
		return m.askMay(r.newcomer)
	case policyFile:
		m.open(m.askPolicyFile(policyRead{newcomer: r.newcomer, name: "Inline"}, ""))
	case policyRead:
		return readPolicy(r, m.cfg.Env)
	case newUser:
		m.open(m.askCreateUser(r.newcomer))
	case withoutPolicy:
		m.offerKey(r.make)
	case undoUser:
		m.askUndoUser(r.make)
	case leave:
		return m.startLeaving(r.status)
	case doer:
		return r.do(m)
	}
	return nil
}

// confirmed sends a change that a dialog asked about.
func (m *Model) confirmed(w write) tea.Cmd {
	switch w.op {
	case opCreate:
		return m.begin(w, createKey(m.cfg.Service, m.inAccount(w)))
	case opDescribe:
		return m.begin(w, describe(m.cfg.Service, m.inAccount(w)))
	case opSetStatus:
		return m.setStatus(w)
	default:
		return m.sendUser(w)
	}
}
