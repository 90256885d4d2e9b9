package store

import "akia/iamsvc"

// Oldest returns the key that says most about a user: the oldest active one, else the oldest. One of an unknown age
// is only returned where there is no other.
func Oldest(keys []iamsvc.Key) (iamsvc.Key, bool) {
	var best iamsvc.Key
	found := false
	for _, k := range keys {
		active, bestActive := k.Status == iamsvc.Active, best.Status == iamsvc.Active
		older := !k.Created.IsZero() && (best.Created.IsZero() || k.Created.Before(best.Created))
		if !found || active && !bestActive || active == bestActive && older {
			best, found = k, true
		}
	}
	return best, found
}

// LatestUse returns the most recent use of any of the keys. It is Known only if that of each is; a failure of one is
// the failure of the whole.
func (s *Store) LatestUse(keys []iamsvc.Key) (iamsvc.LastUse, State) {
	var latest iamsvc.LastUse
	state := Known
	for _, k := range keys {
		f := s.lastUse[k.ID]
		switch known := f.State(); known {
		case Known:
			if f.Value.At.After(latest.At) {
				latest = f.Value
			}
		case Failed:
			return iamsvc.LastUse{}, Failed
		default:
			state = known
		}
	}
	return latest, state
}
