package local_test

import (
	"slices"
	"strings"
	"testing"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// details walks the authorization details, and returns the ARNs in the order in which they came and the size of each
// page.
func details(t *testing.T, client *iam.Client, size int32, filter ...types.EntityType) (arns []string, pages []int) {
	t.Helper()
	in := &iam.GetAccountAuthorizationDetailsInput{Filter: filter, MaxItems: &size}
	for {
		out, err := client.GetAccountAuthorizationDetails(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		before := len(arns)
		for _, u := range out.UserDetailList {
			arns = append(arns, *u.Arn)
		}
		for _, r := range out.RoleDetailList {
			arns = append(arns, *r.Arn)
		}
		for _, g := range out.GroupDetailList {
			arns = append(arns, *g.Arn)
		}
		for _, p := range out.Policies {
			arns = append(arns, *p.Arn)
		}
		pages = append(pages, len(arns)-before)
		if !out.IsTruncated {
			return arns, pages
		}
		in.Marker = out.Marker
	}
}

func TestDetailsShareThePage(t *testing.T) {
	client := admin(start(t, local.Options{Users: 20}))
	whole, pages := details(t, client, 1000)
	if len(pages) != 1 {
		t.Errorf("pages of %v", pages)
	}
	count := func(part string) (n int) {
		for _, arn := range whole {
			if strings.Contains(arn, part) {
				n++
			}
		}
		return n
	}
	if count(":user/") != 21 || count(":role/") != 1 || count(":group/") != 6 || count("654321:policy/acme/") != 4 || count("::aws:policy/") < 3 {
		t.Errorf("%v", whole)
	}
	kind := func(arn string) int {
		return slices.IndexFunc([]string{":user/", ":role/", ":group/", "654321:policy/", ":aws:policy/"}, func(part string) bool {
			return strings.Contains(arn, part)
		})
	}
	if !slices.IsSortedFunc(whole, func(a, b string) int { return kind(a) - kind(b) }) {
		t.Errorf("out of order: %v", whole)
	}
	for _, size := range []int32{1, 7, 25} {
		again, pages := details(t, client, size)
		if !slices.Equal(again, whole) {
			t.Errorf("pages of %d: %v\nwant %v", size, again, whole)
		}
		for _, n := range pages[:len(pages)-1] {
			if n != int(size) {
				t.Errorf("pages of %d hold %v", size, pages)
			}
		}
	}
	for filter, want := range map[types.EntityType]int{"User": 21, "Role": 1, "Group": 6, "LocalManagedPolicy": 4} {
		if some, _ := details(t, client, 5, filter, filter); len(some) != want {
			t.Errorf("%s: %d, want %d", filter, len(some), want)
		}
	}
}

// A marker goes with the kinds that were asked for, in whatever order, and not with the size of the page.
func TestMarkersOfDetailsAreBoundToTheFilter(t *testing.T) {
	client, ctx := admin(start(t, local.Options{Users: 20})), t.Context()
	page := func(marker *string, filter ...types.EntityType) (*string, error) {
		out, err := client.GetAccountAuthorizationDetails(ctx, &iam.GetAccountAuthorizationDetailsInput{
			Filter: filter, Marker: marker, MaxItems: aws.Int32(5),
		})
		if err != nil {
			return nil, err
		}
		return out.Marker, nil
	}
	marker, err := page(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := page(marker, "AWSManagedPolicy", "Group", "User", "Role", "LocalManagedPolicy"); err != nil {
		t.Errorf("all kinds by name: %v", err)
	}
	if _, err := page(marker, "User"); code(err) != "ValidationError" || !strings.HasSuffix(err.Error(), ": Marker and Filter do not match") {
		t.Errorf("other kinds: %v", err)
	}
}

func TestDetailsLeaveOutWhatTheServiceLeavesOut(t *testing.T) {
	s := start(t, local.Options{Users: 2})
	if _, err := admin(s).CreateUser(t.Context(), &iam.CreateUserInput{UserName: aws.String("bare")}); err != nil {
		t.Fatal(err)
	}
	_, body := post(t, s, "Version=2010-05-08&Action=GetAccountAuthorizationDetails&MaxItems=1000")
	order := []string{"<Policies>", "<UserDetailList>", "<RoleDetailList>", "<GroupDetailList>"}
	if !slices.IsSortedFunc(order, func(a, b string) int { return strings.Index(body, a) - strings.Index(body, b) }) {
		t.Error("the lists are not in the service's order")
	}
	_, bare, _ := strings.Cut(body, "<UserName>bare</UserName>")
	bare, _, _ = strings.Cut(bare, "</Tags>")
	for _, name := range []string{"GroupList", "AttachedManagedPolicies", "Tags"} {
		if !strings.Contains(bare, "<"+name+">") {
			t.Errorf("a user with nothing has no empty %s", name)
		}
	}
	for _, name := range []string{"UserPolicyList", "PermissionsBoundary"} {
		if strings.Contains(bare, name) {
			t.Errorf("a user with nothing has a %s", name)
		}
	}
	if strings.Contains(body, "<Description>") || !strings.Contains(body, "<RoleLastUsed>") {
		t.Error("policies tell their descriptions, or roles not their use")
	}
	_, groups := post(t, s, "Version=2010-05-08&Action=GetAccountAuthorizationDetails&Filter.member.01=Group")
	if !strings.Contains(groups, "<UserDetailList></UserDetailList>") || !strings.Contains(groups, "<GroupPolicyList></GroupPolicyList>") {
		t.Errorf("what the filter leaves out is an empty list: %s", groups)
	}
}

func TestDetailsOfPolicies(t *testing.T) {
	client := admin(start(t, local.Options{Users: 9}))
	out, err := client.GetAccountAuthorizationDetails(t.Context(), &iam.GetAccountAuthorizationDetailsInput{
		Filter: []types.EntityType{"LocalManagedPolicy", "AWSManagedPolicy"}, MaxItems: aws.Int32(1000),
	})
	if err != nil {
		t.Fatal(err)
	}
	uses := map[string][2]int32{}
	for _, p := range out.Policies {
		uses[*p.Arn] = [2]int32{*p.AttachmentCount, *p.PermissionsBoundaryUsageCount}
		if len(p.PolicyVersionList) != 1 || *p.PolicyVersionList[0].VersionId != *p.DefaultVersionId || !p.PolicyVersionList[0].IsDefaultVersion {
			t.Errorf("%s has the versions %v", *p.Arn, p.PolicyVersionList)
		}
	}
	for arn, want := range map[string][2]int32{
		"arn:aws:iam::aws:policy/PowerUserAccess":                 {0, 1},
		"arn:aws:iam::aws:policy/AdministratorAccess":             {1, 0},
		"arn:aws:iam::210987654321:policy/acme/deploy-production": {4, 0},
		"arn:aws:iam::210987654321:policy/acme/read-invoices":     {0, 0},
		"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3":   {1, 0},
	} {
		if got, there := uses[arn]; !there || got != want {
			t.Errorf("%s: %v, want %v", arn, got, want)
		}
	}
	if _, there := uses["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]; there {
		t.Error("a policy of AWS that nobody uses is told of")
	}
}
