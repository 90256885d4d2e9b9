package local_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func TestThePopulationRepeatsItself(t *testing.T) {
	clock := newClock()
	var before []any
	for range 2 {
		s := start(t, local.Options{Users: 300, Now: clock.Now})
		users, err := admin(s).ListUsers(t.Context(), &iam.ListUsersInput{MaxItems: aws.Int32(1000)})
		if err != nil {
			t.Fatal(err)
		}
		all := []any{users.Users}
		for _, u := range users.Users {
			keys, err := admin(s).ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: u.UserName})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, keys.AccessKeyMetadata)
		}
		if before != nil && !reflect.DeepEqual(before, all) {
			t.Error("two starts differ")
		}
		before = all
	}
}

func TestThePopulationLooksReal(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 400, Now: clock.Now})
	client, ctx, now := admin(s), t.Context(), clock.Now()
	counts := map[string]int{}
	numbered := regexp.MustCompile(`\d$`)
	for i, name := range walk(t, client, 1000) {
		keys, err := client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{UserName: &name})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 && len(keys.AccessKeyMetadata) != 2 {
			t.Errorf("%s, the first user, has %d keys", name, len(keys.AccessKeyMetadata))
		}
		if numbered.MatchString(name) {
			t.Errorf("%s is numbered", name)
		}
		active := 0
		for _, k := range keys.AccessKeyMetadata {
			counts[string(k.Status)]++
			if age := now.Sub(*k.CreateDate); age < 0 || age > 2001*24*time.Hour {
				t.Errorf("%s has a key of %v", name, age)
			}
			if k.Status == "Active" {
				active++
			}
			if number, ok := local.AccountOf(*k.AccessKeyId); !ok || number != "210987654321" {
				t.Errorf("%s says %s", *k.AccessKeyId, number)
			}
			last, err := client.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: k.AccessKeyId})
			if err != nil {
				t.Fatal(err)
			}
			switch at := last.AccessKeyLastUsed.LastUsedDate; {
			case at == nil:
				counts["never used"]++
			case at.Before(*k.CreateDate) || at.After(now):
				t.Errorf("%s: made %v, used %v", name, k.CreateDate, at)
			case now.Sub(*at) < 2*time.Hour:
				counts["just used"]++
			}
		}
		counts[[]string{"no key", "one key", "two keys"}[len(keys.AccessKeyMetadata)]]++
		if active == 2 {
			counts["two active"]++
		}
	}
	for _, kind := range []string{"Active", "Inactive", "never used", "just used", "no key", "one key", "two keys", "two active"} {
		if counts[kind] < 10 {
			t.Errorf("%s: only %d", kind, counts[kind])
		}
	}
}

func TestNamesOfALargePopulation(t *testing.T) {
	s := start(t, local.Options{Users: 5000})
	seen := map[string]bool{}
	for _, name := range walk(t, admin(s), 1000) {
		if seen[strings.ToLower(name)] {
			t.Errorf("%s is there twice", name)
		}
		seen[strings.ToLower(name)] = true
	}
	if len(seen) != 5001 {
		t.Errorf("%d users", len(seen))
	}
}

func TestRootHasAKey(t *testing.T) {
	s := start(t, local.Options{Users: 5})
	c := config(s, first(s.Root()), second(s.Root()))
	id, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), nil)
	if err != nil || *id.Arn != "arn:aws:iam::210987654321:root" || *id.UserId != "210987654321" {
		t.Fatal(id, err)
	}
	keys, err := iam.NewFromConfig(c).ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{})
	if err != nil || len(keys.AccessKeyMetadata) != 1 || *keys.AccessKeyMetadata[0].AccessKeyId != first(s.Root()) {
		t.Error(keys, err)
	}
	if id, secret := start(t, local.Options{}).Root(); id != "" || secret != "" {
		t.Error("the root user of the empty account has a key")
	}
}
