package browse

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/store"
	"akia/ui/about"
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
	r.OpenLivePage(userDetails{r, r.pace.user}, stage.About{User: r.pace.user})
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
	boundary := func(v iamsvc.UserDetails) []string { return oneOrNone(v.Boundary) }
	tags := func(v iamsvc.UserDetails) []string { return about.Tags(v.Tags) }
	for _, l := range []about.Line{
		about.MFA(r.Stage, u.user), about.Groups(r.Stage, u.user),
		about.Attached(r.Stage, u.user), about.Inline(r.Stage, u.user),
		about.Of("boundary", &d.User, boundary), about.Of("tags", &d.User, tags),
	} {
		lines = append(lines, l.Page(r.Stage)...)
	}
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
func (r *Room) userLines(who iamsvc.Principal, f *store.Fact[iamsvc.UserDetails]) []dialog.Line {
	u, known := about.User(r.Stage, who)
	if !known {
		arn := about.Of("ARN", f, func(v iamsvc.UserDetails) []string { return oneOrNone(v.ARN) })
		return arn.Page(r.Stage)
	}
	lines := []dialog.Line{dialog.Entry("ARN", u.ARN), dialog.Entry("path", u.Path)}
	if !u.Created.IsZero() {
		created := text.Date(u.Created, text.UTC) + ", " + text.Ago(u.Created, r.Config.Clock.Now())
		lines = append(lines, dialog.Entry("created", created))
	}
	return append(lines, about.Password(r.Stage, who).Page(r.Stage)...)
}

func oneOrNone(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
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
