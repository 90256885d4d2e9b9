package local_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

func escape(s string) string { return url.QueryEscape(s) }

// post sends a form as the administrator, and returns status and body.
func post(t *testing.T, s *localtest.Server, form string) (int, string) {
	t.Helper()
	service := "iam"
	if strings.Contains(form, "Version=2011-06-15") {
		service = "sts"
	}
	status, body, _ := send(t, signed(t, s, form, service, time.Now(), second(s.Admin())))
	return status, body
}

// signed returns a request with a form that is signed with the administrator's key, or with a secret that is not this
// key's.
func signed(t *testing.T, s *localtest.Server, form, service string, at time.Time, secret string) *http.Request {
	t.Helper()
	return signedFor(t, s, form, service, at, aws.Credentials{AccessKeyID: first(s.Admin()), SecretAccessKey: secret})
}

// signedBy returns a request of IAM that is signed with any key.
func signedBy(t *testing.T, s *localtest.Server, form string, who aws.Credentials) *http.Request {
	t.Helper()
	return signedFor(t, s, form, "iam", time.Now(), who)
}

func signedFor(t *testing.T, s *localtest.Server, form, service string, at time.Time, who aws.Credentials) *http.Request {
	t.Helper()
	hr, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/", strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	hr.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	sum := sha256.Sum256([]byte(form))
	if err := v4.NewSigner().SignHTTP(t.Context(), who, hr, hex.EncodeToString(sum[:]), service, "us-east-1", at); err != nil {
		t.Fatal(err)
	}
	return hr
}

func send(t *testing.T, hr *http.Request) (int, string, http.Header) {
	t.Helper()
	answer, err := http.DefaultClient.Do(hr)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body), answer.Header
}

func TestAnswersLookLikeTheServices(t *testing.T) {
	s := start(t, local.Options{})
	hr := signed(t, s, "Action=ListAccessKeys&Version=2010-05-08&UserName=akia-admin", "iam", time.Now(), second(s.Admin()))
	status, body, header := send(t, hr)
	id := header.Get("x-amzn-RequestId")
	body = regexp.MustCompile(`>AKIA[A-Z2-7]{16}<`).ReplaceAllString(body, ">KEY<")
	body = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`).ReplaceAllString(body, "TIME")
	want := `<ListAccessKeysResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ListAccessKeysResult>
    <IsTruncated>false</IsTruncated>
    <AccessKeyMetadata>
      <member>
        <UserName>akia-admin</UserName>
        <AccessKeyId>KEY</AccessKeyId>
        <Status>Active</Status>
        <CreateDate>TIME</CreateDate>
      </member>
    </AccessKeyMetadata>
  </ListAccessKeysResult>
  <ResponseMetadata>
    <RequestId>` + id + `</RequestId>
  </ResponseMetadata>
</ListAccessKeysResponse>
`
	if status != 200 || body != want || header.Get("Content-Type") != "text/xml" {
		t.Errorf("%d %s\nwant %s", status, body, want)
	}
	if !regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`).MatchString(id) {
		t.Errorf("request ID %q", id)
	}

	hr = signed(t, s, "Action=GetUser&Version=2010-05-08&UserName=%3Cb%3E", "iam", time.Now(), second(s.Admin()))
	status, body, header = send(t, hr)
	want = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>ValidationError</Code>
    <Message>1 validation error detected: Value at &#39;userName&#39; failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+</Message>
  </Error>
  <RequestId>` + header.Get("x-amzn-RequestId") + `</RequestId>
</ErrorResponse>
`
	if status != 400 || body != want {
		t.Errorf("%d %s\nwant %s", status, body, want)
	}
}

func TestUnknownActions(t *testing.T) {
	s := start(t, local.Options{})
	for _, form := range []string{
		"Action=Nonsense&Version=2010-05-08", "Action=ListUsers&Version=2011-06-15", "Action=GetCallerIdentity&Version=2010-05-08",
		"Action=ListUsers&Version=2009-01-01", "Action=ListUsers",
	} {
		if status, body := post(t, s, form); status != 400 || !strings.Contains(body, "<Code>InvalidAction</Code>") {
			t.Errorf("%s: %d %s", form, status, body)
		}
	}
}

func TestSignatures(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Now: clock.Now})
	const form = "Action=ListUsers&Version=2010-05-08"
	secret := second(s.Admin())
	now := clock.Now()
	change := func(edit func(*http.Request)) *http.Request {
		hr := signed(t, s, form, "iam", now, secret)
		edit(hr)
		return hr
	}
	replace := func(from, to string) *http.Request {
		return change(func(hr *http.Request) {
			hr.Header.Set("Authorization", strings.Replace(hr.Header.Get("Authorization"), from, to, 1))
		})
	}
	get, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/?"+form, nil)
	if err != nil {
		t.Fatal(err)
	}
	empty := sha256.Sum256(nil)
	who := aws.Credentials{AccessKeyID: first(s.Admin()), SecretAccessKey: secret}
	if err := v4.NewSigner().SignHTTP(t.Context(), who, get, hex.EncodeToString(empty[:]), "iam", "us-east-1", now); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		hr     *http.Request
		status int
		want   string
	}{
		{"right", signed(t, s, form, "iam", now, secret), 200, "<ListUsersResult>"},
		{"in the query", get, 200, "<ListUsersResult>"},
		{"14 minutes off", signed(t, s, form, "iam", now.Add(-14*time.Minute), secret), 200, "<ListUsersResult>"},
		{"16 minutes late", signed(t, s, form, "iam", now.Add(-16*time.Minute), secret), 403, "Signature expired: "},
		{"16 minutes early", signed(t, s, form, "iam", now.Add(16*time.Minute), secret), 403, "Signature not yet current: "},
		{"wrong secret", signed(t, s, form, "iam", now, "wrong"), 403, "<Code>SignatureDoesNotMatch</Code>"},
		{"other service", signed(t, s, form, "sts", now, secret), 403, "Credential should be scoped to correct service: &#39;iam&#39;."},
		{"unknown key", replace("AKIA", "AKIB"), 403, "<Code>InvalidClientTokenId</Code>"},
		{"changed body", change(func(hr *http.Request) {
			hr.Body = io.NopCloser(strings.NewReader(form + "&"))
			hr.ContentLength++
		}), 403, "<Code>SignatureDoesNotMatch</Code>"},
		{"no signature", change(func(hr *http.Request) { hr.Header.Del("Authorization") }), 403, "<Code>MissingAuthenticationToken</Code>"},
		{"half a signature", replace("SignedHeaders=", "Headers="), 400, "<Code>IncompleteSignature</Code>"},
		{"other algorithm", replace("AWS4-HMAC-SHA256", "Basic"), 400, "<Code>IncompleteSignature</Code>"},
	} {
		status, body, _ := send(t, test.hr)
		if status != test.status || !strings.Contains(body, test.want) {
			t.Errorf("%s: %d %s", test.name, status, body)
		}
	}
}
