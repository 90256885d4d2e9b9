package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// mostOwners bounds how many keys of a text are looked up.
const mostOwners = 200

// ownersOf is the answer to look up all key IDs of a text.
type ownersOf struct{ ids []string }

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

// keyIDsIn returns the access key IDs in a text, each once, in the order in which they come.
func keyIDsIn(s string) []string {
	var ids []string
	seen := map[string]bool{}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !isWordRune(r) }) {
		if isKeyID(word) && !seen[word] {
			seen[word] = true
			ids = append(ids, word)
		}
	}
	return ids
}

// isKeyID reports whether a word is the ID of a long-term or a temporary key.
func isKeyID(word string) bool {
	rest, temporary := strings.CutPrefix(word, "ASIA")
	return iamsvc.LooksLikeKeyID(word) || temporary && iamsvc.LooksLikeKeyID("AKIA"+rest)
}

func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}

// owners are the keys of a text that are looked up, and the window that lists them.
type owners struct {
	ids    []string
	found  map[string]ownedKey
	menu   *dialog.Menu
	box    *stage.Mailbox[ownedKey]
	cancel context.CancelFunc
}

// ownedKey is what was found out about one key ID.
type ownedKey struct {
	id      string
	user    iamsvc.Principal
	ours    bool
	keys    []iamsvc.Key // of the user; nil if they could not be listed
	sent    time.Time
	use     iamsvc.LastUse
	account string // that a key which is not ours belongs to; empty if that is not known
	err     *iamsvc.Error
}

// do opens the window and asks about each key.
func (o ownersOf) do(m *Model) tea.Cmd {
	ids, note := o.ids, text.Count(len(o.ids))+" key IDs in the text."
	if len(ids) == 0 {
		return m.Say(dialog.Warn, "There is no access key ID in the text")
	}
	if len(ids) > mostOwners {
		ids = ids[:mostOwners]
		note += " The first " + strconv.Itoa(mostOwners) + " are looked up."
	}
	ctx, cancel := stage.ReadContext(queue.InView)
	w := &owners{ids: ids, found: map[string]ownedKey{}, box: stage.NewMailbox[ownedKey](m.loads.box.Gather), cancel: cancel}
	options := make([]dialog.Option, len(ids), len(ids)+1)
	cmds := make([]tea.Cmd, 0, len(ids)+1)
	for i, id := range ids {
		options[i] = dialog.Option{Label: id, Note: m.Wait(), Result: goToKey{w, id}}
		cmds = append(cmds, lookUp(ctx, m.Config.Service, m.Config.Now, id, w.box))
	}
	options = append(options, dialog.Option{Label: "Mark these in the audit", Note: "those of this account", Result: markOwned{w}})
	w.menu = dialog.NewMenu("Whose access keys are these?", []dialog.Line{{Text: note, Tone: dialog.Dim}}, options...)
	m.OpenHarmless(w.menu)
	return tea.Batch(append(cmds, w.wait())...)
}

// lookUp finds out about one key: its owner, status and last use, or the account that it belongs to.
func lookUp(ctx context.Context, svc Service, now func() time.Time, id string, to *stage.Mailbox[ownedKey]) tea.Cmd {
	return func() tea.Msg {
		k := ownedKey{id: id}
		use, err := svc.FindOwner(ctx, id)
		k.err = iamsvc.AsError(err)
		switch {
		case k.err == nil:
			k.ours, k.user, k.use, k.sent = true, use.User, use, now()
			k.keys, _ = svc.ListKeys(ctx, use.User) // without the list its status is not known, which is said
		case k.err.Kind == iamsvc.KindNotFound:
			k.account = stage.AccountOf(ctx, svc, id)
		}
		to.Put(k)
		return nil
	}
}

// ownersMsg is what was found out since the last one.
type ownersMsg struct {
	owners *owners
	found  []ownedKey
}

func (w *owners) wait() tea.Cmd {
	return func() tea.Msg { return ownersMsg{w, w.box.Take()} }
}

// take shows what was found out. The account's store and the audit learn from it.
func (msg ownersMsg) take(m *Model) tea.Cmd {
	w := msg.owners
	if !m.Shows(w.menu) {
		w.cancel()
		return nil
	}
	for _, k := range msg.found {
		w.found[k.id] = k
		if k.ours && k.keys != nil {
			m.Store.LearnKeys(k.user, k.keys, k.sent, m.Config.Now())
			m.Store.LearnLastUse(k.user, k.id, k.use, k.sent, m.Config.Now())
		}
	}
	for i, id := range w.ids {
		if k, ok := w.found[id]; ok {
			w.menu.Set(i, dialog.Option{Label: id, Note: m.ownedWords(k), Result: goToKey{w, id}})
		}
	}
	if len(w.found) == len(w.ids) {
		return nil
	}
	return w.wait()
}

// ownedWords says what was found out about a key.
func (m *Model) ownedWords(k ownedKey) string {
	switch {
	case k.ours:
		status := "status not known"
		for _, have := range k.keys {
			if have.ID == k.id {
				status = stage.StatusWord(have.Status)
			}
		}
		used := "never used"
		if !k.use.Never() {
			used = "used " + text.Ago(k.use.At, m.Config.Clock.Now())
			if k.use.Service != "" {
				used += " for " + k.use.Service
			}
		}
		return userLabel(k.user) + ", " + status + ", " + used
	case k.err.Kind != iamsvc.KindNotFound:
		return k.err.Error()
	case m.Store.Identity.Known() && k.account == m.Store.Identity.Value.Account:
		return "of this account, but there is no such key, or you may not look it up"
	case k.account != "":
		return "not ours: of account " + k.account
	default:
		return "not found here, and its account is not known"
	}
}

// goToKey is the choice of one key of the list; markOwned that to mark all that are ours in the audit.
type (
	goToKey struct {
		from *owners
		id   string
	}
	markOwned struct{ from *owners }
)

func (g goToKey) do(m *Model) tea.Cmd {
	k := g.from.found[g.id]
	if !k.ours || k.user.IsRoot() {
		m.OpenHarmless(g.from.menu) // there is nowhere to go to
		return nil
	}
	m.browse.GoTo(k.user, k.id)
	return m.browse.Moved()
}

func (o markOwned) do(m *Model) tea.Cmd {
	var cmd tea.Cmd
	if !m.audit.OnScreen() {
		cmd = m.toAudit()
	}
	for _, k := range o.from.found {
		if k.ours {
			m.audit.MarkKey(k.user, k.id)
		}
	}
	return tea.Batch(cmd, m.audit.SayMarked())
}
