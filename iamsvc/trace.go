package iamsvc

import (
	"fmt"
	"strings"
)

// Trace returns in one line what whoever is asked for help wants to know of the error: the operation, the service's code and
// own words or else what broke, and the request ID. It never holds a secret; like Message it must be sanitised. It is empty
// for a failure that no call is behind.
func (e *Error) Trace() string {
	if e.Op == "" {
		return ""
	}
	code := e.Code
	if code == "" && e.status != 0 {
		code = fmt.Sprintf("HTTP status %d", e.status)
	}
	cause := e.Message
	if cause == "" && e.cause != nil && !e.private {
		cause = e.cause.Error()
	}
	var parts []string
	for _, part := range []string{strings.TrimSpace(e.Op + " " + code), cause} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	trace := strings.Join(parts, ": ")
	if e.RequestID != "" {
		trace += "; request ID " + e.RequestID
	}
	return trace
}
