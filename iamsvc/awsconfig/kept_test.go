package awsconfig

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// A role is assumed at an unencrypted address only through what keeps calls on this machine.
func TestRolesAreAssumedUnencryptedOnThisMachineAlone(t *testing.T) {
	errKept, errOther := errors.New("kept here"), errors.New("went anywhere")
	dials := func(err error) func(*http.Transport) {
		return func(tr *http.Transport) {
			tr.Proxy = nil
			tr.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, err }
		}
	}
	for address, want := range map[string]error{
		"http://192.0.2.1:9": errKept, "HTTP://localhost:9": errKept, "https://192.0.2.1:9": errOther,
	} {
		b := &builder{
			config: &Config{},
			aws: aws.Config{
				Region: "us-east-1", HTTPClient: awshttp.NewBuildableClient().WithTransportOptions(dials(errOther)),
				Retryer: func() aws.Retryer { return aws.NopRetryer{} },
			},
			Signing: Signing{STS: func() *string { return &address }, Here: dials(errKept)},
		}
		_, err := b.roleClient(aws.AnonymousCredentials{}).AssumeRole(t.Context(),
			&sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::123456789012:role/x"), RoleSessionName: aws.String("x")})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
