package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// userDetails is the page about one user. Each of its parts is asked by itself while the page is open.
type userDetails struct{ user iamsvc.Principal }

// showUser opens the details of the selected user.
func (m *Model) showUser() tea.Cmd {
	if !m.pace.hasUser {
		return m.noKey()
	}
	if m.pace.user.IsRoot() {
		return m.Say(dialog.Warn, "The root user has no details that IAM would tell")
	}
	m.openLive(userDetails{m.pace.user})
	return nil
}

func (u userDetails) details() (iamsvc.Principal, []store.Op) { return u.user, store.DetailParts() }

func (u userDetails) uses(*Model) ([]string, bool) { return nil, false }

// answer reads everything anew.
func (u userDetails) answer(m *Model, result dialog.Result) tea.Cmd {
	if _, ok := result.(dialog.Refresh); ok {
		m.Store.ForgetDetails(u.user)
	}
	return nil
}

// draw makes the page: what cannot be overlooked first, then part by part.
func (u userDetails) draw(m *Model) dialog.Follower {
	d := m.Store.Details(u.user)
	lines := append([]dialog.Line{{Text: u.user.String(), Tone: dialog.Strong}}, m.userWarnings(d)...)
	lines = append(lines, m.userLines(u.user, &d.User)...)
	lines = append(lines, listPart(m, "MFA", &d.MFA, func(v iamsvc.MFADevice) string {
		if v.Enabled.IsZero() {
			return v.Serial
		}
		return v.Serial + " since " + text.Date(v.Enabled, text.UTC)
	})...)
	lines = append(lines, listPart(m, "groups", &d.Groups, func(g iamsvc.Group) string { return g.Name })...)
	lines = append(lines, listPart(m, "attached", &d.Attached, func(p iamsvc.AttachedPolicy) string { return p.Name })...)
	lines = append(lines, listPart(m, "inline", &d.Inline, func(name string) string { return name })...)
	lines = append(lines, detailPart(m, "boundary", &d.User, func(v iamsvc.UserDetails) []string { return oneOrNone(v.Boundary) })...)
	lines = append(lines, detailPart(m, "tags", &d.User, func(v iamsvc.UserDetails) []string { return tagWords(v.Tags) })...)
	return dialog.NewLivePage("User", lines...)
}

// userWarnings are what must not be overlooked about a user.
func (m *Model) userWarnings(d *store.Details) []dialog.Line {
	var lines []dialog.Line
	if iamsvc.Quarantined(d.Attached.Value) {
		lines = append(lines, dialog.Line{Tone: dialog.Bad, Text: m.Theme.Marks.Overdue + " AWS has found a key of this user in " +
			"public and attached its quarantine policy. Press L on the key."})
	}
	if policy.DeniesOldSessions(d.Inline.Value) {
		lines = append(lines, dialog.Line{Tone: dialog.Warn, Text: m.Theme.Marks.Overdue + " A policy denies sessions from before " +
			"a leak. L on a key of the user removes it."})
	}
	return lines
}

// userLines are what the list of users tells already; where it could not be had, GetUser does.
func (m *Model) userLines(user iamsvc.Principal, f *store.Fact[iamsvc.UserDetails]) []dialog.Line {
	u, _ := m.Store.User(user)
	if f.Value.ARN != "" {
		u = f.Value.User
	}
	if u.ARN == "" {
		return detailPart(m, "ARN", f, func(v iamsvc.UserDetails) []string { return oneOrNone(v.ARN) })
	}
	lines := []dialog.Line{dialog.Entry("ARN", u.ARN), dialog.Entry("path", u.Path)}
	if !u.Created.IsZero() {
		lines = append(lines, dialog.Entry("created", text.Date(u.Created, text.UTC)+", "+text.Ago(u.Created, m.Config.Clock.Now())))
	}
	password := "never used, or there is none"
	if !u.PasswordLastUsed.IsZero() {
		password = "used " + text.Ago(u.PasswordLastUsed, m.Config.Clock.Now()) + ", " + text.Date(u.PasswordLastUsed, text.UTC)
	}
	return append(lines, dialog.Entry("password", password))
}

func oneOrNone(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// tagWords are the tags that do not describe keys: these are shown with their keys.
func tagWords(tags []iamsvc.Tag) []string {
	var words []string
	for _, t := range tags {
		if !t.Describes() {
			words = append(words, t.Key+" = "+t.Value)
		}
	}
	return words
}

// listPart words a part that is a list.
func listPart[T any](m *Model, label string, f *store.Fact[[]T], word func(T) string) []dialog.Line {
	return detailPart(m, label, f, func(items []T) []string {
		words := make([]string, len(items))
		for i, item := range items {
			words[i] = word(item)
		}
		return words
	})
}

// detailPart words what is known of one part; each state of it reads differently.
func detailPart[T any](m *Model, label string, f *store.Fact[T], inWords func(T) []string) []dialog.Line {
	var lines []dialog.Line
	add := func(s string, tone dialog.Tone) {
		line := dialog.Entry(label, s)
		line.Tone = tone
		lines, label = append(lines, line), " "
	}
	switch {
	case f.State() == store.Unasked, f.State() == store.Loading:
		add(m.Wait(), dialog.Dim)
		return lines
	case f.Denied():
		add("denied: "+cmp.Or(words.Remedy(f.Err.Remedy(), words.Screen), f.Err.Error()), dialog.Warn)
	case f.Err != nil && f.Err.Kind == iamsvc.KindCancelled:
		add("stopped", dialog.Dim)
	case f.Err != nil:
		add("failed: "+f.Err.Error(), dialog.Bad)
	}
	if f.Err != nil && !f.Old() {
		return lines
	}
	values := inWords(f.Value)
	if len(values) == 0 && f.Err == nil {
		add("none", dialog.Dim)
	}
	for _, v := range values {
		add(v, dialog.Plain)
	}
	return lines
}
