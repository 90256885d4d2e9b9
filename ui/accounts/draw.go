package accounts

import (
	"strconv"
	"strings"
	"time"

	"akia/iamsvc/audit"
	"akia/ui/collect"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/words"
)

// column is one column of the table.
type column struct {
	head        string
	width, most int
	right       bool
	of          func(a collect.Account) string
}

// leastFindings is the width below which the findings say nothing.
const leastFindings = 14

// columns are those that have room in width cells, the most needed first, in the order in which they are shown.
func (r *Room) columns(width int) []column {
	count := func(n func(collect.Account) int) func(collect.Account) string {
		return func(a collect.Account) string {
			if a.State != collect.Read {
				return r.Theme.Marks.Unknown
			}
			return text.Count(n(a))
		}
	}
	all := []column{
		{"ACCOUNT", 14, 32, false, r.name},
		{"ID", 12, 0, false, func(a collect.Account) string { return or(a.ID(), r.Theme.Marks.Unknown) }},
		{"LABEL", 8, 16, false, func(a collect.Account) string { return text.Clean(r.label(a)) }},
		{"USERS", 6, 0, true, count(func(a collect.Account) int { return a.Keys.Users() })},
		{"KEYS", 6, 0, true, count(func(a collect.Account) int { return a.Summary().Keys })},
		{"FINDINGS", leastFindings, 200, false, r.findings},
		{"ROOT KEY", 8, 0, false, r.rootKey},
		{"READ", 8, 0, false, r.readAt},
		{"STATE", 13, 0, false, func(a collect.Account) string { return a.State.String() }},
	}
	use := []int{0, 1, 8, 4, 5, 3, 6, 7, 2} // what is needed most first
	room, shown := width-2, map[int]bool{}
	for _, i := range use {
		w := all[i].width + theme.ColumnGap
		if w > room || i == 2 && !r.labels() {
			continue
		}
		room -= w
		shown[i] = true
	}
	var out []column
	for i := range all {
		if shown[i] {
			out = append(out, all[i])
		}
	}
	for _, i := range []int{0, len(out) - 1} { // what there is room for: the name first, then the findings
		if i == 0 {
			room -= grow(&out[0], room)
			continue
		}
		for j := range out {
			room -= grow(&out[j], room)
		}
	}
	return out
}

func grow(c *column, room int) int {
	more := min(max(c.most-c.width, 0), max(room, 0))
	c.width += more
	return more
}

func or(said, none string) string {
	if said == "" {
		return none
	}
	return said
}

// title names an account in a sentence.
func (r *Room) title(a collect.Account) string {
	name := r.name(a)
	if id := a.ID(); id != "" && id != name {
		return name + " (" + id + ")"
	}
	return name
}

func (r *Room) name(a collect.Account) string { return text.Clean(a.Name()) }

func (r *Room) label(a collect.Account) string {
	if r.Config.LabelOf == nil {
		return ""
	}
	return r.Config.LabelOf(a.Member.Profiles)
}

// labels reports whether any account has a label.
func (r *Room) labels() bool {
	for _, a := range r.all {
		if r.label(a) != "" {
			return true
		}
	}
	return false
}

// findings lists how many keys have which finding, the worst first; for an account that could not be read: why.
func (r *Room) findings(a collect.Account) string {
	if a.Err != nil {
		return text.Clean(words.Failure(a.Err, words.Screen(r.Keys)))
	}
	if a.State != collect.Read {
		return ""
	}
	s := a.Summary()
	var found audit.Set
	for _, f := range audit.AllFindings() {
		if s.Findings[f] > 0 {
			found |= audit.SetOf(f)
		}
	}
	var all []string
	for f := range found.WithoutImplied().All() {
		all = append(all, f.String()+" "+strconv.Itoa(s.Findings[f]))
	}
	return or(strings.Join(all, ", "), "none")
}

func (r *Room) rootKey(a collect.Account) string {
	switch {
	case a.State != collect.Read:
		return r.Theme.Marks.Unknown
	case a.Summary().Findings[audit.RootKey] > 0:
		return "yes"
	default:
		return "no"
	}
}

// readAt is how long ago an account was read.
func (r *Room) readAt(a collect.Account) string {
	if a.ReadAt.IsZero() {
		return r.Theme.Marks.Unknown
	}
	if age := r.Config.Now().Sub(a.ReadAt); age >= time.Minute {
		return text.Span(age) + " ago"
	}
	return "just now"
}

// Layout fits the window to the size of the screen.
func (r *Room) Layout() { r.window.Resize(r, max(r.PanesHeight()-2-1-detailRows, 1)) }

// detailRows is how many lines below the table say more of the account under the cursor.
const detailRows = 2

// Draw draws the screen between the header and the status line.
func (r *Room) Draw() []string {
	t, inner := r.Theme, r.Width-2
	box := theme.Box{
		Title: "Accounts " + text.Count(len(r.rows)), Note: r.far(), Width: r.Width, Height: r.PanesHeight(),
		Frame: t.FrameFocus, Label: t.Strong, NotePaint: t.Dim, Scroll: stage.ScrollOf(&r.window, r, text.Count(len(r.rows))),
	}
	columns := r.columns(inner)
	head := theme.NewRow(t.Palette, t.Marks.Ellipsis)
	head.Margin(nil, nil, "  ", t.Dim)
	for _, c := range columns {
		head.Aligned(c.head, c.width, c.right, t.Dim)
	}
	lines := []string{head.Fill(inner)}
	from, to := r.window.Range(r)
	for row := from; row < to; row++ {
		lines = append(lines, r.draw(columns, row, inner))
	}
	if len(r.rows) == 0 {
		lines = append(lines, r.empty(inner)...)
	}
	for len(lines) < box.Height-2-detailRows {
		lines = append(lines, "")
	}
	return box.Render(t.Marks, append(lines, r.detail(inner)...))
}

// draw draws the row of an account.
func (r *Room) draw(columns []column, row, inner int) string {
	t := r.Theme
	a, p, mark := r.all[r.rows[row]], t.Palette, "  "
	if row == r.window.Pos() {
		p, mark = t.Selected, t.Marks.Cursor+" "
	}
	line := theme.NewRow(p, t.Marks.Ellipsis)
	line.Margin(nil, nil, mark, p.Accent)
	for _, c := range columns {
		paint := p.Text
		switch {
		case a.Failing() && (c.head == "STATE" || c.head == "FINDINGS"):
			paint = p.Warn
		case a.State != collect.Read:
			paint = p.Dim
		case c.head == "ROOT KEY" && a.Summary().Findings[audit.RootKey] > 0:
			paint = p.Bad
		case c.head == "ACCOUNT":
			paint = p.Strong
		}
		line.Aligned(c.of(a), c.width, c.right, paint)
	}
	return line.Fill(inner)
}

// empty says why there is no row.
func (r *Room) empty(inner int) []string {
	says := "Listing the accounts" + r.Theme.Marks.Ellipsis
	switch {
	case r.running > 0:
	case r.err != nil:
		says = text.Clean(collect.Failure(r.err).Error()) + " --profiles reads the accounts that profiles lead to."
	default:
		says = "There are no accounts."
	}
	var lines []string
	for _, line := range text.Wrap(says, inner-2) {
		lines = append(lines, " "+r.Theme.Dim.Render(line))
	}
	return lines
}

// detail says more of the account under the cursor: why it could not be read, or who reads it.
func (r *Room) detail(inner int) []string {
	t := r.Theme
	a, ok := r.Account()
	if !ok {
		return nil
	}
	says, paint := "", t.Dim
	switch {
	case a.Err != nil:
		says, paint = r.findings(a), t.Warn
		if role := a.Err.RoleRefused(); role != "" && !strings.Contains(says, role) {
			says += " Role " + role + "."
		}
	case a.State == collect.Suspended:
		says = strings.ToLower(strings.ReplaceAll(string(a.Member.State), "_", " ")) + " in its organization"
	case a.Keys != nil && len(a.Keys.Gaps()) > 0:
		says = "Not known: " + a.Keys.Gaps()[0].Sentence
	case a.Identity.ARN != "":
		says = "Read as " + a.Identity.Label()
	}
	says = r.title(a) + ": " + says
	if says == r.title(a)+": " {
		says = r.title(a)
	}
	var lines []string
	for _, line := range text.Wrap(text.Clean(says), inner-2) {
		lines = append(lines, " "+paint.Render(line))
	}
	return lines[:min(len(lines), detailRows)]
}

// far says how far reading is.
func (r *Room) far() string {
	if len(r.all) == 0 {
		return ""
	}
	states := make([]collect.State, len(r.all))
	for i, a := range r.all {
		states[i] = a.State
	}
	until := r.Config.Now()
	if r.running == 0 {
		until = r.ended
	}
	says := collect.Far(states, until.Sub(r.began))
	if r.running > 0 {
		return r.Wait() + " " + says
	}
	return says
}
