package local_test

import (
	"runtime"
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

// BenchmarkStartOfAnOrganization is to cost what the start of an account costs: the members are made later.
func BenchmarkStartOfAnOrganization(b *testing.B) {
	for b.Loop() {
		s, err := localtest.Start(local.Options{Users: 5000, Members: 1000})
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

// BenchmarkThousandMembers makes 1,000 accounts, and tells what one takes.
func BenchmarkThousandMembers(b *testing.B) {
	const members = 1000
	var before, after runtime.MemStats
	for b.Loop() {
		b.StopTimer()
		s := start(b, local.Options{Members: members})
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		users := local.MakeAll(s.Server)
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/members/1024, "KiB/account")
		b.ReportMetric(float64(users)/members, "users/account")
		runtime.KeepAlive(s)
		_ = s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/members, "µs/account")
}
