package local_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// listed walks through all accounts, and returns them and the sizes of the pages.
func listed(t *testing.T, client *organizations.Client, most *int32) (all []types.Account, pages []int) {
	t.Helper()
	in := &organizations.ListAccountsInput{MaxResults: most}
	for {
		page, err := client.ListAccounts(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		all, pages = append(all, page.Accounts...), append(pages, len(page.Accounts))
		if in.NextToken = page.NextToken; in.NextToken == nil {
			return all, pages
		}
	}
}

func TestListOfAccounts(t *testing.T) {
	for name, c := range map[string]struct {
		members int
		most    *int32
		pages   []int
	}{
		"a page":        {4, nil, []int{5}},
		"pages":         {12, nil, []int{5, 0, 8}},
		"many":          {60, nil, []int{5, 0, 20, 20, 16}},
		"small pages":   {4, aws.Int32(2), []int{2, 0, 2, 1}},
		"the end of it": {4, aws.Int32(1), []int{1, 0, 1, 1, 1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, local.Options{Users: 30, Members: c.members})
			all, pages := listed(t, organizations.NewFromConfig(asAdmin(s)), c.most)
			if !slices.Equal(pages, c.pages) {
				t.Errorf("pages of %v, want %v", pages, c.pages)
			}
			if len(all) != c.members+1 || *all[0].Id != s.Management() {
				t.Fatalf("%d accounts", len(all))
			}
			path := regexp.MustCompile(`^(o-[a-z0-9]{10,32}/r-[0-9a-z]{4,32}(/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})*(/\d{12})*)/$`)
			for i, a := range all[1:] {
				m := s.Members()[i]
				state := types.AccountStateActive
				if m.Suspended {
					state = types.AccountStateSuspended
				}
				if *a.Id != m.ID || *a.Name != m.Name || a.State != state || string(a.Status) != string(state) ||
					!path.MatchString(a.Paths[0]) || !strings.HasSuffix(a.Paths[0], "/"+m.ID+"/") || a.JoinedTimestamp.IsZero() {
					t.Errorf("%+v of %+v", a, m)
				}
				if (a.JoinedMethod == types.AccountJoinedMethodInvited) != (m.Role == "") {
					t.Errorf("%s has the role %q", a.JoinedMethod, m.Role)
				}
			}
		})
	}
}

// The roots and units lead to the same accounts as the list.
func TestUnitsLeadToAllAccounts(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 40})
	client := organizations.NewFromConfig(asAdmin(s))
	all, _ := listed(t, client, nil)
	roots, err := client.ListRoots(t.Context(), nil)
	if err != nil || len(roots.Roots) != 1 {
		t.Fatal(roots, err)
	}
	found := map[string]string{}
	var walk func(parent, path string)
	walk = func(parent, path string) {
		in := &organizations.ListAccountsForParentInput{ParentId: &parent}
		for {
			page, err := client.ListAccountsForParent(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range page.Accounts {
				found[*a.Id] = path + "/" + *a.Id + "/"
			}
			if in.NextToken = page.NextToken; in.NextToken == nil {
				break
			}
		}
		units, err := client.ListOrganizationalUnitsForParent(t.Context(), &organizations.ListOrganizationalUnitsForParentInput{ParentId: &parent})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units.OrganizationalUnits {
			walk(*u.Id, path+"/"+*u.Id)
		}
	}
	about, err := client.DescribeOrganization(t.Context(), nil)
	if err != nil || *about.Organization.MasterAccountId != s.Management() {
		t.Fatal(about, err)
	}
	walk(*roots.Roots[0].Id, *about.Organization.Id+"/"+*roots.Roots[0].Id)
	units := map[string]bool{}
	for _, a := range all {
		if found[*a.Id] != a.Paths[0] {
			t.Errorf("%s is in %q and in %q", *a.Id, a.Paths[0], found[*a.Id])
		}
		units[strings.TrimSuffix(a.Paths[0], *a.Id+"/")] = true
	}
	if len(found) != len(all) || len(units) < 4 {
		t.Errorf("%d of %d accounts in %d units", len(found), len(all), len(units))
	}
	_, err = client.ListAccountsForParent(t.Context(), &organizations.ListAccountsForParentInput{ParentId: aws.String("ou-acme-00000000")})
	if code(err) != "ParentNotFoundException" {
		t.Errorf("no such unit: %v", err)
	}
}

func TestWhoMayListAccounts(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 3})
	role := s.Members()[0].Role
	member, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &role})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := organizations.NewFromConfig(member).DescribeOrganization(t.Context(), nil); err != nil {
		t.Errorf("a member: %v", err)
	}
	if _, err := organizations.NewFromConfig(member).ListAccounts(t.Context(), nil); code(err) != "AccessDeniedException" {
		t.Errorf("a member: %v", err)
	}
	newUser(t, s, "auditor", "arn:aws:iam::aws:policy/IAMReadOnlyAccess")
	if _, err := organizations.NewFromConfig(asUser(t, s, "auditor")).ListAccounts(t.Context(), nil); code(err) != "AccessDeniedException" ||
		!strings.Contains(err.Error(), "is not authorized to perform: organizations:ListAccounts on resource: * because no identity-based policy allows") {
		t.Errorf("a user without permission: %v", err)
	}
	alone := start(t, local.Options{Users: 30})
	for name, call := range map[string]func(*organizations.Client) error{
		"describe": func(c *organizations.Client) error { _, err := c.DescribeOrganization(t.Context(), nil); return err },
		"list":     func(c *organizations.Client) error { _, err := c.ListAccounts(t.Context(), nil); return err },
		"roots":    func(c *organizations.Client) error { _, err := c.ListRoots(t.Context(), nil); return err },
	} {
		if err := call(organizations.NewFromConfig(asAdmin(alone))); code(err) != "AWSOrganizationsNotInUseException" {
			t.Errorf("%s, in no organization: %v", name, err)
		}
	}
	if _, err := organizations.NewFromConfig(config(s, first(s.Admin()), "wrong")).ListAccounts(t.Context(), nil); code(err) != "InvalidSignatureException" {
		t.Errorf("a wrong secret: %v", err)
	}
	s.Inject(localtest.Fault{Action: "ListAccounts", Effect: localtest.Throttle(1, 0)})
	if _, err := organizations.NewFromConfig(asAdmin(s)).ListAccounts(t.Context(), nil); code(err) != "TooManyRequestsException" {
		t.Errorf("throttled: %v", err)
	}
}

// What a caller that is no SDK sends is refused as the service's model has it.
func TestInputOfOrganizations(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 12})
	for name, c := range map[string]struct {
		action, body string
		says         string // a part of the answer
	}{
		"nothing":            {"ListAccounts", ``, `"__type":"SerializationException"`},
		"no object":          {"ListAccounts", `[]`, `"__type":"SerializationException"`},
		"a form":             {"ListAccounts", `MaxResults=1`, `"__type":"SerializationException"`},
		"a text":             {"ListAccounts", `{"MaxResults":"5"}`, `"__type":"SerializationException"`},
		"null":               {"ListAccounts", `{"MaxResults":null,"NextToken":null}`, `"NextToken":`},
		"unknown members":    {"ListAccounts", `{"Other":{"a":[1]}}`, `"NextToken":`},
		"too many":           {"ListAccounts", `{"MaxResults":21}`, `"Reason":"MAX_VALUE_EXCEEDED"`},
		"too few":            {"ListAccounts", `{"MaxResults":0}`, `"Reason":"MIN_VALUE_EXCEEDED"`},
		"an empty token":     {"ListAccounts", `{"NextToken":""}`, `"Reason":"INVALID_NEXT_TOKEN"`},
		"another token":      {"ListAccounts", `{"NextToken":"x"}`, `"Reason":"INVALID_NEXT_TOKEN"`},
		"no parent":          {"ListAccountsForParent", `{}`, `"Reason":"INPUT_REQUIRED"`},
		"what is no parent":  {"ListAccountsForParent", `{"ParentId":"x"}`, `"Reason":"INVALID_PATTERN"`},
		"what is not served": {"CloseAccount", `{}`, `"__type":"UnknownOperationException"`},
	} {
		t.Run(name, func(t *testing.T) {
			who := aws.Credentials{AccessKeyID: first(s.Admin()), SecretAccessKey: second(s.Admin())}
			hr := signedFor(t, s, c.body, "organizations", time.Now(), who)
			hr.Header.Set("X-Amz-Target", "AWSOrganizationsV20161128."+c.action)
			_, body, header := send(t, hr)
			if header.Get("Content-Type") != "application/x-amz-json-1.1" {
				t.Errorf("%v", header)
			}
			if !strings.Contains(body, c.says) {
				t.Errorf("%s, want %s", body, c.says)
			}
		})
	}
}
