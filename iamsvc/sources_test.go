package iamsvc

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// refusingSTS answers every exchange of credentials with an error.
func refusingSTS(t *testing.T, status int, code, message string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>", code, message)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// answeringJSON answers everything with a text and a status.
func answeringJSON(t *testing.T, status int, kind, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		if kind != "" {
			w.Header().Set("X-Amzn-Errortype", kind)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// Each way in which credentials cannot be had is named, and has a remedy that fits.
func TestSourcesOfCredentialsThatFail(t *testing.T) {
	home := bare(t)
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	write(t, home, "config", `
[profile role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = base
duration_seconds = 43200
[profile base]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = LEAKED
[profile web]
role_arn = arn:aws:iam::123456789012:role/x
web_identity_token_file = `+filepath.Join(home, "token")+`
[profile web-gone]
role_arn = arn:aws:iam::123456789012:role/x
web_identity_token_file = `+filepath.Join(home, "no-token")+`
[profile sso]
sso_session = work
sso_account_id = 123456789012
sso_role_name = Admin
[sso-session work]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
[profile empty]
`)
	write(t, home, "token", "LEAKED")
	session := sha1.Sum([]byte("work"))
	cache := filepath.Join(home, ".aws", "sso", "cache")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, cache, hex.EncodeToString(session[:])+".json", fmt.Sprintf(
		`{"accessToken":"LEAKED","expiresAt":%q,"startUrl":"https://example.awsapps.com/start","region":"us-east-1"}`,
		time.Now().Add(time.Hour).UTC().Format(time.RFC3339)))
	said := map[string]string{}
	for name, c := range map[string]struct {
		profile  string
		variable string // that holds the address
		address  string
		kind     Kind
		remedy   RemedyKind
		says     string
	}{
		"role denied":          {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 403, "AccessDenied", "no"), KindCredentials, RemedyCheckRole, "The role arn:aws:iam::123456789012:role/x could not be assumed"},
		"role too long":        {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."), KindCredentials, RemedyCheckSource, "allows no session as long"},
		"role chained":         {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 400, "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."), KindCredentials, RemedyCheckSource, "one hour at most"},
		"role by what ran out": {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 403, "ExpiredToken", "x"), KindExpired, RemedySignIn, "The credentials that assume the role of profile role have run out"},
		"role, clock":          {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 403, "SignatureDoesNotMatch", "Signature expired: x"), KindCredentials, RemedySetClock, "The clock of this computer"},
		"role, region":         {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region. "), KindCredentials, RemedyCheckRegion, "takes no calls signed for region us-east-1"},
		"role, region off":     {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 403, "RegionDisabledException", "x"), KindCredentials, RemedyEnableRegion, "turned off for this account"},
		"role, unknown key":    {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 403, "InvalidClientTokenId", "x"), KindCredentials, RemedyCheckIdentity, "STS didn't accept the credentials that AssumeRole was signed with"},
		"role, STS fails":      {"role", "AWS_ENDPOINT_URL", refusingSTS(t, 500, "InternalFailure", "x"), KindCredentials, RemedyLater, "STS failed AssumeRole"},
		"role, nobody there":   {"role", "AWS_ENDPOINT_URL", "http://" + unheard(t), KindNetwork, RemedyCheckNetwork, "STS (127.0.0.1:"},
		"role, no TLS":         {"role", "AWS_ENDPOINT_URL", "https" + strings.TrimPrefix(refusingSTS(t, 403, "x", ""), "http"), KindNetwork, RemedyCheckEndpoint, "doesn't speak TLS"},
		"token refused":        {"web", "AWS_ENDPOINT_URL", refusingSTS(t, 400, "IDPRejectedClaim", "x"), KindCredentials, RemedyCheckSource, "didn't accept the web identity token of profile web"},
		"token ran out":        {"web", "AWS_ENDPOINT_URL", refusingSTS(t, 400, "ExpiredTokenException", "x"), KindExpired, RemedyCheckSource, "The web identity token of profile web has run out"},
		"token file gone":      {"web-gone", "AWS_ENDPOINT_URL", "http://127.0.0.1:1", KindCredentials, RemedyCheckSource, "no-token"},
		"SSO: no such role":    {"sso", "AWS_ENDPOINT_URL_SSO", answeringJSON(t, 403, "ForbiddenException", `{"message":"No access"}`), KindCredentials, RemedyCheckSource, "sso_role_name"},
		"SSO: login over":      {"sso", "AWS_ENDPOINT_URL_SSO", answeringJSON(t, 401, "UnauthorizedException", `{"message":"Session token not found or invalid"}`), KindExpired, RemedySignIn, "The SSO login of profile sso has run out"},
		"SSO: nobody there":    {"sso", "AWS_ENDPOINT_URL_SSO", "http://" + unheard(t), KindNetwork, RemedyCheckNetwork, "SSO (127.0.0.1:"},
		"container refuses":    {"empty", "AWS_CONTAINER_CREDENTIALS_FULL_URI", answeringJSON(t, 403, "", `{"code":"AccessDenied","message":"no"}`), KindCredentials, RemedyCheckSource, "container's credential endpoint refused to give credentials (HTTP 403)"},
		"container: nobody":    {"empty", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + unheard(t), KindNetwork, RemedyCheckSource, "he container's credential endpoint (127.0.0.1:"},
		"nothing anywhere":     {"empty", "AWS_ENDPOINT_URL", "http://127.0.0.1:1", KindNoCredentials, RemedyGetCredentials, "No AWS credentials were found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(c.variable, c.address)
			_, err := mustOpen(t, Options{Profile: c.profile}).ListUsers(t.Context(), "")
			e := AsError(err)
			if e == nil || e.Kind != c.kind || e.Remedy().Kind != c.remedy || !strings.Contains(e.Error(), c.says) {
				t.Fatalf("kind %d, remedy %d: %v\n%v", e.Kind, e.Remedy().Kind, err, e.cause)
			}
			if strings.Contains(e.Error()+e.Details(), "LEAKED") {
				t.Errorf("a secret is shown: %s", e.Details())
			}
			if other, ok := said[e.Error()]; ok {
				t.Errorf("%q is said of %s as well", e.Error(), other)
			}
			said[e.Error()] = name
		})
	}
}
