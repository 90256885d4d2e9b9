package iamsvc

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// login writes the profile's credentials anew, as a renewed login does: a session of the account's role, for an hour.
func login(t *testing.T, home string, server *localtest.Server) {
	t.Helper()
	keyID, secret := server.Admin()
	client := sts.New(sts.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL()),
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) { // the clocks differ, which the first answer tells
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		}),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret}, nil
		}),
	})
	made, err := client.AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::210987654321:role/operator"), RoleSessionName: aws.String("test"),
	})
	if err != nil {
		t.Fatal(err)
	}
	write(t, home, "credentials", "[ops]\naws_access_key_id = "+*made.Credentials.AccessKeyId+
		"\naws_secret_access_key = "+*made.Credentials.SecretAccessKey+"\naws_session_token = "+*made.Credentials.SessionToken+"\n")
}

// TestLoginThatRunsOutInTheMiddle reads one page, lets the session run out, and goes on with the next page after a renewed
// login.
func TestLoginThatRunsOutInTheMiddle(t *testing.T) {
	home := bare(t)
	var passed atomic.Int64
	server, err := localtest.Start(local.Options{Users: 6, Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	login(t, home, server)
	s := mustOpen(t, Options{Profile: "ops", EndpointURL: server.URL(), PageSize: 3})
	first, err := s.ListUsers(t.Context(), "")
	if err != nil || !first.More {
		t.Fatalf("%+v, %v", first, err)
	}

	passed.Store(int64(61 * time.Minute))
	for what, err := range failures(t, s, first.Marker) {
		e := AsError(err)
		if e == nil || e.Kind != KindExpired || e.Unclear || e.Error() != "The session saved for profile ops has run out." {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := s.Renew(t.Context()); err != nil { // too early: nobody has logged in
		t.Fatal(err)
	}
	if _, err := s.ListUsers(t.Context(), first.Marker); AsError(err) == nil || AsError(err).Kind != KindExpired {
		t.Errorf("%v", err)
	}

	login(t, home, server)
	if err := s.Renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	for what, err := range failures(t, s, first.Marker) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if next, err := s.ListUsers(t.Context(), first.Marker); err != nil || next.Users[0].Name == first.Users[0].Name {
		t.Errorf("%+v, %v", next, err)
	}
}

// failures calls methods that read and write.
func failures(t *testing.T, s *Service, marker string) map[string]error {
	t.Helper()
	ctx := t.Context()
	_, users := s.ListUsers(ctx, marker)
	_, keys := s.ListKeys(ctx, NamedUser("akia-admin"))
	_, identity := s.WhoAmI(ctx)
	_, create := s.CreateKey(ctx, NamedUser("akia-admin"))
	return map[string]error{"users": users, "keys": keys, "identity": identity, "create": create}
}
