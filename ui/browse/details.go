package browse

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/words"
)

// userDetails is the page about one user. Each of its parts is asked by itself while the page is open.
type userDetails struct {
	room *Room
	user iamsvc.Principal
}

var _ stage.Live = userDetails{}

// ShowUser opens the details of the user who is looked at.
func (r *Room) ShowUser() tea.Cmd {
	if !r.pace.hasUser {
		return r.NoKey()
	}
	if r.pace.user.IsRoot() {
		return r.Say(dialog.Warn, words.RootHidden)
	}
	r.OpenLive(userDetails{r, r.pace.user})
	return nil
}

// Details are all parts of the page.
func (u userDetails) Details() (iamsvc.Principal, []store.Op) { return u.user, store.DetailParts() }

// Uses are not shown.
func (u userDetails) Uses() ([]string, bool) { return nil, false }

// Answer reads everything anew.
func (u userDetails) Answer(result dialog.Result) tea.Cmd {
	if _, ok := result.(dialog.Refresh); ok {
		u.room.Store.ForgetDetails(u.user)
	}
	return nil
}

// Draw makes the page: what cannot be overlooked first, then part by part.
func (u userDetails) Draw() dialog.Follower {
	r := u.room
	d := r.Store.Details(u.user)
	lines := append([]dialog.Line{{Text: u.user.String(), Tone: dialog.Strong}}, r.userWarnings(d)...)
	lines = append(lines, r.userLines(u.user, &d.User)...)
	lines = append(lines, listPart(r, "MFA", &d.MFA, func(v iamsvc.MFADevice) string {
		if v.Enabled.IsZero() {
			return v.Serial
		}
		return v.Serial + " since " + text.Date(v.Enabled, text.UTC)
	})...)
	lines = append(lines, listPart(r, "groups", &d.Groups, func(g iamsvc.Group) string { return g.Name })...)
	lines = append(lines, listPart(r, "attached", &d.Attached, func(p iamsvc.AttachedPolicy) string { return p.Name })...)
	lines = append(lines, listPart(r, "inline", &d.Inline, func(name string) string { return name })...)
	boundary := func(v iamsvc.UserDetails) []string { return oneOrNone(v.Boundary) }
	tags := func(v iamsvc.UserDetails) []string { return tagWords(v.Tags) }
	lines = append(lines, detailPart(r, "boundary", &d.User, boundary)...)
	lines = append(lines, detailPart(r, "tags", &d.User, tags)...)
	return dialog.NewLivePage("User", lines...)
}

// userWarnings are what must not be overlooked about a user.
func (r *Room) userWarnings(d *store.Details) []dialog.Line {
	var lines []dialog.Line
	if iamsvc.Quarantined(d.Attached.Value) {
		lines = append(lines, dialog.Line{Tone: dialog.Bad, Text: r.Theme.Marks.Overdue +
			" AWS has found a key of this user in public and attached its quarantine policy. Press " + r.KeyFor(action.Leak) +
			" on the key."})
	}
	if policy.DeniesOldSessions(d.Inline.Value) {
		lines = append(lines, dialog.Line{Tone: dialog.Warn, Text: r.Theme.Marks.Overdue +
			" A policy denies sessions from before a leak. " + r.KeyFor(action.Leak) + " on a key of the user removes it."})
	}
	return lines
}

// userLines are what the list of users tells already; where it could not be had, GetUser does.
func (r *Room) userLines(user iamsvc.Principal, f *store.Fact[iamsvc.UserDetails]) []dialog.Line {
	now := r.Config.Clock.Now()
	u, _ := r.Store.User(user)
	if f.Value.ARN != "" {
		u = f.Value.User
	}
	if u.ARN == "" {
		return detailPart(r, "ARN", f, func(v iamsvc.UserDetails) []string { return oneOrNone(v.ARN) })
	}
	lines := []dialog.Line{dialog.Entry("ARN", u.ARN), dialog.Entry("path", u.Path)}
	if !u.Created.IsZero() {
		lines = append(lines, dialog.Entry("created", text.Date(u.Created, text.UTC)+", "+text.Ago(u.Created, now)))
	}
	password := "never used, or there is none"
	if !u.PasswordLastUsed.IsZero() {
		password = "used " + text.Ago(u.PasswordLastUsed, now) + ", " + text.Date(u.PasswordLastUsed, text.UTC)
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
func listPart[T any](r *Room, label string, f *store.Fact[[]T], word func(T) string) []dialog.Line {
	return detailPart(r, label, f, func(items []T) []string {
		words := make([]string, len(items))
		for i, item := range items {
			words[i] = word(item)
		}
		return words
	})
}

// detailPart words what is known of one part; each state of it reads differently.
func detailPart[T any](r *Room, label string, f *store.Fact[T], inWords func(T) []string) []dialog.Line {
	var lines []dialog.Line
	add := func(s string, tone dialog.Tone) {
		line := dialog.Entry(label, s)
		line.Tone = tone
		lines, label = append(lines, line), " "
	}
	switch {
	case f.State() == store.Unasked, f.State() == store.Loading:
		add(r.Wait(), dialog.Dim)
		return lines
	case f.Denied():
		add("denied: "+cmp.Or(r.Remedy(f.Err.Remedy()), f.Err.Error()), dialog.Warn)
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

// keyDetails is the page about one key.
func (r *Room) keyDetails(k iamsvc.Key) dialog.Dialog {
	lines := []dialog.Line{
		{Text: k.ID, Tone: dialog.Strong},
		dialog.Entry("user", k.User.String()),
		dialog.Entry("status", stage.StatusWord(k.Status)),
	}
	if !k.Created.IsZero() {
		lines = append(lines, dialog.Entry("created", text.Date(k.Created, text.UTC)+", "+r.AgeWords(k)))
	}
	f := r.Store.LastUse(k.ID)
	lines = append(lines, dialog.Entry("last use", r.LastUseWords(k)))
	if f.Known() && !f.Value.Never() {
		lines = append(lines, dialog.Entry(" ", text.Date(f.Value.At, text.UTC)))
	}
	lines = append(lines, dialog.Line{Text: "IAM records a use with a delay, so the last use may lag.", Tone: dialog.Dim})
	if f != nil && f.Err != nil && f.Err.Kind != iamsvc.KindCancelled {
		lines = append(lines, dialog.Line{Text: f.Err.Error(), Tone: dialog.Warn})
		if reason := f.Err.Reason(); reason != "" {
			lines = append(lines, dialog.Entry("reason", reason))
		}
	}
	if text, known := r.Description(k); known && text != "" {
		lines = append(lines, dialog.Entry("description", text))
	}
	if r.Own(k) {
		lines = append(lines, dialog.Line{Text: "akia is signed in with this key.", Tone: dialog.Warn})
	}
	return dialog.NewPage("Access key", lines...)
}
