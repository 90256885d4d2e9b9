package store

import (
	"time"

	"akia/iamsvc"
	"akia/iamsvc/queue"
)

// Fresh is how long an answer is not asked again.
const Fresh = 60 * time.Second

// retryAfter is how long a failure that may pass (network, throttling) is not asked again.
const retryAfter = 5 * time.Second

// Pace says how quickly the person moves through the list of users.
type Pace uint8

// The paces, from quick to slow.
const (
	Moving  Pace = iota // keys come in quick succession: nothing new is asked
	Resting             // the cursor has come to rest
	Settled             // it has rested for a second: the rows in view are worth asking too
)

// View is what the screen shows, as far as it matters for what to load.
type View struct {
	Pace Pace
	// Selected is the user whose keys are shown; nobody for none.
	Selected    iamsvc.Principal
	HasSelected bool
	// SelectedAt is when the cursor came to that user: what was fresh then is not asked again while it stays there.
	SelectedAt time.Time
	// Uses are those of the selected user's keys whose last use is looked at, by ID. UsesAhead are those that come
	// behind them: the rows around the view, or all others where the last use of all matters.
	Uses, UsesAhead []string
	// Descriptions says that the descriptions of the selected user's keys are on the screen.
	Descriptions bool
	// Details are the users whose details are on the screen.
	Details []DetailsView
	// Shown are the names of the users in view.
	Shown []iamsvc.Principal
	// NearEnd says that the cursor is close to the last user that was read.
	NearEnd bool
	// WantAll says that all pages are wanted, as for a filter.
	WantAll bool
	// Listing says that someone else is reading further pages, and has them learned.
	Listing bool
}

// Want is a request that is worth having, and how urgent it is.
type Want struct {
	Read
	Class queue.Class
}

// Plan returns all that is worth asking for the view, the most urgent first, be it under way already or not. What is
// under way and not in the plan is not worth waiting for. It reads the account and changes nothing.
func (s *Store) Plan(v View) []Want {
	var p []Want
	if s.Identity.at.IsZero() {
		p = append(p, Want{Read{Op: AskIdentity}, queue.InView})
	}
	p = s.planUsers(p, v)
	if v.HasSelected {
		p = s.planSelected(p, v)
	}
	p = s.planDetails(p, v)
	if v.Pace == Settled {
		p = s.planShown(p, v)
	}
	return p
}

func (s *Store) planUsers(p []Want, v View) []Want {
	l := &s.listing
	ask := Want{Read{Op: AskUsers}, queue.InView}
	switch {
	case l.stopped || l.fact.Err != nil:
	case !l.fact.known, l.refreshing:
		p = append(p, ask)
	case l.more && !v.Listing && (v.NearEnd || v.WantAll):
		ask.Class = queue.Ahead
		p = append(p, ask)
	}
	return p
}

// planSelected wants the selected user's keys and, as soon as these are known, the last use of those in view together.
func (s *Store) planSelected(p []Want, v View) []Want {
	keys := s.keys[v.Selected]
	moving := v.Pace == Moving
	if worth(keys, v, moving) {
		p = append(p, Want{Read{AskKeys, v.Selected, ""}, queue.InView})
	}
	if !keys.Known() {
		return p
	}
	p = s.planUses(p, v, v.Uses, queue.InView)
	if v.Descriptions && len(keys.Value) > 0 && worth(s.descriptions[v.Selected], v, moving) {
		p = append(p, Want{Read{AskDescriptions, v.Selected, ""}, queue.Ahead})
	}
	return s.planUses(p, v, v.UsesAhead, queue.Ahead)
}

// planUses wants the last use of keys of the selected user.
func (s *Store) planUses(p []Want, v View, keyIDs []string, class queue.Class) []Want {
	for _, id := range keyIDs {
		if worth(s.lastUse[id], v, v.Pace == Moving) {
			p = append(p, Want{Read{AskLastUse, v.Selected, id}, class})
		}
	}
	return p
}

// planShown wants the keys of the users in view that were never asked for.
func (s *Store) planShown(p []Want, v View) []Want {
	for _, user := range v.Shown {
		f := s.keys[user]
		if user == v.Selected || f != nil && !f.at.IsZero() {
			continue
		}
		p = append(p, Want{Read{AskKeys, user, ""}, queue.Ahead})
	}
	return p
}

// worth reports whether a fact of the selected user should be asked, or waited for if it is under way.
func worth(f asked, v View, moving bool) bool {
	if moving {
		return f.asking()
	}
	return f.due(v.SelectedAt)
}
