package iamsvc

import (
	"fmt"
	"strings"
)

// Details returns everything that may be shown of the error, one fact a line, its sentence first: for a view of its own, and to be passed on
// to whoever is asked for help. It never holds a secret or a session token. Like Message it must be sanitised.
func (e *Error) Details() string {
	var b strings.Builder
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-12s %s\n", label+":", text)
		}
	}
	b.WriteString(e.Error() + "\n")
	b.WriteString("\n")
	line("Operation", e.Op)
	line("Subject", e.Subject)
	line("Code", e.Code)
	if e.status != 0 {
		line("HTTP status", fmt.Sprint(e.status))
	}
	line("Request ID", e.RequestID)
	line("Permission", e.Permission())
	line("Reason", e.Reason())
	line("Profile", e.profile)
	line("Message", e.Message)
	if e.cause != nil && !e.private {
		line("Cause", e.cause.Error())
	}
	return strings.TrimRight(b.String(), "\n")
}
