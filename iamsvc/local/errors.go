package local

import (
	"errors"
	"fmt"
	"net/http"
)

// apiError is an error as the service answers it.
type apiError struct {
	status        int
	code, message string
}

func (e *apiError) Error() string { return e.code + ": " + e.message }

// errDropped says that the connection is to be reset instead of answered.
var errDropped = errors.New("connection dropped")

func invalid(message string) error {
	return &apiError{http.StatusBadRequest, "ValidationError", message}
}

func malformed(message string) error {
	return &apiError{http.StatusBadRequest, "MalformedInput", message}
}

func invalidInput(message string) error {
	return &apiError{http.StatusBadRequest, "InvalidInput", message}
}

func noSuchEntity(format string, args ...any) error {
	return &apiError{http.StatusNotFound, "NoSuchEntity", fmt.Sprintf(format, args...)}
}

func noSuchUser(name string) error {
	return noSuchEntity("The user with name %s cannot be found.", name)
}

func noSuchKey(id string) error {
	return noSuchEntity("The Access Key with id %s cannot be found.", id)
}

func alreadyExists(format string, args ...any) error {
	return &apiError{http.StatusConflict, "EntityAlreadyExists", fmt.Sprintf(format, args...)}
}

func overQuota(quota string, limit int) error {
	return &apiError{http.StatusConflict, "LimitExceeded", fmt.Sprintf("Cannot exceed quota for %s: %d", quota, limit)}
}

func deleteConflict() error {
	return &apiError{http.StatusConflict, "DeleteConflict", "Cannot delete entity, must remove referenced objects first."}
}

func forbidden(code, message string) error {
	return &apiError{http.StatusForbidden, code, message}
}

func throttled() error {
	return &apiError{http.StatusBadRequest, "Throttling", "Rate exceeded"}
}
