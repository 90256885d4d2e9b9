package stage

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
)

// Live is what a window is about that stays open when it is answered, and that follows what becomes known. Two are
// about the same if they are equal by ==.
type Live interface {
	// Draw makes the window as it should be now.
	Draw() dialog.Follower
	Answerer
	// Details says which details of which user it shows; no parts for none.
	Details() (user iamsvc.Principal, parts []store.Op)
	// Uses says the last uses of which keys it shows, and whether it decides by those of all keys of the user.
	Uses() (keyIDs []string, all bool)
}

// OpenLive opens a window that follows what becomes known.
func (s *Stage) OpenLive(l Live) { s.Push(Window{Dialog: l.Draw(), Live: l}) }

// OpenLivePage opens a page that follows what becomes known, and from which the keys of the screen act on what it is
// about.
func (s *Stage) OpenLivePage(l Live, of About) { s.Push(Window{Dialog: l.Draw(), Live: l, About: &of}) }

// FollowLive brings the windows up to date with what is known. If that changes what one can be answered, it takes no
// answer for a moment: one that was meant for the old question must not answer the new one.
func (s *Stage) FollowLive() {
	for i := range s.Windows {
		w := &s.Windows[i]
		if w.Live == nil {
			continue
		}
		if d, ok := w.Dialog.(dialog.Follower); ok && d.Follow(w.Live.Draw()) {
			w.Changed(s.Config.Now())
		}
	}
}

// WantedDetails are the details that the windows show.
func (s *Stage) WantedDetails() []store.DetailsView {
	var wanted []store.DetailsView
	for _, w := range s.Windows {
		if w.Live == nil {
			continue
		}
		if user, parts := w.Live.Details(); len(parts) > 0 {
			wanted = append(wanted, store.DetailsView{User: user, Parts: parts, Since: w.Since})
		}
	}
	return wanted
}

// WantedUses are the last uses that the windows are about, and whether one is about those of all keys of the user.
func (s *Stage) WantedUses() (keyIDs []string, all bool) {
	for _, w := range s.Windows {
		if w.Live != nil {
			ids, every := w.Live.Uses()
			keyIDs, all = append(keyIDs, ids...), all || every
		}
	}
	return keyIDs, all
}

// Message is a message that knows what is to be done with it: the one route of answers to the room that asked.
type Message interface{ Take() tea.Cmd }

// Result is what a dialog was answered with that knows what is to be done: the one route of results to the room that
// opened it.
type Result interface{ Do() tea.Cmd }
