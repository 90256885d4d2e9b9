package stage

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
	"akia/ui/text"
	"akia/ui/theme"
)

// IDCell shows a key ID, with a mark at the one that akia is signed in with.
func (s *Stage) IDCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if s.Own(k) {
		return text.Cut(k.ID, 20, s.Theme.Marks.Ellipsis) + s.Theme.Marks.Own, p.Strong
	}
	return k.ID, p.Strong
}

// UsedCell shows the last use of a key; each state of what is known of it reads differently.
func (s *Stage) UsedCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	f := s.Store.LastUse(k.ID)
	if !f.Known() {
		return s.UnknownUse(f, p)
	}
	if f.Value.Never() {
		return "never", p.Dim
	}
	return text.When(f.Value.At, s.Config.Clock.Now(), s.Times), p.Text
}

// UnknownUse shows why a last use is not known.
func (s *Stage) UnknownUse(f *store.Fact[iamsvc.LastUse], p theme.Palette) (string, theme.Paint) {
	switch {
	case f.State() == store.Loading:
		return s.Wait(), p.Dim
	case f.Denied():
		return "denied", p.Warn
	case f.State() == store.Unasked:
		return s.Theme.Marks.Unknown, p.Dim
	case f.Err.Kind == iamsvc.KindCancelled:
		return "stopped", p.Dim
	default:
		return "failed", p.Bad
	}
}

// ServiceCell shows the service of the last use.
func (s *Stage) ServiceCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	return s.useDetail(k, p, func(u iamsvc.LastUse) string { return u.Service })
}

// RegionCell shows the Region of the last use.
func (s *Stage) RegionCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	return s.useDetail(k, p, func(u iamsvc.LastUse) string { return u.Region })
}

func (s *Stage) useDetail(k iamsvc.Key, p theme.Palette, get func(iamsvc.LastUse) string) (string, theme.Paint) {
	f := s.Store.LastUse(k.ID)
	if !f.Known() {
		return "", p.Dim
	}
	if s := get(f.Value); s != "" {
		return s, p.Text
	}
	return s.Theme.Marks.None, p.Dim
}

// DescriptionCell shows the description of a key.
func (s *Stage) DescriptionCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	f := s.Store.Descriptions(k.User)
	switch {
	case f.Denied():
		return "denied", p.Warn
	case f != nil && f.Err != nil && f.Err.Kind != iamsvc.KindCancelled:
		return "failed", p.Bad
	case !f.Known():
		return s.Theme.Marks.Unknown, p.Dim
	case f.Value[k.ID] == "":
		return s.Theme.Marks.None, p.Dim
	}
	return f.Value[k.ID], p.Text
}

// Description returns what is known of the description of a key.
func (s *Stage) Description(k iamsvc.Key) (text string, known bool) {
	f := s.Store.Descriptions(k.User)
	if !f.Known() {
		return "", false
	}
	return f.Value[k.ID], true
}

// LastUseOf returns the last use of a key; the zero fact if it was never asked.
func (s *Stage) LastUseOf(k iamsvc.Key) store.Fact[iamsvc.LastUse] {
	if f := s.Store.LastUse(k.ID); f != nil {
		return *f
	}
	return store.Fact[iamsvc.LastUse]{}
}

// StatusMark returns the mark of a status and its paint.
func (s *Stage) StatusMark(status iamsvc.Status, p theme.Palette) (string, theme.Paint) {
	switch status {
	case iamsvc.Active:
		return s.Theme.Marks.Active, p.Good
	case iamsvc.Inactive:
		return s.Theme.Marks.Inactive, p.Dim
	default:
		return s.Theme.Marks.Other, p.Warn
	}
}

// Age words how old a key is, with a mark behind it if it is due for rotation, and the room of one if it is not.
func (s *Stage) Age(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if k.Created.IsZero() {
		return "? ", p.Dim
	}
	now := s.Config.Clock.Now()
	words := text.Span(now.Sub(k.Created))
	if s.Config.Thresholds.Overdue(k, now) {
		return words + s.Theme.Marks.Overdue, p.Warn
	}
	return words + text.Spaces(text.Width(s.Theme.Marks.Overdue)), p.Text
}

// StatusWord spells a status out; one that IAM may add is shown as it came.
func StatusWord(s iamsvc.Status) string {
	switch s {
	case iamsvc.Active, iamsvc.Inactive:
		return strings.ToLower(string(s))
	case "":
		return "status unknown"
	default:
		return string(s)
	}
}

// AgeWords words the age of a key for a dialog.
func (s *Stage) AgeWords(k iamsvc.Key) string {
	if k.Created.IsZero() {
		return "created at an unknown time"
	}
	switch age := s.Config.Clock.Now().Sub(k.Created); {
	case age <= -clock.Tolerance:
		return "created " + text.Span(age) + ", a date in the future"
	case age < time.Minute:
		return "created just now"
	default:
		return text.Span(age) + " old"
	}
}

// LastUseWords words the last use of a key for a dialog.
func (s *Stage) LastUseWords(k iamsvc.Key) string {
	f := s.Store.LastUse(k.ID)
	switch {
	case f.Denied():
		return "last use not known: denied"
	case !f.Known():
		return "last use not known"
	case f.Value.Never():
		return "never used"
	}
	words := "last used " + text.Ago(f.Value.At, s.Config.Clock.Now())
	if f.Value.Service != "" {
		words += " for " + f.Value.Service
	}
	if f.Value.Region != "" {
		words += " in " + f.Value.Region
	}
	return words
}
