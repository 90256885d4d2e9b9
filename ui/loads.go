package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/stage"
	"akia/ui/write"
)

// loads are the reads under way and how their answers come back.
type loads struct {
	// box holds the answers of a sweep until some have come together: however many there are, the screen gets one message
	// at a time. boxed is how many are to come into it, waiting says that a command waits for them.
	box     *stage.Mailbox[store.Answer]
	boxed   int
	waiting bool

	renewing    bool // the credentials are being looked for anew
	traces      traces
	signerAsked time.Time // when it was asked by itself
}

// gatherFor is how long the answers of a sweep are collected for one message.
const gatherFor = 50 * time.Millisecond

func newLoads() loads {
	return loads{box: stage.NewMailbox[store.Answer](gatherFor), traces: traces{}}
}

// load makes what is under way what the panes, the windows and the audit want to know now.
func (m *Model) load() tea.Cmd {
	if m.exit.leaving {
		return nil
	}
	m.askSigner()
	cmds := []tea.Cmd{m.browse.GoOn(), m.sendTraces()}
	for _, call := range m.Asker.Ask(append(m.Store.Plan(m.browse.View()), m.audit.Wants()...)) {
		cmds = append(cmds, m.loads.send(call))
	}
	return tea.Batch(append(cmds, m.loads.wait())...)
}

// answersMsg is answers that came together. Those that nobody waits for any more are not taken.
type answersMsg struct {
	answers []store.Answer
	boxed   bool // they came through the box
}

// send makes the command for a call.
func (l *loads) send(call store.Call) tea.Cmd {
	if call.Class != queue.Sweep {
		return func() tea.Msg { return answersMsg{answers: []store.Answer{call.Make()}} }
	}
	l.boxed++
	box := l.box
	return func() tea.Msg {
		box.Put(call.Make())
		return nil
	}
}

// wait returns the command that waits for the next answers of a sweep; nil if none are due, or one waits already.
func (l *loads) wait() tea.Cmd {
	if l.waiting || l.boxed == 0 {
		return nil
	}
	l.waiting = true
	box := l.box
	return func() tea.Msg { return answersMsg{box.Take(), true} }
}

// take puts answers into the store.
func (msg answersMsg) take(m *Model) tea.Cmd {
	if msg.boxed {
		m.loads.waiting = false
		m.loads.boxed -= len(msg.answers)
	}
	cmds := make([]tea.Cmd, 0, len(msg.answers))
	for _, a := range msg.answers {
		if m.Asker.Take(a) {
			cmds = append(cmds, m.answered(a))
		}
	}
	return tea.Batch(cmds...)
}

// answered does what an answer leads to besides that it is known.
func (m *Model) answered(a store.Answer) tea.Cmd {
	if a.Err != nil {
		m.HeedSigner(a.Err)
		if a.Read.Op != store.AskLastUse { // which is about the key, whoever has it
			m.traceUser(a.Read.User, a.Err)
		}
		return m.loadFailed(a.Read, a.Err)
	}
	switch a.Read.Op {
	case store.AskUsers:
		next := m.browse.UsersRead()
		if err := m.Store.UsersErr(); err != nil { // the page leads nowhere
			return m.loadFailed(a.Read, err)
		}
		return next
	case store.AskKeys:
		m.traceWindows(a.Read.User)
		return m.browse.KeysRead(a.Read.User)
	case store.AskDescriptions:
		if k, ok := m.Store.Key(a.Read.User, m.browse.TakeAwaited()); ok && m.browse.LooksAt(k.User) {
			m.describe.Resume(k)
		}
	case store.AskIdentity:
		return m.knowIdentity()
	default:
	}
	return nil
}

// knowIdentity takes note of who the calls are made as. If a renewed login leads to another account, nothing that was
// known holds, and no question that is open means what it did; secrets that are shown stay.
func (m *Model) knowIdentity() tea.Cmd {
	var changed tea.Cmd
	was, id := m.signer, m.Store.Identity.Value
	if was.Account != "" && was.Account != id.Account {
		m.closeAudit() // of the other account nobody has asked for one
		m.NewAccount()
		m.Store.SetIdentity(id, m.Config.Now())
		m.audit.Reset()
		m.Offer = write.Offer{}
		m.browse.OtherAccount()
		m.CloseQuestions()
		changed = m.saySigner("The new login leads to another account, " + id.Account)
	} else if was.Account != "" && !was.SameCaller(id) {
		m.CloseQuestions() // what is asked about the key that akia is signed in with was about another one
		changed = m.saySigner("You are signed in as " + id.Label() + " now")
	}
	m.signer = id
	m.browse.FallBack()
	return changed
}

// loadFailed keeps the failure for the details; where it shows is the pane's business. What is gone is no failure.
func (m *Model) loadFailed(r store.Read, err *iamsvc.Error) tea.Cmd {
	if err.Kind == iamsvc.KindCancelled {
		return nil
	}
	if !m.unasked(r) || err.Kind == iamsvc.KindExpired {
		m.ReadFailed(err)
	}
	if r.Op == store.AskDescriptions && m.browse.TakeAwaited() != "" {
		return m.Fail(err)
	}
	if r.Op == store.AskUsers {
		m.browse.UsersFailed(err)
	}
	return nil
}

// unasked reports whether a read is for what stands beside the panes by itself: its failure is said there, and does not
// take the place of the error that a person wants to see in full.
func (m *Model) unasked(r store.Read) bool {
	if !slices.Contains(store.DetailParts(), r.Op) {
		return false
	}
	return !slices.ContainsFunc(m.WantedDetails(), func(v store.DetailsView) bool { return v.User == r.User })
}
