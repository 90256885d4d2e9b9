package local_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// ask sends a request within the process, and checks that what comes back is one well-formed element.
func ask(t *testing.T, s *localtest.Server, hr *http.Request) (status int, body string) {
	t.Helper()
	answer, err := s.Transport().RoundTrip(hr)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(strings.NewReader(string(text)))
	root := ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if element, ok := token.(xml.StartElement); ok && root == "" {
			root = element.Name.Local
		}
	}
	if (answer.StatusCode == http.StatusOK) == (root == "ErrorResponse") || !strings.HasSuffix(root, "Response") {
		t.Errorf("%d with %s", answer.StatusCode, root)
	}
	return answer.StatusCode, string(text)
}

// FuzzForms has the administrator send any form.
func FuzzForms(f *testing.F) {
	for _, form := range []string{
		"Action=ListUsers&Version=2010-05-08", "Action=ListUsers&Version=2010-05-08&Marker=bg&MaxItems=1", "Action=&Version=",
		"Action=ListAccessKeys&UserName=akia-admin&UserName=bob&Version=2010-05-08", "%", "Action=GetUser;Version=2010-05-08", "",
		"Action=TagUser&Version=2010-05-08&UserName=akia-admin&Tags.member.1.Key=a&Tags.member.1.Value=%E2%80%AE",
		"Action=PutUserPolicy&Version=2010-05-08&UserName=bob&PolicyName=p&PolicyDocument=%7B%22Statement%22%3A%5B%5D%7D",
		"Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A210987654321%3Arole%2Foperator&RoleSessionName=x",
		"Action=GetSessionToken&Version=2011-06-15&SerialNumber=arn%3Aaws%3Aiam%3A%3A210987654321%3Amfa%2Fx&TokenCode=123456",
		"Action=AssumeRoot&Version=2011-06-15&TargetPrincipal=210987654321&TaskPolicyArn.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2Froot-task%2FIAMAuditRootUserCredentials",
		"Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A%3A&RoleSessionName=x&ExternalId=ab&SerialNumber=&TokenCode=",
		"Action=GetAccountAuthorizationDetails&Version=2010-05-08&Filter.member.1=User&Marker=bgo", "Action=GetAccessKeyInfo&Version=2011-06-15&AccessKeyId=ASIAY34FZKBOKMUTVV7A",
	} {
		f.Add(form)
	}
	s := start(f, local.Options{Users: 3})
	keyID, secret := s.Admin()
	f.Fuzz(func(t *testing.T, form string) {
		service := "iam"
		if values, err := url.ParseQuery(form); err == nil && values.Get("Version") == "2011-06-15" {
			service = "sts"
		}
		status, body := ask(t, s, signed(t, s, form, service, time.Now(), secret))
		if status >= http.StatusInternalServerError || strings.Contains(body, "SignatureDoesNotMatch") {
			t.Errorf("%d: %s", status, body)
		}
		if n := strings.Count(body, secret); n > 0 {
			t.Errorf("the administrator's secret (%s) was told", keyID)
		}
	})
}

// FuzzSignatures sends requests that are not signed, or are signed by whatever comes to mind.
func FuzzSignatures(f *testing.F) {
	const whole = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"
	for _, header := range []string{
		"", "Basic Zm9v", whole, "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 ,,=,", strings.ReplaceAll(whole, "/", ""),
		strings.ReplaceAll(whole, "host;", "authorization;;content-length;"), strings.ReplaceAll(whole, "AKIAIOSFODNN7EXAMPLE", "ADMIN"),
	} {
		f.Add(header, "20260101T000000Z", "", "Action=ListUsers&Version=2010-05-08")
	}
	f.Add(whole, "yesterday", "Action=ListUsers&Action=2", "\x00")
	s := start(f, local.Options{})
	keyID, _ := s.Admin()
	f.Fuzz(func(t *testing.T, header, date, query, body string) {
		hr, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		hr.URL.RawQuery = query
		hr.Header["Authorization"] = []string{strings.ReplaceAll(header, "ADMIN", keyID)}
		hr.Header["X-Amz-Date"] = []string{date}
		if status, answer := ask(t, s, hr); status < 400 || status >= 500 {
			t.Errorf("%d: %s", status, answer)
		}
	})
}

// FuzzWriting writes texts into answers and errors, and reads them back.
func FuzzWriting(f *testing.F) {
	for _, text := range []string{"", "bob", "<b>&amp;]]>\"'", "\x00\x1b[31m\r\n\t", "\xff\xfe", "\u202e\ufffe\ufeff\U0001f511", strings.Repeat("<", 5000)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var answer struct {
			Text string `xml:"XResult>Text"`
		}
		if err := xml.Unmarshal([]byte(local.Written(text, false)), &answer); err != nil || answer.Text != readable(text) {
			t.Errorf("%q came as %q, %v", text, answer.Text, err)
		}
		var failure struct {
			Code, Message string
		}
		wrapped := struct {
			Error any
		}{&failure}
		if err := xml.Unmarshal([]byte(local.Written(text, true)), &wrapped); err != nil || failure.Code != "Odd" || failure.Message != readable(text) {
			t.Errorf("%q came as %q, %v", text, failure.Message, err)
		}
	})
}

// readable returns the text as XML can hold it.
func readable(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
			return r
		}
		return utf8.RuneError
	}, text)
}

// FuzzPolicies reads any document, and asks it anything.
func FuzzPolicies(f *testing.F) {
	for _, document := range []string{
		`{"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}`, `{"Version":"2012-10-17","Statement":[]}`, "null", "[]", "",
		`{"Statement":[{"Effect":"Deny","NotAction":["s3:*"],"NotResource":"arn:aws:iam::*:user/${aws:username}"}]}`,
		`{"Statement":[{"Effect":"Allow","Action":[null],"Resource":[""],"Condition":{"":1}}]}`, `{"Statement":[[]]}`,
	} {
		f.Add(document, "iam:ListUsers", "arn:aws:iam::123456789012:user/bob", "bob")
	}
	f.Fuzz(func(t *testing.T, document, action, resource, user string) {
		said := local.Verdict(document, action, resource, user)
		if said == "allowed" && !strings.Contains(document, "llow") && !strings.Contains(document, `\u`) {
			t.Errorf("it allows %s", action)
		}
		before, after, ok := strings.Cut(document, `"Statement":[`)
		if !ok || said == "malformed" || strings.Contains(after, `Statement`) || strings.Contains(before, `"`) {
			return
		}
		denying := before + `"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"},` + after
		if got := local.Verdict(denying, action, resource, user); got != "denied" && got != "malformed" {
			t.Errorf("with a statement that denies everything it is %q", got)
		}
	})
}

// FuzzPatterns compares the patterns of policies with regular expressions.
func FuzzPatterns(f *testing.F) {
	for _, c := range [][2]string{{"*", ""}, {"a*b?c", "aXbYc"}, {"**?*", "a"}, {"arn:aws:iam::*:user/*/bob", "arn:aws:iam::1:user/a/b/bob"}} {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 100 || strings.ContainsFunc(pattern+text, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return // ? stands for a byte, and names and ARNs are ASCII
		}
		expression := "(?s)^" + strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(pattern)) + "$"
		if want := regexp.MustCompile(expression).MatchString(text); local.Like(pattern, text) != want {
			t.Errorf("%q fits %q: %v", text, pattern, !want)
		}
	})
}
