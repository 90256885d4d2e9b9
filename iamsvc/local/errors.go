package local

import (
	"errors"
	"fmt"
	"net/http"

	"akia/iamsvc/local/model"
)

// Error is an error as the service answers it.
type Error struct {
	Status        int
	Code, Message string
}

// Error returns the code and the message.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// ErrDropped is what a [Handler] returns to have the connection reset instead of answered.
var ErrDropped = errors.New("connection dropped")

// refusedInput returns the error for an input that the model refuses.
func refusedInput(err error) error {
	var refused *model.Error
	switch {
	case !errors.As(err, &refused):
		return err
	case refused.Malformed:
		return malformed(refused.Message)
	}
	return invalid(refused.Message)
}

func invalid(message string) error {
	return &Error{http.StatusBadRequest, "ValidationError", message}
}

func malformed(message string) error {
	return &Error{http.StatusBadRequest, "MalformedInput", message}
}

func invalidInput(message string) error {
	return &Error{http.StatusBadRequest, "InvalidInput", message}
}

func noSuchEntity(format string, args ...any) error {
	return &Error{http.StatusNotFound, "NoSuchEntity", fmt.Sprintf(format, args...)}
}

func noSuchUser(name string) error {
	return noSuchEntity("The user with name %s cannot be found.", name)
}

func noSuchKey(id string) error {
	return noSuchEntity("The Access Key with id %s cannot be found.", id)
}

func alreadyExists(format string, args ...any) error {
	return &Error{http.StatusConflict, "EntityAlreadyExists", fmt.Sprintf(format, args...)}
}

func overQuota(quota string, limit int) error {
	return &Error{http.StatusConflict, "LimitExceeded", fmt.Sprintf("Cannot exceed quota for %s: %d", quota, limit)}
}

func deleteConflict() error {
	return &Error{http.StatusConflict, "DeleteConflict", "Cannot delete entity, must remove referenced objects first."}
}

func forbidden(code, message string) error {
	return &Error{http.StatusForbidden, code, message}
}
