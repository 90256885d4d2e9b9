package iamsvc

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func code(code string) error { return &smithy.GenericAPIError{Code: code, Message: "why"} }

func TestKindsOfFailures(t *testing.T) {
	s := newService(Options{})
	s.creds = newCredentialSource(fixedCredentials{})
	gone := "gone"
	for name, c := range map[string]struct {
		err    error
		status int
		want   Kind
	}{
		"AccessDenied":                  {code("AccessDenied"), 403, KindDenied},
		"AccessDeniedException":         {code("AccessDeniedException"), 403, KindDenied},
		"NoSuchEntity":                  {code("NoSuchEntity"), 404, KindNotFound},
		"NoSuchEntity with a type":      {&types.NoSuchEntityException{Message: &gone}, 404, KindNotFound},
		"LimitExceeded":                 {code("LimitExceeded"), 409, KindQuota},
		"LimitExceeded with a type":     {&types.LimitExceededException{}, 409, KindQuota},
		"Throttling":                    {code("Throttling"), 400, KindThrottled},
		"ThrottlingException":           {code("ThrottlingException"), 400, KindThrottled},
		"RequestLimitExceeded":          {code("RequestLimitExceeded"), 503, KindThrottled},
		"429 without a code":            {code("UnknownError"), 429, KindThrottled},
		"ExpiredToken":                  {code("ExpiredToken"), 403, KindExpired},
		"ExpiredTokenException":         {code("ExpiredTokenException"), 400, KindExpired},
		"InvalidClientTokenId":          {code("InvalidClientTokenId"), 403, KindCredentials},
		"SignatureDoesNotMatch":         {code("SignatureDoesNotMatch"), 403, KindCredentials},
		"RequestTimeTooSkewed":          {code("RequestTimeTooSkewed"), 403, KindCredentials},
		"EntityAlreadyExists":           {code("EntityAlreadyExists"), 409, KindConflict},
		"ConcurrentModification":        {code("ConcurrentModification"), 409, KindConflict},
		"EntityTemporarilyUnmodifiable": {code("EntityTemporarilyUnmodifiable"), 409, KindConflict},
		"ValidationError":               {code("ValidationError"), 400, KindInvalid},
		"MalformedInput":                {code("MalformedInput"), 400, KindInvalid},
		"InvalidInput with a type":      {&types.InvalidInputException{}, 400, KindInvalid},
		"ServiceFailure":                {code("ServiceFailure"), 500, KindService},
		"ServiceUnavailable":            {code("ServiceUnavailable"), 503, KindService},
		"InvalidAction":                 {code("InvalidAction"), 400, KindService},
		"unheard of":                    {code("Unheard"), 400, KindService},
		"no DNS":                        {&smithyhttp.RequestSendError{Err: &net.DNSError{Err: "no such host", Name: "x"}}, 0, KindNetwork},
		"refused":                       {&smithyhttp.RequestSendError{Err: syscall.ECONNREFUSED}, 0, KindNetwork},
		"reset":                         {&smithyhttp.RequestSendError{Err: syscall.ECONNRESET}, 0, KindNetwork},
		"no time":                       {&smithyhttp.RequestSendError{Err: &noAnswer{after: 1}}, 0, KindTimeout},
		"endless":                       {&smithyhttp.RequestSendError{Err: errTooLong}, 0, KindService},
		"not readable":                  {&smithy.DeserializationError{Err: errors.New("EOF")}, 200, KindService},
		"anything":                      {errors.New("anything"), 0, KindService},
	} {
		t.Run(name, func(t *testing.T) {
			for _, op := range []string{"ListUsers", "ListAccessKeys", "GetAccessKeyLastUsed", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "GetCallerIdentity", "ListAccountAliases"} {
				for _, subject := range []string{"", "bob"} {
					err := &smithy.OperationError{ServiceID: "IAM", OperationName: op, Err: c.err}
					e := s.classify(t.Context(), action{op: op, subject: subject}, attempt{status: c.status}, err)
					if e.Kind != c.want || !errors.Is(e, c.err) {
						t.Errorf("%s: kind %d, want %d", op, e.Kind, c.want)
					}
					speaks(t, e)
				}
			}
		})
	}
}

// speaks checks that an error speaks to a person.
func speaks(t *testing.T, e *Error) {
	t.Helper()
	text := e.Error()
	if !strings.HasSuffix(text, ".") || strings.Contains(text, "  ") || strings.ContainsAny(text, "\n") || len(text) > 160 {
		t.Errorf("%s %s: %q", e.Op, e.Code, text)
	}
	for _, raw := range []string{"operation error", "StatusCode", "api error", "smithy", "failed to decode"} {
		if strings.Contains(text, raw) {
			t.Errorf("%q is the SDK's", text)
		}
	}
}

// TestKindsAloneSpeak makes errors as a screen's tests do, from the exported fields.
func TestKindsAloneSpeak(t *testing.T) {
	for kind := KindService; kind <= KindReadOnly; kind++ {
		for _, op := range []string{"", "ListUsers", "ListAccessKeys", "CreateAccessKey", "TagUser"} {
			for _, unclear := range []bool{false, true} {
				e := &Error{Kind: kind, Op: op, Subject: "bob", Unclear: unclear}
				speaks(t, e)
				if e.Remedy().Kind == RemedyNone && kind != KindInvalid && kind != KindCancelled && (kind != KindDenied || op != "") {
					t.Errorf("no remedy for %q", e.Error())
				}
				if !strings.HasPrefix(e.Details(), e.Error()) {
					t.Errorf("details %q", e.Details())
				}
			}
		}
	}
}

func TestUnclearErrorsClaimNoFailure(t *testing.T) {
	const create, toggle = "CreateAccessKey", "UpdateAccessKey"
	for want, e := range map[string]*Error{
		"It is not known whether an access key was created for bob: it was stopped before IAM answered.":             {Kind: KindCancelled, Op: create, Subject: "bob"},
		"It is not known whether an access key was created for bob: the connection to IAM broke before it answered.": {Kind: KindNetwork, Op: create, Subject: "bob"},
		"It is not known whether an access key was created for bob: IAM answered with a failure of its own.":         {Kind: KindService, Op: create, Subject: "bob"},
		"It is not known whether the status of AKIAX was changed: IAM did not answer in time.":                       {Kind: KindTimeout, Op: toggle, Subject: "AKIAX"},
		"It is not known whether AKIAX was deleted: You may not delete AKIAX.":                                       {Kind: KindDenied, Op: "DeleteAccessKey", Subject: "AKIAX"},
	} {
		e.Unclear = true
		if e.Error() != want {
			t.Errorf("%q, want %q", e.Error(), want)
		}
	}
}

func TestCallersEndOutranksTheTransport(t *testing.T) {
	s := newService(Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e := s.classify(ctx, action{op: "ListUsers"}, attempt{}, &smithyhttp.RequestSendError{Err: syscall.ECONNRESET})
	if e.Kind != KindCancelled || !errors.Is(e, context.Canceled) {
		t.Errorf("%+v", e)
	}
	e = s.classify(ctx, action{op: "ListUsers"}, attempt{status: 403}, code("AccessDenied"))
	if e.Kind != KindDenied {
		t.Errorf("an answer that came is not believed: %+v", e)
	}
}

func TestSessionTokensAreCutOff(t *testing.T) {
	s := newService(Options{})
	err := &smithy.GenericAPIError{Code: "SignatureDoesNotMatch", Message: "The request signature we calculated does not match.\n\n" +
		"The Canonical String for this request should have been\n'POST\nx-amz-security-token:LEAKED'"}
	e := s.classify(t.Context(), action{op: "ListUsers"}, attempt{status: 403}, err)
	if strings.Contains(e.Details(), "LEAKED") || !strings.HasSuffix(e.Message, "does not match.") {
		t.Errorf("%s", e.Details())
	}
}

func TestReasons(t *testing.T) {
	const who = "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::123456789012:user/ "
	for message, want := range map[string]string{
		who + "because no identity-based policy allows the iam:ListUsers action":                               "no identity-based policy allows it",
		who + "because no permissions boundary allows the iam:ListUsers action":                                "no permissions boundary allows it",
		who + "because no session policy allows the iam:ListUsers action":                                      "no session policy allows it",
		who + "because no service control policy allows the iam:ListUsers action":                              "no service control policy allows it",
		who + "with an explicit deny in a service control policy":                                              "explicit deny in a service control policy",
		who + "with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/Quarantine": "explicit deny in an identity-based policy",
		who + "with an explicit deny in a permissions boundary":                                                "explicit deny in a permissions boundary",
		who + "with an explicit deny":                                                                          "explicit deny in a policy",
		who:                                                                                                    "", "": "",
	} {
		e := &Error{Kind: KindDenied, Op: "ListUsers", Message: message}
		if e.Reason() != want {
			t.Errorf("%q: %q", message, e.Reason())
		}
		if e.Permission() != "iam:ListUsers" {
			t.Errorf("%q: %q", message, e.Permission())
		}
	}
	if p := (&Error{Kind: KindNotFound, Op: "ListUsers"}).Permission(); p != "" {
		t.Errorf("a missing user needs %q", p)
	}
	if p := (&Error{Kind: KindDenied, Op: "ListUsers", Message: "is not authorized to perform: \x1b[31m:evil "}).Permission(); p != "iam:ListUsers" {
		t.Errorf("permission %q", p)
	}
}

func TestOwnKeysOfARole(t *testing.T) {
	e := &Error{Kind: KindInvalid, Op: "ListAccessKeys", Code: "ValidationError", Message: "Must specify userName when calling with non-User credentials"}
	if e.Error() != "A role has no access keys of its own." {
		t.Error(e.Error())
	}
}

func TestAsError(t *testing.T) {
	e := &Error{Kind: KindChanged}
	if AsError(nil) != nil || AsError(errors.New("x")) != nil || AsError(e) != e || AsError(&ChangedError{Err: e}) != e {
		t.Error("AsError finds the wrong error")
	}
}

func TestUnclearAttempts(t *testing.T) {
	for _, c := range []struct {
		a    attempt
		want bool
	}{
		{attempt{}, false},
		{attempt{reached: true}, true},
		{attempt{reached: true, status: 200}, true},
		{attempt{reached: true, status: 302}, false},
		{attempt{reached: true, status: 403}, false},
		{attempt{reached: true, status: http.StatusRequestTimeout}, true},
		{attempt{reached: true, status: 500}, true},
	} {
		if got := unclear(c.a); got != c.want {
			t.Errorf("%+v: %v", c.a, got)
		}
	}
}

func TestEveryKindHasAWordOfItsOwn(t *testing.T) {
	seen := map[string]Kind{}
	for kind := range KindNotCreated + 1 {
		word := kind.String()
		if other, twice := seen[word]; twice {
			t.Errorf("kinds %d and %d are both %q", other, kind, word)
		}
		seen[word] = kind
	}
}
