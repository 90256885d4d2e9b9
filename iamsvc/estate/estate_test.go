package estate

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/awsconfig"
)

// all returns the members of a source, and the failure that ended it.
func all(t *testing.T, s Source) (members []Member, failed error) {
	t.Helper()
	for m, err := range s(t.Context()) {
		if err != nil {
			return members, err
		}
		members = append(members, m)
	}
	return members, nil
}

func TestProfilesByGlob(t *testing.T) {
	listed := []awsconfig.Listed{
		{Name: "a/b"},
		{Name: "dev"},
		{Name: "prod-1", Account: "111111111111"},
		{Name: "prod-2", Account: "222222222222"},
		{Name: "prod-too", Account: "111111111111"},
		{Name: "[x]"},
	}
	for globs, want := range map[string]string{
		"*":           "a/b|dev|prod-1,prod-too|prod-2|[x]",
		"prod-*":      "prod-1,prod-too|prod-2",
		"dev,prod-?":  "dev|prod-1|prod-2",
		" dev , dev ": "dev",
		"prod-[2-9]":  "prod-2",
		"a*b":         "a/b",
		`\[x\]`:       "[x]",
		"nobody":      "No profile of the AWS configuration matches nobody.",
		"dev,staging": "No profile of the AWS configuration matches staging.",
		"prod-[":      "The pattern prod-[ is not a valid one: a [ needs its ].",
		"":            "A list of profiles has a name or a pattern between its commas, such as prod-*,dev.",
		"dev,":        "A list of profiles has a name or a pattern between its commas, such as prod-*,dev.",
	} {
		source, err := Profiles(listed, globs)
		if err != nil {
			if err.Error() != want || iamsvc.AsError(err).Kind != iamsvc.KindInvalid {
				t.Errorf("%q: %v", globs, err)
			}
			continue
		}
		members, err := all(t, source)
		var got []string
		for _, m := range members {
			got = append(got, strings.Join(m.Profiles, ","))
			if len(m.ways) != len(m.Profiles) {
				t.Errorf("%q: %v has %d ways", globs, m.Profiles, len(m.ways))
			}
		}
		if strings.Join(got, "|") != want || err != nil {
			t.Errorf("%q: %q, %v", globs, got, err)
		}
	}
}

// home makes an empty home folder the only place of the AWS configuration.
func home(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			_ = os.Unsetenv(name)
		}
	}
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(dir, "credentials"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// answer serves what a function answers.
func answer(t *testing.T, do func(r *http.Request, body string) (status int, text string)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		status, text := do(r, string(body))
		w.Header().Set("Content-Type", "application/json")
		if status == http.StatusUnauthorized {
			w.Header().Set("X-Amzn-Errortype", "UnauthorizedException")
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// logIn writes the token that a login to an SSO session leaves behind.
func logIn(t *testing.T, dir, session string, ends time.Time) {
	t.Helper()
	sum := sha1.Sum([]byte(session))
	path := filepath.Join(dir, ".aws", "sso", "cache", hex.EncodeToString(sum[:])+".json")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf(`{"accessToken":"LEAKED","expiresAt":%q}`, ends.UTC().Format(time.RFC3339))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const corp = "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n"

func TestAccountsOfAnSSOSession(t *testing.T) {
	dir := home(t, corp)
	logIn(t, dir, "corp", time.Now().Add(time.Hour))
	t.Setenv("AWS_ENDPOINT_URL_SSO", answer(t, func(r *http.Request, _ string) (int, string) {
		switch {
		case r.URL.Path == "/assignment/accounts" && r.URL.Query().Get("next_token") == "":
			return 200, `{"accountList":[{"accountId":"111111111111","accountName":"prod","emailAddress":"a@example.com"}],"nextToken":"2"}`
		case r.URL.Path == "/assignment/accounts":
			return 200, `{"accountList":[{"accountId":"222222222222","accountName":"dev"}]}`
		case r.URL.Query().Get("account_id") == "111111111111":
			return 200, `{"roleList":[{"roleName":"Audit"}]}`
		default:
			return 200, `{"roleList":[{"roleName":"Admin"},{"roleName":"Audit"}]}`
		}
	}))
	source, err := SSO("corp", "")
	if err != nil {
		t.Fatal(err)
	}
	members, err := all(t, source)
	if err != nil || len(members) != 2 {
		t.Fatalf("%+v, %v", members, err)
	}
	if m := members[0]; m.Title() != "prod" || m.Role != "Audit" || m.why != nil || *m.ways[0].SSO != (iamsvc.SSORole{Session: "corp", Account: "111111111111", Role: "Audit"}) {
		t.Errorf("%+v", m)
	}
	if why := members[1].why; why == nil || !strings.Contains(why.Error(), "several roles for you, and none was named: Admin, Audit") {
		t.Errorf("%v", why)
	}
}

func TestAnSSOSessionThatRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		session string
		login   time.Duration // until it ends; 0: nobody is logged in
		kind    iamsvc.Kind
		says    string
	}{
		"no such session": {"none", 0, iamsvc.KindInvalid, "There is no SSO session named none."},
		"not logged in":   {"corp", 0, iamsvc.KindExpired, "The SSO login has run out."},
		"run out":         {"corp", -time.Hour, iamsvc.KindExpired, "The SSO login has run out."},
		"revoked":         {"corp", time.Hour, iamsvc.KindExpired, "The SSO login has run out."},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, corp)
			if c.login != 0 {
				logIn(t, dir, "corp", time.Now().Add(c.login))
			}
			t.Setenv("AWS_ENDPOINT_URL_SSO", answer(t, func(*http.Request, string) (int, string) {
				return 401, `{"message":"Session token not found or invalid"}`
			}))
			source, err := SSO(c.session, "Audit")
			if err == nil {
				_, err = all(t, source)
			}
			e := iamsvc.AsError(err)
			if e == nil || e.Kind != c.kind || e.Error() != c.says || strings.Contains(e.Details(), "LEAKED") {
				t.Fatalf("%v", err)
			}
			if e.Kind == iamsvc.KindExpired && e.Remedy().Setting != "corp" {
				t.Errorf("%+v", e.Remedy())
			}
		})
	}
}

// organization serves one of five accounts and STS.
func organization(t *testing.T) *iamsvc.Service {
	t.Helper()
	url := answer(t, func(r *http.Request, body string) (int, string) {
		switch {
		case strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".ListAccounts") && !strings.Contains(body, "NextToken"):
			return 200, `{"Accounts":[{"Id":"111111111111","Name":"management","State":"ACTIVE","Paths":["o-1/r-1/111111111111/"]},` +
				`{"Id":"222222222222","Name":"prod","State":"ACTIVE","Paths":["o-1/r-1/ou-prod/222222222222/"]}],"NextToken":"2"}`
		case strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".ListAccounts"):
			return 200, `{"Accounts":[{"Id":"333333333333","Name":"gone","State":"SUSPENDED","Paths":["o-1/r-1/ou-prod/333333333333/"]},` +
				`{"Id":"444444444444","Name":"dev","State":"ACTIVE","Paths":["o-1/r-1/ou-dev/444444444444/"]}]}`
		case strings.Contains(body, "GetCallerIdentity"):
			return 200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws-cn:iam::111111111111:user/a</Arn>" +
				"<Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
		default:
			return 400, "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>"
		}
	})
	s, err := iamsvc.Open(t.Context(), iamsvc.Options{
		EndpointURL: url, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: iamsvc.NewSecret("LEAKED"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAccountsOfAnOrganization(t *testing.T) {
	base := organization(t)
	for name, c := range map[string]struct {
		o    Organization
		want string
	}{
		"all":             {Organization{}, "management prod gone dev"},
		"by number":       {Organization{Include: []string{"444444444444"}}, "dev"},
		"by unit":         {Organization{Include: []string{"ou-prod", "111111111111"}}, "management prod gone"},
		"without a unit":  {Organization{Exclude: []string{"ou-prod"}}, "management dev"},
		"without wins":    {Organization{Include: []string{"r-1"}, Exclude: []string{"444444444444"}}, "management prod gone"},
		"nothing remains": {Organization{Include: []string{"999999999999"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Base = base
			members, err := all(t, c.o.Members)
			var got []string
			for _, m := range members {
				got = append(got, m.Title())
			}
			if strings.Join(got, " ") != c.want || err != nil || c.o.Check() != nil {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	members, _ := all(t, Organization{Base: base, Role: "/team/Audit", ExternalID: "x"}.Members)
	i := slices.IndexFunc(members, func(m Member) bool { return m.ID == "222222222222" })
	if m := members[i]; m.Role != "arn:aws-cn:iam::222222222222:role/team/Audit" || m.ways[0].Role.ExternalID != "x" || !m.Live() {
		t.Errorf("%+v", m)
	}
	if members[0].own != base || members[2].Live() {
		t.Errorf("the management account is %+v, the suspended one %+v", members[0], members[2])
	}
}

func TestAnOrganizationRefusesWhatIsNoAccountAndNoUnit(t *testing.T) {
	for _, id := range []string{"prod", "12345678901", "1234567890123", "", "o-1"} {
		if err := (Organization{Exclude: []string{id}}).Check(); iamsvc.AsError(err) == nil {
			t.Errorf("%q is taken", id)
		}
	}
}

// A member is opened in each of its ways, as the rest of the estate is.
func TestServicesOfAMember(t *testing.T) {
	home(t, "[profile a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = LEAKED\n[profile b]\nregion = a b\n")
	source, err := Profiles([]awsconfig.Listed{{Name: "a", Account: "111111111111"}, {Name: "b", Account: "111111111111"}}, "*")
	if err != nil {
		t.Fatal(err)
	}
	members, _ := all(t, source)
	var got []string
	for s, err := range members[0].Services(t.Context(), iamsvc.Options{ReadOnly: true}) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, s.Profile())
	}
	if len(got) != 2 || got[0] != "a" || !strings.Contains(got[1], "is not the name of a region") {
		t.Errorf("%q", got)
	}
}
