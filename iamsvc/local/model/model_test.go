package model

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Every line of the facts can be read, and every pattern in it compiled.
func TestFactsAreReadable(t *testing.T) {
	m := New()
	if n := len(m.lines); n < 180 {
		t.Errorf("%d actions are known", n)
	}
	var walk func(action string, s Shape)
	walk = func(action string, s Shape) {
		if s.Type == "" || s.Type == list && s.Of == nil {
			t.Errorf("%s has a shape without a type", action)
		}
		if s.Pattern != "" {
			m.pattern(s.Pattern)
		}
		if s.Of != nil {
			walk(action, *s.Of)
		}
		for _, part := range s.Members {
			walk(action, part.Shape)
		}
		for _, name := range s.Required {
			if !slices.ContainsFunc(s.Members, func(m Member) bool { return m.Name == name }) {
				t.Errorf("%s needs %s, which it has not", action, name)
			}
		}
	}
	for action := range m.lines {
		s := m.input(action)
		if s.Type != structure {
			t.Errorf("%s cannot be read", action)
		}
		walk(action, s)
	}
}

// The actions that the program calls, or may call before long.
func TestActionsAreKnown(t *testing.T) {
	m := New()
	for _, name := range strings.Fields(`iam:CreateAccessKey iam:ListSigningCertificates iam:GetLoginProfile iam:ListSSHPublicKeys
		iam:ResetServiceSpecificCredential iam:DeactivateMFADevice iam:GetServiceLastAccessedDetails iam:CreatePolicyVersion
		iam:AddUserToGroup iam:ListOrganizationsFeatures iam:SimulatePrincipalPolicy sts:AssumeRole sts:AssumeRoot
		sts:GetSessionToken sts:GetFederationToken sts:GetCallerIdentity sts:GetAccessKeyInfo`) {
		if !m.Has(name) {
			t.Errorf("%s is not known", name)
		}
	}
	if m.Has("iam:Nonsense") {
		t.Error("an action that does not exist is known")
	}
}

// form makes parameters of a text such as A=1&B=2 in which nothing is escaped but by hand.
func form(t *testing.T, text string) url.Values {
	t.Helper()
	params, err := url.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	return params
}

func TestInputs(t *testing.T) {
	const (
		notNull = "failed to satisfy constraint: Member must not be null"
		noKey   = "Value at 'tags.1.member.value' " + notNull + "; Value at 'tags.1.member.key' " + notNull
		sparse  = "Excessively sparse input would skip "
		latin   = `\u0009\u000A\u000D\u0020-\u00FF`
		one     = "1 validation error detected: Value at "
	)
	long := strings.Repeat("x", 129)
	policies := one + "'policyInputList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less" +
		" than or equal to 131072, Member must have length greater than or equal to 1, Member must satisfy regular expression" +
		" pattern: [" + latin + "]+]"
	m := New()
	for _, test := range []struct{ action, params, want string }{
		{"iam:TagUser", "UserName=a&Tags.member.1.Key=k&Tags.member.1.Value=v", ""},
		{"iam:TagUser", "UserName=a&Tags.member.01.Key=k&Tags.member.1.Value=v", ""},
		{"iam:TagUser", "UserName=a&Tags.member.001.Key=k&Tags.member.001.Value=v&Tags.member.1.Unknown=x", ""},
		{"iam:TagUser", "UserName=a&Tags=", ""},
		{"iam:TagUser", "UserName=a&Tags.member.Key=k&Tags.member.Value=v", ""},
		{"iam:TagUser", "UserName=a", one + "'tags' " + notNull},
		{"iam:TagUser", "UserName=a&Tags.member.1.Key=k", one + "'tags.1.member.value' " + notNull},
		{"iam:TagUser", "UserName=a&Tags.member.2.Key=k&Tags.member.2.Value=v", "2 validation errors detected: " + noKey},
		{"iam:TagUser", "UserName=a&Tags.member.%2B1.Key=k&Tags.member.%2B1.Value=v", "2 validation errors detected: " + noKey},
		{"iam:TagUser", "UserName=a&Tags.member.one.Key=k&Tags.member.one.Value=v", "2 validation errors detected: " + noKey},
		{"iam:TagUser", "UserName=a&Tags.member.0.Key=k", "0 is not a valid index"},
		{"iam:TagUser", "UserName=a&Tags.member.00.Key=k", "00 is not a valid index"},
		{"iam:TagUser", "UserName=a&Tags.member.-1.Key=k", "Key -1 may not have a leading '-'"},
		{"iam:TagUser", "UserName=a&Tags.member.1.0.Key=k", "Two index elements may not occur back to back"},
		{"iam:TagUser", "UserName=a&Tags.member.12.Key=k", sparse + "11 list elements"},
		{"iam:TagUser", "UserName=a&Tags.member.51.Key=k", sparse + "50 list elements"},
		{"iam:TagUser", "UserName=a&Tags.member.99999999999999999999.Key=k", "99999999999999999999 is not a valid index"},
		{"iam:TagUser", "UserName=a&Tags=x", "Unexpected value found where a list was expected"},
		{"iam:TagUser", "UserName=a&Tags.member.1=x", "Unexpected value found where a structure was expected"},
		{"iam:TagUser", "UserName=a&Tags.member.1.Key=k&Tags.member.1.Value=a%0Ab", one + "'tags.1.member.value' failed to satisfy" +
			` constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*`},
		{"iam:UntagUser", "UserName=a&TagKeys.member.1=" + long, one + "'tagKeys' failed to satisfy constraint: Member must satisfy" +
			" constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1," +
			` Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+]`},
		{"iam:GetContextKeysForCustomPolicy", "PolicyInputList.member.01=x", ""},
		{"iam:GetContextKeysForCustomPolicy", "PolicyInputList.member.one=x", "Start of list found where not expected"},
		{"iam:GetContextKeysForCustomPolicy", "PolicyInputList.member.11=x", policies},
		{"iam:GetContextKeysForCustomPolicy", "PolicyInputList.member.1=x&PolicyInputList.member.8=x&PolicyInputList.member.15=x", policies},
		{"iam:GetContextKeysForCustomPolicy", "PolicyInputList.member.1=x&PolicyInputList.member.12=x", sparse + "11 list elements"},
		{"iam:GetUser", "UserName.member.1=x", "Start of list found where not expected"},
		{"iam:GetUser", "UserName=" + long, one + "'userName' failed to satisfy constraint: Member must have length less than or equal to 128"},
		{"iam:ListUsers", "MaxItems=01", ""},
		{"iam:ListUsers", "MaxItems=%2B1", ""},
		{"iam:ListUsers", "MaxItems=1&Tags.member.0.Key=x", ""},
		{"iam:ListUsers", "MaxItems=+1+", "Invalid Argument"},
		{"iam:ListUsers", "MaxItems=1.0", "Invalid Argument"},
		{"iam:ListUsers", "MaxItems=1e0", "Invalid Argument"},
		{"iam:ListUsers", "MaxItems=", "Invalid Argument"},
		{"iam:ListUsers", "MaxItems=2147483648", "Invalid Argument"},
		{"iam:ListUsers", "MaxItems=0", one + "'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1"},
		{"iam:ListUsers", "MaxItems=1001", one + "'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000"},
		{"iam:ListServiceSpecificCredentials", "AllUsers=1", ""},
		{"iam:ListServiceSpecificCredentials", "AllUsers=False", "Invalid Argument"},
		{"iam:ListServiceSpecificCredentials", "AllUsers=", "Invalid Argument"},
		{"iam:UpdateServiceSpecificCredential", "ServiceSpecificCredentialId=satisfies-no-pattern-of-ids&Status=Active", one +
			`'serviceSpecificCredentialId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w]+`},
		{"iam:UpdateAccessKey", "AccessKeyId=AKIAQQQQQQQQQQQQQQQQ&Status=Invalid", one +
			"'status' failed to satisfy constraint: Member must satisfy enum value set"},
		{"iam:GetAccountAuthorizationDetails", "Filter.member.1=user", one + "'filter' failed to satisfy constraint: Member must" +
			" satisfy constraint: [Member must satisfy enum value set: [LocalManagedPolicy, User, AWSManagedPolicy, Role, Group]]"},
		{"iam:CreateAccountAlias", "AccountAlias=acme-prod", ""},
		{"iam:CreateAccountAlias", "AccountAlias=acme--prod", one + "'accountAlias' failed to satisfy constraint: Member must" +
			" satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"},
		{"sts:AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/x", "1 validation error detected: Value null at 'roleSessionName' " + notNull},
		{"sts:AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/x&RoleSessionName=Session1:2", "1 validation error detected:" +
			" Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
			`[\w+=,.@-]*`},
		{"sts:AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/x&RoleSessionName=me&DurationSeconds=0", "1 validation error detected:" +
			" Value '0' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"},
		{"sts:GetSessionToken", "DurationSeconds=0900", ""},
		{"sts:GetSessionToken", "TokenCode=12345", "1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy" +
			" constraint: Member must have length greater than or equal to 6"},
	} {
		got := ""
		if _, err := m.Read(test.action, form(t, test.params)); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s %s\n got %s\nwant %s", test.action, test.params, got, test.want)
		}
	}
}

// A message tells ten faults at most.
func TestFaultsAreCountedToTen(t *testing.T) {
	_, err := New().Read("iam:TagUser", form(t, "UserName=a&Tags.member.10.Key=k&Tags.member.10.Value=v"))
	if err == nil || !strings.HasPrefix(err.Error(), "10 validation errors detected: Value at 'tags.1.member.value'") ||
		!strings.HasSuffix(err.Error(), "Value at 'tags.5.member.key' failed to satisfy constraint: Member must not be null") {
		t.Errorf("%v", err)
	}
}

func TestMalformedIsToldFromInvalid(t *testing.T) {
	for params, malformed := range map[string]bool{"MaxItems=x": true, "MaxItems=0": false} {
		_, err := New().Read("iam:ListUsers", form(t, params))
		var refused *Error
		if !errors.As(err, &refused) || refused.Malformed != malformed {
			t.Errorf("%s: %v", params, err)
		}
	}
}

func TestValues(t *testing.T) {
	in, err := New().Read("iam:TagUser", form(t, "UserName=a&Tags.member.1.Key=k&Tags.member.1.Value=&Tags.member.02.Key=l&Tags.member.2.Value=w"))
	if err != nil {
		t.Fatal(err)
	}
	tags := in.Member("Tags").Items()
	if in.Get("UserName") != "a" || len(tags) != 2 || tags[0].Get("Key") != "k" || !tags[0].Has("Value") || tags[1].Get("Value") != "w" {
		t.Errorf("%+v", tags)
	}
	if in.Has("Nothing") || in.Get("Nothing") != "" || in.Member("Nothing").Items() != nil || in.Number("Nothing", 7) != 7 || in.Flag("Nothing") {
		t.Error("what was not given has a value")
	}
	in, err = New().Read("iam:ListServiceSpecificCredentials", form(t, "AllUsers=1&MaxItems=%2B07"))
	if err != nil || !in.Flag("AllUsers") || in.Number("MaxItems", 100) != 7 {
		t.Errorf("%v, %v", in, err)
	}
}
