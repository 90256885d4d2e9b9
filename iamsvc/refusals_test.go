package iamsvc_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/smithy-go"
)

// refusals returns what a server says of requests that IAM refuses, by what is wrong with them.
func refusals(t *testing.T, b backend) map[string]string {
	t.Helper()
	ctx := t.Context()
	client := iam.New(iam.Options{
		Region: "us-east-1", BaseEndpoint: &b.url, Retryer: aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: b.keyID, SecretAccessKey: b.secret}, nil
		}),
	})
	out := map[string]string{}
	note := func(name string, err error) {
		var failed smithy.APIError
		if errors.As(err, &failed) {
			out[name] = failed.ErrorCode() + ": " + failed.ErrorMessage()
		} else {
			out[name] = "accepted"
		}
	}
	user, nobody := aws.String("refused"), aws.String("nobody")
	_, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: user})
	note("a user", err)
	_, err = client.GetUser(ctx, &iam.GetUserInput{UserName: nobody})
	note("nobody", err)
	_, err = client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{UserName: nobody})
	note("keys of nobody", err)
	for range 3 {
		_, err = client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: user})
	}
	note("a third key", err)
	_, err = client.AttachUserPolicy(ctx, &iam.AttachUserPolicyInput{UserName: user, PolicyArn: aws.String("arn:aws:iam::123456789012:policy/none")})
	note("a policy that is not there", err)
	for name, document := range documentsRefused() {
		_, err := client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: user, PolicyName: aws.String("p"), PolicyDocument: &document})
		note(name, err)
	}
	return out
}

// documentsRefused returns policy documents, most of which IAM refuses.
func documentsRefused() map[string]string {
	whole := func(statement string) string { return `{"Version": "2012-10-17", "Statement": [{` + statement + `}]}` }
	return map[string]string{
		"a document":              whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "*"`),
		"a text":                  `"text"`,
		"no statement":            `{"Version": "2012-10-17"}`,
		"another version":         `{"Version": "2020-01-01", "Statement": []}`,
		"an unknown member":       whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Comment": "x"`),
		"a wrong effect":          whole(`"Effect": "Refuse", "Action": "s3:*", "Resource": "*"`),
		"an effect in lower case": whole(`"Effect": "deny", "Action": "s3:*", "Resource": "*"`),
		"no action":               whole(`"Effect": "Deny", "Resource": "*"`),
		"an action of nobody":     whole(`"Effect": "Deny", "Action": "GetObject", "Resource": "*"`),
		"two colons":              whole(`"Effect": "Deny", "Action": "s3:Get:Object", "Resource": "*"`),
		"a vendor":                whole(`"Effect": "Deny", "Action": "s 3:GetObject", "Resource": "*"`),
		"no resource":             whole(`"Effect": "Deny", "Action": "s3:*"`),
		"no ARN":                  whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "bucket"`),
		"half an ARN":             whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3::bucket"`),
		"a partition":             whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "arn:moon:s3:::bucket"`),
		"a bucket in a region":    whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:eu-west-1::bucket"`),
		"an odd path":             whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:iam::123456789012:people/x"`),
		"an operator":             whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Equals": {"a": "b"}}`),
		"a date":                  whole(`"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"DateEquals": {"a": "today"}}`),
		"an ID twice": whole(`"Sid": "a", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Sid": "a", "Effect": "Deny",` +
			` "Action": "s3:*", "Resource": "*"`),
	}
}

// The built-in account refuses what moto refuses, in the same words, wherever both have them from IAM. A user that exists and a key
// that does not are left out: moto words them in its own way.
func testRefusals(t *testing.T, moto backend) {
	t.Parallel()
	server := startLocal(t, 0)
	keyID, secret := server.Admin()
	own := refusals(t, backend{url: server.URL(), keyID: keyID, secret: secret})
	for name, want := range refusals(t, moto) {
		if got := own[name]; got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}
