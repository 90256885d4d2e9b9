package cli

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// altered has a server answer with another credential report than its own.
func altered(server *localtest.Server, content string) {
	body := "<GetCredentialReportResponse><GetCredentialReportResult><Content>" + base64.StdEncoding.EncodeToString([]byte(content)) +
		"</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>" + time.Now().UTC().Format(time.RFC3339) +
		"</GeneratedTime></GetCredentialReportResult></GetCredentialReportResponse>"
	server.ClearFaults()
	server.Inject(localtest.Fault{Action: "GetCredentialReport", Effect: localtest.AnswerBefore(200, "text/xml", body)})
}

// usersAndKeys returns the IDs of the keys of a report in JSON, with those of the root user as one.
func usersAndKeys(t *testing.T, out string) []string {
	var all []string
	for user, keys := range keysOf(t, out) {
		for _, key := range keys {
			id, _, _ := strings.Cut(key, " ")
			all = append(all, user+" "+id)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestReportThatIsNotWhole has a credential report that is damaged in one way or another: no key gets lost, and where
// the report is of no use that is said.
func TestReportThatIsNotWhole(t *testing.T) {
	server := reported(t, 40)
	out, err := administrator(server).GetCredentialReport(t.Context(), &iam.GetCredentialReportInput{})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out.Content)), "\n")
	_, whole, _ := run(t, nil, "report", "--format", "json")
	want := usersAndKeys(t, whole)
	of := func(user string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, user+",") })
	}
	victim := strings.Split(want[len(want)-1], " ")[0]
	at, root := of(victim), of("<root_account>")
	without := func(i int) string { return strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "\n") }
	for name, test := range map[string]struct {
		content string
		says    string // on stderr; empty: nothing
	}{
		"a user is not in it": {without(at), ""},
		"half of it":          {strings.Join(lines[:len(lines)/2], "\n"), ""},
		"no users at all":     {lines[0], ""},
		"no root user":        {without(root), ""},
		"a comma in a name": {
			strings.Replace(strings.Join(lines, "\n"), "\n"+victim+",", "\n"+victim+",x,", 1),
			"The credential report can't be used: line ",
		},
		"a user twice":   {strings.Join(append(slices.Clone(lines), lines[at]), "\n"), "names a user for the second time"},
		"cut in a line":  {strings.Join(lines, "\n")[:len(strings.Join(lines, "\n"))-40], " breaks off"},
		"empty":          {"", "the credential report is empty"},
		"HTML":           {"<html><body>Sign in</body></html>", "has no column"},
		"not our report": {strings.ReplaceAll(strings.Join(lines, "\n"), "210987654321", "123456789012"), "it is that of account 123456789012, not of 210987654321"},
	} {
		t.Run(name, func(t *testing.T) {
			altered(server, test.content)
			status, stdout, stderr := run(t, nil, "report", "--format", "json")
			if got := usersAndKeys(t, stdout); !slices.Equal(got, want) {
				t.Errorf("%d keys, want %d", len(got), len(want))
			}
			if status != 0 || !strings.Contains(stderr, test.says) || test.says == "" && stderr != "" {
				t.Errorf("status %d, stderr %q, want %q", status, stderr, test.says)
			}
		})
	}
}

// TestReportChecksThatAllUsersAreThere where the facts about users are denied: by their number, and by their list.
func TestReportChecksThatAllUsersAreThere(t *testing.T) {
	server := reported(t, 40)
	out, err := administrator(server).GetCredentialReport(t.Context(), &iam.GetCredentialReportInput{})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out.Content)), "\n")
	altered(server, strings.Join(lines[:20], "\n"))
	server.Inject(deny("GetAccountAuthorizationDetails", ""))
	_, stdout, _ := run(t, nil, "report", "--format", "json")
	_, exact, _ := run(t, nil, "report", "--format", "json", "--exact")
	if got, want := usersAndKeys(t, stdout), usersAndKeys(t, exact); len(got) != len(want) {
		t.Errorf("%d keys, want %d", len(got), len(want))
	}
	for name, test := range map[string]struct {
		denied []string
		status int
		want   string
	}{
		"no list of users":  {[]string{"ListUsers"}, 1, "The credential report has 18 of 41 users. You may not list the users."},
		"no lists of keys":  {[]string{"ListAccessKeys"}, 1, "The credential report does not have 23 users, and their keys could not be listed. "},
		"no number of them": {[]string{"GetAccountSummary"}, 0, "It could not be checked that the credential report has all users. "},
	} {
		t.Run(name, func(t *testing.T) {
			altered(server, strings.Join(lines[:20], "\n"))
			server.Inject(deny("GetAccountAuthorizationDetails", ""))
			for _, action := range test.denied {
				server.Inject(deny(action, ""))
			}
			status, _, stderr := run(t, nil, "report", "--fail-on", "old", "--max-age", "36500")
			if status != test.status || !strings.Contains(stderr, test.want) {
				t.Errorf("status %d, stderr %q, want %d, %q", status, stderr, test.status, test.want)
			}
		})
	}
}

// TestReportWithoutSTS: whose account it is is not known then, and everything else is.
func TestReportWithoutSTS(t *testing.T) {
	server := reported(t, 40)
	_, with, _ := run(t, nil, "report", "--format", "json")
	server.Inject(localtest.Fault{Action: "GetCallerIdentity", Effect: localtest.FailBefore(503, "ServiceUnavailable", "away")})
	status, without, stderr := run(t, nil, "report", "--format", "json", "--fail-on", "old", "--max-age", "36500")
	if status != 0 || !strings.HasPrefix(stderr, "akia: It is not known which account this is. ") ||
		!slices.Equal(usersAndKeys(t, with), usersAndKeys(t, without)) {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
	// What is no STS at all is another matter: who knows what the rest is.
	server.ClearFaults()
	server.Inject(localtest.Fault{Action: "GetCallerIdentity", Effect: localtest.AnswerBefore(200, "text/html", "<html>Sign in</html>")})
	if status, out, stderr := run(t, nil, "report"); status != 1 || out != "" || !strings.HasPrefix(stderr, "akia: A web page answered in place of STS") {
		t.Errorf("status %d, stdout %q, stderr %q", status, out, stderr)
	}
}

// TestReportForgetsWhatIsDeletedMeanwhile: the last use of a key that is gone is no gap, whichever way IAM says so.
func TestReportForgetsWhatIsDeletedMeanwhile(t *testing.T) {
	server := reported(t, 40)
	_, exact, _ := run(t, nil, "report", "--format", "json", "--exact")
	all := usersAndKeys(t, exact)
	user, key, _ := strings.Cut(all[len(all)-1], " ")
	for name, refusal := range map[string]localtest.Effect{
		"not found": localtest.FailBefore(404, "NoSuchEntity", "The Access Key with id "+key+" cannot be found."),
		"denied":    localtest.Deny(localtest.NoIdentityPolicy),
	} {
		t.Run(name, func(t *testing.T) {
			server.ClearFaults()
			server.Inject(localtest.Fault{Action: "GetAccessKeyLastUsed", Subject: key, Effect: refusal})
			t.Setenv("AWS_ENDPOINT_URL", deletes(t, server, user, key))
			status, stdout, stderr := run(t, nil, "report", "--format", "json", "--exact",
				"--fail-on", "unused", "--unused", "36500")
			if status != 0 || stderr != "" || strings.Contains(stdout, key) {
				t.Errorf("status %d, stderr %q; %s is there: %v", status, stderr, key, strings.Contains(stdout, key))
			}
		})
	}
}

// deletes stands in front of a server: once the last use of the key was asked, lists of keys do not have it any more.
func deletes(t *testing.T, server *localtest.Server, user, key string) string {
	t.Helper()
	at, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	none := fmt.Sprintf("<ListAccessKeysResponse><ListAccessKeysResult><IsTruncated>false</IsTruncated><UserName>%s</UserName>"+
		"<AccessKeyMetadata/></ListAccessKeysResult></ListAccessKeysResponse>", user)
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Host, r.Out.URL.Scheme = at.Host, at.Scheme
		r.Out.Host = r.In.Host
	}}
	gone := make(chan struct{}, 100)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := readBody(t, r)
		switch {
		case strings.Contains(body, "Action=GetAccessKeyLastUsed") && strings.Contains(body, key):
			gone <- struct{}{}
		case strings.Contains(body, "Action=ListAccessKeys") && strings.Contains(body, "UserName="+user+"&") && len(gone) > 0:
			_, _ = w.Write([]byte(none))
			return
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	return front.URL
}

// readBody returns the body of a request, which stays to be read.
func readBody(t *testing.T, r *http.Request) string {
	var body bytes.Buffer
	if _, err := body.ReadFrom(r.Body); err != nil {
		t.Error(err)
	}
	r.Body = struct {
		*bytes.Reader
		closer
	}{Reader: bytes.NewReader(body.Bytes())}
	return body.String()
}

type closer struct{}

func (closer) Close() error { return nil }

// TestReportByTheTimeOfIAM has a clock that is ten years behind IAM's, and one of IAM that is not known.
func TestReportByTheTimeOfIAM(t *testing.T) {
	server, err := localtest.Start(local.Options{Addr: anyPort, Users: 40, Now: func() time.Time { return time.Now().AddDate(10, 0, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	reported(t, 1)
	id, secret := server.Admin()
	t.Setenv("AWS_ENDPOINT_URL", server.URL())
	t.Setenv("AWS_ACCESS_KEY_ID", id)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	for _, exact := range []string{"--exact=false", "--exact"} {
		status, stdout, stderr := run(t, nil, "report", exact, "--format", "csv", "--fail-on", "root-key")
		if status != 1 || !strings.HasPrefix(stderr, "akia: This machine's clock is 365") || strings.Contains(stdout, ",-") {
			t.Errorf("%s: status %d, stderr %q\n%s", exact, status, stderr, stdout)
		}
		if status, _, stderr = run(t, nil, "report", exact, "--fail-on", "old", "--max-age", "3650"); status != 0 {
			t.Errorf("%s: status %d, stderr %q: no key is ten years old by the time of IAM", exact, status, stderr)
		}
	}
}
