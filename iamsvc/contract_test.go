package iamsvc_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

// method is one way to call the service: each exported method that sends something.
type method struct {
	name, action string
	write        bool
	call         func(context.Context, *account) error
}

func methods() []method {
	return []method{
		{"ListUsers", "ListUsers", false, func(ctx context.Context, a *account) error { _, err := a.svc.ListUsers(ctx, ""); return err }},
		{"ListKeys", "ListAccessKeys", false, func(ctx context.Context, a *account) error {
			_, err := a.svc.ListKeys(ctx, iamsvc.NamedUser(a.user))
			return err
		}},
		{"LastUse", "GetAccessKeyLastUsed", false, func(ctx context.Context, a *account) error { _, err := a.svc.LastUse(ctx, a.key.ID); return err }},
		{"FindOwner", "GetAccessKeyLastUsed", false, func(ctx context.Context, a *account) error { _, err := a.svc.FindOwner(ctx, a.key.ID); return err }},
		{"WhoAmI", "GetCallerIdentity", false, func(ctx context.Context, a *account) error { _, err := a.svc.WhoAmI(ctx); return err }},
		{"CreateKey", "CreateAccessKey", true, func(ctx context.Context, a *account) error {
			_, err := a.svc.CreateKey(ctx, iamsvc.NamedUser(lostUser))
			return err
		}},
		{"SetStatus", "UpdateAccessKey", true, func(ctx context.Context, a *account) error {
			return a.svc.SetStatus(ctx, iamsvc.NamedUser(a.user), a.key.ID, iamsvc.Inactive)
		}},
		{"DeleteKey", "DeleteAccessKey", true, func(ctx context.Context, a *account) error {
			return a.svc.DeleteKey(ctx, iamsvc.SeenKey{Key: a.key})
		}},
	}
}

// TestOddAnswersToEveryMethod gives each method answers that break the contract: each ends in a plain sentence, and a write
// is never taken for done.
func TestOddAnswersToEveryMethod(t *testing.T) {
	t.Parallel()
	for name, effect := range map[string]localtest.Effect{
		"HTML":               localtest.AnswerBefore(200, "text/html", "<html><body>Sign in</body></html>"),
		"nothing":            localtest.AnswerBefore(200, "", ""),
		"JSON":               localtest.AnswerBefore(200, "application/json", `{"ok":true}`),
		"error as a success": localtest.AnswerBefore(200, "text/xml", "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"),
		"another operation":  localtest.AnswerBefore(200, "text/xml", "<GetUserResponse><GetUserResult/></GetUserResponse>"),
		"redirect":           localtest.AnswerBefore(302, "text/html", "<html>"),
		"a busy proxy":       localtest.AnswerBefore(502, "text/html", "<html>"),
		"no code":            localtest.AnswerBefore(400, "text/xml", "<ErrorResponse/>"),
		"a long message":     localtest.FailBefore(400, "Odd", strings.Repeat("\x1b[31m<b>long</b>\n", 4<<10)),
		"binary":             localtest.AnswerBefore(200, "text/xml", "\x00\xff\xfe<"),
	} {
		for _, m := range methods() {
			t.Run(name+" to "+m.name, func(t *testing.T) {
				t.Parallel()
				inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
					a.Inject(localtest.Fault{Action: m.action, Effect: effect})
					e := iamsvc.AsError(m.call(t.Context(), a))
					if e == nil || e.Kind != iamsvc.KindService {
						t.Fatalf("%+v", e)
					}
					if text := e.Error(); !strings.HasSuffix(text, ".") || len(text) > 300 || strings.ContainsAny(text, "\n\x1b") ||
						strings.Contains(text, "operation error") {
						t.Errorf("%q", text)
					}
					if refused := name == "redirect" || name == "no code" || name == "a long message"; e.Unclear != (m.write && !refused) {
						t.Errorf("unclear is %v", e.Unclear)
					}
					if n := a.Count(m.action); m.action == "CreateAccessKey" && n != 1 {
						t.Errorf("sent %d times", n)
					}
				})
			})
		}
	}
}

// TestEveryMethodHasADeadline lets each operation hang: each attempt is given up in time, at STS too.
func TestEveryMethodHasADeadline(t *testing.T) {
	t.Parallel()
	const timeout = 4 * time.Second
	for _, m := range methods() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, iamsvc.Options{Timeout: timeout}, func(t *testing.T, a *account) {
				a.Inject(localtest.Fault{Action: m.action, Effect: localtest.Hang()})
				start := time.Now()
				e := iamsvc.AsError(m.call(t.Context(), a))
				if e == nil || e.Kind != iamsvc.KindTimeout || !strings.HasSuffix(e.Error(), " did not answer within 4 s.") {
					t.Errorf("%+v", e)
				}
				attempts := a.Count(m.action)
				if want := map[bool]int{true: 1, false: 3}[m.action == "CreateAccessKey"]; attempts != want {
					t.Errorf("%d attempts, want %d", attempts, want)
				}
				pauses := time.Since(start) - time.Duration(attempts)*timeout
				if pauses < 0 || pauses > time.Second {
					t.Errorf("%d attempts took %s", attempts, time.Since(start))
				}
			})
		})
	}
}

// TestAliasThatHangsHoldsNothingUp has the alias, which is nice to have, never come.
func TestAliasThatHangsHoldsNothingUp(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		a.Inject(localtest.Fault{Action: "ListAccountAliases", Effect: localtest.Hang()})
		start := time.Now()
		if id, err := a.svc.WhoAmI(t.Context()); err != nil || id.Alias != "" || time.Since(start) != 3*time.Second {
			t.Errorf("%+v, %v after %s", id, err, time.Since(start))
		}
	})
}

// pages answers lists of keys: each marker leads to the next of the pages, the last of them to where it says.
func pages(next map[string]string, members func(marker string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		marker := r.PostForm.Get("Marker")
		rest := "<IsTruncated>false</IsTruncated>"
		if next[marker] != "" {
			rest = "<IsTruncated>true</IsTruncated><Marker>" + next[marker] + "</Marker>"
		}
		_, _ = io.WriteString(w, "<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata>"+members(marker)+
			"</AccessKeyMetadata>"+rest+"</ListAccessKeysResult></ListAccessKeysResponse>")
	}
}

func keyMember(n int) string {
	return fmt.Sprintf("<member><UserName>bob</UserName><AccessKeyId>AKIA%016d</AccessKeyId><Status>Active</Status></member>", n)
}

// TestKeyPagesThatGoInCircles leads a walk back to where it was.
func TestKeyPagesThatGoInCircles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		next  map[string]string
		asked int64
	}{
		"to itself":          {map[string]string{"": "a", "a": "a"}, 2},
		"to the one before":  {map[string]string{"": "a", "a": "b", "b": "a"}, 3},
		"to one long before": {map[string]string{"": "a", "a": "b", "b": "c", "c": "d", "d": "b"}, 5},
	} {
		s, asked := serve(t, iamsvc.Options{}, httptest.NewServer, pages(c.next, func(string) string { return keyMember(1) }))
		keys, err := s.ListKeys(t.Context(), iamsvc.NamedUser("bob"))
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindService || keys != nil || asked.Load() != c.asked {
			t.Errorf("%s: %v, %v after %d requests", name, keys, err, asked.Load())
		}
	}
}

// TestThousandsOfKeysInPages lists a user with 2,000 keys, some of which come on two pages.
func TestThousandsOfKeysInPages(t *testing.T) {
	t.Parallel()
	s, asked := serve(t, iamsvc.Options{}, httptest.NewServer,
		pages(map[string]string{"": "a", "a": "b"}, func(marker string) string {
			var b strings.Builder
			first := map[string]int{"": 0, "a": 900, "b": 1000}[marker]
			for n := first; n < first+1000; n++ {
				b.WriteString(keyMember(n))
			}
			return b.String()
		}))
	keys, err := s.ListKeys(t.Context(), iamsvc.NamedUser("bob"))
	if err != nil || len(keys) != 2000 || asked.Load() != 3 {
		t.Errorf("%d keys, %v after %d requests", len(keys), err, asked.Load())
	}
}

// TestDatesThatAreMissingOrToCome are carried as they are: missing ones are zero, and none is made up.
func TestDatesThatAreMissingOrToCome(t *testing.T) {
	t.Parallel()
	future := time.Date(2222, 2, 2, 2, 2, 2, 0, time.UTC)
	for date, want := range map[string]time.Time{"": {}, "<D>2222-02-02T02:02:02Z</D>": future, "<D>2222-02-02T02:02:02.999Z</D>": future} {
		named := func(name string) string { return strings.ReplaceAll(date, "D>", name+">") }
		s, _ := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
			switch r.PostForm.Get("Action") {
			case "ListUsers":
				_, _ = io.WriteString(w, "<ListUsersResponse><ListUsersResult><Users><member><UserName>bob</UserName>"+
					named("CreateDate")+named("PasswordLastUsed")+"</member></Users></ListUsersResult></ListUsersResponse>")
			case "GetAccessKeyLastUsed":
				_, _ = io.WriteString(w, "<GetAccessKeyLastUsedResponse><GetAccessKeyLastUsedResult><AccessKeyLastUsed>"+
					named("LastUsedDate")+"</AccessKeyLastUsed></GetAccessKeyLastUsedResult></GetAccessKeyLastUsedResponse>")
			case "CreateAccessKey":
				_, _ = io.WriteString(w, "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><AccessKeyId>AKIA0000000000000001"+
					"</AccessKeyId><SecretAccessKey>x</SecretAccessKey>"+named("CreateDate")+
					"</AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>")
			default:
				_, _ = io.WriteString(w, noKeys)
			}
		})
		page, err := s.ListUsers(t.Context(), "")
		if err != nil || len(page.Users) != 1 || !page.Users[0].Created.Equal(want) || !page.Users[0].PasswordLastUsed.Equal(want) {
			t.Errorf("%+v, %v", page, err)
		}
		use, err := s.LastUse(t.Context(), "AKIA0000000000000001")
		if err != nil || !use.At.Equal(want) || use.Never() != want.IsZero() || !use.User.IsRoot() {
			t.Errorf("%+v, %v", use, err)
		}
		made, err := s.CreateKey(t.Context(), iamsvc.NamedUser("bob"))
		if err != nil || !made.Created.Equal(want) || made.User != iamsvc.NamedUser("bob") || made.Status != "" || made.Secret.Reveal() != "x" {
			t.Errorf("%+v, %v", made, err)
		}
	}
}

// TestKeysAreThoseOfTheUserAskedAbout: a change of a key is sent with the name that its list was asked with.
func TestKeysAreThoseOfTheUserAskedAbout(t *testing.T) {
	t.Parallel()
	bob := iamsvc.NamedUser("bob")
	for name, c := range map[string]struct {
		asked    iamsvc.Principal
		answered string
		want     iamsvc.Principal
		odd      bool
	}{
		"as asked":       {bob, "<UserName>bob</UserName>", bob, false},
		"another case":   {iamsvc.NamedUser("BOB"), "<UserName>bob</UserName>", iamsvc.NamedUser("BOB"), false},
		"no name":        {bob, "", bob, false},
		"another user":   {bob, "<UserName>alice</UserName>", iamsvc.Principal{}, true},
		"the caller":     {iamsvc.Caller(), "<UserName>alice</UserName>", iamsvc.NamedUser("alice"), false},
		"no name either": {iamsvc.Caller(), "", iamsvc.Caller(), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := serve(t, iamsvc.Options{}, httptest.NewServer, pages(nil, func(string) string {
				return "<member>" + c.answered + "<AccessKeyId>AKIA0000000000000001</AccessKeyId><Status>Active</Status></member>"
			}))
			keys, err := s.ListKeys(t.Context(), c.asked)
			if c.odd {
				if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindService || len(keys) > 0 {
					t.Errorf("ListKeys = %v, %v", keys, err)
				}
				return
			}
			if err != nil || len(keys) != 1 || keys[0].User != c.want {
				t.Errorf("ListKeys = %v, %v", keys, err)
			}
		})
	}
}
