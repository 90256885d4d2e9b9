package local_test

import (
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

func TestLag(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Now: clock.Now})
	client, ctx := admin(s), t.Context()
	s.SetLag(localtest.Lag{NewKeys: 8 * time.Second, Lists: 5 * time.Second})
	me := aws.String("akia-admin")

	made, err := client.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: me})
	if err != nil {
		t.Fatal(err)
	}
	k := made.AccessKey
	own := iam.NewFromConfig(config(s, *k.AccessKeyId, *k.SecretAccessKey))
	works := func() string {
		_, err := own.GetUser(ctx, &iam.GetUserInput{})
		return code(err)
	}
	if n := keysOf(t, client, *me); n != 1 || works() != "InvalidClientTokenId" {
		t.Errorf("at once: %d keys, %q", n, works())
	}
	clock.Add(5 * time.Second)
	if n := keysOf(t, client, *me); n != 2 || works() != "InvalidClientTokenId" {
		t.Errorf("after 5 s: %d keys, %q", n, works())
	}
	clock.Add(3 * time.Second)
	if works() != "" {
		t.Errorf("after 8 s: %q", works())
	}
	if _, err := client.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: me, AccessKeyId: k.AccessKeyId, Status: "Inactive"}); err != nil {
		t.Fatal(err)
	}
	clock.Add(time.Second)
	if _, err := client.DeleteAccessKey(ctx, &iam.DeleteAccessKeyInput{UserName: me, AccessKeyId: k.AccessKeyId}); err != nil {
		t.Fatal(err)
	}
	status := func() string {
		out, err := client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{})
		if err != nil {
			t.Fatal(err)
		}
		for _, listed := range out.AccessKeyMetadata {
			if *listed.AccessKeyId == *k.AccessKeyId {
				return string(listed.Status)
			}
		}
		return "gone"
	}
	for _, want := range []string{"Active", "Inactive", "gone"} {
		if got := status(); got != want {
			t.Errorf("the list says %s, want %s", got, want)
		}
		clock.Add(4 * time.Second)
		if want == "Inactive" {
			clock.Add(time.Second)
		}
	}

	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("new")}); err != nil {
		t.Fatal(err)
	}
	if n := len(walk(t, client, 100)); n != 1 {
		t.Errorf("%d users listed at once", n)
	}
	clock.Add(5 * time.Second)
	if n := len(walk(t, client, 100)); n != 2 {
		t.Errorf("%d users listed after 5 s", n)
	}
}
