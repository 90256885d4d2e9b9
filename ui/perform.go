package ui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/browse"
	"akia/ui/dialog"
	"akia/ui/keyboard"
	"akia/ui/list"
)

// methods are what does an action; nil for one that a place does not have.
type methods [action.Count]func(*Model) tea.Cmd

// bound is an action of the main screen with the keys that ask for it.
type bound struct {
	action.Action
	key.Binding
	do func(*Model) tea.Cmd
}

// ranked are the actions of the help line in its order, the most useful first.
func ranked(all []bound) []bound {
	out := slices.DeleteFunc(slices.Clone(all), func(a bound) bool { return a.Rank == 0 })
	slices.SortStableFunc(out, func(x, y bound) int { return x.Rank - y.Rank })
	return out
}

// keymap is what can be done in a place, and the keys for its help line.
type keymap struct {
	actions []bound
	ranked  []bound // those of the help line, in its order
}

func newKeymap(keys *action.Keymap, in action.Place) keymap {
	all := bind(keys, in)
	return keymap{all, ranked(all)}
}

// bind returns the actions of a place, in the order of its help page, with their keys and with what does each.
func bind(keys *action.Keymap, in action.Place) []bound {
	do := paneMethods()
	switch in {
	case action.InAudit:
		do = auditMethods()
	case action.InAccounts:
		do = hallMethods()
	default: // the panes
	}
	table := keys.Table(in)
	out := make([]bound, len(table))
	for i, a := range table {
		binding := key.NewBinding(key.WithKeys(a.Keys...), key.WithHelp(a.Help, a.Desc))
		out[i] = bound{Action: a, Binding: binding}
		if own, is := a.ID.Own(); is {
			out[i].do = func(m *Model) tea.Cmd { return m.commands.Run(own) }
			continue
		}
		out[i].do = do[a.ID]
	}
	return out
}

// perform is the one way from a key of the main screen to a method: the action, then the guard, then the method. An
// action whose subject an answer has just changed is refused; in the audit the row is settled first.
func (m *Model) perform(a bound) tea.Cmd { return m.performOn(a, true) }

// performOn is perform, with the marked rows in the place of the one under the cursor where there are any, or without
// them.
func (m *Model) performOn(a bound, marks bool) tea.Cmd {
	if m.typing.fast && tooFastFor(a.ID) {
		return m.tooFast(m.typing.Ticket, m.typing.key)
	}
	switch held, moved := m.held(a); {
	case moved:
		return m.Say(dialog.Warn, refusedWords(action.OtherKey))
	case held:
		return nil
	}
	now := nowOn(m)
	if !marks {
		now.Marks = 0
	}
	changed, why := m.guard.Refuses(a.Action, m.Config.Now()), now.WhyNot(a.Action)
	switch {
	case why == action.ReadOnly:
		return sayWhyNot(m, why)
	case changed != action.Unchanged && m.hall != nil:
		return m.Say(dialog.Warn, "Another account has just come under the cursor: press the key again")
	case changed != action.Unchanged:
		return m.Say(dialog.Warn, refusedWords(changed))
	case why != action.Applies:
		return sayWhyNot(m, why)
	case now.OnMarks(a.Action) && a.Need != action.NeedNothing && m.audit.TakeMarks():
		return m.audit.AskMarked(a.ID)
	case m.audit.OnScreen() && a.Need != action.NeedNothing:
		return m.audit.OnceSettled(a.Need, func() tea.Cmd { return m.performSettled(a) }, func() tea.Cmd { return a.do(m) })
	}
	return m.performSettled(a)
}

// performSettled does an action on a row that is certain: at once, or when it is known that its key is no part of a
// burst.
func (m *Model) performSettled(a bound) tea.Cmd {
	if m.typing.waits(m) {
		if cmd, taken := m.performKnown(a); taken {
			return cmd
		}
	}
	if a.ID == action.Back {
		return m.back(a)
	}
	return a.do(m)
}

// held reports whether the key that asks for an action is being held down: its repeats must not change things to and
// fro. Moved says that it acted, that an answer has put another row under the cursor since, and that this press may
// still be the first repeat, which comes late: that row must not be changed with the one before.
func (m *Model) held(a bound) (held, moved bool) {
	if !a.Once {
		return false, false
	}
	now, t, on := m.Config.Now(), &m.timers, subjectOf(m.sight())
	if again := t.repeats && t.pressed == a.ID; again {
		since := now.Sub(t.pressedAt)
		held = since < heldKey
		moved = !held && since < firstRepeat && a.On != action.OfOffer && t.pressedOn != on
	}
	t.repeats, t.pressed, t.pressedAt, t.pressedOn = true, a.ID, now, on
	return held, moved
}

const (
	// heldKey is longer than the pause between the repeats of a key that is held down.
	heldKey = 300 * time.Millisecond
	// firstRepeat is longer than it takes until a key that is held down begins to repeat.
	firstRepeat = 1100 * time.Millisecond
)

// subject is the row that a key acts on.
type subject struct {
	user iamsvc.Principal
	row  string
}

func subjectOf(s action.Sight) subject { return subject{s.User, s.Row} }

// refusedWords says why an action was refused.
func refusedWords(why action.Change) string {
	switch why {
	case action.OtherUser:
		return "Another user has just taken the place of the one that was selected: nothing was changed"
	case action.OtherStatus:
		return "The status of this key has just changed: nothing was changed"
	case action.OtherMarks:
		return "Which rows are marked has just changed: nothing was changed"
	case action.OtherPlaces:
		return "The rows have just moved: nothing was marked"
	case action.OtherRows:
		return "Which rows are shown has just changed: nothing was marked"
	case action.OtherOffer:
		return "What undo would change has just changed: nothing was done"
	default:
		return "Another key has just taken the place of the one that was selected: nothing was changed"
	}
}

// present are the actions of the main screen as it is now.
func (m *Model) present() *keymap {
	switch {
	case m.hall != nil:
		return &m.hall.keys
	case m.audit.OnScreen():
		return &m.inAudit
	}
	return &m.inPanes
}

// sight is what the frame shows under the cursor, which is what a key press acts on.
func (m *Model) sight() action.Sight {
	if m.hall != nil {
		return m.hall.sight()
	}
	s := m.browse.Sight()
	if u := &m.Offer; len(u.Writes) > 0 {
		s.Offer = u.ID
	}
	if m.audit.OnScreen() {
		_, row, ok := m.audit.Row()
		s.Place, s.KeysFocus, s.HasUser, s.User = action.InAudit, true, ok, row.User
		s.Rows, s.Places = m.audit.View().Members(), m.audit.Places()
		s.Row, s.Status, s.Marks = m.audit.Selected(), row.Status, m.audit.Marked()
		return s
	}
	if k, ok := m.selectedKey(); ok {
		s.Status = k.Status
	}
	return s
}

// byPerson reports whether a message is what a person did, not an answer or a timer.
func byPerson(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, keyboard.Fast, tea.PasteMsg, tea.MouseMsg, tea.WindowSizeMsg:
		return true
	default:
		return false
	}
}

// cursorMethods move the cursor of a list; move is how the list that takes them is moved.
func cursorMethods(move func(*Model, func(*list.Window, list.Source)) tea.Cmd) methods {
	to := func(f func(*list.Window, list.Source)) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd { return move(m, f) }
	}
	page := func(direction, part int) func(*Model) tea.Cmd {
		return to(func(w *list.Window, s list.Source) { w.Page(s, direction, part) })
	}
	return methods{
		action.Up:       to(func(w *list.Window, s list.Source) { w.Move(s, -1) }),
		action.Down:     to(func(w *list.Window, s list.Source) { w.Move(s, 1) }),
		action.First:    to((*list.Window).First),
		action.Last:     to((*list.Window).Last),
		action.HalfDown: page(1, 2),
		action.HalfUp:   page(-1, 2),
		action.PageDown: page(1, 1),
		action.PageUp:   page(-1, 1),
	}
}

// redraw has the whole screen drawn anew: something else may have drawn over it.
func redraw(*Model) tea.Cmd { return tea.ClearScreen }

// add puts what both places do the same into their methods.
func (d methods) add() methods {
	common := methods{
		action.Toggle: ofKey(toggleKey), action.Create: askCreate, action.Delete: ofKey(deleteKey),
		action.Undo: (*Model).Undo, action.Rotate: ofKey(rotateKey), action.Describe: ofKey(describeKey),
		action.AllKeys: changeAllKeys, action.CopyID: (*Model).copyKeyID, action.User: inPanes((*browse.Room).ShowUser),
		action.NewUser: func(m *Model) tea.Cmd { return m.newUsers.Ask() },
		action.Leak:    ofKey(respondToLeak), action.Owner: func(m *Model) tea.Cmd { return m.owners.Ask() },
		action.Journal:  func(m *Model) tea.Cmd { return m.journal.Show() },
		action.Profiles: func(m *Model) tea.Cmd { return m.profiles.Ask() }, action.Accounts: toHall,
		action.Clock: (*Model).nextClock, action.Renew: (*Model).refreshAll, action.Error: (*Model).showError,
		action.Help: (*Model).showHelp, action.Palette: askPalette,
		action.Redraw: redraw, action.Quit: (*Model).quit, action.Interrupt: (*Model).interrupt,
		action.Suspend: (*Model).suspend,
	}
	for id, do := range common {
		if do != nil {
			d[id] = do
		}
	}
	return d
}

// respondToLeak opens what to do about the leak of a key.
func respondToLeak(m *Model, k iamsvc.Key) tea.Cmd { return m.leak.Respond(k) }

// toggleKey deactivates or activates a key.
func toggleKey(m *Model, k iamsvc.Key) tea.Cmd { return m.toggle.Toggle(k) }

// rotateKey opens the rotation of a key.
func rotateKey(m *Model, k iamsvc.Key) tea.Cmd { return m.rotate.Rotate(k) }

// askCreate asks whether to create a key for the selected user.
func askCreate(m *Model) tea.Cmd { return ofUser(m, m.create.Ask) }

// deleteKey asks whether to delete a key.
func deleteKey(m *Model, k iamsvc.Key) tea.Cmd { return m.deletion.Ask(k) }

// describeKey opens the line for the description of a key.
func describeKey(m *Model, k iamsvc.Key) tea.Cmd { return m.describe.Edit(k) }

// changeAllKeys offers what can be done to all keys of the selected user.
func changeAllKeys(m *Model) tea.Cmd { return ofUser(m, m.allKeys.Ask) }

// ofUser does an action on the selected user.
func ofUser(m *Model, do func(iamsvc.Principal) tea.Cmd) tea.Cmd {
	user, selected := m.browse.User()
	if !selected {
		return m.browse.NoKey()
	}
	return do(user)
}

// ofKey is an action on the selected key.
func ofKey(do func(*Model, iamsvc.Key) tea.Cmd) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		k, ok := m.selectedKey()
		if !ok {
			return m.browse.NoKey()
		}
		return do(m, k)
	}
}
