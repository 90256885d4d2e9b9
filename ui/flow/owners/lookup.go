package owners

import (
	"context"
	"strconv"
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

// search is the keys of a text that are looked up, and the window that lists them.
type search struct {
	flow   *Flow
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

// findAll opens the window of all key IDs of a text and asks about each key.
func (r *Flow) findAll(ids []string) tea.Cmd {
	note := text.Count(len(ids)) + " key IDs in the text."
	if len(ids) > mostOwners {
		ids = ids[:mostOwners]
		note += " The first " + strconv.Itoa(mostOwners) + " are looked up."
	}
	ctx, cancel := stage.ReadContext(queue.InView)
	box := stage.NewMailbox[ownedKey](r.Gather)
	w := &search{flow: r, ids: ids, found: map[string]ownedKey{}, box: box, cancel: cancel}
	options := make([]dialog.Option, len(ids), len(ids)+1)
	cmds := make([]tea.Cmd, 0, len(ids)+1)
	for i, id := range ids {
		options[i] = dialog.Option{Label: id, Note: r.Wait(), Result: goToKey{w, id}}
		cmds = append(cmds, w.lookUp(ctx, id))
	}
	mark := dialog.Option{Label: "Mark these in the audit", Note: "those of this account", Result: markOwned{w}}
	options = append(options, mark)
	w.menu = dialog.NewMenu("Owners of these access keys", []dialog.Line{{Text: note, Tone: dialog.Dim}}, options...)
	r.OpenHarmless(w.menu)
	return tea.Batch(append(cmds, w.wait())...)
}

// lookUp finds out about one key: its owner, status and last use, or the account that it belongs to.
func (w *search) lookUp(ctx context.Context, id string) tea.Cmd {
	svc, now := w.flow.Config.Service, w.flow.Config.Now
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
		w.box.Put(k)
		return nil
	}
}

// learned is what was found out since the last one.
type learned struct {
	search *search
	found  []ownedKey
}

func (w *search) wait() tea.Cmd {
	return func() tea.Msg { return learned{w, w.box.Take()} }
}

// Take implements stage.Message: it shows what was found out. The account's store and the audit learn from it.
func (msg learned) Take() tea.Cmd {
	w := msg.search
	r := w.flow
	if !r.Shows(w.menu) {
		w.cancel()
		return nil
	}
	for _, k := range msg.found {
		w.found[k.id] = k
		if k.ours && k.keys != nil {
			r.Store.LearnKeys(k.user, k.keys, k.sent, r.Config.Now())
			r.Store.LearnLastUse(k.user, k.id, k.use, k.sent, r.Config.Now())
		}
	}
	for i, id := range w.ids {
		if k, ok := w.found[id]; ok {
			w.menu.Set(i, dialog.Option{Label: id, Note: r.ownedWords(k), Result: goToKey{w, id}})
		}
	}
	if len(w.found) == len(w.ids) {
		return nil
	}
	return w.wait()
}

// ownedWords says what was found out about a key.
func (r *Flow) ownedWords(k ownedKey) string {
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
			used = "used " + text.Ago(k.use.At, r.Config.Clock.Now())
			if k.use.Service != "" {
				used += " for " + k.use.Service
			}
		}
		return k.user.String() + ", " + status + ", " + used
	case k.err.Kind != iamsvc.KindNotFound:
		return k.err.Error()
	case r.Store.Identity.Known() && k.account == r.Store.Identity.Value.Account:
		return "of this account, but there is no such key, or you may not look it up"
	case k.account != "":
		return "belongs to account " + k.account
	default:
		return "not found here, and its account is not known"
	}
}

// goToKey is the choice of one key of the list; markOwned that to mark all that are ours in the audit.
type (
	goToKey struct {
		from *search
		id   string
	}
	markOwned struct{ from *search }
)

// Do implements stage.Result.
func (g goToKey) Do() tea.Cmd {
	r, k := g.from.flow, g.from.found[g.id]
	if !k.ours || k.user.IsRoot() {
		r.OpenHarmless(g.from.menu) // there is nowhere to go to
		return nil
	}
	return r.host.GoToKey(k.user, k.id)
}

// Do implements stage.Result.
func (o markOwned) Do() tea.Cmd {
	var keys []iamsvc.Key
	for _, k := range o.from.found {
		if k.ours {
			keys = append(keys, iamsvc.Key{ID: k.id, User: k.user})
		}
	}
	return o.from.flow.host.MarkInAudit(keys)
}
