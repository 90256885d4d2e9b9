package local_test

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
)

// asSession returns a client configuration of a session.
func asSession(s *localtest.Server, c *types.Credentials) aws.Config {
	out := config(s, "", "")
	out.Credentials = credentials.NewStaticCredentialsProvider(*c.AccessKeyId, *c.SecretAccessKey, *c.SessionToken)
	return out
}

func asAdmin(s *localtest.Server) aws.Config { return config(s, first(s.Admin()), second(s.Admin())) }

// assume asks for a session of a role, and returns the configuration of its clients.
func assume(t *testing.T, s *localtest.Server, by aws.Config, in sts.AssumeRoleInput) (aws.Config, error) {
	t.Helper()
	in.RoleSessionName = aws.String("me")
	out, err := sts.NewFromConfig(by).AssumeRole(t.Context(), &in)
	if err != nil {
		return aws.Config{}, err
	}
	return asSession(s, out.Credentials), nil
}

// special returns the members that are not as the others: with a root key, without a role to assume, suspended.
func special(s *localtest.Server) (rootKey, invited, suspended local.Account) {
	all := s.Members()
	n := len(all)
	return all[1], all[max(2, n/2)], all[n-1]
}

func TestMembersAreAccountsOfTheirOwn(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 12})
	names := map[string]bool{}
	sizes := map[int]bool{}
	for i, m := range s.Members() {
		if m.Suspended || m.Role == "" || i > 4 {
			continue
		}
		c, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &m.Role})
		if err != nil {
			t.Fatal(m, err)
		}
		who, err := sts.NewFromConfig(c).GetCallerIdentity(t.Context(), nil)
		if err != nil || *who.Account != m.ID || *who.Arn != "arn:aws:sts::"+m.ID+":assumed-role/OrganizationAccountAccessRole/me" {
			t.Fatal(who, err)
		}
		users := walk(t, iam.NewFromConfig(c), 1000)
		if len(users) < 20 || len(users) > 200 {
			t.Errorf("%s has %d users", m.Name, len(users))
		}
		sizes[len(users)] = true
		page, err := iam.NewFromConfig(c).ListUsers(t.Context(), &iam.ListUsersInput{})
		if err != nil || !strings.HasPrefix(*page.Users[0].Arn, "arn:aws:iam::"+m.ID+":user/") {
			t.Error(page, err)
		}
		if names[m.Name] {
			t.Errorf("two accounts are called %s", m.Name)
		}
		names[m.Name] = true
	}
	if len(sizes) < 3 {
		t.Errorf("members have %v users", sizes)
	}
}

// However many members there are, they are the same ones.
func TestMembersAreTheSameEachTime(t *testing.T) {
	few, many := start(t, local.Options{Members: 12}), start(t, local.Options{Members: 1000})
	seen := map[string]bool{}
	for i, m := range many.Members() {
		if seen[m.ID] || len(m.ID) != 12 {
			t.Fatalf("the number %s", m.ID)
		}
		seen[m.ID] = true
		if i < 12 && few.Members()[i].ID != m.ID {
			t.Errorf("member %d is %v or %v", i, m, few.Members()[i])
		}
	}
	if len(seen) != 1000 {
		t.Errorf("%d members", len(seen))
	}
}

func TestAssumeRoleAcrossAccounts(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 30, Members: 12, Now: clock.Now})
	_, invited, suspended := special(s)
	m, other := s.Members()[0], s.Members()[3]
	in := func(account, role string) *string { return aws.String("arn:aws:iam::" + account + ":role/" + role) }
	member, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &m.Role})
	if err != nil {
		t.Fatal(err)
	}
	code, _ := local.MFACode(clock.Now())
	for name, c := range map[string]struct {
		by   aws.Config
		in   sts.AssumeRoleInput
		says string // "" for a session
	}{
		"own role":              {asAdmin(s), sts.AssumeRoleInput{RoleArn: in(s.Management(), "operator")}, ""},
		"of a member":           {asAdmin(s), sts.AssumeRoleInput{RoleArn: &other.Role}, ""},
		"of an invited account": {asAdmin(s), sts.AssumeRoleInput{RoleArn: in(invited.ID, "OrganizationAccountAccessRole")}, "not authorized to perform: sts:AssumeRole on resource: " + *in(invited.ID, "OrganizationAccountAccessRole")},
		"of a suspended one":    {asAdmin(s), sts.AssumeRoleInput{RoleArn: &suspended.Role}, "not authorized to perform: sts:AssumeRole"},
		"of no account":         {asAdmin(s), sts.AssumeRoleInput{RoleArn: in("111111111111", "OrganizationAccountAccessRole")}, "not authorized to perform: sts:AssumeRole"},
		"of no role":            {asAdmin(s), sts.AssumeRoleInput{RoleArn: in(m.ID, "Nobody")}, "not authorized to perform: sts:AssumeRole"},
		"of another member":     {member, sts.AssumeRoleInput{RoleArn: &other.Role}, "not authorized to perform: sts:AssumeRole"},
		"no external ID":        {asAdmin(s), sts.AssumeRoleInput{RoleArn: in(m.ID, "VendorAudit")}, "not authorized to perform: sts:AssumeRole"},
		"another external ID":   {asAdmin(s), sts.AssumeRoleInput{RoleArn: in(m.ID, "VendorAudit"), ExternalId: aws.String("acme")}, "not authorized to perform: sts:AssumeRole"},
		"the external ID":       {asAdmin(s), sts.AssumeRoleInput{RoleArn: in(m.ID, "VendorAudit"), ExternalId: aws.String("acme-audit-2481")}, ""},
		"no MFA":                {asAdmin(s), sts.AssumeRoleInput{RoleArn: &m.MFARole}, "not authorized to perform: sts:AssumeRole"},
		"no code":               {asAdmin(s), sts.AssumeRoleInput{RoleArn: &m.MFARole, SerialNumber: aws.String(s.Device())}, "must provide both MFA serial number and one time pass code."},
		"MFA":                   {asAdmin(s), sts.AssumeRoleInput{RoleArn: &m.MFARole, SerialNumber: aws.String(s.Device()), TokenCode: &code}, ""},
		"a device of a session": {member, sts.AssumeRoleInput{RoleArn: &m.MFARole, SerialNumber: aws.String(s.Device()), TokenCode: &code}, "unable to validate MFA code."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := assume(t, s, c.by, c.in)
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
}

// A role that has policies may do what they allow.
func TestRolesAreHeldToTheirPolicies(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 1})
	role := "arn:aws:iam::" + s.Members()[0].ID + ":role/VendorAudit"
	c, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &role, ExternalId: aws.String("acme-audit-2481")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := iam.NewFromConfig(c).ListUsers(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if _, err := iam.NewFromConfig(c).CreateUser(t.Context(), &iam.CreateUserInput{UserName: aws.String("x")}); code(err) != "AccessDenied" {
		t.Error(err)
	}
}

func TestCodes(t *testing.T) {
	const wrong = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
	const uncheckable = "MultiFactorAuthentication failed, unable to validate MFA code.  " +
		"Please verify your MFA serial number is valid and associated with this user."
	clock := newClock()
	s := start(t, local.Options{Users: 30, Members: 2, Now: clock.Now})
	try := func(device string, offset time.Duration, code string) string {
		t.Helper()
		if code == "" {
			code, _ = local.MFACode(clock.Now().Add(offset))
		}
		in := &sts.GetSessionTokenInput{SerialNumber: &device, TokenCode: &code}
		if _, err := sts.NewFromConfig(asAdmin(s)).GetSessionToken(t.Context(), in); err != nil {
			return message(err)
		}
		return ""
	}
	window := func() {
		const length = 3 * time.Minute
		clock.Add(clock.Now().Truncate(length).Add(length).Sub(clock.Now()))
	}
	window()
	for _, step := range []struct {
		what   string
		device string
		offset time.Duration
		code   string
		says   string
	}{
		{"two steps slow", s.Device(), -60 * time.Second, "", ""},
		{"two steps fast", s.Device(), 60 * time.Second, "", ""},
		{"now", s.Device(), 0, "", ""},
		{"once more", s.Device(), 0, "", wrong},
		{"three steps slow", s.Device(), -90 * time.Second, "", wrong},
		{"three steps fast", s.Device(), 90 * time.Second, "", wrong},
		{"another's device", "arn:aws:iam::" + s.Management() + ":mfa/aaliyah.khan", 30 * time.Second, "", uncheckable},
		{"no device", "arn:aws:iam::" + s.Management() + ":mfa/nobody", 30 * time.Second, "", uncheckable},
		{"seventh", s.Device(), 0, "000000", wrong},
		{"eighth", s.Device(), 0, "000000", wrong},
		{"ninth", s.Device(), 30 * time.Second, "", ""},
		{"tenth", s.Device(), -30 * time.Second, "", uncheckable},
	} {
		if says := try(step.device, step.offset, step.code); says != step.says {
			t.Errorf("%s: %q, want %q", step.what, says, step.says)
		}
	}
	window()
	if says := try(s.Device(), 0, ""); says != "" {
		t.Errorf("in the next window: %q", says)
	}
}

func TestSessionsOfUsers(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 30, Members: 2, Now: clock.Now})
	client := sts.NewFromConfig(asAdmin(s))
	plain, err := client.GetSessionToken(t.Context(), &sts.GetSessionTokenInput{})
	if err != nil || !plain.Credentials.Expiration.Equal(clock.Now().UTC().Truncate(time.Second).Add(12*time.Hour)) {
		t.Fatal(plain, err)
	}
	digits, until := local.MFACode(clock.Now())
	if until.Before(clock.Now()) || until.After(clock.Now().Add(30*time.Second)) {
		t.Errorf("a code is good until %v", until)
	}
	strong, err := client.GetSessionToken(t.Context(),
		&sts.GetSessionTokenInput{SerialNumber: aws.String(s.Device()), TokenCode: &digits, DurationSeconds: aws.Int32(900)})
	if err != nil {
		t.Fatal(err)
	}
	role := s.Members()[0].MFARole
	for name, c := range map[string]struct {
		session                   *types.Credentials
		iam, role, again, keyInfo string
	}{
		"without MFA": {plain.Credentials, "InvalidClientTokenId", "AccessDenied", "AccessDenied", "AccessDenied"},
		"with MFA":    {strong.Credentials, "", "", "AccessDenied", "AccessDenied"},
	} {
		t.Run(name, func(t *testing.T) {
			by := asSession(s, c.session)
			who, err := sts.NewFromConfig(by).GetCallerIdentity(t.Context(), nil)
			if err != nil || !strings.HasSuffix(*who.Arn, ":user/akia-admin") {
				t.Error(who, err)
			}
			if _, err := iam.NewFromConfig(by).ListUsers(t.Context(), nil); code(err) != c.iam {
				t.Errorf("IAM: %v", err)
			}
			if _, err := assume(t, s, by, sts.AssumeRoleInput{RoleArn: &role}); code(err) != c.role {
				t.Errorf("a role that takes MFA: %v", err)
			}
			if _, err := sts.NewFromConfig(by).GetSessionToken(t.Context(), nil); code(err) != c.again {
				t.Errorf("a session of a session: %v", err)
			}
			_, err = sts.NewFromConfig(by).GetAccessKeyInfo(t.Context(), &sts.GetAccessKeyInfoInput{AccessKeyId: aws.String(first(s.Admin()))})
			if code(err) != c.keyInfo {
				t.Errorf("GetAccessKeyInfo: %v", err)
			}
		})
	}
	clock.Add(15 * time.Minute)
	if _, err := iam.NewFromConfig(asSession(s, strong.Credentials)).ListUsers(t.Context(), nil); code(err) != "ExpiredToken" {
		t.Errorf("after its time: %v", err)
	}
}

// What a user may do is what a session of the user may do.
func TestSessionsHaveThePoliciesOfTheirUser(t *testing.T) {
	s := start(t, local.Options{Users: 30, Members: 1})
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},` +
		`{"Effect":"Deny","Action":"iam:ListUsers","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}`
	if _, err := admin(s).PutUserPolicy(t.Context(), &iam.PutUserPolicyInput{
		UserName: aws.String("akia-admin"), PolicyName: aws.String("mfa"), PolicyDocument: aws.String(policy),
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := admin(s).ListUsers(t.Context(), nil); code(err) != "AccessDenied" {
		t.Errorf("without MFA: %v", err)
	}
	digits, _ := local.MFACode(time.Now())
	out, err := sts.NewFromConfig(asAdmin(s)).GetSessionToken(t.Context(),
		&sts.GetSessionTokenInput{SerialNumber: aws.String(s.Device()), TokenCode: &digits})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := iam.NewFromConfig(asSession(s, out.Credentials)).ListUsers(t.Context(), nil); err != nil {
		t.Errorf("with MFA: %v", err)
	}
}

// One account's limits and faults are not another's.
func TestFaultsOfOneAccount(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Users: 30, Members: 5, Now: clock.Now})
	var clients []*iam.Client
	for _, i := range []int{0, 3} {
		role := s.Members()[i].Role
		c, err := assume(t, s, asAdmin(s), sts.AssumeRoleInput{RoleArn: &role})
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, iam.NewFromConfig(c))
	}
	list := func(client int) string {
		_, err := clients[client].ListUsers(t.Context(), nil)
		return code(err)
	}
	s.Inject(localtest.Fault{Effect: localtest.Throttle(1, 2)})
	for i, want := range []string{"", "", "Throttling"} {
		if got := list(0); got != want {
			t.Errorf("call %d: %q, want %q", i, got, want)
		}
	}
	if got := list(1); got != "" {
		t.Errorf("in another account: %q", got)
	}
	s.ClearFaults()
	s.Inject(localtest.Fault{Account: s.Members()[3].ID, Effect: localtest.Deny(localtest.DeniedByAccount)})
	if got := list(0); got != "" {
		t.Errorf("in the account without a fault: %q", got)
	}
	if got := list(1); got != "AccessDenied" {
		t.Errorf("in the account with one: %q", got)
	}
	if calls := s.Calls(); calls[len(calls)-1].Account != s.Members()[3].ID {
		t.Errorf("%+v", calls[len(calls)-1])
	}
}

func TestNoTwoMembersShareAKey(t *testing.T) {
	s := start(t, local.Options{Members: 150})
	if doubles := local.Doubles(s.Server); len(doubles) > 0 {
		t.Errorf("%q", doubles)
	}
}
