package iamsvc

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRolesThatCannotBeAssumed has STS refuse the exchange of credentials, in the ways it does.
func TestRolesThatCannotBeAssumed(t *testing.T) {
	home := bare(t)
	code := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		answer := <-code
		code <- answer
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<ErrorResponse><Error><Code>"+answer+"</Code><Message>not you</Message></Error></ErrorResponse>")
	}))
	defer server.Close()
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	write(t, home, "config", "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\n"+
		"[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = LEAKED\n")
	for answer, want := range map[string]struct {
		kind     Kind
		sentence string
	}{
		"AccessDenied": {KindCredentials, "The role arn:aws:iam::123456789012:role/x could not be assumed: it does not exist, or it does not let you."},
		"ExpiredToken": {KindExpired, "The credentials that assume the role of profile role have run out."},
	} {
		code <- answer
		_, err := mustOpen(t, Options{Profile: "role"}).CreateKey(t.Context(), NamedUser("bob"))
		e := AsError(err)
		if e == nil || e.Kind != want.kind || e.Error() != want.sentence || e.Code != answer || e.Unclear {
			t.Errorf("%s: %+v", answer, e)
		}
		if !strings.Contains(e.Details(), "not you") || strings.Contains(e.Details(), "LEAKED") {
			t.Errorf("details: %s", e.Details())
		}
		<-code
	}
}

// TestRolesAreAssumedAtTheEndpoint assumes a role, and one by a web identity, with each way to name an endpoint.
func TestRolesAreAssumedAtTheEndpoint(t *testing.T) {
	home := bare(t)
	actions := make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		actions <- r.PostForm.Get("Action")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>")
	}))
	defer server.Close()
	write(t, home, "token", "a token")
	write(t, home, "config", "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\n"+
		"[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"+
		"[profile web]\nrole_arn = arn:aws:iam::123456789012:role/x\nweb_identity_token_file = "+filepath.Join(home, "token")+"\n")
	for profile, action := range map[string]string{"role": "AssumeRole", "web": "AssumeRoleWithWebIdentity"} {
		for _, variable := range []string{"", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS"} {
			t.Run(profile+variable, func(t *testing.T) {
				o := Options{Profile: profile}
				if variable == "" {
					o.EndpointURL = server.URL
				} else {
					t.Setenv(variable, server.URL)
				}
				_, err := mustOpen(t, o).ListUsers(t.Context(), "")
				if e := AsError(err); e == nil || e.Kind != KindCredentials || e.Code != "AccessDenied" {
					t.Fatalf("%+v", e)
				}
				if got := <-actions; got != action {
					t.Errorf("it was asked for %s", got)
				}
			})
		}
	}
}

// TestExchangeThatCannotConnect has nothing listen where STS should be.
func TestExchangeThatCannotConnect(t *testing.T) {
	home := bare(t)
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	write(t, home, "config", "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\n"+
		"[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n")
	start := time.Now()
	_, err := mustOpen(t, Options{Profile: "role"}).ListUsers(t.Context(), "")
	if e := AsError(err); e == nil || e.Kind != KindNetwork || !strings.HasPrefix(e.Error(), "No credentials of profile role: STS (127.0.0.1:") || !strings.HasSuffix(e.Error(), " refused the connection.") {
		t.Errorf("%+v", e)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %s", took)
	}
}
