package local_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func TestWhatPoliciesSay(t *testing.T) {
	const bob = "arn:aws:iam::123456789012:user/people/bob"
	for name, c := range map[string]struct{ statements, action, resource, want string }{
		"all":                   {`{"Effect":"Allow","Action":"*","Resource":"*"}`, "iam:ListUsers", "*", "allowed"},
		"one":                   {`{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}`, "iam:ListUsers", "*", "allowed"},
		"another":               {`{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}`, "iam:GetUser", "*", ""},
		"case":                  {`{"Effect":"Allow","Action":"IAM:listusers","Resource":"*"}`, "iam:ListUsers", "*", "allowed"},
		"star in an action":     {`{"Effect":"Allow","Action":["iam:Get*","iam:*Keys"],"Resource":"*"}`, "iam:ListAccessKeys", bob, "allowed"},
		"question mark":         {`{"Effect":"Allow","Action":"iam:?etUser","Resource":"*"}`, "iam:GetUser", bob, "allowed"},
		"too many marks":        {`{"Effect":"Allow","Action":"iam:GetUser?","Resource":"*"}`, "iam:GetUser", bob, ""},
		"user":                  {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/*"}`, "iam:GetUser", bob, "allowed"},
		"account for user":      {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/*"}`, "iam:ListUsers", "*", ""},
		"path":                  {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/people/*"}`, "iam:GetUser", bob, "allowed"},
		"other path":            {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/ci/*"}`, "iam:GetUser", bob, ""},
		"resources have a case": {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/People/*"}`, "iam:GetUser", bob, ""},
		"own":                   {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/*/${aws:username}"}`, "iam:GetUser", bob, "allowed"},
		"own, without path":     {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/${aws:username}"}`, "iam:GetUser", bob, ""},
		"other variable":        {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::*:user/${aws:userid}*"}`, "iam:GetUser", bob, ""},
		"deny wins":             {`[{"Effect":"Deny","Action":"iam:Get*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}]`, "iam:GetUser", bob, "denied"},
		"deny wins, last":       {`[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:Get*","Resource":"*"}]`, "iam:GetUser", bob, "denied"},
		"deny of others":        {`[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]`, "iam:GetUser", bob, "allowed"},
		"no action but":         {`{"Effect":"Allow","NotAction":["iam:*"],"Resource":"*"}`, "iam:GetUser", bob, ""},
		"another than":          {`{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}`, "iam:GetUser", bob, "allowed"},
		"no resource but":       {`{"Effect":"Deny","Action":"*","NotResource":"arn:aws:iam::*:user/people/*"}`, "iam:GetUser", bob, ""},
		"resource other than":   {`{"Effect":"Deny","Action":"*","NotResource":"arn:aws:iam::*:user/ci/*"}`, "iam:GetUser", bob, "denied"},
		"condition of an allow": {`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`, "iam:GetUser", bob, ""},
		"condition of a deny":   {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`, "iam:GetUser", bob, "denied"},
		"a key says no MFA":     {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}`, "iam:GetUser", bob, ""},
		"what is unknown":       {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, "iam:GetUser", bob, "denied"},
		"deny of old sessions":  {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-03-14T09:26:53Z"}}}`, "iam:GetUser", bob, ""},
		"and of something else": {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-03-14T09:26:53Z","aws:CurrentTime":"2026-03-14T09:26:53Z"}}}`, "iam:GetUser", bob, "denied"},
		"empty condition":       {`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}`, "iam:GetUser", bob, "allowed"},
		"no effect":             {`{"Action":"*","Resource":"*"}`, "iam:GetUser", bob, "malformed"},
		"no action":             {`{"Effect":"Allow","Resource":"*"}`, "iam:GetUser", bob, "malformed"},
		"no resource":           {`{"Effect":"Allow","Action":"*"}`, "iam:GetUser", bob, "malformed"},
		"both kinds of action":  {`{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}`, "iam:GetUser", bob, "malformed"},
		"nothing":               {`[]`, "iam:GetUser", bob, "malformed"},
		"a number":              {`{"Effect":"Allow","Action":1,"Resource":"*"}`, "iam:GetUser", bob, "malformed"},
	} {
		document := `{"Version":"2012-10-17","Statement":` + c.statements + `}`
		if got := local.Verdict(document, c.action, c.resource, "bob"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"**", "abc", true},
		{"a*c", "abbc", true},
		{"a*c", "abbcd", false},
		{"a*b*c", "aXbYbZc", true},
		{"*bc", "abcbc", true},
		{"?", "", false},
		{"a?c", "abc", true},
		{"a*?", "a", false},
		{"*a*", "bbb", false},
		{strings.Repeat("*a", 40) + "b", strings.Repeat("a", 4000), false},
	} {
		if got := local.Like(c.pattern, c.text); got != c.want {
			t.Errorf("%q fits %q: %v", c.text, c.pattern, got)
		}
	}
}

// TestPoliciesOfAWS are those that have statements; all the others allow nothing.
func TestPoliciesOfAWS(t *testing.T) {
	if bad := local.UnreadableDocuments(); len(bad) > 0 {
		t.Errorf("these cannot be read: %v", bad)
	}
}

// as returns clients that sign as a user of the server, with a new key.
func as(t *testing.T, s *localtest.Server, user string) (*iam.Client, *sts.Client) {
	t.Helper()
	c := asUser(t, s, user)
	return iam.NewFromConfig(c), sts.NewFromConfig(c)
}

// asUser returns the configuration of such clients.
func asUser(t *testing.T, s *localtest.Server, user string) aws.Config {
	t.Helper()
	made, err := admin(s).CreateAccessKey(t.Context(), &iam.CreateAccessKeyInput{UserName: &user})
	if err != nil {
		t.Fatal(err)
	}
	return config(s, *made.AccessKey.AccessKeyId, *made.AccessKey.SecretAccessKey)
}

// newUser makes a user with these policies: documents begin with a brace, all others are ARNs.
func newUser(t *testing.T, s *localtest.Server, name string, policies ...string) {
	t.Helper()
	if _, err := admin(s).CreateUser(t.Context(), &iam.CreateUserInput{UserName: &name}); err != nil {
		t.Fatal(err)
	}
	for _, p := range policies {
		var err error
		if strings.HasPrefix(p, "{") {
			_, err = admin(s).PutUserPolicy(t.Context(), &iam.PutUserPolicyInput{UserName: &name, PolicyName: aws.String("own"), PolicyDocument: &p})
		} else {
			_, err = admin(s).AttachUserPolicy(t.Context(), &iam.AttachUserPolicyInput{UserName: &name, PolicyArn: &p})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func message(err error) string {
	var failure smithy.APIError
	if errors.As(err, &failure) {
		return failure.ErrorMessage()
	}
	return ""
}

func TestDenialsInTheWordsOfIAM(t *testing.T) {
	s := start(t, local.Options{})
	newUser(t, s, "deny", "arn:aws:iam::aws:policy/IAMFullAccess",
		`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*"}}`)
	newUser(t, s, "few", "arn:aws:iam::aws:policy/AmazonS3FullAccess")
	newUser(t, s, "none")
	ctx := t.Context()
	client, _ := as(t, s, "deny")
	_, err := client.DeleteUser(ctx, &iam.DeleteUserInput{UserName: aws.String("none")})
	if want := "User: arn:aws:iam::123456789012:user/deny is not authorized to perform: iam:DeleteUser on resource: " +
		"arn:aws:iam::123456789012:user/none with an explicit deny in an identity-based policy"; code(err) != "AccessDenied" || message(err) != want {
		t.Errorf("%v", err)
	}
	client, identity := as(t, s, "few")
	_, err = client.ListUsers(ctx, &iam.ListUsersInput{})
	if want := "User: arn:aws:iam::123456789012:user/few is not authorized to perform: iam:ListUsers on resource: " +
		"arn:aws:iam::123456789012:user/ because no identity-based policy allows the iam:ListUsers action"; message(err) != want {
		t.Errorf("%v", err)
	}
	if _, err := identity.GetCallerIdentity(ctx, nil); err != nil {
		t.Errorf("the identity needs no permission: %v", err)
	}
	client, _ = as(t, s, "none")
	if _, err := client.DeleteUser(ctx, &iam.DeleteUserInput{UserName: aws.String("nobody")}); code(err) != "NoSuchEntity" {
		t.Errorf("a user without policies: %v", err)
	}
}

// TestSigningAsTheCast signs as users of the demonstration.
func TestSigningAsTheCast(t *testing.T) {
	s := start(t, local.Options{Users: 50})
	ctx := context.Background()
	for user, want := range map[string]struct{ list, create string }{
		"akia-admin":      {"", ""},
		"carla.mendes":    {"", ""}, // no policies
		"payments-deploy": {"AccessDenied", "AccessDenied"},
		"pavel.novak":     {"AccessDenied", "AccessDenied"},
	} {
		client, _ := as(t, s, user)
		if _, err := client.ListUsers(ctx, &iam.ListUsersInput{}); code(err) != want.list {
			t.Errorf("%s lists: %v", user, err)
		}
		_, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: aws.String("deploy-bot")})
		if c := code(err); c != want.create && (want.create != "" || c != "LimitExceeded") {
			t.Errorf("%s creates: %v", user, err)
		}
		if quarantined := user == "pavel.novak"; quarantined != strings.HasSuffix(message(err), "with an explicit deny in an identity-based policy") {
			t.Errorf("%s: %q", user, message(err))
		}
	}
}
