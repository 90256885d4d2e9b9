package iamsvc

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

const (
	deviceARN = "arn:aws:iam::123456789012:mfa/bob"
	rightCode = "654321"
	userKey   = "AKIAIOSFODNN7EXAMPLE"
)

// codeSTS is an STS and IAM that opens sessions for one code, and lets roles be assumed by them alone.
type codeSTS struct {
	mu    sync.Mutex
	calls []string // operation, key ID that signed, and whether a code came along
	says  string   // to codes, in place of what is right; empty for nothing
	trust string   // the external ID that roles ask for; empty for none
}

func (f *codeSTS) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	_, signed, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	keyID, _, _ := strings.Cut(signed, "/")
	op, code := r.Form.Get("Action"), r.Form.Get("TokenCode")
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, strings.TrimSpace(op+" "+keyID+" "+r.Form.Get("SerialNumber")))
	deny := func(message string) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprintf(w, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>%s</Message></Error></ErrorResponse>", message)
	}
	session := func(op, keyID string) {
		_, _ = fmt.Fprintf(w, `<%[1]sResponse><%[1]sResult><Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>LEAKED</SecretAccessKey>`+
			`<SessionToken>LEAKED</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></%[1]sResult></%[1]sResponse>`, op, keyID)
	}
	switch op {
	case "GetSessionToken", "AssumeRole":
		switch {
		case code != "" && f.says != "":
			deny(f.says)
		case code != "" && code != rightCode:
			deny("MultiFactorAuthentication failed with invalid MFA one time pass code. ")
		case op == "AssumeRole" && r.Form.Get("ExternalId") != f.trust:
			deny("User is not authorized to perform: sts:AssumeRole")
		case op == "AssumeRole" && code == "" && keyID == userKey && f.trust == "":
			deny("User is not authorized to perform: sts:AssumeRole")
		case op == "AssumeRole":
			session(op, "ASIAROLE000000000000")
		default:
			session(op, "ASIASESSION000000000")
		}
	case "ListMFADevices":
		_, _ = fmt.Fprintf(w, "<ListMFADevicesResponse><ListMFADevicesResult><MFADevices><member><UserName>bob</UserName><SerialNumber>%s</SerialNumber>"+
			"<EnableDate>2020-01-01T00:00:00Z</EnableDate></member></MFADevices><IsTruncated>false</IsTruncated></ListMFADevicesResult></ListMFADevicesResponse>", deviceARN)
	case "ListUsers":
		_, _ = fmt.Fprint(w, "<ListUsersResponse><ListUsersResult><IsTruncated>false</IsTruncated><Users></Users></ListUsersResult></ListUsersResponse>")
	default:
		w.WriteHeader(http.StatusBadRequest)
	}
}

func (f *codeSTS) count(prefix string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.calls {
		if strings.HasPrefix(c, prefix) {
			n++
		}
	}
	return n
}

// mfaFiles writes an AWS configuration with profiles that ask for codes, and serves them.
func mfaFiles(t *testing.T) *codeSTS {
	t.Helper()
	home := bare(t)
	fake := &codeSTS{}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	write(t, home, "config", `
[profile one]
role_arn = arn:aws:iam::111111111111:role/x
source_profile = base
mfa_serial = `+deviceARN+`
[profile two]
role_arn = arn:aws:iam::222222222222:role/x
source_profile = base
mfa_serial = `+deviceARN+`
[profile chained]
role_arn = arn:aws:iam::333333333333:role/x
source_profile = session
mfa_serial = `+deviceARN+`
[profile base]
aws_access_key_id = `+userKey+`
aws_secret_access_key = LEAKED
[profile session]
aws_access_key_id = ASIASTATIC0000000000
aws_secret_access_key = LEAKED
aws_session_token = LEAKED
`)
	return fake
}

// A code is asked for once: each role of the device is assumed from the session that it opened.
func TestOneCodeOpensEveryRoleOfADevice(t *testing.T) {
	fake := mfaFiles(t)
	sessions := &Sessions{}
	one, two := mustOpen(t, Options{Profile: "one", Sessions: sessions}), mustOpen(t, Options{Profile: "two", Sessions: sessions})
	_, err := one.ListUsers(t.Context(), "")
	e := AsError(err)
	if e == nil || e.Kind != KindMFA || e.RefusedCode() || e.Remedy() != (Remedy{Kind: RemedyMFA, Profile: "one", Setting: deviceARN}) {
		t.Fatalf("before the code: %+v", e)
	}
	if n := len(fake.calls); n != 0 {
		t.Fatalf("%d calls were sent without a code: %q", n, fake.calls)
	}
	if err := one.SignIn(t.Context(), rightCode); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Service{one, two, one} {
		if _, err := s.ListUsers(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	if n := fake.count("GetSessionToken"); n != 1 {
		t.Errorf("%d codes were sent: %q", n, fake.calls)
	}
	if n := fake.count("AssumeRole ASIASESSION000000000"); n != 2 || fake.count("AssumeRole") != 2 {
		t.Errorf("the roles are not assumed from the session: %q", fake.calls)
	}
	if err := two.SignIn(t.Context(), rightCode); err != nil || fake.count("GetSessionToken") != 1 {
		t.Errorf("a code is sent where none is waited for: %v, %q", err, fake.calls)
	}
}

// A refused code is told from a device that AWS checks no code of; both can be tried again, and nothing is sent twice.
func TestCodesThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ says, code, want string }{
		"wrong":     {"", "000000", "AWS did not accept the code: it is wrong, or it was used before."},
		"exhausted": {"MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.", rightCode, "AWS checks no code of the MFA device " + deviceARN + " now"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := mfaFiles(t)
			fake.says = c.says
			s := mustOpen(t, Options{Profile: "one"})
			e := AsError(s.SignIn(t.Context(), c.code))
			if e == nil || e.Kind != KindMFA || !e.RefusedCode() || !strings.HasPrefix(e.Error(), c.want) || e.Remedy().Setting != deviceARN {
				t.Fatalf("%+v", e)
			}
			if strings.Contains(e.Details()+e.Trace(), "LEAKED") || strings.Contains(e.Details()+e.Trace(), c.code) {
				t.Errorf("a secret or the code is in the details: %s", e.Details())
			}
			if n := fake.count("GetSessionToken"); n != 1 {
				t.Errorf("the code was sent %d times", n)
			}
			fake.says = ""
			if err := s.SignIn(t.Context(), rightCode); err != nil {
				t.Errorf("the next code: %v", err)
			}
		})
	}
}

func TestCodesHaveSixDigits(t *testing.T) {
	fake := mfaFiles(t)
	s := mustOpen(t, Options{Profile: "one"})
	for _, code := range []string{"", "12345", "1234567", "12345a", "１２３４５６", "12 345"} {
		if e := AsError(s.SignIn(t.Context(), code)); e == nil || e.Kind != KindInvalid || len(fake.calls) != 0 {
			t.Errorf("%q: %+v, sent %q", code, e, fake.calls)
		}
	}
}

// From credentials that are a session already no other can be opened: the role itself is assumed with the code.
func TestARoleFromASessionTakesTheCodeItself(t *testing.T) {
	fake := mfaFiles(t)
	s := mustOpen(t, Options{Profile: "chained"})
	if _, err := s.ListUsers(t.Context(), ""); AsError(err).Kind != KindMFA {
		t.Fatal(err)
	}
	if err := s.SignIn(t.Context(), rightCode); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ListUsers(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	want := []string{"AssumeRole ASIASTATIC0000000000 " + deviceARN, "ListUsers ASIAROLE000000000000"}
	if strings.Join(fake.calls, "|") != strings.Join(want, "|") {
		t.Errorf("%q", fake.calls)
	}
}

// A plain user gets a session by the device that IAM says is theirs, when MFA is asked for, be it later.
func TestAPlainUserSignsInWithMFA(t *testing.T) {
	for name, o := range map[string]Options{"from the start": {Profile: "base", MFA: true}, "later": {Profile: "base"}} {
		t.Run(name, func(t *testing.T) {
			fake := mfaFiles(t)
			s := mustOpen(t, o)
			if !o.MFA {
				if err := s.UseMFA(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := s.ListUsers(t.Context(), ""); AsError(err).Kind != KindMFA {
				t.Fatal(err)
			}
			if err := s.SignIn(t.Context(), rightCode); err != nil {
				t.Fatal(err)
			}
			if _, err := s.ListUsers(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			if fake.count("ListUsers ASIASESSION000000000") != 1 || fake.count("GetSessionToken "+userKey+" "+deviceARN) != 1 {
				t.Errorf("%q", fake.calls)
			}
		})
	}
}

// Reads that are under way go on while calls come to take a session. The race detector looks on.
func TestMFAIsAskedForWhileCallsAreUnderWay(t *testing.T) {
	mfaFiles(t)
	s := mustOpen(t, Options{Profile: "base"})
	var reads sync.WaitGroup
	for range 4 {
		reads.Go(func() {
			for range 20 {
				_, _ = s.WhoAmI(t.Context()) // it fails, which is looked into
			}
		})
	}
	for range 60 {
		if err := s.UseMFA(t.Context()); err != nil {
			t.Error(err)
		}
	}
	reads.Wait()
}

// A service can be one that assumes a role with another's credentials; a role that does not let it is named.
func TestRoleFromAnotherService(t *testing.T) {
	fake := mfaFiles(t)
	fake.trust = "shared"
	base := mustOpen(t, Options{Profile: "base"})
	role := &RoleFrom{Base: base, ARN: "arn:aws:iam::444444444444:role/Audit", ExternalID: "shared"}
	member := mustOpen(t, Options{Role: role})
	if _, err := member.ListUsers(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if fake.count("AssumeRole "+userKey) != 1 || fake.count("ListUsers ASIAROLE000000000000") != 1 {
		t.Errorf("%q", fake.calls)
	}
	fake.trust = "other"
	_, err := mustOpen(t, Options{Role: role}).ListUsers(t.Context(), "")
	if e := AsError(err); e.Kind != KindCredentials || e.RoleRefused() != role.ARN || !strings.Contains(e.Error(), role.ARN) {
		t.Errorf("%+v", e)
	}
}
