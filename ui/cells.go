package ui

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
	"akia/ui/text"
	"akia/ui/theme"
)

func (m *Model) idCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if m.own(k) {
		return text.Cut(k.ID, 20, m.theme.Marks.Ellipsis) + m.theme.Marks.Own, p.Strong
	}
	return k.ID, p.Strong
}

// statusCell shows a status as it is, or what it is being changed to.
func (m *Model) statusCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if w, busy := m.writes.pending(k.User, k.ID); busy {
		if w.op == opDelete {
			return m.wait() + " deleting", p.Warn
		}
		return m.wait() + " " + statusWord(w.to), p.Warn
	}
	mark, paint := m.statusMark(k.Status, p)
	return mark + " " + statusWord(k.Status), paint
}

func (m *Model) ageCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) { return m.age(k, p) }

// usedCell shows the last use of a key; each state of what is known of it reads differently.
func (m *Model) usedCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	f := m.account.LastUse(k.ID)
	if !f.Known() {
		return m.unknownUse(f, p)
	}
	if f.Value.Never() {
		return "never", p.Dim
	}
	return text.When(f.Value.At, m.cfg.Clock.Now(), m.clock), p.Text
}

func (m *Model) unknownUse(f *store.Fact[iamsvc.LastUse], p theme.Palette) (string, theme.Paint) {
	switch {
	case f.State() == store.Loading:
		return m.wait(), p.Dim
	case f.Denied():
		return "denied", p.Warn
	case f.State() == store.Unasked:
		return m.theme.Marks.Unknown, p.Dim
	case f.Err.Kind == iamsvc.KindCancelled:
		return "stopped", p.Dim
	default:
		return "failed", p.Bad
	}
}

func (m *Model) serviceCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	return m.useDetail(k, p, func(u iamsvc.LastUse) string { return u.Service })
}

func (m *Model) regionCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	return m.useDetail(k, p, func(u iamsvc.LastUse) string { return u.Region })
}

func (m *Model) useDetail(k iamsvc.Key, p theme.Palette, get func(iamsvc.LastUse) string) (string, theme.Paint) {
	f := m.account.LastUse(k.ID)
	if !f.Known() {
		return "", p.Dim
	}
	if s := get(f.Value); s != "" {
		return s, p.Text
	}
	return m.theme.Marks.None, p.Dim
}

// statusMark returns the mark of a status and its paint.
func (m *Model) statusMark(s iamsvc.Status, p theme.Palette) (string, theme.Paint) {
	switch s {
	case iamsvc.Active:
		return m.theme.Marks.Active, p.Good
	case iamsvc.Inactive:
		return m.theme.Marks.Inactive, p.Dim
	default:
		return m.theme.Marks.Other, p.Warn
	}
}

// age words how old a key is, with a mark if it is due for rotation.
func (m *Model) age(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if k.Created.IsZero() {
		return "?", p.Dim
	}
	now := m.cfg.Clock.Now()
	words := text.Span(now.Sub(k.Created))
	if m.cfg.Thresholds.Overdue(k, now) {
		return words + m.theme.Marks.Overdue, p.Warn
	}
	return words, p.Text
}

// statusWord spells a status out; one that IAM may add is shown as it came.
func statusWord(s iamsvc.Status) string {
	switch s {
	case iamsvc.Active, iamsvc.Inactive:
		return strings.ToLower(string(s))
	case "":
		return "status unknown"
	default:
		return string(s)
	}
}

// ageWords words the age of a key for a dialog.
func (m *Model) ageWords(k iamsvc.Key) string {
	if k.Created.IsZero() {
		return "created at an unknown time"
	}
	switch age := m.cfg.Clock.Now().Sub(k.Created); {
	case age <= -clock.Tolerance:
		return "created " + text.Span(age) + ", a date in the future"
	case age < time.Minute:
		return "created just now"
	default:
		return text.Span(age) + " old"
	}
}

// lastUseWords words the last use of a key for a dialog.
func (m *Model) lastUseWords(k iamsvc.Key) string {
	f := m.account.LastUse(k.ID)
	switch {
	case f.Denied():
		return "last use not known: denied"
	case !f.Known():
		return "last use not known"
	case f.Value.Never():
		return "never used"
	}
	words := "last used " + text.Ago(f.Value.At, m.cfg.Clock.Now())
	if f.Value.Service != "" {
		words += " for " + f.Value.Service
	}
	if f.Value.Region != "" {
		words += " in " + f.Value.Region
	}
	return words
}
