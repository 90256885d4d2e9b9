package local_test

import (
	"slices"
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
)

const auditTask = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"

// asRoot returns the configuration of a session of a member's root user.
func asRoot(t *testing.T, s *localtest.Server, by aws.Config, target, task string) (aws.Config, error) {
	t.Helper()
	in := &sts.AssumeRootInput{TargetPrincipal: &target, TaskPolicyArn: &types.PolicyDescriptorType{Arn: &task}}
	out, err := sts.NewFromConfig(by).AssumeRoot(t.Context(), in)
	if err != nil {
		return aws.Config{}, err
	}
	return asSession(s, out.Credentials), nil
}

func TestWhoMayAssumeRoot(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 12})
	_, _, suspended := special(s)
	m := s.Members()[0]
	member, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &m.Role})
	if err != nil {
		t.Fatal(err)
	}
	operator, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: aws.String("arn:aws:iam::" + s.Management() + ":role/operator")})
	if err != nil {
		t.Fatal(err)
	}
	user, err := sts.NewFromConfig(asAdmin(s)).GetSessionToken(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	root := config(s, first(s.Root()), second(s.Root()))
	arn := "arn:aws:iam::" + m.ID + ":root"
	for name, c := range map[string]struct {
		by           aws.Config
		target, task string
		code         string
	}{
		"by its number":       {asAdmin(s), m.ID, auditTask, ""},
		"by its ARN":          {asAdmin(s), arn, auditTask, ""},
		"as a role":           {operator, m.ID, auditTask, ""},
		"as a root user":      {root, m.ID, auditTask, "AccessDenied"},
		"as a user's session": {asSession(s, user.Credentials), m.ID, auditTask, "AccessDenied"},
		"as a member":         {member, s.Members()[3].ID, auditTask, "AccessDenied"},
		"of the management":   {asAdmin(s), s.Management(), auditTask, "AccessDenied"},
		"of a suspended one":  {asAdmin(s), suspended.ID, auditTask, "AccessDenied"},
		"of no member":        {asAdmin(s), "111111111111", auditTask, "AccessDenied"},
		"of a user":           {asAdmin(s), "arn:aws:iam::" + m.ID + ":user/x", auditTask, "AccessDenied"},
		"for no task":         {asAdmin(s), m.ID, "arn:aws:iam::aws:policy/AdministratorAccess", "AccessDenied"},
		"for an unknown task": {asAdmin(s), m.ID, "arn:aws:iam::aws:policy/root-task/Other", "AccessDenied"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := asRoot(t, s, c.by, c.target, c.task); code(err) != c.code {
				t.Errorf("%v, want %q", err, c.code)
			}
		})
	}
}

func TestAuditOfARootUser(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 12})
	ctx := t.Context()
	withKey, _, _ := special(s)
	plain := s.Members()[0]
	for name, c := range map[string]struct {
		of       local.Account
		keys     int
		password string
	}{"with a key": {withKey, 1, ""}, "with nothing": {plain, 0, "NoSuchEntity"}} {
		t.Run(name, func(t *testing.T) {
			as, err := asRoot(t, s, asAdmin(s), c.of.ID, auditTask)
			if err != nil {
				t.Fatal(err)
			}
			arn := "arn:aws:iam::" + c.of.ID + ":root"
			if who, err := sts.NewFromConfig(as).GetCallerIdentity(ctx, nil); err != nil || *who.Arn != arn || *who.UserId != c.of.ID {
				t.Error(who, err)
			}
			client := iam.NewFromConfig(as)
			keys, err := client.ListAccessKeys(ctx, nil)
			if err != nil || len(keys.AccessKeyMetadata) != c.keys {
				t.Fatal(keys, err)
			}
			for _, k := range keys.AccessKeyMetadata {
				used, err := client.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: k.AccessKeyId})
				if err != nil || used.AccessKeyLastUsed.LastUsedDate == nil || used.UserName != nil || k.UserName != nil {
					t.Error(used, err)
				}
			}
			got, err := client.GetUser(ctx, nil)
			if err != nil || *got.User.Arn != arn || got.User.UserName != nil || got.User.Path != nil {
				t.Error(got, err)
			}
			if _, err := client.GetLoginProfile(ctx, nil); code(err) != c.password {
				t.Errorf("password: %v", err)
			}
			if devices, err := client.ListMFADevices(ctx, nil); err != nil || len(devices.MFADevices) != 0 {
				t.Error(devices, err)
			}
			summary, err := client.GetAccountSummary(ctx, nil)
			if err != nil || int(summary.SummaryMap["AccountAccessKeysPresent"]) != c.keys ||
				(summary.SummaryMap["AccountPasswordPresent"] == 1) != (c.password == "") {
				t.Error(summary, err)
			}
			if _, err := client.ListSigningCertificates(ctx, nil); err != nil {
				t.Error(err)
			}
			for what, call := range map[string]func() error{
				"the users": func() error { _, err := client.ListUsers(ctx, nil); return err },
				"another's keys": func() error {
					_, err := client.ListAccessKeys(ctx, &iam.ListAccessKeysInput{UserName: aws.String("x")})
					return err
				},
				"a change": func() error {
					_, err := client.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{
						AccessKeyId: aws.String("AKIAQQQQQQQQQQQQQQQQ"), Status: iamtypes.StatusTypeInactive,
					})
					return err
				},
				"a new key": func() error { _, err := client.CreateAccessKey(ctx, nil); return err },
			} {
				if err := call(); code(err) != "AccessDenied" {
					t.Errorf("%s: %v", what, err)
				}
			}
		})
	}
}

func TestOrganizationsFeatures(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 3})
	out, err := admin(s).ListOrganizationsFeatures(t.Context(), nil)
	if err != nil || *out.OrganizationId == "" || !slices.Equal(out.EnabledFeatures, []iamtypes.FeatureType{
		iamtypes.FeatureTypeRootCredentialsManagement, iamtypes.FeatureTypeRootSessions,
	}) {
		t.Error(out, err)
	}
	role := s.Members()[0].Role
	member, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &role})
	if err != nil {
		t.Fatal(err)
	}
	_, err = iam.NewFromConfig(member).ListOrganizationsFeatures(t.Context(), nil)
	if code(err) != "AccountNotManagementOrDelegatedAdministratorException" {
		t.Errorf("a member: %v", err)
	}
	if _, err := admin(start(t, local.Options{})).ListOrganizationsFeatures(t.Context(), nil); code(err) != "OrganizationNotFoundException" {
		t.Errorf("in no organization: %v", err)
	}
}
