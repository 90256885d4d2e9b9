package browse

import (
	"cmp"
	"slices"
	"strings"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
)

// The columns at the right of the users' list: a mark for each key, the age of the one that says most, the latest use.
const (
	marksWidth = 4
	ageWidth   = 6
	usedWidth  = 6
	keysWidth  = marksWidth + 1 + ageWidth + 1 + usedWidth + 1 // a number does not touch the frame
	// leastPath is the width from which on the path has a column of its own, once the names are whole.
	leastPath = 8
)

// userColumns is how wide the name and the path of a user are; the path is not shown where its width is 0.
type userColumns struct{ name, path int }

// userColumns shares width cells: names come first, and are whole where that can be.
func (r *Room) userColumns(width int) userColumns {
	room := width - cursorWidth - theme.ColumnGap - keysWidth
	name := max(r.users.widest, text.Width("USER"))
	if path := room - name - theme.ColumnGap; path >= leastPath {
		return userColumns{name, path}
	}
	return userColumns{name: max(room, 1)}
}

// drawUsers draws the users' pane.
func (r *Room) drawUsers() []string {
	t := r.Theme
	box := theme.Box{Title: "Users", Width: r.UsersWidth(), Height: r.usersHeight(), Frame: t.Frame, Label: t.Strong}
	if n := len(r.Store.Users()); n > 0 || r.Store.UsersState() == store.Known {
		box.Title += " " + r.users.count()
	}
	box.Title += r.UnderPath()
	if r.usersLoading() && r.Spinner.Turning {
		box.Title += " " + r.Wait()
	}
	if r.focus == onUsers {
		box.Frame = t.FrameFocus
	}
	box.Note, box.NotePaint = r.usersNote()
	if r.users.Len() == 0 {
		return box.Render(t.Marks, theme.Dense(r.noUsers(box.Width-4), box.Height-2))
	}
	from, to := r.users.window.Range(&r.users)
	columns := r.userColumns(box.Width - 2)
	lines := make([]string, 0, to-from+1)
	lines = append(lines, r.userHeads(columns))
	for i := from; i < to; i++ {
		lines = append(lines, r.areaOfUser(r.users.at(i).Principal(), r.userRow(i, columns, box.Width-2)))
	}
	box.Scroll = stage.ScrollOf(&r.users.window, &r.users, r.users.shown())
	return box.Render(t.Marks, lines)
}

// userHeads draws the heads of the columns.
func (r *Room) userHeads(c userColumns) string {
	user := r.Theme.Area(r.sortUsers(byService), text.Fit("USER", c.name, ""))
	oldest := r.Theme.Area(r.sortUsers(byOldestKey), text.Right("OLDEST", ageWidth, ""))
	heads := "  " + user + " "
	if c.path > 0 {
		heads += text.Fit("PATH", c.path, "") + " "
	}
	heads += text.Fit("KEYS", marksWidth, "") + " " + oldest + " " +
		text.Right("USED", usedWidth, "") + " "
	return r.Theme.Dim.Render(heads)
}

// usersNote is what the lower edge of the users' pane says: a failure first, then the filter and the order.
func (r *Room) usersNote() (string, theme.Paint) {
	if err := r.Store.UsersErr(); err != nil && r.users.Len() > 0 {
		if p := err.Permission(); err.Kind == iamsvc.KindDenied && p != "" {
			return "needs " + p + ": your own keys only", r.Theme.Warn
		}
		return "not all could be read: " + r.KeyFor(action.Refresh) + " tries again", r.Theme.Bad
	}
	var notes []string
	if r.users.filtered() && !r.Editing() {
		notes = append(notes, "/"+r.users.filter.Value())
	}
	if r.users.order != byService {
		notes = append(notes, r.users.order.String())
	}
	if r.Store.UsersStopped() {
		notes = append(notes, "stopped: "+r.KeyFor(action.Refresh)+" reads on")
	}
	return strings.Join(notes, "  "), r.Theme.Dim
}

// noUsers says why there is no user to show.
func (r *Room) noUsers(width int) []string {
	t := r.Theme
	err := r.Store.UsersErr()
	switch {
	case err != nil && err.Kind == iamsvc.KindDenied && r.Store.Identity.Known():
		return theme.Paragraphs(width,
			t.Bad.Paragraph(err.Error()),
			t.Text.Paragraph(r.Store.Identity.Value.Label()+" is no IAM user and so has no access keys of its own to show."),
			t.Dim.Paragraph("Needed: "+err.Permission()+". "+r.KeyFor(action.Owner)+" finds the owner of a key ID."))
	case err != nil:
		next := r.KeyFor(action.Refresh) + " tries again, " + r.KeyFor(action.Error) + " shows the details"
		return theme.Paragraphs(width, t.Bad.Paragraph(err.Error()), t.Dim.Paragraph(next))
	case r.Store.UsersStopped():
		return theme.Paragraphs(width, t.Dim.Paragraph("Stopped. "+r.KeyFor(action.Refresh)+" reads the users."))
	case r.Store.UsersState() != store.Known:
		return theme.Paragraphs(width, t.Dim.Paragraph(r.Wait()+" Reading users"))
	case r.users.filtered() && r.Store.MoreUsers():
		return theme.Paragraphs(width, t.Dim.Paragraph(r.Wait()+" No match so far, reading the rest"))
	case r.users.filtered():
		return theme.Paragraphs(width, t.Dim.Paragraph("No user"+r.UnderPath()+" matches "+r.users.filter.Value()+"."),
			t.Text.Paragraph(r.unsureWords()), t.Dim.Paragraph("esc clears the filter"))
	default:
		return theme.Paragraphs(width, t.Text.Paragraph("There are no users"+cmp.Or(r.UnderPath(), " in this account")+"."))
	}
}

// unsureWords says of how many users it is not known whether the filter matches; empty for none.
func (r *Room) unsureWords() string {
	n := r.users.unsure()
	switch {
	case n == 0:
		return ""
	case r.host.Reads() && r.Editing():
		return "What the filter asks for isn't known of " + text.Many(n, "user") + ": enter reads it."
	default:
		return "What the filter asks for isn't known of " + text.Many(n, "user") + "."
	}
}

// userRow draws one user.
func (r *Room) userRow(i int, columns userColumns, width int) string {
	t := r.Theme
	u, h := r.users.at(i), r.users.hitOf(i)
	selected := r.users.selected() == u.Principal() && r.users.window.Pos() == i
	p := t.Palette
	if selected && r.focus == onUsers {
		p = t.Selected
	}
	cursor := "  "
	namePaint := p.Text
	if selected {
		cursor, namePaint = t.Marks.Cursor+" ", p.Strong
	}
	tail, tailWidth := r.userTail(u, h, p, columns, width)
	name := u.Principal().String()
	nameWidth := max(width-3-tailWidth, 1)
	var nameHit []int
	if h.field == inName {
		nameHit = h.at
	}
	name = highlight(text.Fit(name, nameWidth, t.Marks.Ellipsis), nameHit, namePaint, p.Accent)
	return p.Accent.Render(cursor) + name + p.Text.Render(" ") + tail
}

// userTail draws what is known of a user's keys, or what else of the user the filter matched.
func (r *Room) userTail(u iamsvc.User, h hit, p theme.Palette, c userColumns, width int) (tail string, w int) {
	if h.field != inName {
		w = min(text.Width(h.text), width/2)
		return highlight(text.Fit(h.text, w, r.Theme.Marks.Ellipsis), h.at, p.Dim, p.Accent), w
	}
	keys := r.userKeys(u, p, keysWidth)
	if c.path == 0 {
		return keys, keysWidth
	}
	path := text.Fit(u.Path, c.path, r.Theme.Marks.Ellipsis) + text.Spaces(theme.ColumnGap)
	return p.Dim.Render(path) + keys, c.path + theme.ColumnGap + keysWidth
}

// userKeys draws what is known of a user's keys, in w cells.
func (r *Room) userKeys(u iamsvc.User, p theme.Palette, w int) string {
	f := r.Store.Keys(u.Principal())
	fill := func(paint theme.Paint, s string) string {
		return paint.Render(text.Fit(s, w, r.Theme.Marks.Ellipsis))
	}
	switch {
	case f.Denied():
		return fill(p.Warn, "denied")
	case f.State() == store.Failed && f.Err.Kind != iamsvc.KindCancelled:
		return fill(p.Bad, "failed")
	case !f.Known():
		return fill(p.Dim, r.Theme.Marks.Unknown)
	case len(f.Value) == 0:
		return fill(p.Dim, r.Theme.Marks.None)
	}
	gap := p.Text.Render(" ")
	return r.keyMarks(f.Value, p) + gap + r.oldestAge(f.Value, p) + gap + r.latestUse(f.Value, p) + gap
}

// keyMarks draws a mark for each key.
func (r *Room) keyMarks(keys []iamsvc.Key, p theme.Palette) string {
	var b strings.Builder
	keys = slices.SortedStableFunc(slices.Values(keys), func(x, y iamsvc.Key) int {
		return statusRank(x.Status) - statusRank(y.Status)
	})
	for i, k := range keys {
		if i == marksWidth-1 && len(keys) > marksWidth {
			b.WriteString(p.Dim.Render("+"))
			break
		}
		mark, paint := r.StatusMark(k.Status, p)
		b.WriteString(paint.Render(mark))
	}
	return b.String() + p.Text.Render(text.Spaces(marksWidth-len(keys)))
}

func (r *Room) oldestAge(keys []iamsvc.Key, p theme.Palette) string {
	k, _ := store.Oldest(keys)
	words, paint := r.Age(k, p)
	return paint.Render(text.Right(words, ageWidth, r.Theme.Marks.Ellipsis))
}

func (r *Room) latestUse(keys []iamsvc.Key, p theme.Palette) string {
	use, state := r.Store.LatestUse(keys)
	words, paint := "", p.Dim
	switch {
	case state == store.Failed:
		words, paint = r.failedUse(keys, p)
	case state != store.Known:
		words = r.Theme.Marks.Unknown
	case use.Never():
		words = "never"
	default:
		words = text.Span(r.Config.Clock.Now().Sub(use.At))
	}
	return paint.Render(text.Right(words, usedWidth, r.Theme.Marks.Ellipsis))
}

// failedUse shows why the latest use of the keys is not known.
func (r *Room) failedUse(keys []iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	for _, k := range keys {
		if f := r.Store.LastUse(k.ID); f.State() == store.Failed {
			return r.UnknownUse(f, p)
		}
	}
	return "failed", p.Bad
}

// highlight paints s, and the runes of it that begin at the given bytes in another paint.
func highlight(s string, at []int, base, hit theme.Paint) string {
	if len(at) == 0 {
		return base.Render(s)
	}
	var b strings.Builder
	from, on := 0, false
	flush := func(to int) {
		paint := base
		if on {
			paint = hit
		}
		b.WriteString(paint.Render(s[from:to]))
		from = to
	}
	for i := range s {
		if is := slices.Contains(at, i); is != on {
			flush(i)
			on = is
		}
	}
	flush(len(s))
	return b.String()
}
