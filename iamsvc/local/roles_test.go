package local_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
)

func TestTemporaryCredentials(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Now: clock.Now})
	ctx := t.Context()
	in := &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::123456789012:role/operator"), RoleSessionName: aws.String("me"), DurationSeconds: aws.Int32(900),
	}
	out, err := sts.NewFromConfig(config(s, first(s.Admin()), second(s.Admin()))).AssumeRole(ctx, in)
	if err != nil || !out.Credentials.Expiration.Equal(clock.Now().Add(15*time.Minute)) {
		t.Fatal(out, err)
	}
	with := func(token string) aws.Config {
		c := config(s, *out.Credentials.AccessKeyId, *out.Credentials.SecretAccessKey)
		c.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{
				AccessKeyID: *out.Credentials.AccessKeyId, SecretAccessKey: *out.Credentials.SecretAccessKey, SessionToken: token,
			}, nil
		})
		return c
	}
	session := with(*out.Credentials.SessionToken)
	id, err := sts.NewFromConfig(session).GetCallerIdentity(ctx, nil)
	if err != nil || *id.Arn != "arn:aws:sts::123456789012:assumed-role/operator/me" || *id.UserId != *out.AssumedRoleUser.AssumedRoleId {
		t.Error(id, err)
	}
	if _, err := iam.NewFromConfig(session).ListAccessKeys(ctx, &iam.ListAccessKeysInput{}); code(err) != "ValidationError" {
		t.Errorf("a session has no keys of its own: %v", err)
	}
	if _, err := sts.NewFromConfig(with("other")).GetCallerIdentity(ctx, nil); code(err) != "InvalidClientTokenId" {
		t.Errorf("another token: %v", err)
	}
	clock.Add(15 * time.Minute)
	if _, err := sts.NewFromConfig(session).GetCallerIdentity(ctx, nil); code(err) != "ExpiredToken" {
		t.Errorf("after its time: %v", err)
	}

	in.RoleArn = aws.String("arn:aws:iam::123456789012:role/other")
	if _, err := sts.NewFromConfig(config(s, first(s.Admin()), second(s.Admin()))).AssumeRole(ctx, in); code(err) != "AccessDenied" {
		t.Errorf("another role: %v", err)
	}
}

// The tags that go on with a session cannot be set anew by who it assumes a role as.
func TestTransitiveTagsGoOn(t *testing.T) {
	s := start(t, local.Options{})
	role := aws.String("arn:aws:iam::123456789012:role/operator")
	as := config(s, first(s.Admin()), second(s.Admin()))
	assume := func(in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		in.RoleArn, in.RoleSessionName = role, aws.String("me")
		return sts.NewFromConfig(as).AssumeRole(t.Context(), in)
	}
	tags := []types.Tag{{Key: aws.String("Team"), Value: aws.String("a")}}
	in := &sts.AssumeRoleInput{Tags: tags, TransitiveTagKeys: []string{"team"}, DurationSeconds: aws.Int32(900)}
	for range 2 { // the second session inherits it from the first
		out, err := assume(in)
		if err != nil {
			t.Fatal(err)
		}
		as.Credentials = credentials.NewStaticCredentialsProvider(
			*out.Credentials.AccessKeyId, *out.Credentials.SecretAccessKey, *out.Credentials.SessionToken)
		_, err = assume(&sts.AssumeRoleInput{Tags: []types.Tag{{Key: aws.String("TEAM"), Value: aws.String("b")}}})
		if code(err) != "InvalidParameterValue" || !strings.Contains(err.Error(), "conflicts with a transitive tag key from the calling session") {
			t.Errorf("%v", err)
		}
		in = &sts.AssumeRoleInput{}
	}
	if _, err := assume(&sts.AssumeRoleInput{DurationSeconds: aws.Int32(3601)}); code(err) != "ValidationError" ||
		!strings.HasSuffix(err.Error(), "exceeds the 1 hour session limit for roles assumed by role chaining") {
		t.Errorf("a long session of a session: %v", err)
	}
}

func TestTheAccountInAKeyID(t *testing.T) {
	for id, want := range map[string]string{
		"ASIAY34FZKBOKMUTVV7A": "609629065308", "ASIAQNZGKIQY56JQ7WML": "029608264753", "AKIAIOSFODNN7EXAMPLE": "", "AKIA": "",
	} {
		if got, ok := local.AccountOf(id); got != want || ok != (want != "") {
			t.Errorf("%s: %q", id, got)
		}
	}
}
