package stage

import (
	"akia/iamsvc"
	"akia/iamsvc/rotation"
)

// RotationFacts is what is known of the keys of a user, for the rotation of an old one, or, if there is none, for roos.
func (s *Stage) RotationFacts(user iamsvc.Principal, old string) rotation.Facts {
	f := rotation.Facts{
		Old: old, LastUse: map[string]iamsvc.LastUse{}, Deactivated: s.Config.Clock.Service(s.Store.Deactivated(old)),
		Quiet: s.Config.RotationQuiet, Inactive: s.Config.RotationInactive,
	}
	if keys := s.Store.Keys(user); keys != nil {
		f.Keys = keys.Value
	}
	for _, k := range f.Keys {
		if use := s.Store.LastUse(k.ID); use.Known() {
			f.LastUse[k.ID] = use.Value
		}
	}
	if gone, ok := s.Store.RemovedKey(old); ok {
		f.Removed, f.RemovedAt = gone.Key, gone.At
		if gone.Used {
			f.LastUse[old] = gone.LastUse
		}
	}
	return f
}
