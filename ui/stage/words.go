package stage

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/text"
	"akia/ui/theme"
)

// Own reports whether a key is the one that akia is signed in with, also if that could not be read again.
func (s *Stage) Own(k iamsvc.Key) bool {
	own := s.Store.Identity.Value.KeyID
	return own != "" && own == k.ID
}

// About describes a key for a dialog that would change it: the account, the key, its age and last use.
func (s *Stage) About(k iamsvc.Key, more ...dialog.Line) []dialog.Line {
	lines := []dialog.Line{
		{Text: "Account " + s.AccountLabel(), Tone: dialog.Dim},
		{Text: k.ID + " of " + k.User.String(), Tone: dialog.Strong},
		{Text: s.KeyWords(k)},
	}
	return append(lines, more...)
}

// KeyWords puts what is known of a key into words.
func (s *Stage) KeyWords(k iamsvc.Key) string {
	return strings.Join([]string{StatusWord(k.Status), s.AgeWords(k), s.LastUseWords(k)}, ", ")
}

// AccountLabel names the account by its label, alias and ID, as every dialog that writes does.
func (s *Stage) AccountLabel() string {
	if s.Config.Label == "" {
		return s.accountName()
	}
	return text.Clean(s.Config.Label) + ": " + s.accountName()
}

// accountName names the account by alias and ID.
func (s *Stage) accountName() string {
	if _, asking := s.Store.Identity.Asking(); !s.Store.Identity.Known() && asking {
		return "not known yet"
	}
	if !s.Store.Identity.Known() {
		return "not known"
	}
	id := s.Store.Identity.Value
	if id.Alias == "" {
		return id.Account
	}
	return id.Alias + " (" + id.Account + ")"
}

// ShortID shortens an access key ID for a message, as "AKIA…2K4P": the row it is about is on the screen.
func (s *Stage) ShortID(id string) string {
	if len(id) <= 12 {
		return id
	}
	return id[:4] + s.Theme.Marks.Ellipsis + id[len(id)-4:]
}

// UnderPath names the path that the users on the screen are under, with a space before it; empty if all users are.
func (s *Stage) UnderPath() string {
	if s.Config.PathPrefix == "" {
		return ""
	}
	return " under " + s.Config.PathPrefix
}

// ScrollOf says which rows of a list, of as many as the count says, are in the window below a line of heads.
func ScrollOf(w *list.Window, rows list.Source, count string) theme.Scroll {
	from, to := w.Range(rows)
	place := text.Count(w.Pos()+1) + " of " + count
	if !w.Selected() {
		place = count
	}
	return theme.Scroll{From: from, To: to, Of: rows.Len(), Heads: 1, Place: place}
}

// PlainName is the name of a user alone, as a person types it and as CloudTrail records it.
func PlainName(user iamsvc.Principal) string {
	if user.IsRoot() {
		return "root"
	}
	return user.UserName()
}

// Fault says what is wrong with what was typed; empty if nothing is.
func Fault(err error) string {
	if e := iamsvc.AsError(err); e != nil {
		return e.Error()
	}
	return ""
}

// KeyLines lists keys with what is known of each.
func (s *Stage) KeyLines(keys []iamsvc.Key) []dialog.Line {
	lines := make([]dialog.Line, 0, len(keys))
	for _, k := range keys {
		words := s.Theme.Marks.None + " " + k.ID + ": " + s.KeyWords(k)
		if s.Own(k) {
			words += ", akia is signed in with it"
		}
		lines = append(lines, dialog.Line{Text: words})
	}
	return lines
}

// Since words how long ago something was, in parentheses.
func (s *Stage) Since(at time.Time) string { return "(" + text.Ago(at, s.Config.Clock.Now()) + ")" }

// DateClock is the clock for dates: local time, unless UTC was chosen.
func (s *Stage) DateClock() text.Clock {
	if s.Times == text.UTC {
		return text.UTC
	}
	return text.Local
}
