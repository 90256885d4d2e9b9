package ui

import (
	"strings"

	"akia/iamsvc/store"
	"akia/ui/text"
)

// header says which account this is, who is at work in it, and how.
func (m *Model) header() string {
	t := m.Theme
	parts := []string{t.Badge.Render(" akia ")}
	used := 6
	add := func(paint func(string) string, s string, room int) {
		s = text.Cut(s, room-used-3, t.Marks.Ellipsis)
		if s == "" {
			return
		}
		parts = append(parts, "   "+paint(s))
		used += 3 + text.Width(s)
	}
	badges, badgesWidth := m.badges()
	room := m.Width - badgesWidth
	id := &m.Store.Identity
	switch {
	case m.hall != nil:
		add(t.Strong.Render, m.hall.header(m), room)
	case id.Known():
		if id.Value.Alias != "" {
			add(t.Strong.Render, id.Value.Alias+" "+id.Value.Account, room)
		} else {
			add(t.Strong.Render, id.Value.Account, room)
		}
		add(t.Text.Render, id.Value.Label(), room)
	case id.State() == store.Failed:
		add(t.Bad.Render, "account unknown", room)
	default:
		add(t.Dim.Render, "connecting", room)
	}
	if m.Config.Profile != "" {
		add(t.Dim.Render, "profile "+m.Config.Profile, room)
	}
	if m.Config.Endpoint != "" && !m.Config.Demo {
		add(t.Warn.Render, m.Config.Endpoint, room)
	}
	return strings.Join(parts, "") + text.Spaces(room-used) + badges
}

// badges are what must not be overlooked, at the right end of the header.
func (m *Model) badges() (string, int) {
	var b []string
	width := 0
	if label := m.Config.Label; label != "" {
		room := widestLabel
		if m.Width < narrow {
			room /= 2
		}
		label = " " + text.Cut(text.Clean(label), room, m.Theme.Marks.Ellipsis) + " "
		b, width = append(b, " "+m.Theme.Label(m.Config.Color).Render(label)), text.Width(label)+1
	}
	only := " PATH " + text.Cut(m.Config.PathPrefix, widestPath, m.Theme.Marks.Ellipsis) + " "
	for _, badge := range []struct {
		on   bool
		name string
	}{
		{m.Config.Clock.Ahead() != 0, " CLOCK OFF "},
		{m.Config.PathPrefix != "", only},
		{m.Config.PlainHTTP, " NOT ENCRYPTED "},
		{m.Config.ReadOnly, " READ-ONLY "},
		{m.Config.Demo, " DEMO "},
	} {
		if badge.on {
			b = append(b, " "+m.Theme.Alert.Render(badge.name))
			width += text.Width(badge.name) + 1
		}
	}
	return strings.Join(b, ""), width
}

// widestPath is how many cells the path has in its badge.
const widestPath = 20

// widestLabel is how many cells the label of the account has in its badge, and half of that in a narrow window.
const (
	widestLabel = 24
	narrow      = 80
)
