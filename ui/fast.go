package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/flow/owners"
	"akia/ui/keyboard"
	"akia/ui/stage"
	"akia/ui/write"
)

// typing is the key that the program is dealing with. A key of a burst, which nobody typed or nobody looked at, may
// move, filter, open and close. The first keys of one come before it is known: what they start waits until it is.
type typing struct {
	keyboard.Ticket        // zero while no key is dealt with
	key             string // its name
	fast            bool   // it belongs to a burst

	told    keyboard.Ticket // the key of a burst of which was said that it did nothing
	run     uint64          // the keys in a row that came last,
	onPanes bool            // whether the first of them went to the panes or the audit,
	dialogs int             // and how many dialogs were open then
}

// press deals with a key press; fast says that it belongs to a burst.
func (m *Model) press(press tea.KeyPressMsg, ticket keyboard.Ticket, fast bool) tea.Cmd {
	t := &m.typing
	press = m.byPlace(press)
	t.Ticket, t.key, t.fast = ticket, press.String(), fast
	if t.Run != t.run {
		t.run, t.onPanes, t.dialogs = t.Run, m.mode() == browsing, len(m.Windows)
	}
	defer func() { t.Ticket, t.fast = keyboard.Ticket{}, false }()
	if name := press.String(); fast && (m.Keys.Is(action.Interrupt, name) || m.Keys.Is(action.Suspend, name)) &&
		(press.Text == "" || !m.takesText()) {
		return m.tooFast(t.Ticket, t.key)
	}
	return m.input(press)
}

// byPlace returns the key as it is named where no text is typed: on a keyboard of a script without Latin letters the
// key is meant that stands where the letter of an American one does.
func (m *Model) byPlace(press tea.KeyPressMsg) tea.KeyPressMsg {
	if m.takesText() && press.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0 {
		return press
	}
	base := press.BaseCode
	if base <= ' ' || base > '~' || press.Code <= '~' || !unicode.IsLetter(press.Code) ||
		unicode.Is(unicode.Latin, press.Code) {
		return press
	}
	if press.Text != "" {
		press.Text = string(base)
		if shifted := press.Mod.Contains(tea.ModShift); shifted != press.Mod.Contains(tea.ModCapsLock) &&
			unicode.IsLetter(base) {
			press.Text = string(unicode.ToUpper(base))
		} else if at := strings.IndexRune(plainKeys, base); shifted && at >= 0 {
			press.Text = shiftedKeys[at : at+1]
		}
	}
	press.Code = base
	return press
}

// What an American keyboard types with shift, besides capitals.
const (
	plainKeys   = "`1234567890-=[]\\;',./"
	shiftedKeys = "~!@#$%^&*()_+{}|:\"<>?"
)

// takesText reports whether what is typed now is text.
func (m *Model) takesText() bool {
	switch m.mode() {
	case asking:
		return m.Top().Kind() == dialog.KindTyped
	case filtering, searching:
		return true
	default:
		return false
	}
}

// ticket returns that of the key that was pressed.
func (m *Model) ticket() keyboard.Ticket {
	if m.Config.Typing == nil {
		return keyboard.Ticket{}
	}
	return m.Config.Typing()
}

// waits reports whether what the key starts has to wait until it is known that it is no part of a burst. In a line of
// text it counts in any case.
func (t *typing) waits(m *Model) bool {
	return t.Run != 0 && !t.fast && (m.mode() != asking || m.Top().Kind() != dialog.KindTyped)
}

// tooFastFor reports whether an action does more than a key of a burst may do.
func tooFastFor(id action.ID) bool {
	if _, own := id.Own(); own {
		return true
	}
	switch id {
	case action.Toggle, action.Undo, action.CopyID, action.Mark, action.MarkRange, action.MarkAll,
		action.Scan, action.Renew,
		action.Quit, action.Interrupt, action.Suspend:
		return true
	default:
		return false
	}
}

// tooFast says of the first key of a burst that would have acted that it did not.
func (m *Model) tooFast(ticket keyboard.Ticket, key string) tea.Cmd {
	t := &m.typing
	if ticket.Run == t.told.Run && ticket.Index >= t.told.Index {
		return nil
	}
	t.told = ticket
	return m.Say(dialog.Warn, "Ignored, typed too fast: press "+m.Theme.Marks.Key(action.ShowKey(key))+" again")
}

// swallowed says that what was typed right behind esc may have been taken for something that the terminal says.
func (m *Model) swallowed() tea.Cmd {
	return m.Say(dialog.Warn, "Ignored what came right after esc, as the terminal may have sent it: press it again")
}

// onceKnown returns the command that makes then known to the model if the key that is dealt with is no part of a burst,
// and what takes back if it is.
func (m *Model) onceKnown(then, back func(*Model) tea.Cmd) tea.Cmd {
	ticket, key := m.typing.Ticket, m.typing.key
	return func() tea.Msg {
		if ticket.Wait() {
			return knownMsg{do: then}
		}
		return knownMsg{do: back, ticket: ticket, key: key, burst: true}
	}
}

// knownMsg says that it is known whether a key belonged to a burst, and what follows; do may be nil.
type knownMsg struct {
	do     func(*Model) tea.Cmd
	ticket keyboard.Ticket
	key    string
	burst  bool
}

func (msg knownMsg) take(m *Model) tea.Cmd {
	var cmd tea.Cmd
	if m.left && !msg.burst { // another account is shown by now: a change under way would have kept this one on the screen
		return nil
	}
	if msg.do != nil {
		cmd = msg.do(m)
	}
	if msg.burst {
		cmd = tea.Batch(cmd, m.tooFast(msg.ticket, msg.key))
	}
	return cmd
}

// Hold sends a change that a key has begun as soon as it is known that it was a key; else it was never begun.
func (m *Model) Hold(w write.Write, send tea.Cmd) tea.Cmd {
	if !m.typing.waits(m) {
		return send
	}
	return m.onceKnown(
		func(*Model) tea.Cmd { return send },
		func(m *Model) tea.Cmd {
			m.Drop(w)
			return m.leaveIfDone()
		})
}

// performKnown does what waits as a whole, since nothing of it is drawn at once, or what can be taken back.
func (m *Model) performKnown(a bound) (cmd tea.Cmd, taken bool) {
	if _, own := a.ID.Own(); own {
		return m.onceKnown(m.onRowSeen(a), nil), true
	}
	switch a.ID {
	case action.Quit, action.Interrupt, action.Scan, action.Renew:
		return m.onceKnown(a.do, nil), true
	case action.CopyID:
		return m.onceKnown(m.onRowSeen(a), nil), true
	case action.Undo:
		if len(m.Offer.Writes) > 1 { // a window opens, and several changes begin
			return m.onceKnown(a.do, nil), true
		}
	case action.Mark, action.MarkRange, action.MarkAll:
		return m.markUnlessFast(a), true
	default: // it begins at once
	}
	return nil, false
}

// onRowSeen does an action later, unless something else is under the cursor by then.
func (m *Model) onRowSeen(a bound) func(*Model) tea.Cmd {
	seen := m.sight()
	return func(m *Model) tea.Cmd {
		if now := m.sight(); now.Row != seen.Row || now.User != seen.User || now.Place != seen.Place {
			return m.Say(dialog.Warn, refusedWords(action.OtherKey))
		}
		return a.do(m)
	}
}

// markUnlessFast marks rows, and takes that back if the key belongs to a burst.
func (m *Model) markUnlessFast(a bound) tea.Cmd {
	restore := m.audit.KeepMarks()
	back := func(*Model) tea.Cmd { restore(); return nil }
	return tea.Batch(a.do(m), m.onceKnown(nil, back))
}

// answerOnceKnown takes what the dialog on top was answered with as soon as it is known that the key was one.
func (m *Model) answerOnceKnown(result dialog.Result) tea.Cmd {
	m.timers.answers++
	id := m.timers.answers
	m.Top().Answered = stage.Answered{Result: result, ID: id}
	return m.onceKnown(answerMsg{id}.take, func(m *Model) tea.Cmd {
		if len(m.Windows) > 0 && m.Top().Answered.ID == id {
			m.Top().Drawn(m.Config.Now())
		}
		return nil
	})
}

// burstOver offers to look for the owners of the keys whose IDs a burst on the panes held, in the place of the dialogs
// that its letters have opened.
func (m *Model) burstOver(msg keyboard.BurstEnd) tea.Cmd {
	ids := owners.IDsIn(msg.Text)
	if len(ids) == 0 || m.hall != nil || msg.Run != m.typing.run || !m.typing.onPanes || m.tooSmall() {
		return nil
	}
	for len(m.Windows) > m.typing.dialogs {
		m.Close()
	}
	m.owners.Offer(ids)
	return nil
}

// pasted takes a paste on the panes or the audit.
func (m *Model) pasted(content string) tea.Cmd {
	if ids := owners.IDsIn(content); len(ids) > 0 && m.hall == nil {
		m.owners.Offer(ids)
	}
	return nil
}
