package collect

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/awsconfig"
	"akia/iamsvc/estate"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// serve starts a built-in account.
func serve(t *testing.T, users int) *localtest.Server {
	t.Helper()
	server, err := localtest.Start(local.Options{Users: users})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// profileAt returns the section of a profile that leads to the administrator of a built-in account.
func profileAt(name string, s *localtest.Server) string {
	keyID, secret := s.Admin()
	return fmt.Sprintf("[profile %s]\naws_access_key_id = %s\naws_secret_access_key = %s\nendpoint_url = %s\n", name, keyID, secret, s.URL())
}

// profiles writes an AWS configuration, and returns the source of all its profiles.
func profiles(t *testing.T, config string) estate.Source {
	t.Helper()
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			_ = os.Unsetenv(name)
		}
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(dir, "credentials"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	source, err := estate.Profiles(awsconfig.List(awsconfig.SystemEnv()), "*")
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// with returns a source that has further members.
func with(source estate.Source, more ...estate.Member) estate.Source {
	return func(ctx context.Context) iter.Seq2[estate.Member, error] {
		return func(yield func(estate.Member, error) bool) {
			for m, err := range source(ctx) {
				if !yield(m, err) {
					return
				}
			}
			for _, m := range more {
				if !yield(m, nil) {
					return
				}
			}
		}
	}
}

// heard is what was told of accounts, by the name of each.
type heard struct {
	mu     sync.Mutex
	states map[string][]State
}

func (h *heard) hear(_ int, a Account) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.states == nil {
		h.states = map[string][]State{}
	}
	name := a.Member.Title()
	if told := h.states[name]; len(told) == 0 || told[len(told)-1] != a.State {
		h.states[name] = append(told, a.State)
	}
}

func options() Options { return Options{Thresholds: audit.Defaults(), NoIDs: true} }

// Each account ends by itself, whatever befalls the others, and two profiles of one account are one.
func TestAccountsEndEachByItself(t *testing.T) {
	small, large, closed := serve(t, 0), serve(t, 30), serve(t, 0)
	closed.Inject(localtest.Fault{Action: "GenerateCredentialReport", Effect: localtest.Deny(local.NoIdentityPolicy)})
	source := profiles(t, profileAt("1-small", small)+profileAt("2-large", large)+profileAt("3-again", large)+`
[profile 4-code]
role_arn = arn:aws:iam::444444444444:role/x
source_profile = 1-small
mfa_serial = arn:aws:iam::123456789012:mfa/bob
[profile 5-other]
role_arn = arn:aws:iam::555555555555:role/x
source_profile = 1-small
endpoint_url = `+small.URL()+`
[profile 6-nowhere]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = LEAKED
endpoint_url = http://127.0.0.1:1
[profile 7-broken]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
`)
	var told heard
	a := NewAccounts(with(source, estate.Member{ID: "888888888888", Name: "8-over", State: iamsvc.AccountSuspended}),
		iamsvc.Options{ReadOnly: true}, options(), told.hear)
	if err := a.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := a.All()
	if all[1].State == Same { // which of two profiles is asked first is chance
		all[1], all[2] = all[2], all[1]
	}
	for i, want := range []struct {
		name  string
		state State
		kind  iamsvc.Kind
	}{
		{"1-small", Read, 0},
		{"", Read, 0},
		{"", Same, 0},
		{"4-code", SignedOut, iamsvc.KindMFA},
		{"5-other", Denied, iamsvc.KindCredentials},
		{"6-nowhere", Failed, iamsvc.KindNetwork},
		{"7-broken", Failed, iamsvc.KindInvalid},
		{"8-over", Suspended, 0},
	} {
		got := all[i]
		if want.name != "" && got.Member.Title() != want.name || got.State != want.state || (got.Err == nil) != (want.kind == 0) || got.Err != nil && got.Err.Kind != want.kind {
			t.Errorf("%s: %s is %d: %v", want.name, got.Member.Title(), got.State, got.Err)
		}
	}
	if one, two := all[0], all[1]; one.ID() == two.ID() || one.Keys.Table().Len() != 1 || two.Keys.Table().Len() < 30 || two.ReadAt.IsZero() {
		t.Errorf("%s has %d keys, %s has %d", one.ID(), one.Summary().Keys, two.ID(), two.Summary().Keys)
	}
	if got := slices.Sorted(slices.Values(all[1].Member.Profiles)); !slices.Equal(got, []string{"2-large", "3-again"}) {
		t.Errorf("the profiles of the account are %q", got)
	}
	if n := large.Count("GenerateCredentialReport"); n == 0 || large.Count("GetCredentialReport") != 1 || large.Count("ListAccessKeys") != 0 {
		t.Errorf("%d reports were asked for, %d got, %d lists", n, large.Count("GetCredentialReport"), large.Count("ListAccessKeys"))
	}
	if got := told.states["1-small"]; len(got) != 3 || got[0] != Waiting || got[1] != Reading || got[2] != Read {
		t.Errorf("told %v", got)
	}
}

// What can't be entered now can be read again by itself; the rest stays as it is.
func TestAccountsAreReadAgain(t *testing.T) {
	small := serve(t, 0)
	small.Inject(localtest.Fault{Action: "GenerateCredentialReport", Effect: localtest.Deny(local.NoIdentityPolicy)})
	a := NewAccounts(profiles(t, profileAt("one", small)), iamsvc.Options{}, options(), func(int, Account) {})
	if err := a.Run(t.Context()); err != nil || a.All()[0].State != Denied {
		t.Fatalf("%v, %+v", err, a.All())
	}
	small.ClearFaults()
	if err := a.Again(t.Context(), func(a Account) bool { return a.State == Denied }); err != nil {
		t.Fatal(err)
	}
	if got := a.All()[0]; got.State != Read || got.Err != nil {
		t.Errorf("%d, %v", got.State, got.Err)
	}
	before := small.Count("GetCredentialReport")
	if err := a.Again(t.Context(), func(a Account) bool { return a.State == Denied }); err != nil || small.Count("GetCredentialReport") != before {
		t.Errorf("%v: an account that was read is read again", err)
	}
}

// Credentials that are another account's than the one that was looked for are not used.
func TestAnAccountThatIsAnotherIsNotRead(t *testing.T) {
	large := serve(t, 5)
	a := NewAccounts(func(ctx context.Context) iter.Seq2[estate.Member, error] {
		source := profiles(t, profileAt("one", large))
		return func(yield func(estate.Member, error) bool) {
			for m, err := range source(ctx) {
				m.ID = "999999999999"
				if !yield(m, err) {
					return
				}
			}
		}
	}, iamsvc.Options{}, options(), func(int, Account) {})
	if err := a.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := a.All()[0]
	if got.State != Failed || got.Keys != nil || !strings.Contains(got.Err.Error(), "not of 999999999999: nothing was read") {
		t.Errorf("%d: %v", got.State, got.Err)
	}
	if large.Count("GetCredentialReport") != 0 {
		t.Error("its credential report was read")
	}
}

// Stopping ends every account, and none is left in the middle.
func TestAccountsThatAreStopped(t *testing.T) {
	small := serve(t, 0)
	small.Inject(localtest.Fault{Action: "GetCallerIdentity", Effect: localtest.Hang()})
	ctx, cancel := context.WithCancel(t.Context())
	a := NewAccounts(profiles(t, profileAt("one", small)), iamsvc.Options{Timeout: time.Minute}, options(), func(_ int, a Account) {
		if a.State == Reading {
			cancel()
		}
	})
	if err := a.Run(ctx); err == nil {
		t.Error("nothing says that it was stopped")
	}
	if got := a.All()[0]; got.State != Failed || got.Err.Kind != iamsvc.KindCancelled {
		t.Errorf("%d: %v", got.State, got.Err)
	}
}
