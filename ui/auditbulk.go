package ui

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

// gathering is a bulk whose rows are being settled: the keys of each have to be listed, and for a deletion its last use
// asked, before the question can say what would be changed.
type gathering struct {
	op   write.Op
	refs []audit.Ref
	at   int  // all before it are settled or can be asked no further
	held bool // it is not known yet whether the key that asked is part of a burst
}

// gatherAtOnce is how many questions of a bulk are under way at once.
const gatherAtOnce = 32

func (g *gathering) need() action.Need {
	if g.op == write.Delete {
		return action.NeedUse
	}
	return action.NeedList
}

func (g *gathering) words() string {
	return "looking at marked keys, " + text.Count(g.at) + " of " + text.Count(len(g.refs)) + "; esc stops"
}

// askMarked asks whether to change the marked keys, as soon as it is certain what they are.
func (m *Model) askMarked(id action.ID) tea.Cmd {
	op := write.SetStatus
	if id == action.Delete {
		op = write.Delete
	}
	g := &gathering{op: op, refs: m.audit.markedRows()}
	m.audit.gather = g
	return m.holdUntilKnown(&g.held, func(m *Model) tea.Cmd {
		if m.audit.gather == g {
			m.audit.gather = nil
		}
		return nil
	})
}

// wantsOfGathering returns what is to be known next about the rows of a bulk.
func (m *Model) wantsOfGathering() []store.Want {
	a := &m.audit
	g := a.gather
	if g == nil {
		return nil
	}
	var wants []store.Want
	settled := true
	for i := g.at; i < len(g.refs) && len(wants) < gatherAtOnce; i++ {
		row, ok := a.table.Row(g.refs[i])
		if ok && !row.Root() {
			if r, lacks := m.lacks(row, g.need()); lacks {
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

// gathered opens the question of a bulk once all its rows are settled.
func (m *Model) gathered() {
	g := m.audit.gather
	if g == nil || g.held || g.at < len(g.refs) || len(m.Windows) > 0 || !m.audit.open {
		return
	}
	m.audit.gather = nil
	m.OpensByItself(func() tea.Cmd { m.askBulk(m.choose(g)); return nil })
}

// chosen is what a bulk would change, and what it leaves out and why.
type chosen struct {
	op       write.Op
	inactive []write.Item // of a deletion: those that can be deleted without more ado
	active   []write.Item
	left     map[string]int // how many are left out, by why
}

// choose sorts the rows of a bulk. The key that akia is signed in with is never among them.
func (m *Model) choose(g *gathering) chosen {
	c := chosen{op: g.op, left: map[string]int{}}
	for _, ref := range g.refs {
		row, ok := m.audit.table.Row(ref)
		if !ok {
			c.left[goneLeftOut]++
			continue
		}
		k, known := m.Store.Key(row.User, row.KeyID)
		item := write.Item{Write: write.Write{Op: g.op, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}}
		switch {
		case known && m.Own(k):
			c.left[ownLeftOut]++
		case row.Root():
			c.left["of the root user"]++
		case !known:
			c.left["whose key ID is not known"]++
		case k.Status == iamsvc.Active:
			item.Seen = m.Store.Seen(k)
			c.active = append(c.active, item)
		case g.op == write.Delete:
			item.Seen = m.Store.Seen(k)
			c.inactive = append(c.inactive, item)
		default:
			c.left["not active"]++
		}
	}
	return c
}

// askBulk asks whether to go ahead.
func (m *Model) askBulk(c chosen) {
	lines := []dialog.Line{{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim}}
	items := c.active
	if c.op == write.Delete {
		items = slices.Concat(c.inactive, c.active)
	}
	lines = append(lines, leftOut(c.left)...)
	if n := m.audit.hiddenMarks(); n > 0 {
		lines = append(lines, dialog.Line{Text: text.Count(n) + " of the marked rows are hidden by the filter.", Tone: dialog.Warn})
	}
	if len(items) == 0 {
		m.Open(dialog.NewPage("Nothing to change", append(lines, dialog.Line{Text: "None of the marked keys can be changed so."})...))
		return
	}
	lines = append(lines, m.firstLines(items)...)
	title, goOn := "Deactivate ", dialog.Button{Label: "Deactivate", Result: bulkOf{"Deactivating marked keys", items}, Yes: true}
	if c.op == write.Delete {
		title = "Delete "
		lines = append(lines,
			dialog.Line{Text: text.Count(len(c.inactive)) + " inactive, " + text.Count(len(c.active)) + " active: these stay unless you say otherwise."},
			dialog.Line{Text: "This cannot be undone.", Tone: dialog.Bad})
		goOn = dialog.Button{Label: "Delete" + m.Theme.Marks.Ellipsis, Result: c, Danger: true, Yes: true}
	}
	list := &bulkList{items: items}
	list.question = dialog.NewAsk(title+text.Many(len(items), "marked key")+" of "+text.Many(countUsers(items), "user")+"?", lines,
		goOn, dialog.Button{Label: "Show all", Result: list}).CancelFirst()
	m.Open(list.question)
}

// do asks for the number of keys to be typed: a deletion cannot be undone. Active keys stay unless that is typed too.
func (c chosen) do(m *Model) tea.Cmd {
	n, all := strconv.Itoa(len(c.inactive)), strconv.Itoa(len(c.inactive)+len(c.active))
	lines := []dialog.Line{{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim}}
	if len(c.inactive) > 0 {
		lines = append(lines, dialog.Line{Text: "Type " + n + " to delete the " + n + " inactive keys.", Tone: dialog.Bad})
	}
	if len(c.active) > 0 {
		lines = append(lines, dialog.Line{
			Text: strconv.Itoa(len(c.active)) + " active keys stay: what uses them would fail at once. Type all " + all + " to delete these too.", Tone: dialog.Warn,
		})
	}
	m.Open(dialog.NewTyped("Delete marked keys?", lines, true, func(s string) (dialog.Result, string) {
		switch words := strings.Join(strings.Fields(strings.ToLower(s)), " "); {
		case words == n && len(c.inactive) > 0:
			return bulkOf{"Deleting marked keys", c.inactive}, ""
		case words == "all "+all && len(c.active) > 0:
			return bulkOf{"Deleting marked keys", slices.Concat(c.inactive, c.active)}, ""
		}
		return nil, "That is not it: nothing was deleted."
	}))
	return nil
}

// Why keys stay as they are: akia is signed in with one, others went or were never certain while they were looked at.
const (
	ownLeftOut  = "akia is signed in with"
	goneLeftOut = "not there any more, or not to be told from the user's other key"
)

// leftOut says which of the marked keys stay as they are.
func leftOut(left map[string]int) []dialog.Line {
	var lines []dialog.Line
	for _, why := range []string{ownLeftOut, goneLeftOut, "of the root user", "whose key ID is not known", "not active"} {
		if n := left[why]; n == 1 && why == ownLeftOut {
			lines = append(lines, dialog.Line{Text: "Left out: the key akia is signed in with.", Tone: dialog.Warn})
		} else if n > 0 {
			lines = append(lines, dialog.Line{Text: "Left out: " + text.Count(n) + " " + why + ".", Tone: dialog.Warn})
		}
	}
	return lines
}

// bulkList is the choice to see all keys of a bulk; the question comes back behind them.
type bulkList struct {
	items    []write.Item
	question dialog.Dialog
}

func (l *bulkList) do(m *Model) tea.Cmd {
	m.Open(l.question)
	m.Open(dialog.NewPage("Marked keys", m.bulkLines(l.items)...))
	return nil
}

// firstLines returns the first keys of a bulk, as many as a question has room for.
func (m *Model) firstLines(items []write.Item) []dialog.Line {
	room := max(m.Height-20, 5)
	if len(items) <= room+1 {
		return m.bulkLines(items)
	}
	return append(m.bulkLines(items[:room]), dialog.Line{Text: "and " + text.Count(len(items)-room) + " more", Tone: dialog.Dim})
}

// bulkLines says of each key whose it is, and what speaks for it.
func (m *Model) bulkLines(items []write.Item) []dialog.Line {
	lines := make([]dialog.Line, len(items))
	for i, it := range items {
		w := it.Write
		lines[i] = dialog.Line{Text: w.Key + " of " + userLabel(w.User) + ", " + stage.StatusWord(w.From) + ", " + m.useInShort(w.User, w.Key)}
	}
	return lines
}

// useInShort words the last use of a key as the audit shows it.
func (m *Model) useInShort(user iamsvc.Principal, keyID string) string {
	for _, ref := range m.audit.table.User(user) {
		switch r, _ := m.audit.table.Row(ref); {
		case r.KeyID != keyID:
		case r.Use.State == audit.UseKnown:
			return "used " + text.When(r.Use.At, m.Config.Clock.Now(), m.Times)
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
