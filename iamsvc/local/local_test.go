package local_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// start runs a server for the length of a test or benchmark.
func start(t testing.TB, o local.Options) *localtest.Server {
	t.Helper()
	s, err := localtest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// config returns what a client needs to use the server with a key. It never retries.
func config(s *localtest.Server, keyID, secret string) aws.Config {
	return aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(s.URL()), HTTPClient: &http.Client{Transport: wholeBody{}},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret}, nil
		}),
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}
}

// wholeBody is a round tripper that sends request bodies out of memory. The SDK closes a request's body as soon as
// the answer begins; if net/http is still looking whether the body has ended, it takes that for a failure and closes
// the connection in the middle of the answer. Far away that never happens, on loopback it does; bodies known to be in
// memory are not looked at.
type wholeBody struct{}

func (wholeBody) RoundTrip(hr *http.Request) (*http.Response, error) {
	if hr.Body != nil {
		body, err := io.ReadAll(hr.Body)
		if err != nil {
			return nil, err
		}
		hr = hr.Clone(hr.Context())
		hr.Body = io.NopCloser(bytes.NewReader(body))
	}
	return http.DefaultTransport.RoundTrip(hr)
}

func admin(s *localtest.Server) *iam.Client {
	return iam.NewFromConfig(config(s, first(s.Admin()), second(s.Admin())))
}

func first(a, _ string) string  { return a }
func second(_, b string) string { return b }

// code returns the error code that the service answered, "" if there was no error.
func code(err error) string {
	var failure smithy.APIError
	if errors.As(err, &failure) {
		return failure.ErrorCode()
	}
	if err != nil {
		return "no answer: " + err.Error()
	}
	return ""
}

func TestEmptyAccountHasOnlyItsAdministrator(t *testing.T) {
	s := start(t, local.Options{})
	ctx := t.Context()
	users, err := admin(s).ListUsers(ctx, &iam.ListUsersInput{})
	if err != nil {
		t.Fatal(err)
	}
	if len(users.Users) != 1 || *users.Users[0].Arn != "arn:aws:iam::123456789012:user/akia-admin" || users.IsTruncated {
		t.Errorf("users = %+v", users)
	}
	aliases, err := admin(s).ListAccountAliases(ctx, &iam.ListAccountAliasesInput{})
	if err != nil || len(aliases.AccountAliases) != 0 {
		t.Errorf("aliases = %v, %v", aliases, err)
	}
	id, err := sts.NewFromConfig(config(s, first(s.Admin()), second(s.Admin()))).GetCallerIdentity(ctx, nil)
	if err != nil || *id.Account != "123456789012" || *id.Arn != *users.Users[0].Arn {
		t.Errorf("identity = %v, %v", id, err)
	}
}

func TestLifeOfAKey(t *testing.T) {
	s := start(t, local.Options{Users: 3})
	ctx, client := t.Context(), admin(s)
	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("New.Person"), Path: aws.String("/x/")}); err != nil {
		t.Fatal(err)
	}
	name := aws.String("New.Person")
	made, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: name})
	if err != nil {
		t.Fatal(err)
	}
	k := made.AccessKey
	if !regexp.MustCompile(`^AKIA[A-Z2-7]{16}$`).MatchString(*k.AccessKeyId) || !regexp.MustCompile(`^[A-Za-z0-9+/]{40}$`).MatchString(*k.SecretAccessKey) {
		t.Errorf("the key %s has not the form of a key, or its secret has not", *k.AccessKeyId)
	}
	own := iam.NewFromConfig(config(s, *k.AccessKeyId, *k.SecretAccessKey))
	if u, err := own.GetUser(ctx, &iam.GetUserInput{}); err != nil || *u.User.UserName != *name {
		t.Fatalf("the new key does not work: %v, %v", u, err)
	}
	used, err := client.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: k.AccessKeyId})
	if err != nil || *used.UserName != *name || *used.AccessKeyLastUsed.ServiceName != "iam" ||
		*used.AccessKeyLastUsed.Region != "us-east-1" || time.Since(*used.AccessKeyLastUsed.LastUsedDate) > time.Minute {
		t.Errorf("last used = %+v, %v", used, err)
	}
	if _, err := client.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: name, AccessKeyId: k.AccessKeyId, Status: "Inactive"}); err != nil {
		t.Fatal(err)
	}
	if _, err := own.GetUser(ctx, &iam.GetUserInput{}); code(err) != "InvalidClientTokenId" {
		t.Errorf("an inactive key: %v", err)
	}
	if _, err := client.DeleteAccessKey(ctx, &iam.DeleteAccessKeyInput{UserName: name, AccessKeyId: k.AccessKeyId}); err != nil {
		t.Fatal(err)
	}
	keys, err := client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{UserName: name})
	if err != nil || len(keys.AccessKeyMetadata) != 0 {
		t.Errorf("keys = %v, %v", keys, err)
	}
	if n := s.Count("GetUser"); n != 2 {
		t.Errorf("GetUser was logged %d times", n)
	}
}

func TestStartRefuses(t *testing.T) {
	for _, o := range []local.Options{{Users: -1}, {Users: 5001}, {Addr: "127.0.0.1:nonsense"}} {
		if s, err := localtest.Start(o); err == nil {
			_ = s.Close()
			t.Errorf("%+v was accepted", o)
		}
	}
}

func TestManyCallersAtOnce(t *testing.T) {
	s := start(t, local.Options{Users: 50})
	s.SetLag(localtest.Lag{Lists: time.Second})
	client, ctx := admin(s), t.Context()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			name := aws.String("user" + strconv.Itoa(i))
			_, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: name})
			for range 3 {
				_, failed := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: name})
				if code(failed) != "LimitExceeded" {
					err = errors.Join(err, failed)
				}
				_, failed = client.ListUsers(ctx, &iam.ListUsersInput{})
				err = errors.Join(err, failed)
				_, failed = client.GetAccountAuthorizationDetails(ctx, &iam.GetAccountAuthorizationDetailsInput{})
				err = errors.Join(err, failed)
				_, failed = client.AttachUserPolicy(ctx, &iam.AttachUserPolicyInput{
					UserName: aws.String("aaliyah.khan"), PolicyArn: aws.String("arn:aws:iam::aws:policy/ReadOnlyAccess"),
				})
				err = errors.Join(err, failed)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if calls := s.Calls(); len(calls) != s.Count("") || len(calls) != 8*13 {
		t.Errorf("%d calls were logged", len(calls))
	}
}
