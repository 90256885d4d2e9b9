package iamsvc

// ChangedError is the refusal to delete a key that is no longer what the person saw. Nothing was done.
type ChangedError struct {
	// Now is the key as it is now, to be shown before asking again.
	Now SeenKey
	// Err is the *Error, of KindChanged.
	Err *Error
}

// Error returns one sentence that says what has changed.
func (e *ChangedError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *ChangedError) Unwrap() error { return e.Err }
