package iamsvc

import (
	"errors"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"akia/iamsvc/awsconfig"
)

// withoutCredentials fills in a call that was not sent for want of credentials. The SDK's own text is shown only where it
// can quote neither a token nor a secret.
func (e *Error) withoutCredentials(cause error) {
	var (
		told  *awsconfig.Error
		empty *credentials.StaticCredentialsEmptyError
		late  *noAnswer
		op    *smithy.OperationError
		send  *smithyhttp.RequestSendError
	)
	e.Kind = KindCredentials
	who := e.ofProfile()
	errors.As(cause, &op)
	switch {
	case errors.Is(cause, awsconfig.ErrMFA):
		e.sentence = "The role" + who + " asks for a one-time password (mfa_serial), which cannot be given here."
		e.remedy = Remedy{Kind: RemedyMFA}
	case ssoEnded(cause, op):
		e.Kind, e.private = KindExpired, true
		e.sentence = "The SSO login" + who + " has run out."
		e.remedy = Remedy{Kind: RemedySignIn, Source: SourceSSO}
	case loginEnded(cause):
		e.Kind, e.private = KindExpired, true
		e.sentence = "The login" + who + " has run out."
		e.remedy = Remedy{Kind: RemedySignIn, Source: SourceLogin}
	case errors.As(cause, &told):
		e.describe(told)
	case errors.As(cause, &empty), nothingFound(cause, op):
		e.Kind = KindNoCredentials
	case errors.As(cause, &late):
		e.Kind = KindTimeout
		e.sentence = "No credentials" + who + " within " + span(late.after) + "."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "the profile's SSO, role or credential process"}
	case op != nil:
		e.exchangeFailed(cause, op, who)
	case errors.As(cause, &send):
		e.Kind = KindNetwork
	default:
		e.private = true
		e.sentence = "The credentials" + who + " could not be read."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "the AWS configuration files and the environment"}
	}
}

// exchangeFailed fills in a call to STS or SSO for credentials that was answered by an error, or not at all.
func (e *Error) exchangeFailed(cause error, op *smithy.OperationError, who string) {
	var api smithy.APIError
	if !errors.As(cause, &api) {
		e.Kind = KindNetwork
		e.sentence = op.ServiceID + " could not be reached for the credentials" + who + "."
		return
	}
	e.Code, e.Message = api.ErrorCode(), withoutToken(api.ErrorMessage())
	if kindOf(e.Code) == KindExpired {
		e.Kind = KindExpired
		return
	}
	e.private = true
	e.sentence = op.ServiceID + " refused " + op.OperationName + " for the credentials" + who + "."
	e.remedy = Remedy{Kind: RemedyCheckRole}
}

// ssoEnded reports whether an SSO login is missing or has run out.
func ssoEnded(cause error, op *smithy.OperationError) bool {
	if token := (*ssocreds.InvalidTokenError)(nil); errors.As(cause, &token) {
		return true
	}
	if strings.Contains(cause.Error(), "cached SSO token") {
		return true
	}
	var resp *smithyhttp.ResponseError
	return op != nil && strings.HasPrefix(op.ServiceID, "SSO") && errors.As(cause, &resp) &&
		(resp.HTTPStatusCode() == http.StatusUnauthorized || resp.HTTPStatusCode() == http.StatusBadRequest)
}

// loginEnded reports whether a login by `aws login` is missing or has run out.
func loginEnded(cause error) bool { return strings.Contains(cause.Error(), "please reauthenticate") }

// nothingFound reports whether the chain of credentials came to its end, which is the role of an EC2 instance.
func nothingFound(cause error, op *smithy.OperationError) bool {
	return op != nil && op.ServiceID == "ec2imds" || strings.Contains(cause.Error(), "EC2 IMDS")
}

// ofProfile returns " of profile prod"; empty if no profile was named.
func (e *Error) ofProfile() string {
	if e.profile == "" {
		return ""
	}
	return " of profile " + e.profile
}
