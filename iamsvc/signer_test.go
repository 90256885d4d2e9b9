package iamsvc

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// signers is an STS and IAM that knows several keys, each of its own caller, and notes who signed what.
type signers struct {
	arns map[string]string // by key ID
	mu   sync.Mutex
	seen []string
}

func (f *signers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	keyID, _, _ := strings.Cut(credential, "/")
	op := form.Get("Action")
	f.mu.Lock()
	f.seen = append(f.seen, keyID+" "+op)
	f.mu.Unlock()
	arn := f.arns[keyID]
	account := strings.Split(arn, ":")[4]
	inner := ""
	if op == "GetCallerIdentity" {
		inner = "<Arn>" + arn + "</Arn><Account>" + account + "</Account>"
	}
	_, _ = fmt.Fprintf(w, "<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", op, inner)
}

func (f *signers) count(call string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, s := range f.seen {
		if s == call {
			n++
		}
	}
	return n
}

const (
	oldKey  = "ASIAAAAAEXAMPLEAAAAA"
	nextKey = "ASIABBBBEXAMPLEBBBBB"
)

// renewing opens a Service whose credentials are those of the old key, and are the caller's that WhoAmI has named.
func renewing(t *testing.T, was, is string) (*Service, *signers) {
	t.Helper()
	f := &signers{arns: map[string]string{oldKey: was, nextKey: is}}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	s, err := Open(t.Context(), Options{EndpointURL: server.URL, KeyID: oldKey, Secret: NewSecret("x")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.WhoAmI(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.creds.replace(fixedCredentials{nextKey, NewSecret("x")})
	return s, f
}

// TestCredentialsThatBecomeSomebodyElsesSendNothing: neither a change nor a question reaches the account that nobody saw.
func TestCredentialsThatBecomeSomebodyElsesSendNothing(t *testing.T) {
	t.Parallel()
	const admin = "arn:aws:iam::111111111111:user/admin"
	for name, is := range map[string]string{
		"another account": "arn:aws:iam::222222222222:user/admin",
		"another user":    "arn:aws:iam::111111111111:user/bob",
		"a role":          "arn:aws:sts::111111111111:assumed-role/admin/admin",
		"root":            "arn:aws:iam::111111111111:root",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, f := renewing(t, admin, is)
			_, list := s.ListKeys(t.Context(), NamedUser("alice"))
			_, create := s.CreateKey(t.Context(), NamedUser("alice"))
			status := s.SetStatus(t.Context(), NamedUser("alice"), someKeyID, Inactive)
			remove := s.DeleteKey(t.Context(), SeenKey{Key: Key{ID: someKeyID, User: NamedUser("alice")}})
			for what, err := range map[string]error{"list": list, "create": create, "status": status, "delete": remove} {
				if e := AsError(err); e == nil || e.Kind != KindOtherSigner || e.Unclear {
					t.Errorf("%s: %v", what, err)
				}
			}
			if n := f.count(nextKey + " GetCallerIdentity"); n != 1 || len(f.seen) != 3 {
				t.Errorf("sent: %q", f.seen)
			}
			if _, err := s.WhoAmI(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := s.SetStatus(t.Context(), NamedUser("alice"), someKeyID, Inactive); err != nil {
				t.Errorf("after WhoAmI: %v", err)
			}
		})
	}
}

const someKeyID = "AKIAIOSFODNN7EXAMPLE"

// TestCredentialsThatAreRenewedGoOn: a role that is assumed anew may have another session name.
func TestCredentialsThatAreRenewedGoOn(t *testing.T) {
	t.Parallel()
	s, f := renewing(t, "arn:aws:sts::111111111111:assumed-role/ops/one", "arn:aws:sts::111111111111:assumed-role/ops/two")
	for range 3 {
		if err := s.SetStatus(t.Context(), NamedUser("alice"), someKeyID, Inactive); err != nil {
			t.Fatal(err)
		}
	}
	if n := f.count(nextKey + " GetCallerIdentity"); n != 1 {
		t.Errorf("%d times asked who that is", n)
	}
}

// TestAccountsInKeyIDsAreCompared without a call, where the key ID that is known holds the right one.
func TestAccountsInKeyIDsAreCompared(t *testing.T) {
	t.Parallel()
	const ours, theirs = "ASIAY34FZKBOKMUTVV7A", "ASIAQNZGKIQY56JQ7WML" // of 609629065308 and 029608264753
	for account, want := range map[string]bool{"609629065308": true, "123456789012": false} {
		was := Identity{Account: account, KeyID: ours}
		if got := encodesOther(was, theirs); got != want {
			t.Errorf("%s: %t", account, got)
		}
	}
	if encodesOther(Identity{Account: "609629065308", KeyID: ours}, nextKey) {
		t.Error("a key ID that holds no account is taken for another account's")
	}
}

// TestChangeForAnAccountReachesNoOther, though WhoAmI has been asked again since the person decided.
func TestChangeForAnAccountReachesNoOther(t *testing.T) {
	t.Parallel()
	s, f := renewing(t, "arn:aws:iam::111111111111:user/admin", "arn:aws:iam::222222222222:user/admin")
	for _, again := range []func() error{
		func() error { _, err := s.WhoAmI(t.Context()); return err },
		func() error { s.signer.forget(); return nil }, // as after Renew
	} {
		if err := again(); err != nil {
			t.Fatal(err)
		}
		err := s.SetStatus(ForAccount(t.Context(), "111111111111"), NamedUser("alice"), someKeyID, Inactive)
		if e := AsError(err); e == nil || e.Kind != KindOtherSigner || f.count(nextKey+" UpdateAccessKey") != 0 {
			t.Errorf("%v; sent: %q", err, f.seen)
		}
	}
}

// TestNobodyReachesNoService: IAM would take a missing name for that of the signer.
func TestNobodyReachesNoService(t *testing.T) {
	t.Parallel()
	s, f := renewing(t, "arn:aws:iam::111111111111:user/admin", "arn:aws:iam::111111111111:user/admin")
	ctx := t.Context()
	for _, p := range []Principal{{}, NamedUser(""), RootUser()} {
		before := len(f.seen)
		key := Key{ID: someKeyID, User: p}
		_, list := s.ListKeys(ctx, p)
		_, create := s.CreateKey(ctx, p)
		_, user := s.User(ctx, p)
		_, devices := s.MFADevices(ctx, p)
		for what, err := range map[string]error{
			"list": list, "create": create, "user": user, "MFA": devices, "status": s.SetStatus(ctx, p, someKeyID, Active),
			"delete": s.DeleteKey(ctx, SeenKey{Key: key}), "describe": s.Describe(ctx, p, someKeyID, "x"), "delete user": s.DeleteUser(ctx, p),
			"policy": s.PutPolicy(ctx, p, "p", `{"Statement": []}`), "no policy": s.DeletePolicy(ctx, p, "p"),
		} {
			if e := AsError(err); e == nil || e.Kind != KindInvalid {
				t.Errorf("%s of %v: %v", what, p, err)
			}
		}
		for _, call := range f.seen[before:] {
			if !strings.HasSuffix(call, " GetCallerIdentity") {
				t.Errorf("%v: sent %s", p, call)
			}
		}
	}
}

// TestUnnamedCallsAreRefused also where a builder of a call has not looked whom it is about.
func TestUnnamedCallsAreRefused(t *testing.T) {
	t.Parallel()
	s, f := renewing(t, "arn:aws:iam::111111111111:user/admin", "arn:aws:iam::111111111111:user/admin")
	before := len(f.seen)
	for _, name := range []*string{nil, new(string)} {
		if _, err := s.iam.ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: name}); !errors.Is(err, errUnnamed) {
			t.Errorf("%v", err)
		}
	}
	if len(f.seen) != before {
		t.Errorf("sent: %q", f.seen[before:])
	}
}
