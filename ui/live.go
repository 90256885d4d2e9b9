package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// live is what a window is about that follows what becomes known, as [stage.Live], for what is still a part of the root.
type live interface {
	draw(m *Model) dialog.Follower
	answer(m *Model, result dialog.Result) tea.Cmd
	details() (user iamsvc.Principal, parts []store.Op)
	uses(m *Model) (keyIDs []string, all bool)
	KeyOf() write.Subject
	under(now iamsvc.Principal) live
}

// followed makes a live one of the stage's.
type followed struct {
	m *Model
	l live
}

var _ stage.Live = followed{}

func (f followed) Draw() dialog.Follower                   { return f.l.draw(f.m) }
func (f followed) Answer(result dialog.Result) tea.Cmd     { return f.l.answer(f.m, result) }
func (f followed) Details() (iamsvc.Principal, []store.Op) { return f.l.details() }
func (f followed) Uses() ([]string, bool)                  { return f.l.uses(f.m) }

// openLive opens a window that follows what becomes known.
func (m *Model) openLive(l live) { m.OpenLive(followed{m, l}) }

// liveIn returns what a window is about; nil if that is nothing, or of a room.
func liveIn(w stage.Window) live {
	f, _ := w.Live.(followed)
	return f.l
}
