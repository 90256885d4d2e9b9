package local_test

import (
	"net/url"
	"testing"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// A user who may set one tag to one value, and what the service was seen to answer.
func TestTagsAreWhatConditionsAskFor(t *testing.T) {
	s := start(t, local.Options{})
	client, ctx := admin(s), t.Context()
	actor := aws.String("actor")
	document := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:TagUser","Resource":"*","Condition":{
		"StringEquals":{"aws:RequestTag/team":"approved"},"ForAllValues:StringEquals":{"aws:TagKeys":"team"}}}}`
	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: actor}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: actor, PolicyName: actor, PolicyDocument: &document}); err != nil {
		t.Fatal(err)
	}
	key, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: actor})
	if err != nil {
		t.Fatal(err)
	}
	const tag = "Tags.member."
	for _, test := range []struct{ name, params, want string }{
		{"the tag", tag + "1.Key=team&" + tag + "1.Value=approved", ""},
		{"in another spelling of its place", tag + "01.Key=team&" + tag + "1.Value=approved", ""},
		{"with a member that is not known", tag + "1.Key=team&" + tag + "1.Value=approved&" + tag + "1.Unknown=x", ""},
		{"another value", tag + "1.Key=team&" + tag + "1.Value=other", "AccessDenied"},
		{"another key too", tag + "1.Key=team&" + tag + "1.Value=approved&" + tag + "2.Key=other&" + tag + "2.Value=approved", "AccessDenied"},
		{"a reserved key", tag + "1.Key=aws:x&" + tag + "1.Value=approved", "AccessDenied"},
		{"twice", tag + "1.Key=team&" + tag + "1.Value=approved&" + tag + "2.Key=team&" + tag + "2.Value=approved", "InvalidInput"},
		{"twice, denied last", tag + "1.Key=team&" + tag + "1.Value=approved&" + tag + "2.Key=team&" + tag + "2.Value=other", "AccessDenied"},
		{"twice, denied first", tag + "1.Key=team&" + tag + "1.Value=other&" + tag + "2.Key=team&" + tag + "2.Value=approved", "InvalidInput"},
		{"in two cases", tag + "1.Key=team&" + tag + "1.Value=approved&" + tag + "2.Key=TEAM&" + tag + "2.Value=approved", "AccessDenied"},
		{"an empty value", tag + "1.Key=team&" + tag + "1.Value=", "AccessDenied"},
		{"no tag", "Tags=", "AccessDenied"},
		{"no value", tag + "1.Key=team", "ValidationError"},
		{"no list", "", "ValidationError"},
		{"out of place", tag + "0.Key=team", "MalformedInput"},
	} {
		form := "Version=2010-05-08&Action=TagUser&UserName=akia-admin&" + test.params
		hr := signedBy(t, s, form, aws.Credentials{AccessKeyID: *key.AccessKey.AccessKeyId, SecretAccessKey: *key.AccessKey.SecretAccessKey})
		status, body, _ := send(t, hr)
		if got := read(t, status, body).Code; got != test.want {
			t.Errorf("%s: %d %s, want %s", test.name, status, body, test.want)
		}
	}
}

func TestConditionsOnTags(t *testing.T) {
	for condition, want := range map[string]string{
		`"StringLike":{"aws:RequestTag/team":["x*","app*"]}`:                  "allowed",
		`"StringEqualsIgnoreCase":{"aws:requesttag/TEAM":"APPROVED"}`:         "allowed",
		`"StringNotEquals":{"aws:RequestTag/team":"approved"}`:                "",
		`"StringNotEquals":{"aws:RequestTag/none":"approved"}`:                "allowed",
		`"StringEquals":{"aws:RequestTag/none":"approved"}`:                   "",
		`"StringEqualsIfExists":{"aws:RequestTag/none":"approved"}`:           "allowed",
		`"Null":{"aws:RequestTag/team":"false","aws:RequestTag/none":"true"}`: "allowed",
		`"Null":{"aws:RequestTag/team":"true"}`:                               "",
		`"ForAnyValue:StringEquals":{"aws:TagKeys":["x","team"]}`:             "allowed",
		`"ForAnyValue:StringEquals":{"aws:TagKeys":"x"}`:                      "",
		`"ForAllValues:StringEquals":{"aws:TagKeys":["team","cost"]}`:         "allowed",
		`"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}`:                "",
		`"ForAllValues:StringNotEquals":{"aws:TagKeys":["x"]}`:                "allowed",
		`"StringEquals":{"aws:RequestTag/team":"approved","aws:userid":"x"}`:  "",
		`"StringEquals":{"aws:RequestTag/team":"approved"},"Odd":{"a":"b"}`:   "",
	} {
		params := url.Values{"team": {"approved"}, "cost": {"1"}}
		document := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{` + condition + `}}}`
		if got := local.VerdictOnTags(document, params); got != want {
			t.Errorf("%s: %q, want %q", condition, got, want)
		}
	}
}
