package iamsvc

import (
	"cmp"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"akia/iamsvc/awsconfig"
)

// withoutCredentials fills in a call that was not sent for want of credentials. The SDK's own text is shown only
// where it can quote neither a token nor a secret.
func (e *Error) withoutCredentials(cause error) {
	var (
		config *awsconfig.Error
		empty  *credentials.StaticCredentialsEmptyError
		code   *awsconfig.CodeNeeded
		late   *noAnswer
		op     *smithy.OperationError
	)
	e.Kind = KindCredentials
	who := e.ofProfile()
	errors.As(cause, &op)
	switch {
	case errors.As(cause, &config): // before what looks into the text: a credential process may have said anything
		e.describe(config)
	case errors.As(cause, &code):
		e.codeNeeded(code)
	case errors.Is(cause, errNoDevice):
		e.sentence = "The user" + who + " has no MFA device, so no session can be opened with one."
	case ssoEnded(cause, op):
		e.Kind, e.private = KindExpired, true
		e.sentence = "The SSO login" + who + " has run out."
		e.remedy = Remedy{Kind: RemedySignIn, Source: SourceSSO}
	case loginEnded(cause):
		e.Kind, e.private = KindExpired, true
		e.sentence = "The login" + who + " has run out."
		e.remedy = Remedy{Kind: RemedySignIn, Source: SourceLogin}
	case errors.As(cause, &empty), nothingFound(cause, op):
		e.Kind = KindNoCredentials
	case errors.As(cause, &late):
		e.Kind = KindTimeout
		e.sentence = "No credentials" + who + " within " + span(late.after) + "."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "the profile's SSO, role or credential process"}
	case op != nil:
		e.exchangeFailed(cause, op, who)
	default:
		e.sourceFailed(cause, who)
	}
}

// sourceFailed fills in credentials that no AWS service was asked for.
func (e *Error) sourceFailed(cause error, who string) {
	var (
		api  smithy.APIError
		file *fs.PathError
		send *smithyhttp.RequestSendError
	)
	text := cause.Error()
	switch {
	case errors.As(cause, &api): // only the container's endpoint answers so
		e.Code, e.private = api.ErrorCode(), true
		e.sentence = "The container's credential endpoint refused to give credentials" + statusOf(cause) + "."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "AWS_CONTAINER_CREDENTIALS_FULL_URI and the task's role"}
	case strings.Contains(text, "resolve auth token"):
		e.sentence = "The token for the container's credential endpoint can't be read."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"}
	case strings.Contains(text, "failed to load credentials"): // as the provider of containers says of whatever came
		e.ofWay(cause, "the container's credential endpoint", attempt{host: hostOf(cause)})
		e.sentence = cmp.Or(e.sentence, "The container's credential endpoint gave something else than credentials.")
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "AWS_CONTAINER_CREDENTIALS_FULL_URI"}
	case strings.Contains(text, "failed to retrieve jwt"):
		e.sentence = "The web identity token file" + who + " can't be read."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "web_identity_token_file and AWS_WEB_IDENTITY_TOKEN_FILE"}
	case strings.Contains(text, "SSO token"):
		e.sentence = "The cached SSO token" + who + " can't be read."
		e.remedy = Remedy{Kind: RemedySignIn, Source: SourceSSO}
	case strings.Contains(text, "login token"):
		e.sentence = "The cached login" + who + " can't be read."
		e.remedy = Remedy{Kind: RemedySignIn, Source: SourceLogin}
	case strings.Contains(text, "validate credentials"):
		e.sentence = "STS answered without credentials" + who + "."
		e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	case errors.As(cause, &send):
		e.ofWay(cause, "the source of the credentials"+who, attempt{host: hostOf(cause)})
	case errors.As(cause, &file):
		e.private = true
		e.sentence = "The file " + clip(file.Path) + " with the credentials" + who + " can't be read."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: clip(file.Path)}
	default:
		e.private = true
		e.sentence = "The credentials" + who + " could not be read."
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: "the AWS configuration files and the environment"}
	}
}

// ofWay fills in a failure on the way to where credentials are from, if it is one: the sentence then names who was
// called.
func (e *Error) ofWay(cause error, peer string, last attempt) {
	var send *smithyhttp.RequestSendError
	if !errors.As(cause, &send) {
		return
	}
	e.unreachable(send.Err, peer, last)
}

// statusOf returns " (HTTP 403)" for an error that knows the status of its answer; empty for others.
func statusOf(cause error) string {
	var with interface{ HTTPStatusCode() int }
	if !errors.As(cause, &with) || with.HTTPStatusCode() == 0 {
		return ""
	}
	return " (HTTP " + strconv.Itoa(with.HTTPStatusCode()) + ")"
}

// hostOf returns the host that an HTTP client says it failed to call.
func hostOf(cause error) string {
	var at *url.Error
	if !errors.As(cause, &at) {
		return ""
	}
	if u, err := url.Parse(at.URL); err == nil {
		return u.Host
	}
	return ""
}

// exchangeFailed fills in a call to STS or SSO for credentials that was answered by an error, or not at all.
func (e *Error) exchangeFailed(cause error, op *smithy.OperationError, who string) {
	var api smithy.APIError
	if errors.As(cause, &api) {
		e.Code, e.Message = api.ErrorCode(), withoutToken(api.ErrorMessage())
		e.private = true
		if !e.roleRefused(cause) && !e.exchangeRefused(op, who) {
			e.exchangeAnswered(op, who)
		}
		return
	}
	e.Kind, e.private = KindNetwork, true // it may quote the setting of a proxy
	e.ofWay(cause, op.ServiceID, attempt{host: hostOf(cause)})
	if e.sentence != "" {
		e.sentence = "No credentials" + who + ": " + e.sentence
	} else {
		e.sentence = op.ServiceID + " gave no readable answer for the credentials" + who + "."
	}
}

// exchangeRefused fills in what is wrong with a token, a role or a setting; false if the answer tells of nothing of
// that kind.
func (e *Error) exchangeRefused(op *smithy.OperationError, who string) bool {
	says := func(text string) bool { return strings.Contains(e.Message, text) }
	check := func(setting string) { e.remedy = Remedy{Kind: RemedyCheckSource, Setting: setting} }
	code := strings.TrimSuffix(e.Code, "Exception")
	switch {
	case code == "ExpiredToken" && op.OperationName == "AssumeRoleWithWebIdentity":
		e.Kind = KindExpired
		e.sentence = "The web identity token" + who + " has run out."
		check("what writes the web identity token file")
	case kindOf(e.Code) == KindExpired:
		e.Kind = KindExpired
		e.sentence = "The credentials that assume the role" + who + " have run out."
		e.remedy = Remedy{Kind: RemedySignIn}
	case says("MaxSessionDuration"):
		e.sentence = "The role" + who + " allows no session as long as duration_seconds says."
		check("duration_seconds and the role's maximum session duration")
	case says("role chaining"), says("1 hour session limit"):
		e.sentence = "A role" + who + " that is assumed from another role allows a session of one hour at most."
		check("duration_seconds")
	case says("durationSeconds"), says("DurationSeconds"):
		e.sentence = "The session duration (duration_seconds)" + who + " is not one that STS takes."
		check("duration_seconds")
	case code == "InvalidIdentityToken", code == "IDPRejectedClaim", code == "IDPCommunicationError":
		e.sentence = op.ServiceID + " didn't accept the web identity token" + who + "."
		check("the web identity token file and the role's trust policy")
	case strings.HasPrefix(op.ServiceID, "SSO") &&
		(code == "Forbidden" || code == "ResourceNotFound" || code == "AccessDenied"):
		e.sentence = "IAM Identity Center doesn't give you the role (sso_role_name) in the account (sso_account_id)" +
			who + "."
		check("sso_account_id and sso_role_name")
	default:
		return false
	}
	return true
}

// exchangeAnswered fills in any other error that STS or SSO answered with.
func (e *Error) exchangeAnswered(op *smithy.OperationError, who string) {
	service, whose := op.ServiceID, "for the credentials"+who
	switch kindOf(e.Code) {
	case KindThrottled:
		e.Kind = KindThrottled
		e.sentence = service + " is limiting calls " + whose + "."
		e.remedy = Remedy{Kind: RemedyWait}
	case KindCredentials:
		e.Op, e.Kind = op.OperationName, KindCredentials
		e.refused(inUse{})
		e.sentence = cmp.Or(e.sentence,
			service+" didn't accept the credentials that "+op.OperationName+" was signed with"+who+".")
	case KindService:
		e.sentence = service + " failed " + op.OperationName + " " + whose + "."
		e.remedy = Remedy{Kind: RemedyLater}
	default:
		e.sentence = service + " refused " + op.OperationName + " " + whose + "."
		e.remedy = Remedy{Kind: RemedyCheckRole}
	}
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
