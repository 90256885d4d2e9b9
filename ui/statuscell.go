package ui

import (
	"akia/iamsvc"
	"akia/ui/stage"
	"akia/ui/theme"
	"akia/ui/write"
)

// statusCell shows a status as it is, or what it is being changed to.
func (m *Model) statusCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if w, busy := m.UnderWay.Pending(k.User, k.ID); busy {
		if w.Op == write.Delete {
			return m.Wait() + " deleting", p.Warn
		}
		return m.Wait() + " " + stage.StatusWord(w.To), p.Warn
	}
	mark, paint := m.StatusMark(k.Status, p)
	return mark + " " + stage.StatusWord(k.Status), paint
}
