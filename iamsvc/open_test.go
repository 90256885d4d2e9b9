package iamsvc

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bare takes every setting of AWS away from the environment, and returns a folder for the files of config.
func bare(t *testing.T) string {
	t.Helper()
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // puts the old value back after the test
			_ = os.Unsetenv(name)
		}
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(home, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(home, "credentials"))
	return home
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustOpen(t *testing.T, o Options) *Service {
	t.Helper()
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpenWithNothingSet(t *testing.T) {
	bare(t)
	s := mustOpen(t, Options{})
	if s.Profile() != "" || s.Endpoint() != "" || s.Region() != "us-east-1" {
		t.Errorf("%q %q %q", s.Profile(), s.Endpoint(), s.Region())
	}
	_, err := s.ListUsers(t.Context(), "")
	e := AsError(err)
	if e == nil || e.Kind != KindNoCredentials || e.Error() != "No AWS credentials were found." ||
		e.Remedy().Kind != RemedyGetCredentials {
		t.Errorf("%v", e)
	}
}

func TestSettingsInForce(t *testing.T) {
	home := bare(t)
	write(t, home, "config", `
[profile prod]
region = eu-central-1
endpoint_url = http://127.0.0.1:1001
[profile iam-only]
services = mine
[services mine]
iam =
  endpoint_url = http://127.0.0.1:1002
`)
	for name, c := range map[string]struct {
		env                    map[string]string
		o                      Options
		profile, region        string
		iamEndpoint, stsEnding string
	}{
		"profile by flag": {nil, Options{Profile: "prod"}, "prod", "eu-central-1", "http://127.0.0.1:1001", "1001"},
		"profile by environment": {
			map[string]string{"AWS_PROFILE": "prod"},
			Options{Region: "us-gov-west-1"},
			"prod", "us-gov-west-1", "http://127.0.0.1:1001", "1001",
		},
		"endpoint by flag": {
			map[string]string{"AWS_ENDPOINT_URL": "http://127.0.0.1:7", "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:8"},
			Options{EndpointURL: "http://127.0.0.1:9"},
			"", "us-east-1", "http://127.0.0.1:9", "9",
		},
		"endpoint by environment": {
			map[string]string{"AWS_ENDPOINT_URL": "http://127.0.0.1:7", "AWS_REGION": "cn-north-1"},
			Options{},
			"", "cn-north-1", "http://127.0.0.1:7", "7",
		},
		"endpoint of IAM alone": {
			map[string]string{"AWS_ENDPOINT_URL_IAM": "http://127.0.0.1:7"},
			Options{},
			"", "us-east-1", "http://127.0.0.1:7", "7",
		},
		"endpoint of IAM alone in the profile": {nil, Options{Profile: "iam-only"}, "iam-only", "us-east-1", "http://127.0.0.1:1002", "1002"},
		"both": {
			map[string]string{"AWS_ENDPOINT_URL_IAM": "http://127.0.0.1:7", "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:8"},
			Options{},
			"", "us-east-1", "http://127.0.0.1:7", "8",
		},
		"configured endpoints ignored": {
			map[string]string{"AWS_ENDPOINT_URL": "http://127.0.0.1:7", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
			Options{},
			"", "us-east-1", "", "",
		},
		"fixed credentials look at nothing": {
			map[string]string{"AWS_PROFILE": "missing", "AWS_ENDPOINT_URL": "http://127.0.0.1:7"},
			Options{KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), EndpointURL: "http://127.0.0.1:9"},
			"", "us-east-1", "http://127.0.0.1:9", "9",
		},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			s := mustOpen(t, c.o)
			if s.Profile() != c.profile || s.Region() != c.region || s.Endpoint() != c.iamEndpoint {
				t.Errorf("profile %q, region %q, endpoint %q", s.Profile(), s.Region(), s.Endpoint())
			}
			sts := ""
			if at := s.sts.Options().BaseEndpoint; at != nil {
				sts = *at
			}
			if c.stsEnding == "" && sts != "" || !strings.HasSuffix(sts, c.stsEnding) {
				t.Errorf("STS is at %q", sts)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	home := bare(t)
	write(t, home, "config", "[profile half]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = missing\n[profile elsewhere]\nregion = a b\n")
	for name, c := range map[string]struct {
		env  map[string]string
		o    Options
		want string
	}{
		"profile":                  {nil, Options{Profile: "missing"}, "There is no profile named missing."},
		"profile by env":           {map[string]string{"AWS_PROFILE": "missing"}, Options{}, "There is no profile named missing."},
		"source profile":           {nil, Options{Profile: "half"}, "source_profile of profile half names missing, which does not exist (" + filepath.Join(home, "config") + ", line 3)."},
		"endpoint":                 {nil, Options{EndpointURL: "localhost:4566"}, "The endpoint must begin with http:// or https://."},
		"endpoint with a password": {nil, Options{EndpointURL: "http://a:b@c"}, "The endpoint must not hold a user name or a password."},
		"endpoint by env":          {map[string]string{"AWS_ENDPOINT_URL": "ftp://x"}, Options{}, "The endpoint must begin with http:// or https://."},
		"endpoint of STS":          {map[string]string{"AWS_ENDPOINT_URL_STS": "ftp://x"}, Options{}, "The endpoint must begin with http:// or https://."},
		"page size":                {nil, Options{PageSize: 1001}, "The page size must be 1 to 1000."},
		"path prefix":              {nil, Options{PathPrefix: "people/"}, `"people/" is not a path prefix: that begins with a slash.`},
		"region by env":            {map[string]string{"AWS_REGION": "evil.com/"}, Options{}, `AWS_REGION is "evil.com/", which is not the name of a region, such as eu-central-1.`},
		"region by profile":        {map[string]string{"AWS_PROFILE": "elsewhere"}, Options{}, `region is "a b", which is not the name of a region, such as eu-central-1 (` + filepath.Join(home, "config") + ", line 5)."},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			s, err := Open(t.Context(), c.o)
			if e := AsError(err); s != nil || e == nil || e.Kind != KindInvalid || e.Error() != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// TestMissingCredentials makes credentials fail in each way that a profile can.
func TestMissingCredentials(t *testing.T) {
	home := bare(t)
	write(t, home, "config", `
[profile sso]
sso_session = work
sso_account_id = 123456789012
sso_role_name = Admin
[sso-session work]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
[profile "old sso"]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = Admin
[profile mfa]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/bob
[profile base]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = LEAKED
[profile process]
credential_process = echo '{"Version":1,"SecretAccessKey":"LEAKED"}'
`)
	for profile, c := range map[string]struct {
		kind     Kind
		sentence string
		remedy   Remedy
	}{
		"sso":     {KindExpired, "The SSO login of profile sso has run out.", Remedy{Kind: RemedySignIn, Source: SourceSSO, Profile: "sso"}},
		"old sso": {KindExpired, "The SSO login of profile old sso has run out.", Remedy{Kind: RemedySignIn, Source: SourceSSO, Profile: "old sso"}},
		"mfa":     {KindMFA, "Signing in with profile mfa takes a code of the MFA device arn:aws:iam::123456789012:mfa/bob.", Remedy{Kind: RemedyMFA, Profile: "mfa", Setting: "arn:aws:iam::123456789012:mfa/bob"}},
		"process": {KindCredentials, "The credential process of profile process printed no AccessKeyId.", Remedy{Kind: RemedyCheckProcess, Profile: "process"}},
	} {
		t.Run(profile, func(t *testing.T) {
			_, err := mustOpen(t, Options{Profile: profile}).ListUsers(t.Context(), "")
			e := AsError(err)
			if e == nil || e.Kind != c.kind || !strings.HasPrefix(e.Error(), c.sentence) || e.Remedy() != c.remedy {
				t.Fatalf("%+v", e)
			}
			if strings.Contains(e.Details(), "LEAKED") {
				t.Errorf("a secret is in the details: %s", e.Details())
			}
		})
	}
}

func TestBrokenFilesAreNotQuoted(t *testing.T) {
	home := bare(t)
	write(t, home, "credentials", "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = LEAKED\n[LEAKED\nLEAKED\n")
	s, err := Open(t.Context(), Options{})
	if err == nil {
		_, err = s.ListUsers(canceled(t), "")
	}
	if e := AsError(err); e == nil || strings.Contains(e.Details(), "LEAKED") {
		t.Errorf("%v", e)
	}
}

func canceled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func TestRenewTakesUpNewCredentials(t *testing.T) {
	home := bare(t)
	write(t, home, "credentials", "[default]\naws_access_key_id = AKIA00000000000000A1\naws_secret_access_key = x\n")
	s := mustOpen(t, Options{})
	keyID := func() string {
		t.Helper()
		found, err := s.creds.Retrieve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return found.AccessKeyID
	}
	if got := keyID(); got != "AKIA00000000000000A1" {
		t.Errorf("key = %s", got)
	}
	write(t, home, "credentials", "[default]\naws_access_key_id = AKIA00000000000000B2\naws_secret_access_key = x\n")
	if err := s.Renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := keyID(); got != "AKIA00000000000000B2" {
		t.Errorf("key after Renew = %s", got)
	}
	t.Setenv("AWS_PROFILE", "missing")
	if e := AsError(s.Renew(t.Context())); e == nil || e.Kind != KindInvalid || keyID() != "AKIA00000000000000B2" {
		t.Errorf("a failed Renew: %v", e)
	}
}

func TestPartitions(t *testing.T) {
	bare(t)
	for region, want := range map[string]string{
		"us-east-1": "iam.amazonaws.com", "cn-north-1": "iam.cn-north-1.amazonaws.com.cn",
		"us-gov-west-1": "iam.us-gov.amazonaws.com", "eusc-de-east-1": "iam.eusc-de-east-1.amazonaws.eu",
	} {
		hosts := &recorder{}
		s := mustOpen(t, Options{Region: region, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), HTTPClient: hosts})
		_, _ = s.LastUse(t.Context(), "AKIAIOSFODNN7EXAMPLE")
		if len(hosts.seen) != 1 || hosts.seen[0] != want {
			t.Errorf("%s: %v, want %s", region, hosts.seen, want)
		}
	}
}
