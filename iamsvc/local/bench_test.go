package local_test

import (
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s, err := localtest.Start(local.Options{Users: 5000})
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

func BenchmarkListUsers(b *testing.B) {
	s := start(b, local.Options{Users: 5000})
	client := admin(s)
	for b.Loop() {
		if _, err := client.ListUsers(b.Context(), &iam.ListUsersInput{MaxItems: aws.Int32(1000)}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkListAccessKeys(b *testing.B) {
	s := start(b, local.Options{Users: 5000})
	client := admin(s)
	for b.Loop() {
		if _, err := client.ListAccessKeys(b.Context(), &iam.ListAccessKeysInput{UserName: aws.String("aaliyah.khan")}); err != nil {
			b.Fatal(err)
		}
	}
}
