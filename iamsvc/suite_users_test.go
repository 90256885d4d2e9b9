package iamsvc_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// What the suite holds every server to about users, their tags and their policies.

// wantKind checks that the error is of the kind and, unless it is empty, has the sentence.
func wantKind(t *testing.T, err error, kind iamsvc.Kind, sentence string) {
	t.Helper()
	_ = failure(t, err, kind, sentence)
}

// failure does as wantKind, and returns the error to look further.
func failure(t *testing.T, err error, kind iamsvc.Kind, sentence string) *iamsvc.Error {
	t.Helper()
	e := iamsvc.AsError(err)
	if e == nil || e.Kind != kind || e.Unclear {
		t.Fatalf("%#v", err)
	}
	if sentence != "" && e.Error() != sentence {
		t.Errorf("%q, want %q", e.Error(), sentence)
	}
	return e
}

func testDescriptions(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	const first, second = "AKIA0000000000000001", "AKIA0000000000000002"
	if _, err := b.client().TagUser(ctx, &iam.TagUserInput{UserName: &user, Tags: []types.Tag{
		{Key: aws.String("team"), Value: aws.String("checkout")},
	}}); err != nil {
		t.Fatal(err)
	}
	look := func(want map[string]string) {
		t.Helper()
		for name, s := range map[string]*iamsvc.Service{"here": s, "elsewhere": b.open(t, iamsvc.Options{})} {
			if got, err := s.Descriptions(ctx, iamsvc.NamedUser(user)); err != nil || !maps.Equal(got, want) {
				t.Errorf("%s: %v, %v; want %v", name, got, err, want)
			}
		}
	}
	write := func(keyID, text string) {
		t.Helper()
		if err := s.Describe(ctx, iamsvc.NamedUser(user), keyID, text); err != nil {
			t.Fatal(err)
		}
	}
	look(map[string]string{})
	write(first, "laptop of Zoë: s3 sync")
	write(second, "the old one")
	look(map[string]string{first: "laptop of Zoë: s3 sync", second: "the old one"})
	write(second, "the other one")
	write(first, "")
	look(map[string]string{second: "the other one"})
	if err := s.Undescribe(ctx, iamsvc.NamedUser(user), first); err != nil {
		t.Errorf("a description that is not there: %v", err)
	}
	if err := s.Undescribe(ctx, iamsvc.NamedUser("nobody"), first); err != nil {
		t.Errorf("the description of nobody: %v", err)
	}
	_, err := s.Descriptions(ctx, iamsvc.NamedUser("nobody"))
	wantKind(t, err, iamsvc.KindNotFound, "There is no user nobody.")
	wantKind(t, s.Describe(ctx, iamsvc.NamedUser("nobody"), first, "x"), iamsvc.KindNotFound, "There is no user nobody.")
	wantKind(t, s.Describe(ctx, iamsvc.NamedUser(user), first, "a\nb"), iamsvc.KindInvalid, "")
}

func testTagQuota(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	var fifty []types.Tag
	for i := range 50 {
		fifty = append(fifty, types.Tag{Key: aws.String(fmt.Sprintf("tag-%d", i)), Value: aws.String("")})
	}
	if _, err := b.client().TagUser(ctx, &iam.TagUserInput{UserName: &user, Tags: fifty}); err != nil {
		t.Fatal(err)
	}
	err := s.Describe(ctx, iamsvc.NamedUser(user), "AKIA0000000000000001", "one too many")
	if b.limitsNoTags {
		t.Skip("the server allows any number of tags")
	}
	e := failure(t, err, iamsvc.KindQuota, user+" has as many tags as IAM allows, 50, and a description is one of them.")
	if r := e.Remedy(); r.Kind != iamsvc.RemedyFreeTag || r.User != iamsvc.NamedUser(user) {
		t.Errorf("%+v", r)
	}
}

func testDescriptionGoesWithItsKey(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	made, err := s.CreateKey(ctx, iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Describe(ctx, iamsvc.NamedUser(user), made.ID, "short-lived"); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteKey(ctx, iamsvc.SeenKey{Key: made.Key, Description: "short-lived"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*iamsvc.Service{s, b.open(t, iamsvc.Options{})} {
		if left, err := s.Descriptions(ctx, iamsvc.NamedUser(user)); err != nil || len(left) > 0 {
			t.Errorf("%v, %v", left, err)
		}
	}
}

func testNewUser(t *testing.T, b backend) {
	ctx, s := t.Context(), b.open(t, iamsvc.Options{})
	tags := []iamsvc.Tag{{Key: "owner", Value: "zoe@example.com"}, {Key: "team", Value: "checkout"}}
	made, err := s.CreateUser(ctx, iamsvc.NewUser{Name: "new-robot", Path: "/ci/", Tags: tags})
	if err != nil {
		t.Fatal(err)
	}
	if made.Name != "new-robot" || made.Path != "/ci/" || !strings.HasSuffix(made.ARN, ":user/ci/new-robot") || made.Created.IsZero() {
		t.Errorf("%+v", made)
	}
	found, err := s.User(ctx, iamsvc.NamedUser("new-robot"))
	if err != nil || found.User != made || !slices.Equal(found.Tags, tags) || found.Boundary != "" {
		t.Errorf("%+v, %v", found, err)
	}
	again := "new-robot"
	if !b.tellsCasesApart {
		again = "New-Robot"
	}
	_, err = s.CreateUser(ctx, iamsvc.NewUser{Name: again})
	wantKind(t, err, iamsvc.KindConflict, "There is a user "+again+" already.")
	if !iamsvc.UserExists(err) {
		t.Error("it does not say that the user exists")
	}
	plain, err := s.CreateUser(ctx, iamsvc.NewUser{Name: "plain"})
	if err != nil || plain.Path != "/" {
		t.Errorf("%+v, %v", plain, err)
	}
	if _, err := s.CreateKey(ctx, iamsvc.NamedUser("new-robot")); err != nil {
		t.Fatal(err)
	}
	if !b.deletesUsersWithKeys {
		wantKind(t, s.DeleteUser(ctx, iamsvc.NamedUser("new-robot")), iamsvc.KindConflict,
			"IAM does not delete new-robot while it has keys, policies, groups or the like.")
	}
	if err := s.DeleteUser(ctx, iamsvc.NamedUser("plain")); err != nil {
		t.Error(err)
	}
	_, err = s.User(ctx, iamsvc.NamedUser("plain"))
	wantKind(t, err, iamsvc.KindNotFound, "There is no user plain.")
	wantKind(t, s.DeleteUser(ctx, iamsvc.NamedUser("plain")), iamsvc.KindNotFound, "There is no user plain.")
}

func testInlinePolicies(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	for _, p := range policy.Templates("aws") {
		if err := s.PutPolicy(ctx, iamsvc.NamedUser(user), p.Name, p.Document); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if names, err := s.InlinePolicies(ctx, iamsvc.NamedUser(user)); err != nil || !slices.Equal(names, []string{p.Name}) {
			t.Errorf("%v, %v", names, err)
		}
		if err := s.DeletePolicy(ctx, iamsvc.NamedUser(user), p.Name); err != nil {
			t.Error(err)
		}
	}
	malformed := failure(t, s.PutPolicy(ctx, iamsvc.NamedUser(user), "odd", `{"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}`),
		iamsvc.KindInvalid, "")
	if malformed.Message == "" || malformed.Error() != "IAM does not accept the policy: "+malformed.Message {
		t.Errorf("%+v", malformed)
	}
	ready := policy.Templates("aws")[0].Document
	wantKind(t, s.PutPolicy(ctx, iamsvc.NamedUser("nobody"), "x", ready), iamsvc.KindNotFound, "There is no user nobody.")
	wantKind(t, s.DeletePolicy(ctx, iamsvc.NamedUser("nobody"), "x"), iamsvc.KindNotFound, "There is no user nobody.")
	missing := failure(t, s.DeletePolicy(ctx, iamsvc.NamedUser(user), "x"), iamsvc.KindNotFound, "")
	if missing.Error() != user+" has no inline policy x." {
		t.Errorf("%q, %q", missing, missing.Message)
	}
	if b.limitsNoPolicies {
		return
	}
	long := strings.Replace(ready, "ReadS3", strings.Repeat("x", 2048), 1)
	wantKind(t, s.PutPolicy(ctx, iamsvc.NamedUser(user), "long", long), iamsvc.KindQuota,
		"With this policy the inline policies of "+user+" would be longer than IAM allows, 2048 characters in all.")
}

func testOldSessions(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	for range 2 { // the second one replaces the first
		name, err := s.DenyOldSessions(ctx, iamsvc.NamedUser(user), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		names, err := s.InlinePolicies(ctx, iamsvc.NamedUser(user))
		if err != nil || !slices.Equal(names, []string{name}) || !policy.DeniesOldSessions(names) {
			t.Errorf("%v, %v", names, err)
		}
	}
	for range 2 { // the second time there is none
		if err := s.AllowOldSessions(ctx, iamsvc.NamedUser(user)); err != nil {
			t.Error(err)
		}
	}
	if names, err := s.InlinePolicies(ctx, iamsvc.NamedUser(user)); err != nil || policy.DeniesOldSessions(names) {
		t.Errorf("%v, %v", names, err)
	}
	wantKind(t, s.AllowOldSessions(ctx, iamsvc.NamedUser("nobody")), iamsvc.KindNotFound, "There is no user nobody.")
}

// managedPolicy returns the ARN of the policy that AWS keeps under that name, or of one that stands for it.
func (b backend) managedPolicy(t *testing.T, name string) string {
	t.Helper()
	if !b.hasNoneOfAWS {
		return "arn:aws:iam::aws:policy/" + name
	}
	document := policy.Templates("aws")[0].Document
	made, err := b.client().CreatePolicy(t.Context(), &iam.CreatePolicyInput{PolicyName: &name, PolicyDocument: &document})
	if err != nil {
		t.Fatal(err)
	}
	return *made.Policy.Arn
}

func testDetails(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/people/")
	policy := b.managedPolicy(t, "AmazonS3ReadOnlyAccess")
	if _, err := b.client().AttachUserPolicy(ctx, &iam.AttachUserPolicyInput{UserName: &user, PolicyArn: aws.String(policy)}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.client().TagUser(ctx, &iam.TagUserInput{UserName: &user, Tags: []types.Tag{
		{Key: aws.String("AKIA0000000000000001"), Value: aws.String("laptop")}, {Key: aws.String("team"), Value: aws.String("")},
	}}); err != nil {
		t.Fatal(err)
	}
	u, err := s.User(ctx, iamsvc.NamedUser(user))
	if err != nil || u.Name != user || u.Path != "/people/" || u.ID == "" || u.Created.IsZero() || !u.PasswordLastUsed.IsZero() {
		t.Errorf("%+v, %v", u, err)
	}
	if len(u.Tags) != 2 || !u.Tags[0].Describes() || u.Tags[1].Describes() {
		t.Errorf("%+v", u.Tags)
	}
	policies, err := s.AttachedPolicies(ctx, iamsvc.NamedUser(user))
	if err != nil || !slices.Equal(policies, []iamsvc.AttachedPolicy{{Name: "AmazonS3ReadOnlyAccess", ARN: policy}}) {
		t.Errorf("%v, %v", policies, err)
	}
	groups, err := s.Groups(ctx, iamsvc.NamedUser(user))
	if err != nil || len(groups) > 0 {
		t.Errorf("%v, %v", groups, err)
	}
	devices, err := s.MFADevices(ctx, iamsvc.NamedUser(user))
	if err != nil || len(devices) > 0 {
		t.Errorf("%v, %v", devices, err)
	}
	_, userErr := s.User(ctx, iamsvc.NamedUser("nobody"))
	_, groupsErr := s.Groups(ctx, iamsvc.NamedUser("nobody"))
	_, attachedErr := s.AttachedPolicies(ctx, iamsvc.NamedUser("nobody"))
	_, inlineErr := s.InlinePolicies(ctx, iamsvc.NamedUser("nobody"))
	_, mfaErr := s.MFADevices(ctx, iamsvc.NamedUser("nobody"))
	for name, err := range map[string]error{
		"user": userErr, "groups": groupsErr, "attached": attachedErr, "inline": inlineErr, "mfa": mfaErr,
	} {
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindNotFound || e.Error() != "There is no user nobody." {
			t.Errorf("%s of nobody: %v", name, err)
		}
	}
}
