package browse

import (
	"strings"
	"time"

	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/about"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/theme"
)

// Beside the two panes is what else is known of the selected key and its user, where there is room for it. What takes
// further calls is asked for once the cursor has settled, and not while IAM limits calls.

const (
	// leastAside is the height from which on there is room, borders included, and asideTable that of the keys above it.
	leastAside = 9
	asideTable = leastTable + 1
	// failedTable is the height of the table that has to say why there are no keys.
	failedTable = 10
	// Where the panes are above each other they need to be so high before a part is left to what else is known.
	tallPanes, tallAside = 34, 14
)

// asideHeight is the height of what else is known, borders included; 0 where there is no room, or nobody wants it.
func (r *Room) asideHeight() int {
	above := r.besideAside()
	switch rest := r.PanesHeight() - above; {
	case r.Config.NoDetails, rest < leastAside, above > max(r.PanesHeight()/2, failedTable): // so many keys need it all
		return 0
	case r.Both():
		return rest
	case r.PanesHeight() < tallPanes:
		return 0
	default:
		return tallAside
	}
}

// besideAside is the height of the table of keys where something else is below it.
func (r *Room) besideAside() int {
	f := r.Store.Keys(r.pace.user)
	switch {
	case !r.Both() || f == nil:
		return asideTable
	case f.State() == store.Failed && !f.Old():
		return failedTable
	default:
		return max(len(f.Value)+3, asideTable)
	}
}

// subject is what is selected.
func (r *Room) subject() about.Subject {
	s := about.Subject{User: r.pace.user}
	if k, ok := r.Store.Key(r.pace.user, r.KeyID()); ok {
		s.Key = k
	}
	return s
}

// wantsAside reports whether what else is known of the selected user is worth asking for.
func (r *Room) wantsAside() bool {
	return r.pace.now == store.Settled && r.pace.hasUser && r.asideHeight() > 0 &&
		!r.host.Covered() && !r.Limited() && !r.seek.active()
}

// asideDetails is what the plan is told of it.
func (r *Room) asideDetails() []store.DetailsView {
	if !r.wantsAside() {
		return nil
	}
	parts := about.Parts(r.Stage, r.subject())
	return []store.DetailsView{{User: r.pace.user, Parts: parts, Since: r.pace.userAt, Class: queue.Ahead}}
}

// drawAside draws what else is known of the selected key and its user.
func (r *Room) drawAside(width int) []string {
	t := r.Theme
	box := theme.Box{
		Title: "Details", Width: width, Height: r.asideHeight(), Frame: t.Frame, Label: t.Strong, NotePaint: t.Dim,
	}
	if r.Limited() {
		box.Note = "not loaded while calls are limited"
	}
	if !r.pace.hasUser {
		return box.Render(t.Marks, nil)
	}
	lines := dialog.Render(t, r.asideLines(), width-4)
	if room := box.Height - 2; len(lines) > room {
		lines = append(lines[:room-1], t.Dim.Render(t.Marks.Ellipsis+" "+r.KeyFor(action.User)+" shows all of the user"))
	}
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return box.Render(t.Marks, lines)
}

// asideLines are those about the key, then those about the user.
func (r *Room) asideLines() []dialog.Line {
	of := r.subject()
	key, user := about.Lines(r.Stage, of)
	var lines []dialog.Line
	if of.Key.ID != "" {
		lines = append(lines, dialog.Line{Text: of.Key.ID, Tone: dialog.Strong})
		for _, l := range key {
			lines = append(lines, r.asideLine(l)...)
		}
		lines = append(lines, dialog.Line{})
	}
	lines = append(lines, dialog.Line{Text: of.User.String(), Tone: dialog.Strong})
	if of.User.IsRoot() {
		return lines
	}
	lines = append(lines, r.userWarnings(r.Store.Details(of.User))...)
	for _, l := range user {
		lines = append(lines, r.asideLine(l)...)
	}
	return lines
}

// asideLine words a line: each state of it reads differently.
func (r *Room) asideLine(l about.Line) []dialog.Line {
	line := dialog.Line{Label: l.Label, Text: strings.Join(l.Words, ", "), Tone: l.Tone}
	if line.Label == "" {
		line.Label = " "
	}
	fail := func(words string, tone dialog.Tone) {
		if line.Text != "" {
			words = line.Text + "; " + words
		}
		line.Text, line.Tone = words, tone
	}
	switch l.State {
	case about.NotAsked:
		line.Text, line.Tone = r.Theme.Marks.Unknown, dialog.Dim
	case about.Loading:
		line.Text, line.Tone = "loading", dialog.Dim
	case about.None:
		line.Text, line.Tone = "none", dialog.Dim
	case about.Denied:
		fail("denied: needs "+l.Err.Permission(), dialog.Warn)
	case about.Failed:
		fail("failed: "+l.Err.Error(), dialog.Bad)
	case about.Stopped:
		fail("stopped", dialog.Dim)
	case about.Told:
	}
	if l.Advice == "" {
		return []dialog.Line{line}
	}
	return []dialog.Line{line, {Label: " ", Text: l.Advice, Tone: dialog.Dim}}
}

// nextAside is when the first of the ages that it shows reads differently; next if that is earlier.
func (r *Room) nextAside(next time.Time) time.Time {
	if r.asideHeight() == 0 || !r.pace.hasUser {
		return next
	}
	u, _ := about.User(r.Stage, r.pace.user)
	now := r.Config.Clock.Now()
	for _, t := range []time.Time{u.Created, u.PasswordLastUsed} {
		if t.IsZero() {
			continue
		}
		if at := r.Config.Clock.Here(text.Change(t, now)); next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}
