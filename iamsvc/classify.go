package iamsvc

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// classify makes an *Error of whatever an attempt failed with; nil for nil.
func (s *Service) classify(ctx context.Context, a action, last attempt, err error) *Error {
	if err == nil {
		return nil
	}
	if own := AsError(err); own != nil { // refused here
		refusal := *own
		refusal.Op, refusal.Subject, refusal.profile = a.op, a.subject, s.profile
		return &refusal
	}
	e := &Error{
		Op: a.op, Subject: a.subject, RequestID: last.requestID, status: last.status, profile: s.profile, cause: err,
		region: s.regionInHost(last.host), signedFor: s.region,
	}
	var (
		api   smithy.APIError
		creds *credentialFailure
		late  *noAnswer
		bad   *malformedResponse
		send  *smithyhttp.RequestSendError
		input *smithy.InvalidParamsError
		build *smithy.SerializationError
	)
	switch {
	case errors.Is(err, errReadOnly):
		e.Kind = KindReadOnly
	case errors.Is(err, errUnnamed):
		e.Kind, e.sentence = KindInvalid, "No user is named: nothing was sent."
	case ctx.Err() != nil && last.status == 0:
		e.stopped(ctx.Err())
	case errors.As(err, &creds):
		e.withoutCredentials(creds.cause)
	case errors.As(err, &api):
		e.answered(api, s.creds.used())
		s.dropRefused(e)
	case errors.As(err, &late):
		e.late(late, last)
	case errors.As(err, &bad):
		e.malformed(bad, last)
	case errors.As(err, &send):
		e.unreachable(send.Err, service(a.op), last)
	case errors.As(err, &input), errors.As(err, &build):
		e.Kind = KindInvalid
	default: // an answer of the right kind that the SDK could not read
		e.private = true
		e.sentence = service(a.op) + " gave an answer that makes no sense."
	}
	return e
}

// stopped fills in a call that was ended from here, by cancelling or by the caller's deadline.
func (e *Error) stopped(why error) {
	e.Kind, e.cause = KindCancelled, why
	if errors.Is(why, context.DeadlineExceeded) {
		e.Kind = KindTimeout
	}
}

// answered fills in an error that the service answered.
func (e *Error) answered(api smithy.APIError, by inUse) {
	e.Code, e.Message = api.ErrorCode(), withoutToken(api.ErrorMessage())
	e.Kind = kindOf(e.Code)
	switch {
	case e.status == http.StatusTooManyRequests:
		e.Kind = KindThrottled
	case e.Kind == KindService:
		e.transient = e.status >= http.StatusInternalServerError
		e.serviceFailed()
	case e.Kind == KindConflict:
		e.transient = strings.HasPrefix(e.Code, "ConcurrentModification") // someone else was faster, and is soon done
	case e.Kind == KindCredentials:
		e.refused(by)
	case e.Kind == KindExpired:
		e.ranOut(by.source)
	}
	e.private = e.Kind == KindCredentials
}

// withoutToken cuts off the canonical request that a refused signature is answered with: it holds the session token.
func withoutToken(message string) string {
	before, _, _ := strings.Cut(message, "The Canonical String")
	return strings.TrimSpace(before)
}

// wrongClock reports whether a signature was refused for its time.
func wrongClock(code, message string) bool {
	return code == "RequestTimeTooSkewed" || code == "RequestExpired" ||
		strings.Contains(message, "Signature expired") || strings.Contains(message, "Signature not yet current")
}

// dropRefused makes the next call look for credentials anew if these have run out.
func (s *Service) dropRefused(e *Error) {
	if e.Kind == KindExpired {
		s.creds.drop()
	}
}

// kindOf returns the kind of a failure that the service gives this code. The codes are those on the wire, with and
// without the suffix that other protocols add.
func kindOf(code string) Kind {
	switch strings.TrimSuffix(code, "Exception") {
	case "AccessDenied", "UnauthorizedOperation":
		return KindDenied
	case "NoSuchEntity":
		return KindNotFound
	case "LimitExceeded":
		return KindQuota
	case "Throttling", "Throttled", "RequestThrottled", "RequestLimitExceeded", "TooManyRequests", "SlowDown":
		return KindThrottled
	case "ExpiredToken", "TokenRefreshRequired":
		return KindExpired
	case "InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClient", "InvalidToken", "AuthFailure",
		"SignatureDoesNotMatch", "InvalidSignature", "IncompleteSignature", "MissingAuthenticationToken",
		"RequestTimeTooSkewed", "RequestExpired", "RegionDisabled":
		return KindCredentials
	case "EntityAlreadyExists", "ConcurrentModification", "EntityTemporarilyUnmodifiable", "DeleteConflict":
		return KindConflict
	case "ValidationError", "Validation", "MalformedInput", "InvalidInput", "InvalidParameterValue",
		"InvalidParameterCombination", "MissingParameter", "MalformedPolicyDocument":
		return KindInvalid
	default:
		return KindService
	}
}

// service returns the name of the service that has the operation.
func service(op string) string {
	switch op {
	case "GetCallerIdentity", "GetAccessKeyInfo":
		return "STS"
	default:
		return "IAM"
	}
}
