package handover

import (
	"errors"
	"io/fs"
	"syscall"
)

// Reason says what sort of failure an Error is, so that a screen can decide what to offer.
type Reason uint8

// The reasons of failure.
const (
	ReasonFailed    Reason = iota // the disk or the system refused; nothing was changed
	ReasonInvalid                 // a name, a path or the key itself cannot be used
	ReasonExists                  // something is there that Write was not allowed to replace; nothing was changed
	ReasonChanged                 // what is there is not what the plan was made for; nothing was changed
	ReasonLink                    // a symbolic link is where a file should be; nothing was changed
	ReasonAmbiguous               // the credentials file is written so that programs differ on it; nothing was changed
	ReasonCancelled               // the context ended first; nothing was changed
	ReasonUnsure                  // the file was written, but what should follow did not work
)

// Error is the one error type of this package. It never holds a secret. What it says may quote a path or a name, and
// must be sanitised before it is drawn.
type Error struct {
	Reason Reason
	// Path is the file or folder it is about; empty if it is about none.
	Path string
	// What says in a sentence what happened, and to what.
	What string
	// Next says in a sentence what to do; empty if there is nothing.
	Next string

	cause error
}

// Error returns what happened, in a sentence.
func (e *Error) Error() string { return e.What }

// Advice returns what to do next, in a sentence; empty if there is nothing to do.
func (e *Error) Advice() string { return e.Next }

// Unwrap returns what lies behind the error, so that errors.Is finds [fs.ErrPermission], [syscall.ENOSPC] and the like.
func (e *Error) Unwrap() error { return e.cause }

// failed returns the failure of the system to do something with a path: "/x could not be written: …".
func failed(path, deed string, cause error) *Error {
	why, next := reasonOf(cause)
	return &Error{Path: path, What: path + " could not be " + deed + ": " + why + ".", Next: next, cause: cause}
}

// reasonOf says in plain words why the system refused, and what to do about it.
func reasonOf(err error) (why, next string) {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full", "Make room, or choose another place."
	case errors.Is(err, syscall.EROFS):
		return "the file system is read-only", "Choose another place."
	case errors.Is(err, fs.ErrPermission):
		return "it is not permitted", "Check who owns it and its mode, or choose another place."
	case errors.Is(err, syscall.ENOTDIR):
		return "a part of the path is no folder", "Choose another place."
	case errors.Is(err, fs.ErrNotExist):
		return "its folder does not exist any more", "Choose another place, or try again."
	}
	var cause syscall.Errno
	if errors.As(err, &cause) {
		return cause.Error(), "Try again, or choose another place."
	}
	return "the system refused it", "Try again, or choose another place."
}
