package ui

import (
	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// tookLook records what was seen before a deactivation. It returns a line if that was all there was to do.
func (m *Model) tookLook(it *bulkItem, l write.Look) (dialog.Line, bool) {
	w := it.write
	if l.Known {
		m.Store.LearnKeys(w.User, l.Keys, l.Sent, m.Config.Now())
		k, _ := l.Key(w.Key)
		it.wasActive = k.Status == iamsvc.Active
	}
	why := l.Needless(w.Key)
	if why == "" {
		return dialog.Line{}, false
	}
	it.state = bulkNeedless
	return dialog.Line{Text: why, Tone: dialog.Warn}, true
}

// knownActive reports whether a key is active by a list that is fresh.
func (m *Model) knownActive(w write.Write) bool {
	k, there := m.Store.Key(w.User, w.Key)
	return there && k.Status == iamsvc.Active && m.Store.Keys(w.User).Fresh(m.Config.Now())
}
