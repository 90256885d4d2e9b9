package local_test

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func TestPortal(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 30, Members: 12, Now: clock.Now})
	client, ctx := sso.NewFromConfig(config(s, "", "")), t.Context()
	token, _ := s.Login()
	var ids []string
	in := &sso.ListAccountsInput{AccessToken: &token, MaxResults: aws.Int32(5)}
	for {
		page, err := client.ListAccounts(ctx, in)
		if err != nil || len(page.AccountList) > 5 {
			t.Fatal(page, err)
		}
		for _, a := range page.AccountList {
			ids = append(ids, *a.AccountId)
			if *a.AccountName == "" || !strings.Contains(*a.EmailAddress, "@") {
				t.Errorf("%+v", a)
			}
		}
		if in.NextToken = page.NextToken; in.NextToken == nil {
			break
		}
	}
	if len(ids) != 12 || ids[0] != s.Management() { // without the suspended one
		t.Fatal(ids)
	}
	for _, id := range ids {
		roles, err := client.ListAccountRoles(ctx, &sso.ListAccountRolesInput{AccessToken: &token, AccountId: aws.String(id)})
		if err != nil || *roles.RoleList[0].RoleName != "AdministratorAccess" || (len(roles.RoleList) == 1) == (id == s.Management()) {
			t.Errorf("%v, %v", roles, err)
		}
	}
	out, err := client.GetRoleCredentials(ctx,
		&sso.GetRoleCredentialsInput{AccessToken: &token, AccountId: &ids[1], RoleName: aws.String("AdministratorAccess")})
	if err != nil || out.RoleCredentials.Expiration != clock.Now().Add(time.Hour).UnixMilli() {
		t.Fatal(out, err)
	}
	as := config(s, "", "")
	as.Credentials = credentials.NewStaticCredentialsProvider(
		*out.RoleCredentials.AccessKeyId, *out.RoleCredentials.SecretAccessKey, *out.RoleCredentials.SessionToken)
	who, err := sts.NewFromConfig(as).GetCallerIdentity(ctx, nil)
	if err != nil || !strings.HasPrefix(*who.Arn, "arn:aws:sts::"+ids[1]+":assumed-role/AWSReservedSSO_AdministratorAccess_") {
		t.Error(who, err)
	}
	if _, err := iam.NewFromConfig(as).ListUsers(ctx, nil); err != nil {
		t.Error(err)
	}
}

func TestWhatThePortalRefuses(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 30, Members: 12, Now: clock.Now})
	client, ctx := sso.NewFromConfig(config(s, "", "")), t.Context()
	token, until := s.Login()
	_, _, suspended := special(s)
	member := s.Members()[0].ID
	list := func(token string) error {
		_, err := client.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: &token})
		return err
	}
	get := func(account, role string) error {
		_, err := client.GetRoleCredentials(ctx, &sso.GetRoleCredentialsInput{AccessToken: &token, AccountId: &account, RoleName: &role})
		return err
	}
	_, tooMany := client.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: &token, MaxResults: aws.Int32(101)})
	_, noToken := client.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: &token, NextToken: aws.String("x")})
	for name, c := range map[string]struct {
		err  error
		code string
	}{
		"another token":   {list("other"), "UnauthorizedException"},
		"too many":        {tooMany, "InvalidRequestException"},
		"a foreign page":  {noToken, "InvalidRequestException"},
		"no such role":    {get(member, "SecurityAudit"), "ForbiddenException"},
		"no such account": {get("111111111111", "AdministratorAccess"), "ForbiddenException"},
		"suspended":       {get(suspended.ID, "AdministratorAccess"), "ForbiddenException"},
	} {
		if code(c.err) != c.code {
			t.Errorf("%s: %v, want %s", name, c.err, c.code)
		}
	}
	clock.Add(until.Sub(clock.Now()))
	if err := list(token); code(err) != "UnauthorizedException" {
		t.Errorf("after its time: %v", err)
	}
	again, _ := s.Login()
	if err := list(again); err != nil {
		t.Error(err)
	}
	s.LogOut()
	if err := list(again); code(err) != "UnauthorizedException" {
		t.Errorf("after the end of all logins: %v", err)
	}
}
