package iamsvc

import "context"

// LeftDescriptionError is a warning of DeleteKey: the key was deleted, but its description was not removed. Undescribe tries
// that again.
type LeftDescriptionError struct {
	// Key is the key that is deleted.
	Key Key
	// Err is the *Error of what failed, the removal of the description. Its sentence says that the key is deleted.
	Err *Error
}

// Error returns one sentence that says what was done and what was not.
func (e *LeftDescriptionError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *LeftDescriptionError) Unwrap() error { return e.Err }

// undescribeDeleted removes the description of a key that was deleted, if it had one.
func (s *Service) undescribeDeleted(ctx context.Context, seen SeenKey) error {
	if seen.Description == "" {
		return nil
	}
	e := AsError(s.Undescribe(ctx, seen.Key.User, seen.Key.ID))
	if e == nil {
		return nil
	}
	reason := e.Error()
	e.Unclear = false // of the key, which is what was asked for, nothing is
	e.sentence = "Key " + seen.Key.ID + " was deleted, but its description was left among the tags of " +
		seen.Key.User.String() + ". " + reason
	return &LeftDescriptionError{seen.Key, e}
}
