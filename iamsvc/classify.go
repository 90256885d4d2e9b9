package iamsvc

import (
	"context"
	"errors"
	"net/http"
	"strconv"
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
		e.sentence = service(a.op) + " gave an unexpected response."
	}
	s.signInTo(e)
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
	case e.inNoOrganization():
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
	case "GetCallerIdentity", "GetAccessKeyInfo", "GetSessionToken", "AssumeRole", "AssumeRoot":
		return "STS"
	case "DescribeOrganization", "ListAccounts":
		return "Organizations"
	default:
		return "IAM"
	}
}

// serviceFailed fills in an error that is none of IAM's usual ones.
func (e *Error) serviceFailed() {
	at := service(e.Op)
	switch code := strings.TrimSuffix(e.Code, "Exception"); {
	case code == "OptInRequired", code == "SubscriptionRequired":
		e.sentence = "This account isn't signed up for " + at + ", or its activation isn't complete."
		e.remedy = Remedy{Kind: RemedyOtherProfile}
	case code == "InvalidAction", code == "UnknownOperation", code == "UnsupportedOperation", code == "NotImplemented",
		code == "ActionNotSupported", e.status == http.StatusNotImplemented:
		e.sentence = "The endpoint of " + at + " doesn't know the operation " + e.Op + "."
		e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	case e.status == http.StatusServiceUnavailable, code == "ServiceUnavailable":
		e.sentence = at + " is unavailable for now: could not " + e.task() + "."
	}
}

// malformed fills in an answer that breaks the contract.
func (e *Error) malformed(bad *malformedResponse, last attempt) {
	if e.status == http.StatusTooManyRequests {
		e.Kind = KindThrottled
		return
	}
	e.transient = e.status >= http.StatusInternalServerError && e.status != http.StatusNotImplemented
	r := route{service: service(e.Op), host: clip(last.host)}
	http := ": HTTP " + strconv.Itoa(e.status)
	e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	switch bad.is {
	case isRedirect:
		e.sentence = r.beginning() + " answered " + e.Op + " with a redirect" + toHost(bad.to) + ", which is not followed."
	case isProxyLogin:
		e.sentence = "The proxy" + spaced(clip(last.proxy)) + " asks for a user name and a password" + http + "."
		e.remedy = Remedy{Kind: RemedyCheckProxy, Setting: proxySettingInForce()}
	case isGateway:
		e.sentence = "A gateway or load balancer answered in place of " + r.peer() + http + "."
		e.remedy = Remedy{Kind: RemedyLater}
	case isPage:
		e.sentence = "A web page answered in place of " + r.peer() + http + "."
		e.remedy = Remedy{Kind: RemedySignInPage}
	case isEmpty:
		e.sentence = r.beginning() + " gave " + e.Op + " an empty answer" + http + "."
	case isJSON:
		e.sentence = r.beginning() + " answered in JSON, which is no IAM API" + http + "."
	case isS3:
		e.sentence = "An S3 service answered in place of " + r.peer() + http + "."
	case isNowhere:
		e.sentence = r.beginning() + " has no IAM API there" + http + "."
	default:
		e.sentence = "What answered " + e.Op + " " + bad.what + "."
		e.remedy = Remedy{Kind: RemedySignInPage}
	}
}

// toHost returns " to evil.example" for the address of a redirect.
func toHost(host string) string {
	if host == "" {
		return ""
	}
	return " to " + clip(host)
}

// spaced returns the word with a blank before it; empty for none.
func spaced(word string) string {
	if word == "" {
		return ""
	}
	return " " + word
}
