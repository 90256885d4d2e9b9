package iamsvc_test

import (
	"context"
	"errors"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/smithy-go"
)

// organized is a server of an organization whose management account the key is of.
type organized struct {
	backend
	management string
	// told are the accounts besides the management account.
	told []string
	// assumesAnything: the server lets everyone assume any role, whether or not there is one.
	assumesAnything bool
	// listsForAll: a member may list the accounts as well.
	listsForAll bool
	// listsNothing: the list of accounts is empty where there is no organization.
	listsNothing bool
}

// TestAccountsSuite runs what must hold of every server that speaks the API of Organizations.
func TestAccountsSuite(t *testing.T) {
	t.Run("local", func(t *testing.T) {
		t.Parallel()
		server, err := localtest.Start(local.Options{Users: 10, Members: 30})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		keyID, secret := server.Admin()
		o := organized{backend: backend{url: server.URL(), keyID: keyID, secret: secret}, management: server.Management()}
		for _, m := range server.Members() {
			o.told = append(o.told, m.ID)
		}
		testAccounts(t, o)
	})
	t.Run("moto", func(t *testing.T) {
		t.Parallel()
		o := organized{
			backend:         backend{url: startMoto(t), keyID: "AKIAIOSFODNN7EXAMPLE", secret: "secret"},
			management:      "123456789012",
			assumesAnything: true, listsForAll: true, listsNothing: true,
		}
		testNoOrganization(t, o)
		o.found(t)
		testAccounts(t, o)
	})
	t.Run("local without", func(t *testing.T) {
		t.Parallel()
		server := startLocal(t, 0)
		keyID, secret := server.Admin()
		testNoOrganization(t, organized{backend: backend{url: server.URL(), keyID: keyID, secret: secret}})
	})
}

// found makes an organization of as many accounts as need several pages.
func (o *organized) found(t *testing.T) {
	t.Helper()
	client := organizations.New(organizations.Options{
		Region: "us-east-1", BaseEndpoint: &o.url,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: o.keyID, SecretAccessKey: o.secret}, nil
		}),
	})
	if _, err := client.CreateOrganization(t.Context(), &organizations.CreateOrganizationInput{}); err != nil {
		var failure smithy.APIError
		if errors.As(err, &failure) {
			t.Skipf("moto_server has no Organizations: %v", err)
		}
		t.Fatal(err)
	}
	for i := range 25 {
		name := "member" + string(rune('a'+i))
		out, err := client.CreateAccount(t.Context(), &organizations.CreateAccountInput{AccountName: &name, Email: aws.String(name + "@acme.example")})
		if err != nil {
			t.Fatal(err)
		}
		o.told = append(o.told, aws.ToString(out.CreateAccountStatus.AccountId))
	}
}

func testNoOrganization(t *testing.T, o organized) {
	s := o.open(t, iamsvc.Options{})
	for name, call := range map[string]func() error{
		"describe": func() error { _, err := s.Organization(t.Context()); return err },
		"list":     func() error { _, err := s.OrganizationAccounts(t.Context(), ""); return err },
	} {
		err := call()
		if err == nil && name == "list" && o.listsNothing {
			continue
		}
		if iamsvc.AsError(err) == nil || iamsvc.AsError(err).Kind != iamsvc.KindNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func testAccounts(t *testing.T, o organized) {
	base := o.open(t, iamsvc.Options{})
	about, err := base.Organization(t.Context())
	if err != nil || about.ID == "" || about.Management != o.management {
		t.Fatalf("%+v, %v", about, err)
	}
	all := map[string]iamsvc.MemberAccount{}
	pages := 0
	for token, more := "", true; more; pages++ {
		page, err := base.OrganizationAccounts(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range page.Accounts {
			if _, seen := all[a.ID]; seen || a.Name == "" || a.State == "" {
				t.Errorf("%+v", a)
			}
			all[a.ID] = a
		}
		token, more = page.Next, page.Next != ""
	}
	if pages < 2 || len(all) != len(o.told)+1 {
		t.Fatalf("%d accounts on %d pages, want %d on several", len(all), pages, len(o.told)+1)
	}
	if _, ok := all[o.management]; !ok {
		t.Error("without the management account")
	}
	var live []string
	for _, id := range o.told {
		if all[id].State == iamsvc.AccountActive {
			live = append(live, id)
		}
	}
	member := o.member(t, base, live[0], "OrganizationAccountAccessRole")
	if who, err := member.WhoAmI(t.Context()); err != nil || who.Account != live[0] {
		t.Errorf("%+v, %v, want account %s", who, err, live[0])
	}
	if _, err := member.OrganizationAccounts(t.Context(), ""); !o.listsForAll &&
		(iamsvc.AsError(err) == nil || iamsvc.AsError(err).Kind != iamsvc.KindDenied) {
		t.Errorf("a member lists the accounts: %v", err)
	}
	nobody := o.member(t, base, live[0], "NoSuchRole")
	_, err = nobody.WhoAmI(t.Context())
	if refused := iamsvc.AsError(err); !o.assumesAnything && (refused == nil || refused.RoleRefused() == "") {
		t.Errorf("a role that there is not: %v", err)
	}
}

// member returns the service of a role in an account.
func (o organized) member(t *testing.T, base *iamsvc.Service, id, role string) *iamsvc.Service {
	t.Helper()
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{Role: &iamsvc.RoleFrom{Base: base, ARN: "arn:aws:iam::" + id + ":role/" + role}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
