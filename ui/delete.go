package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// lastFour is how many characters of an active key's ID are typed to delete it.
const lastFour = 4

// deactivateInstead and typeToDelete are answers to the question what to do with an active key.
type (
	deactivateInstead struct{ key iamsvc.Key }
	typeToDelete      struct{ seen iamsvc.SeenKey }
)

// deletion is the answer that a key is to be deleted if it still is what the person saw.
type deletion struct{ seen iamsvc.SeenKey }

// askDelete asks whether to delete the selected key.
func (m *Model) askDelete() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.browse.NoKey()
	}
	return m.askDeleteKey(k)
}

func (m *Model) askDeleteKey(k iamsvc.Key) tea.Cmd {
	if m.Config.ReadOnly {
		return m.Begin(write.Write{Op: write.Delete, User: k.User, Key: k.ID}, nil)
	}
	if p, busy := m.UnderWay.Pending(k.User, k.ID); busy {
		return m.Say(dialog.Warn, "Still waiting for the "+p.String())
	}
	m.Open(m.deleteDialog(m.Store.Seen(k)))
	return nil
}

// askDeleteAgain asks anew because the key was no longer what the dialog had shown. It opens by itself.
func (m *Model) askDeleteAgain(seen iamsvc.SeenKey) {
	d := m.deleteDialog(seen, dialog.Line{Text: "The key has changed since you were asked. Nothing was deleted.", Tone: dialog.Warn})
	m.OpenByItself(d)
}

// deleteDialog asks as sternly as the key deserves: its whole ID for the one that akia is signed in with, what to do for an
// active one, a plain yes for the others.
func (m *Model) deleteDialog(seen iamsvc.SeenKey, notes ...dialog.Line) dialog.Dialog {
	k := seen.Key
	switch {
	case m.Own(k):
		return m.typeDialog(seen, k.ID, append(notes,
			dialog.Line{Text: "akia is signed in with this key and stops working at once. This cannot be undone.", Tone: dialog.Bad},
			dialog.Line{Text: "Type the whole key ID to delete it."})...)
	case k.Status == iamsvc.Inactive:
		return dialog.NewAsk("Delete access key?", m.About(k, append(notes,
			dialog.Line{Text: "This cannot be undone.", Tone: dialog.Warn})...),
			dialog.Button{Label: "Delete", Result: deletion{seen}, Danger: true, Yes: true})
	default:
		return dialog.NewAsk("Delete an active access key?", m.About(k, append(notes,
			dialog.Line{Text: "What still uses it fails at once, and this cannot be undone. A deactivated key can be activated again.", Tone: dialog.Warn})...),
			dialog.Button{Label: "Deactivate instead", Result: deactivateInstead{k}},
			dialog.Button{Label: "Delete" + m.Theme.Marks.Ellipsis, Result: typeToDelete{seen}, Danger: true, Yes: true}).CancelFirst()
	}
}

// typeLastFour asks for the last four characters of a key's ID.
func (m *Model) typeLastFour(seen iamsvc.SeenKey) dialog.Dialog {
	id := seen.Key.ID
	return m.typeDialog(seen, id[max(len(id)-lastFour, 0):],
		dialog.Line{Text: "Type the last four characters of the key ID to delete it."})
}

func (m *Model) typeDialog(seen iamsvc.SeenKey, want string, notes ...dialog.Line) dialog.Dialog {
	title := "Delete an active access key?"
	if seen.Key.Status == iamsvc.Inactive {
		title = "Delete access key?"
	}
	return dialog.NewTyped(title, m.About(seen.Key, notes...), true, func(s string) (dialog.Result, string) {
		if strings.EqualFold(s, want) {
			return deletion{seen}, ""
		}
		return nil, "That is not it: nothing was deleted."
	})
}
