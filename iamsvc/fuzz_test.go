package iamsvc

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"unicode"
	"unicode/utf8"
)

// wantPlain checks that an error is one sentence of a length that can be shown.
func wantPlain(t *testing.T, err error, kind Kind) {
	t.Helper()
	e := AsError(err)
	if e == nil || e.Kind != kind || e.Unclear {
		t.Fatalf("%+v", err)
	}
	text := e.Error()
	if !strings.HasSuffix(text, ".") || utf8.RuneCountInString(text) > 900 || strings.ContainsFunc(text, unicode.IsControl) {
		t.Errorf("%q", text)
	}
}

// FuzzValidNames checks names, key IDs, path prefixes and regions against the patterns of IAM's model.
func FuzzValidNames(f *testing.F) {
	for _, text := range []string{
		"", "bob", "bob smith", "a+b=c,d.e@f-g_h", "b\x00b", "\xff", "bób", "/", "//", "/a b/", "/\x7f", "AKIAIOSFODNN7EXAMPLE",
		"AKIA0000000000000000\n", "akiaiosfodnn7example", strings.Repeat("a", 128), strings.Repeat("a", 129), "/" + strings.Repeat("x", 512),
	} {
		f.Add(text)
	}
	rules := []struct {
		check   func(string) error
		pattern *regexp.Regexp
	}{
		{ValidUserName, regexp.MustCompile(`\A[a-zA-Z0-9_+=,.@-]{1,128}\z`)},
		{ValidKeyID, regexp.MustCompile(`\A[a-zA-Z0-9_]{16,128}\z`)},
		{ValidPathPrefix, regexp.MustCompile(`\A/[\x21-\x7f]{0,511}\z`)},
		{ValidRegion, regexp.MustCompile(`\A[a-z0-9-]{1,63}\z`)},
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range rules {
			err := r.check(text)
			if (err == nil) != r.pattern.MatchString(text) {
				t.Errorf("%s and %q: %v", r.pattern, text, err)
			}
			if err != nil {
				wantPlain(t, err, KindInvalid)
			}
		}
		if LooksLikeKeyID(text) && ValidKeyID(text) != nil {
			t.Errorf("%q looks like a key ID but is none", text)
		}
	})
}

// FuzzValidEndpoint checks that what is taken for an endpoint can be asked, and is asked nowhere else.
func FuzzValidEndpoint(f *testing.F) {
	for _, text := range []string{
		"", "http://localhost:4566", "https://iam.amazonaws.com/", "https://user:pw@host", "https://host?x", "https://host#", "ftp://host",
		"http://[::1]:80", "http://[fe80::1%25en0]", "http://:80", "https://", "https://host:99999", "https://a b", "HTTPS://HOST", "http://host/%zz",
		"http://host:", "https://host\x7f", "//host", "http:host",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := ValidEndpoint(text); err != nil {
			wantPlain(t, err, KindInvalid)
			return
		}
		want, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		client := &answerWith{body: ""}
		s, err := Open(t.Context(), Options{
			EndpointURL: text, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), HTTPClient: client, Region: "us-east-1",
		})
		if err != nil {
			return
		}
		_, err = s.ListUsers(t.Context(), "")
		if AsError(err) == nil {
			t.Errorf("%q: %v", text, err)
		}
		if asked := client.host.Load(); asked != nil && asked != want.Host {
			t.Errorf("%q was asked at %q", text, asked)
		}
	})
}

// answerWith is an HTTP client that answers everything with one text.
type answerWith struct {
	status int
	body   string
	host   atomic.Value // the string that was asked last
}

func (a *answerWith) Do(r *http.Request) (*http.Response, error) {
	a.host.Store(r.URL.Host)
	status := a.status
	if status == 0 {
		status = http.StatusOK
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(a.body)), Header: http.Header{}}, nil
}

// FuzzAnswers answers every method with any text: each ends, in an error or in what can be held to be true.
func FuzzAnswers(f *testing.F) {
	keys := func(inner string) string {
		return "<ListAccessKeysResponse><ListAccessKeysResult>" + inner + "</ListAccessKeysResult></ListAccessKeysResponse>"
	}
	for _, body := range []string{
		"", "<html>", keys(""), keys("<IsTruncated>true</IsTruncated><Marker>a</Marker>"), "\x00", "<a><b></a>",
		keys("<AccessKeyMetadata><member><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><CreateDate>2026-01-01T00:00:00Z</CreateDate></member></AccessKeyMetadata>"),
		keys("<AccessKeyMetadata><member><CreateDate>0</CreateDate></member></AccessKeyMetadata>"), keys("<IsTruncated>perhaps</IsTruncated>"),
		"<ListUsersResponse><ListUsersResult><Users><member><UserName>bob</UserName><member/></member></Users></ListUsersResult></ListUsersResponse>",
		"<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><AccessKeyId>A</AccessKeyId></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>",
		"<DeleteAccessKeyResponse/>", "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>\n</Message></Error></ErrorResponse>",
		"<GetAccessKeyLastUsedResponse><GetAccessKeyLastUsedResult><AccessKeyLastUsed><LastUsedDate>x</LastUsedDate></AccessKeyLastUsed></GetAccessKeyLastUsedResult></GetAccessKeyLastUsedResponse>",
	} {
		f.Add(200, body)
		f.Add(404, body)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status >= 500 || status == http.StatusTooManyRequests || strings.Contains(body, "hrottl") ||
			strings.Contains(body, "Rate") || strings.Contains(body, "Slow") || strings.Contains(body, "Requests") {
			return // such calls are repeated, which takes time
		}
		s, err := Open(t.Context(), Options{
			EndpointURL: "https://iam.invalid", KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), HTTPClient: &answerWith{status: status, body: body},
		})
		if err != nil {
			t.Fatal(err)
		}
		askEverything(t, s)
	})
}

func askEverything(t *testing.T, s *Service) {
	t.Helper()
	ctx, key := context.Background(), Key{ID: "AKIAIOSFODNN7EXAMPLE", User: NamedUser("bob"), Status: Active}
	keys, listed := s.ListKeys(ctx, NamedUser("bob"))
	for _, k := range keys {
		if k.ID == "" {
			t.Errorf("a key without an ID: %+v", keys)
		}
	}
	page, paged := s.ListUsers(ctx, "m")
	for _, u := range page.Users {
		if u.Name == "" || page.More && page.Marker == "" {
			t.Errorf("%+v", page)
		}
	}
	made, created := s.CreateKey(ctx, NamedUser("bob"))
	if created == nil && (made.ID == "" || made.Secret.Reveal() == "") {
		t.Errorf("%+v", made)
	}
	_, used := s.LastUse(ctx, key.ID)
	id, known := s.WhoAmI(ctx)
	if known == nil && (id.Account == "" || id.ARN == "") {
		t.Errorf("%+v", id)
	}
	for _, err := range []error{
		listed, paged, created, used, known,
		s.SetStatus(ctx, NamedUser("bob"), key.ID, Inactive), s.DeleteKey(ctx, SeenKey{Key: key}),
	} {
		if e := AsError(err); err != nil && (e == nil || e.Error() == "" || len(e.Error()) > 500) {
			t.Errorf("%v", err)
		}
	}
}
