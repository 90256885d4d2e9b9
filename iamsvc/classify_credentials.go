package iamsvc

import (
	"errors"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// withoutCredentials fills in a call that was not sent for want of credentials. The SDK's own text is shown only where it
// can quote neither a token nor a secret.
func (e *Error) withoutCredentials(cause error) {
	var (
		process *processcreds.ProviderError
		empty   *credentials.StaticCredentialsEmptyError
		late    *noAnswer
		op      *smithy.OperationError
		send    *smithyhttp.RequestSendError
	)
	e.Kind = KindCredentials
	who := e.ofProfile()
	errors.As(cause, &op)
	switch {
	case errors.Is(cause, errMFA):
		e.sentence = "The role" + who + " asks for a one-time password (mfa_serial), which cannot be given here."
		e.advice = "Assume it with the AWS CLI: run `eval \"$(aws configure export-credentials" + e.profileFlag() +
			" --format env)\"`, then start again without naming the profile."
	case ssoEnded(cause, op):
		e.Kind, e.private = KindExpired, true
		e.sentence = "The SSO login" + who + " has run out."
		e.advice = "Run `aws sso login" + e.profileFlag() + "`, then press ctrl+r."
	case loginEnded(cause):
		e.Kind, e.private = KindExpired, true
		e.sentence = "The login" + who + " has run out."
		e.advice = "Run `aws login" + e.profileFlag() + "`, then press ctrl+r."
	case errors.As(cause, &process):
		e.private = true // it may quote what the process printed
		e.sentence = "The credential process" + who + " failed."
		e.advice = "Run the credential_process command of the profile by hand to see why, then press ctrl+r."
	case errors.As(cause, &empty), nothingFound(cause, op):
		e.Kind = KindNoCredentials
	case errors.As(cause, &late):
		e.Kind = KindTimeout
		e.sentence = "No credentials" + who + " within " + span(late.after) + "."
		e.advice = "Check the profile's SSO, role or credential process, then press ctrl+r."
	case op != nil:
		e.exchangeFailed(cause, op, who)
	case errors.As(cause, &send):
		e.Kind = KindNetwork
	default:
		e.private = true
		e.sentence = "The credentials" + who + " could not be read."
		e.advice = "Check the AWS configuration files and the environment, then press ctrl+r."
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
	e.advice = "Check the role and who may assume it, then press ctrl+r."
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

// profileFlag returns " --profile prod"; empty if no profile was named.
func (e *Error) profileFlag() string {
	if e.profile == "" {
		return ""
	}
	return " --profile " + shellQuoted(e.profile)
}

// shellQuoted returns the text as one word of a POSIX shell.
func shellQuoted(text string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./@:+=,", r)
	}
	if strings.IndexFunc(text, func(r rune) bool { return !plain(r) }) < 0 {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
