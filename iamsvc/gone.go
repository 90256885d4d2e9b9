package iamsvc

// keyGone returns what to make of a key that was to be changed and is not there, or nil if that is what was wanted: a
// delete after one from here that may have been carried out.
func (s *Service) keyGone(a action, missing *Error) *Error {
	e := *missing
	e.Kind, e.Op, e.Subject, e.transient = KindNotFound, a.op, a.subject, false
	if s.overlay.madeLately(a.subject) {
		e.Kind = KindConflict
		e.sentence = "IAM does not know " + a.subject + " everywhere yet: it was made a moment ago. Nothing was done."
		e.remedy = Remedy{Kind: RemedyRepeatSoon}
		return &e
	}
	s.overlay.deleted(a.subject)
	if !s.ownWrites.mayHaveDeleted(a.subject) {
		return &e
	}
	if a.goneIsDone {
		return nil
	}
	e.sentence = "Key " + a.subject + " does not exist any more: it was deleted from here."
	return &e
}
