package iamsvc

import (
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"
)

// organizationsAt answers each call to Organizations with the next of some answers: a status and a body.
func organizationsAt(t *testing.T, answers ...any) (*Service, *[]string) {
	t.Helper()
	bare(t)
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		asked = append(asked, op+" "+string(body))
		if len(answers) < 2 {
			t.Errorf("call %d is one too many: %s", len(asked), op)
			return
		}
		status, text := answers[0].(int), answers[1].(string)
		answers = answers[2:]
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		if strings.HasPrefix(text, "<") {
			w.Header().Set("Content-Type", "text/html")
		}
		w.Header().Set("X-Amzn-RequestId", "r-1")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(server.Close)
	return mustOpen(t, Options{EndpointURL: server.URL, KeyID: userKey, Secret: NewSecret("LEAKED"), ReadOnly: true}), &asked
}

func TestAccountsOfAnOrganization(t *testing.T) {
	s, asked := organizationsAt(t,
		200, `{"Accounts":[{"Id":"111111111111","Name":"prod","Email":"a@example.com","State":"ACTIVE","Status":"SUSPENDED","Paths":["o-1/r-1/ou-1/ou-2/"],"JoinedTimestamp":1700000000.5}],"NextToken":"a"}`,
		200, `{"Accounts":[],"NextToken":"b"}`,
		200, `{"Accounts":[{"Id":"222222222222","Name":"old","Status":"SUSPENDED"},{"Name":"no ID"}]}`)
	var found []MemberAccount
	for token, more := "", true; more; {
		page, err := s.OrganizationAccounts(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, page.Accounts...)
		token, more = page.Next, page.Next != ""
	}
	want := []MemberAccount{
		{ID: "111111111111", Name: "prod", Email: "a@example.com", State: AccountActive, Units: []string{"r-1", "ou-1", "ou-2"}, Joined: time.Unix(1700000000, 5e8).UTC()},
		{ID: "222222222222", Name: "old", State: AccountSuspended},
	}
	if !reflect.DeepEqual(found, want) {
		t.Errorf("got  %+v\nwant %+v", found, want)
	}
	if (*asked)[0] != `ListAccounts {"MaxResults":20}` || !strings.Contains((*asked)[2], `"NextToken":"b"`) {
		t.Errorf("asked %q", *asked)
	}
}

func TestOrganizationsThatRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		body       string
		kind       Kind
		says       string
		permission string
	}{
		"in none":       {400, `{"__type":"AWSOrganizationsNotInUseException","Message":"Your account is not a member of an organization."}`, KindNotFound, "This account is in no organization.", ""},
		"not permitted": {400, `{"__type":"AccessDeniedException","Message":"You don't have permissions to access this resource."}`, KindDenied, "You may not list the accounts of the organization.", "organizations:ListAccounts"},
		"bad token":     {400, `{"__type":"InvalidInputException","Message":"You specified an invalid value."}`, KindInvalid, "", ""},
		"a page":        {200, "<html>Sign in to the network</html>", KindService, "A web page answered in place of Organizations", ""},
		"nothing":       {200, "", KindService, "gave ListAccounts an empty answer", ""},
		"an array":      {200, "[]", KindService, "", ""},
		"XML":           {200, "<ListAccountsResponse></ListAccountsResponse>", KindService, "", ""},
		"no such":       {404, "<html></html>", KindService, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := organizationsAt(t, c.status, c.body, c.status, c.body, c.status, c.body)
			_, err := s.OrganizationAccounts(t.Context(), "")
			e := AsError(err)
			if e == nil || e.Kind != c.kind || !strings.Contains(e.Error(), c.says) || e.Permission() != c.permission || e.RequestID != "r-1" {
				t.Errorf("%v: kind %v, permission %q, request ID %q", e, e.Kind, e.Permission(), e.RequestID)
			}
		})
	}
}

// A list that comes back to where it was has no end, and is no list.
func TestAccountsThatGoRoundInACircle(t *testing.T) {
	page := `{"Accounts":[],"NextToken":"a"}`
	s, asked := organizationsAt(t, 200, page, 200, page, 200, page, 200, page)
	_, err := s.OrganizationAccounts(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.OrganizationAccounts(t.Context(), "a"); err == nil {
		t.Errorf("a circle is a list: %q", *asked)
	}
}
