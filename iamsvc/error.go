package iamsvc

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure an Error is, so that a screen can decide what to offer.
type Kind uint8

// The kinds of failure. The zero Kind is a failure of the service that none of the others describes.
const (
	KindService       Kind = iota // the service failed, or answered what makes no sense
	KindDenied                    // a permission is missing, or a policy denies the call
	KindNotFound                  // the user or key does not exist (any more)
	KindQuota                     // a quota of the account is used up, such as two keys a user
	KindThrottled                 // the service limits the rate of calls, and went on doing so
	KindNoCredentials             // no credentials were found at all
	KindExpired                   // the credentials or the SSO login have run out
	KindCredentials               // the credentials are not valid: unknown key, wrong secret, wrong clock
	KindConflict                  // the entity is being changed by someone else, or exists already
	KindChanged                   // the key is no longer what the person saw; nothing was done
	KindNetwork                   // the service could not be reached, or the connection broke
	KindTimeout                   // no answer in time
	KindCancelled                 // the call was cancelled from here
	KindInvalid                   // the input was refused, here or by the service
	KindReadOnly                  // refused here, because the program runs read-only
	KindLostKey                   // a key was made, but its secret never arrived: see LostKeyError
	KindOtherSigner               // refused here, because the credentials have become somebody else's
	KindRenamed                   // the key belongs to another user by now: see RenamedError; nothing was done
	KindKeyUnknown                // the user does not have the key, and whether it still works is not known
	KindMFA                       // a code of an MFA device is needed: see Service.SignIn
	KindNotCreated                // the answer to a create was lost, but it is certain now that no key was made
)

// String returns the word for a kind of failure in logs and in the journal of changes.
func (k Kind) String() string {
	switch k {
	case KindDenied:
		return "denied"
	case KindNotFound:
		return "not found"
	case KindQuota:
		return "quota"
	case KindThrottled:
		return "throttled"
	case KindNoCredentials:
		return "no credentials"
	case KindExpired:
		return "credentials expired"
	case KindCredentials:
		return "credentials refused"
	case KindConflict:
		return "conflict"
	case KindChanged:
		return "changed meanwhile"
	case KindNetwork:
		return "network"
	case KindTimeout:
		return "timeout"
	case KindCancelled:
		return "cancelled"
	case KindInvalid:
		return "invalid"
	case KindRenamed:
		return "renamed"
	case KindKeyUnknown:
		return "key unknown"
	case KindOtherSigner:
		return "other signer"
	case KindReadOnly:
		return "read-only"
	case KindLostKey:
		return "secret lost"
	case KindMFA:
		return "MFA code needed"
	case KindNotCreated:
		return "not made"
	default:
		return "service"
	}
}

// Error is the one error type of this package: each failure of each method is an *Error.
type Error struct {
	Kind Kind
	// Op is the IAM or STS operation, such as "ListUsers".
	Op string
	// Subject is the user name or key ID that the operation was about; empty if it was about neither.
	Subject string
	// Code is the service's own error code, such as "AccessDenied"; empty if no answer came.
	Code string
	// Message is the service's own text, unaltered: it may hold anything and must be sanitised before it is drawn.
	Message string
	// RequestID identifies the call in the service's logs; empty if no answer came.
	RequestID string
	// Unclear is true for a write whose effect is not known: it may or may not have been carried out.
	Unclear bool
	// Attempt is there for an unclear create, and is what ReconcileCreate and CheckCreate need to find out what became
	// of it.
	Attempt *CreateAttempt

	status    int    // HTTP status of the answer; 0: none came
	sentence  string // what Error says, where the kind and the operation do not suffice
	remedy    Remedy // what helps, likewise
	profile   string // the profile in force, for the remedy
	role      string // the role that could not be assumed; empty for none
	region    string // the region, if it is a part of the host that was called
	signedFor string // the region that is in force
	transient bool   // the same call may well succeed if sent again
	private   bool   // the cause's text may quote a secret and is never shown
	cause     error
}

// Unwrap returns what lies behind the error, so that errors.Is finds [context.Canceled] and [context.DeadlineExceeded].
// Its text is not for people, and not for logs: Details has what may be shown of it.
func (e *Error) Unwrap() error { return e.cause }

// AsError returns the *Error in err's chain, or nil if there is none.
func AsError(err error) *Error {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	return nil
}

// Refused returns the error of a call that a caller of this package did not let through: it was not sent. The
// sentence says why, the advice what to do; both may be shown as they are, so they must hold no secret.
func Refused(op, subject, sentence, advice string) *Error {
	e := &Error{Kind: KindInvalid, Op: op, Subject: subject, sentence: sentence}
	if advice != "" {
		e.remedy = Remedy{Kind: RemedyAdvice, Words: advice}
	}
	return e
}

// Stopped returns the failure of what was ended from here, for the error of a context.
func Stopped(why error) *Error {
	e := &Error{sentence: "Stopped."}
	e.stopped(why)
	return e
}

// invalid returns a refusal of input, with the sentence that says why.
func invalid(sentence string) *Error { return &Error{Kind: KindInvalid, sentence: sentence} }

// Details returns everything that may be shown of the error, one fact a line, its sentence first: for a view of its
// own, and to be passed on to whoever is asked for help. It never holds a secret or a session token. Like Message it
// must be sanitised.
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

// Trace returns in one line what whoever is asked for help wants to know of the error: the operation, the service's
// code and own words or else what broke, and the request ID. It never holds a secret; like Message it must be
// sanitised. It is empty for a failure that no call is behind.
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
