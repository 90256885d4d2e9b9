package iamsvc

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/awsconfig"
)

// Sessions are the sessions that MFA codes have opened, kept in memory only. Services that share one ask for a code
// once for all roles that the same key and device lead to. The zero Sessions is ready, for any goroutine.
type Sessions = awsconfig.Sessions

// SSORole is a role in an account, as IAM Identity Center gives it by the login of a session.
type SSORole = awsconfig.SSORole

// ValidCode returns nil for a text that can be a code of an MFA device: six digits. Else it returns an *Error of
// KindInvalid whose sentence says so.
func ValidCode(code string) error {
	const length = 6
	if len(code) != length || strings.IndexFunc(code, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return invalid("An MFA code has six digits.")
	}
	return nil
}

// SignIn opens the session that the credentials wait for with a code of the MFA device that the failure of KindMFA
// named (sts:GetSessionToken, sts:AssumeRole). The code is sent once. Where nothing waits for a code nothing is sent.
// A code that is wrong or was used before is an *Error of KindMFA, whose sentence tells it from a device that AWS
// checks no code of.
func (s *Service) SignIn(ctx context.Context, code string) error {
	if err := ValidCode(code); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.options.Deadline)
	defer cancel()
	_, err := s.creds.Retrieve(ctx)
	var needed *awsconfig.CodeNeeded
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &needed):
		return s.classify(ctx, action{op: "GetSessionToken"}, attempt{}, err)
	}
	if err := needed.Give(ctx, code); err != nil {
		e := s.classify(ctx, action{op: "GetSessionToken", subject: needed.Device}, attempt{}, err)
		e.codeRefused(needed)
		return e
	}
	s.creds.drop()
	return nil
}

// codeNeeded fills in a call that waits for a code.
func (e *Error) codeNeeded(needed *awsconfig.CodeNeeded) {
	e.Kind = KindMFA
	e.profile = needed.Profile
	with := ""
	if e.profile != "" {
		with = " with profile " + e.profile
	}
	e.sentence = "Signing in" + with + " takes a code of the MFA device " + clip(needed.Device) + "."
	e.remedy = Remedy{Kind: RemedyMFA, Setting: needed.Device, Profile: needed.Profile}
}

// What STS answers to a code that it does not take. It counts nine tries in three minutes, good ones too, and from
// then on checks no code: the same answer as to a device that is not the user's.
const (
	wrongCode   = "invalid MFA one time pass code"
	uncheckable = "unable to validate MFA code"
)

// codeRefused fills in the refusal of a code.
func (e *Error) codeRefused(needed *awsconfig.CodeNeeded) {
	switch {
	case strings.Contains(e.Message, wrongCode):
		e.sentence = "AWS did not accept the code: it is wrong, or it was used before."
	case strings.Contains(e.Message, uncheckable):
		e.sentence = "AWS checks no code of the MFA device " + clip(needed.Device) +
			" now: it is not a device of this user, or there were too many tries in the last three minutes."
	default:
		return
	}
	e.Kind = KindMFA
	e.remedy = Remedy{Kind: RemedyMFA, Setting: needed.Device, Profile: needed.Profile}
}

// RefusedCode reports whether the failure is that of a code that was sent, and not that none was.
func (e *Error) RefusedCode() bool { return e.Kind == KindMFA && e.Code != "" }

// errNoDevice is why no session is opened: the user has no MFA device.
var errNoDevice = errors.New("no MFA device")

// deviceOf returns the MFA device of whose key signs (iam:ListMFADevices, which a user may mostly do without MFA).
func (s *Service) deviceOf(ctx context.Context, key aws.CredentialsProvider) (string, error) {
	o := s.iam.Options()
	o.Credentials, o.HTTPSignerV4, o.AuthSchemes = key, nil, nil
	found, _, err := send(ctx, s, action{op: "ListMFADevices", user: Caller(), named: true, anySigner: true},
		func(ctx context.Context) (*iam.ListMFADevicesOutput, error) {
			return iam.New(o).ListMFADevices(ctx, &iam.ListMFADevicesInput{})
		})
	switch {
	case err != nil:
		return "", err
	case len(found.MFADevices) == 0:
		return "", errNoDevice
	}
	return aws.ToString(found.MFADevices[0].SerialNumber), nil
}

// UseMFA makes further calls be signed by a session that a code of the user's MFA device opens: the next one fails
// with KindMFA until SignIn was given one. With credentials that are a session already it changes nothing. It fails as
// Renew does.
func (s *Service) UseMFA(ctx context.Context) error {
	s.mfa.Store(true)
	return s.Renew(ctx)
}
