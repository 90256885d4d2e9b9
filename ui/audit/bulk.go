package audit

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// gathering is the marked rows while they are being settled, for what is to be done with all of them.
type gathering struct {
	room  *Room
	need  action.Need // of each row
	texts bool        // what it is described as has to be known too
	refs  []audit.Ref
	at    int // all before it are settled or can be asked no further
}

// gatherAtOnce is how many questions of a bulk are under way at once.
const gatherAtOnce = 32

func (g *gathering) words() string {
	return "looking at marked keys, " + text.Count(g.at) + " of " + text.Count(len(g.refs)) + "; esc stops"
}

// AskMarked does an action on the marked keys, as soon as it is certain what they are: it asks whether to delete or to
// deactivate them, asks for their description, or copies their IDs.
func (a *Room) AskMarked(id action.ID) tea.Cmd {
	g := &gathering{room: a, need: action.NeedList, refs: a.MarkedRows()}
	var do func() tea.Cmd
	switch id {
	case action.Toggle:
		do = func() tea.Cmd { a.askBulk(g.sort(write.SetStatus)); return nil }
	case action.Delete:
		// The question says of each when it was used last.
		g.need = action.NeedUse
		do = func() tea.Cmd { a.askBulk(g.sort(write.Delete)); return nil }
	case action.Describe:
		g.texts = true
		do = func() tea.Cmd { a.askDescription(g.sort(write.Describe)); return nil }
	case action.CopyID:
		g.need = action.NeedID
		do = func() tea.Cmd { return a.copyIDs(g.refs) }
	default: // it needs to know nothing of them first
		return nil
	}
	return a.waitHeld(&waiting{
		until: markedSettled, wants: g.wants, ready: func() bool { return g.at >= len(g.refs) }, words: g.words, do: do,
	})
}

// wants returns what is to be known next about the rows of a bulk.
func (g *gathering) wants() []store.Want {
	a := g.room
	var wants []store.Want
	settled := true
	for i := g.at; i < len(g.refs) && len(wants) < gatherAtOnce; i++ {
		row, ok := a.table.Row(g.refs[i])
		if ok && !row.Root() {
			if r, lacks := g.lacks(row); lacks {
				settled = false
				wants = append(wants, store.Want{Read: r, Class: queue.InView})
			}
		}
		if settled {
			g.at = i + 1
		}
	}
	return wants
}

// lacks returns what is still to be asked of a row; false if nothing is.
func (g *gathering) lacks(row audit.Row) (store.Read, bool) {
	if r, lacks := g.room.lacks(row, g.need); lacks || !g.texts {
		return r, lacks
	}
	f := g.room.Store.Descriptions(row.User)
	return store.Read{Op: store.AskDescriptions, User: row.User}, f == nil || !f.Known() && f.Err == nil
}

// bulkOf is the answer to change several keys.
type bulkOf struct {
	room  *Room
	title string
	items []write.Item
}

// Do implements stage.Result.
func (b bulkOf) Do() tea.Cmd { return b.room.desk.StartBulk(b.title, b.items, false) }

// choice is what a bulk would change, and what it leaves out and why.
type choice struct {
	room     *Room
	op       write.Op
	inactive []write.Item // of a deletion: those that can be deleted without more ado
	active   []write.Item
	left     map[string]int // how many are left out, by why
}

// sort sorts the rows of a bulk. The key that akia is signed in with is never among those to be changed; to describe it
// changes nothing of what it does.
func (g *gathering) sort(op write.Op) choice {
	a := g.room
	c := choice{room: a, op: op, left: map[string]int{}}
	for _, ref := range g.refs {
		row, ok := a.table.Row(ref)
		if !ok {
			c.left[goneLeftOut]++
			continue
		}
		k, known := a.Store.Key(row.User, row.KeyID)
		item := write.Item{
			Write: write.Write{Op: op, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}, Seen: a.Store.Seen(k),
		}
		switch {
		case known && a.Own(k) && op != write.Describe:
			c.left[ownLeftOut]++
		case row.Root():
			c.left["of the root user"]++
		case !known:
			c.left["whose key ID is not known"]++
		case k.Status == iamsvc.Active || op == write.Describe:
			c.active = append(c.active, item)
		case op == write.Delete:
			c.inactive = append(c.inactive, item)
		default:
			c.left["not active"]++
		}
	}
	return c
}

// askBulk asks whether to go ahead.
func (a *Room) askBulk(c choice) {
	lines := []dialog.Line{{Text: "Account " + a.AccountLabel(), Tone: dialog.Dim}}
	items := c.active
	if c.op == write.Delete {
		items = slices.Concat(c.inactive, c.active)
	}
	lines = append(lines, a.leftOut(c)...)
	if len(items) == 0 {
		a.nothingToChange(lines)
		return
	}
	lines = append(lines, a.firstLines(items)...)
	title := "Deactivate "
	goOn := dialog.Button{Label: "Deactivate", Result: bulkOf{a, "Deactivating marked keys", items}, Yes: true}
	if c.op == write.Delete {
		title = "Delete "
		lines = append(lines,
			dialog.Line{Text: text.Count(len(c.inactive)) + " inactive, " + text.Count(len(c.active)) +
				" active: these stay unless you say otherwise."},
			dialog.Line{Text: "This cannot be undone.", Tone: dialog.Bad})
		goOn = dialog.Button{Label: "Delete" + a.Theme.Marks.Ellipsis, Result: c, Danger: true, Yes: true}
	}
	list := &bulkList{room: a, items: items}
	title += text.Many(len(items), "marked key") + " of " + text.Many(countUsers(items), "user") + "?"
	list.question = dialog.NewAsk(title, lines, goOn, dialog.Button{Label: "Show all", Result: list}).CancelFirst()
	a.Open(list.question)
}

// Do asks for the number of keys to be typed: a deletion cannot be undone. Active keys stay unless that is typed too.
func (c choice) Do() tea.Cmd {
	a := c.room
	n, all := strconv.Itoa(len(c.inactive)), strconv.Itoa(len(c.inactive)+len(c.active))
	lines := []dialog.Line{{Text: "Account " + a.AccountLabel(), Tone: dialog.Dim}}
	if len(c.inactive) > 0 {
		lines = append(lines, dialog.Line{Text: "Type " + n + " to delete the " + n + " inactive keys.", Tone: dialog.Bad})
	}
	if len(c.active) > 0 {
		lines = append(lines, dialog.Line{
			Text: strconv.Itoa(len(c.active)) + " active keys stay: what uses them would fail at once. Type all " + all +
				" to delete these too.", Tone: dialog.Warn,
		})
	}
	a.Open(dialog.NewTyped("Delete marked keys?", lines, true, func(s string) (dialog.Result, string) {
		switch words := strings.Join(strings.Fields(strings.ToLower(s)), " "); {
		case words == n && len(c.inactive) > 0:
			return bulkOf{a, "Deleting marked keys", c.inactive}, ""
		case words == "all "+all && len(c.active) > 0:
			return bulkOf{a, "Deleting marked keys", slices.Concat(c.inactive, c.active)}, ""
		}
		return nil, "That is not it: nothing was deleted."
	}))
	return nil
}

// Why keys stay as they are: akia is signed in with one, others went or were never certain while they were looked at.
const (
	ownLeftOut  = "akia is signed in with"
	goneLeftOut = "gone, or indistinguishable from the user's other key"
)

// nothingToChange says that none of the marked keys can be changed, and why.
func (a *Room) nothingToChange(why []dialog.Line) {
	why = append(why, dialog.Line{Text: "None of the marked keys can be changed."})
	a.Open(dialog.NewPage("Nothing to change", why...))
}

// leftOut says which of the marked keys stay as they are, and how many of them are out of sight.
func (a *Room) leftOut(c choice) []dialog.Line {
	var lines []dialog.Line
	for _, why := range []string{ownLeftOut, goneLeftOut, "of the root user", "whose key ID is not known", "not active"} {
		if n := c.left[why]; n == 1 && why == ownLeftOut {
			lines = append(lines, dialog.Line{Text: "Skipped: the key akia is signed in with.", Tone: dialog.Warn})
		} else if n > 0 {
			lines = append(lines, dialog.Line{Text: "Skipped: " + text.Count(n) + " " + why + ".", Tone: dialog.Warn})
		}
	}
	if n := a.hiddenMarks(); n > 0 {
		hidden := text.Count(n) + " of the marked rows are hidden by the filter."
		lines = append(lines, dialog.Line{Text: hidden, Tone: dialog.Warn})
	}
	return lines
}

// bulkList is the choice to see all keys of a bulk; the question comes back behind them.
type bulkList struct {
	room     *Room
	items    []write.Item
	question dialog.Dialog
}

// Do implements stage.Result.
func (l *bulkList) Do() tea.Cmd {
	l.room.Open(l.question)
	l.room.Open(dialog.NewPage("Marked keys", l.room.bulkLines(l.items)...))
	return nil
}

// firstLines returns the first keys of a bulk, as many as a question has room for.
func (a *Room) firstLines(items []write.Item) []dialog.Line {
	room := max(a.Height-20, 5)
	if len(items) <= room+1 {
		return a.bulkLines(items)
	}
	rest := dialog.Line{Text: "and " + text.Count(len(items)-room) + " more", Tone: dialog.Dim}
	return append(a.bulkLines(items[:room]), rest)
}

// bulkLines says of each key whose it is, and what speaks for it.
func (a *Room) bulkLines(items []write.Item) []dialog.Line {
	lines := make([]dialog.Line, len(items))
	for i, it := range items {
		w := it.Write
		lines[i] = dialog.Line{
			Text: w.Key + " of " + w.User.String() + ", " + stage.StatusWord(w.From) + ", " + a.useInShort(w.User, w.Key),
		}
	}
	return lines
}

// useInShort words the last use of a key as the audit shows it.
func (a *Room) useInShort(user iamsvc.Principal, keyID string) string {
	for _, ref := range a.table.User(user) {
		switch r, _ := a.table.Row(ref); {
		case r.KeyID != keyID:
		case r.Use.State == audit.UseKnown:
			return "used " + text.When(r.Use.At, a.Config.Clock.Now(), a.Times)
		case r.Use.State == audit.UseNever:
			return "never used"
		}
	}
	return "last use not known"
}

func countUsers(items []write.Item) int {
	users := map[iamsvc.Principal]bool{}
	for _, it := range items {
		users[it.Write.User] = true
	}
	return len(users)
}
