package iamsvc_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// How moto_server differs from IAM. Each difference is named where the suite allows for it.
type differences struct {
	// ignoresMaxItems: ListUsers gives all users in one page, so there are no pages to walk.
	ignoresMaxItems bool
	// tellsUnknownKeys: GetAccessKeyLastUsed answers NoSuchEntity for an unknown key, IAM AccessDenied.
	tellsUnknownKeys bool
	// checksNoSignatures: a call signed with a wrong secret succeeds.
	checksNoSignatures bool
	// limitsNoTags: a user may have more than 50 tags.
	limitsNoTags bool
	// limitsNoPolicies: the inline policies of a user may be of any length.
	limitsNoPolicies bool
	// tellsCasesApart: two users may have names that differ in nothing but case.
	tellsCasesApart bool
	// hasNoneOfAWS: the managed policies that AWS keeps do not exist.
	hasNoneOfAWS bool
	// deletesUsersWithKeys: DeleteUser goes ahead though the user has access keys.
	deletesUsersWithKeys bool
}

// backend is a server that speaks the IAM API.
type backend struct {
	url           string
	keyID, secret string
	differences
}

// TestSuite runs what must hold of every server that speaks the IAM API.
func TestSuite(t *testing.T) {
	t.Run("local", func(t *testing.T) {
		t.Parallel()
		server := startLocal(t, 0)
		keyID, secret := server.Admin()
		runSuite(t, backend{url: server.URL(), keyID: keyID, secret: secret})
	})
	t.Run("moto", func(t *testing.T) {
		t.Parallel()
		moto := backend{
			url: startMoto(t), keyID: "AKIAIOSFODNN7EXAMPLE", secret: "secret",
			differences: differences{
				ignoresMaxItems: true, tellsUnknownKeys: true, checksNoSignatures: true,
				limitsNoTags: true, limitsNoPolicies: true, tellsCasesApart: true, hasNoneOfAWS: true, deletesUsersWithKeys: true,
			},
		}
		runSuite(t, moto)
		t.Run("refusals", func(t *testing.T) { testRefusals(t, moto) })
	})
}

func runSuite(t *testing.T, b backend) {
	for name, test := range map[string]func(*testing.T, backend){
		"identity":            testIdentity,
		"pages":               testPages,
		"life":                testLifeOfAKey,
		"quota":               testQuota,
		"unknown":             testUnknown,
		"own keys":            testOwnKeys,
		"delete":              testDeleteWhatWasSeen,
		"wrong secret":        testWrongSecret,
		"descriptions":        testDescriptions,
		"tag quota":           testTagQuota,
		"description and key": testDescriptionGoesWithItsKey,
		"new user":            testNewUser,
		"inline policies":     testInlinePolicies,
		"old sessions":        testOldSessions,
		"details":             testDetails,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, b)
		})
	}
}

func startLocal(t *testing.T, users int) *localtest.Server {
	t.Helper()
	server, err := localtest.Start(local.Options{Users: users})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// startMoto starts moto_server on a free port, and returns its address once it answers.
func startMoto(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("moto_server")
	if err != nil {
		t.Skip("moto_server is not installed: the suite ran against iamsvc/local alone")
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	_ = listener.Close()

	ctx, stop := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, path, "-H", "127.0.0.1", "-p", port)
	if err := command.Start(); err != nil {
		stop()
		t.Skipf("moto_server does not start: %v", err)
	}
	ended := make(chan struct{})
	go func() { _ = command.Wait(); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	address := "http://127.0.0.1:" + port
	if !answers(t, address, ended) {
		t.Skip("moto_server is installed but did not come up")
	}
	return address
}

// answers waits until the server answers, ends, or half a minute has gone.
func answers(t *testing.T, address string, ended <-chan struct{}) bool {
	t.Helper()
	poll := time.NewTicker(50 * time.Millisecond)
	defer poll.Stop()
	for range 600 {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/moto-api/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if response, err := http.DefaultClient.Do(request); err == nil {
			_ = response.Body.Close()
			return true
		}
		select {
		case <-ended:
			return false
		case <-poll.C:
		}
	}
	return false
}

// open returns a service on the backend, signed with its administrator's key unless the options name another.
func (b backend) open(t *testing.T, o iamsvc.Options) *iamsvc.Service {
	t.Helper()
	o.EndpointURL = b.url
	if o.KeyID == "" {
		o.KeyID, o.Secret = b.keyID, iamsvc.NewSecret(b.secret)
	}
	s, err := iamsvc.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// client returns the plain SDK client, for what akia itself does not do.
func (b backend) client() *iam.Client {
	return iam.New(iam.Options{
		Region: "us-east-1", BaseEndpoint: &b.url,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: b.keyID, SecretAccessKey: b.secret}, nil
		}),
	})
}

// user makes a user named after the test.
func (b backend) user(t *testing.T, path string) string {
	t.Helper()
	name := strings.ReplaceAll(strings.ReplaceAll(t.Name(), "/", "."), "#", "_")
	return b.namedUser(t, name, path)
}

func (b backend) namedUser(t *testing.T, name, path string) string {
	t.Helper()
	_, err := b.client().CreateUser(t.Context(), &iam.CreateUserInput{UserName: &name, Path: &path})
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func testIdentity(t *testing.T, b backend) {
	id, err := b.open(t, iamsvc.Options{}).WhoAmI(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(id.Account) != 12 || !strings.HasPrefix(id.ARN, "arn:aws:") || id.KeyID != b.keyID {
		t.Errorf("identity = %+v", id)
	}
}

func testPages(t *testing.T, b backend) {
	var want []string
	for i := range 7 {
		want = append(want, b.namedUser(t, fmt.Sprintf("page-%d", i), "/pages/"))
	}
	s := b.open(t, iamsvc.Options{PageSize: 3, PathPrefix: "/pages/"})
	var got []string
	pages, marker := 0, ""
	for {
		page, err := s.ListUsers(t.Context(), marker)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, u := range page.Users {
			got = append(got, u.Name)
			if u.Path != "/pages/" || u.Created.IsZero() || u.Created.Location() != time.UTC {
				t.Errorf("user = %+v", u)
			}
		}
		if !page.More {
			break
		}
		marker = page.Marker
	}
	if !slices.Equal(got, want) {
		t.Errorf("users = %v, want %v", got, want)
	}
	if !b.ignoresMaxItems && pages != 3 {
		t.Errorf("7 users by 3 came in %d pages", pages)
	}
}

func testLifeOfAKey(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	if keys, err := s.ListKeys(ctx, iamsvc.NamedUser(user)); err != nil || len(keys) != 0 {
		t.Fatalf("keys of a new user = %v, %v", keys, err)
	}
	made, err := s.CreateKey(ctx, iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	if made.User != iamsvc.NamedUser(user) || made.Status != iamsvc.Active || made.Secret.Reveal() == "" || !iamsvc.LooksLikeKeyID(made.ID) {
		t.Errorf("created %+v", made)
	}
	for _, status := range []iamsvc.Status{iamsvc.Inactive, iamsvc.Inactive, iamsvc.Active} {
		if err := s.SetStatus(ctx, iamsvc.NamedUser(user), made.ID, status); err != nil {
			t.Fatal(err)
		}
		keys, err := b.open(t, iamsvc.Options{}).ListKeys(ctx, iamsvc.NamedUser(user)) // one that knows nothing of the change
		if err != nil || len(keys) != 1 || keys[0].Status != status || keys[0].ID != made.ID || keys[0].User != iamsvc.NamedUser(user) {
			t.Errorf("after %s: %+v, %v", status, keys, err)
		}
	}
	use, err := s.LastUse(ctx, made.ID)
	if err != nil || !use.Never() || use.Service != "" || use.Region != "" || use.User != iamsvc.NamedUser(user) {
		t.Errorf("last use of a new key = %+v, %v", use, err)
	}
	owner, err := s.FindOwner(ctx, made.ID)
	if err != nil || owner.User != iamsvc.NamedUser(user) {
		t.Errorf("owner = %+v, %v", owner, err)
	}
	if err := s.DeleteKey(ctx, iamsvc.SeenKey{Key: made.Key, LastUse: use, LastUseKnown: true}); err != nil {
		t.Fatal(err)
	}
	if keys, err := s.ListKeys(ctx, iamsvc.NamedUser(user)); err != nil || len(keys) != 0 {
		t.Errorf("keys after the delete = %v, %v", keys, err)
	}
}

func testQuota(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	for range 2 {
		if _, err := s.CreateKey(ctx, iamsvc.NamedUser(user)); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.CreateKey(ctx, iamsvc.NamedUser(user))
	e := iamsvc.AsError(err)
	if e == nil || e.Kind != iamsvc.KindQuota || e.Code != "LimitExceeded" || e.Unclear {
		t.Fatalf("third key: %#v", err)
	}
	if want := user + " has as many access keys as IAM allows, 2."; e.Error() != want {
		t.Errorf("%q, want %q", e.Error(), want)
	}
}

// mayLookUp has the service find out that it may look up keys: else that it cannot find one means nothing.
func mayLookUp(t *testing.T, s *iamsvc.Service, keyID string) {
	t.Helper()
	if _, err := s.LastUse(t.Context(), keyID); err != nil {
		t.Fatal(err)
	}
}

func testUnknown(t *testing.T, b backend) {
	ctx, s := t.Context(), b.open(t, iamsvc.Options{})
	const ghost, key = "nobody", "AKIA0000000000000000"
	if !b.tellsUnknownKeys {
		mayLookUp(t, s, b.keyID)
	}
	_, createErr := s.CreateKey(ctx, iamsvc.NamedUser(ghost))
	_, listErr := s.ListKeys(ctx, iamsvc.NamedUser(ghost))
	_, findErr := s.FindOwner(ctx, key)
	for name, err := range map[string]error{
		"create": createErr, "list": listErr, "find": findErr,
		"status": s.SetStatus(ctx, iamsvc.NamedUser(b.user(t, "/")), key, iamsvc.Inactive),
		"delete": s.DeleteKey(ctx, iamsvc.SeenKey{Key: iamsvc.Key{ID: key, User: iamsvc.NamedUser(ghost)}}),
	} {
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !b.tellsUnknownKeys && !strings.Contains(findErr.Error(), "not found in this account, or you are not permitted") {
		t.Errorf("unknown key: %q", findErr)
	}
	if e := iamsvc.AsError(listErr); e.RequestID == "" || e.Message == "" {
		t.Errorf("nothing to look up in the logs: %+v", e)
	}
}

func testOwnKeys(t *testing.T, b backend) {
	ctx, user := t.Context(), b.user(t, "/")
	made, err := b.open(t, iamsvc.Options{}).CreateKey(ctx, iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := b.open(t, iamsvc.Options{KeyID: made.ID, Secret: made.Secret}).ListKeys(ctx, iamsvc.Caller())
	if err != nil || len(keys) != 1 || keys[0].ID != made.ID {
		t.Errorf("own keys = %v, %v", keys, err)
	}
}

func testDeleteWhatWasSeen(t *testing.T, b backend) {
	ctx, s, user := t.Context(), b.open(t, iamsvc.Options{}), b.user(t, "/")
	made, err := s.CreateKey(ctx, iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	seen := iamsvc.SeenKey{Key: made.Key}
	other := b.open(t, iamsvc.Options{}) // someone else, at the same time
	if err := other.SetStatus(ctx, iamsvc.NamedUser(user), made.ID, iamsvc.Inactive); err != nil {
		t.Fatal(err)
	}
	late := b.open(t, iamsvc.Options{})
	var changed *iamsvc.ChangedError
	if err := late.DeleteKey(ctx, seen); !errors.As(err, &changed) || changed.Now.Key.Status != iamsvc.Inactive {
		t.Fatalf("delete of a changed key: %v", err)
	}
	if e := iamsvc.AsError(changed); e.Kind != iamsvc.KindChanged || e.Error() == "" || e.Remedy().Kind == iamsvc.RemedyNone {
		t.Errorf("error = %+v", e)
	}
	if keys, _ := other.ListKeys(ctx, iamsvc.NamedUser(user)); len(keys) != 1 {
		t.Fatalf("the changed key was deleted: %v", keys)
	}
	if err := late.DeleteKey(ctx, changed.Now); err != nil {
		t.Fatal(err)
	}
	if !b.tellsUnknownKeys {
		mayLookUp(t, other, b.keyID)
	}
	if err := other.DeleteKey(ctx, changed.Now); iamsvc.AsError(err) == nil || iamsvc.AsError(err).Kind != iamsvc.KindNotFound {
		t.Errorf("delete of a deleted key: %v", err)
	}
}

func testWrongSecret(t *testing.T, b backend) {
	if b.checksNoSignatures {
		t.Skip("the server checks no signatures")
	}
	s := b.open(t, iamsvc.Options{KeyID: b.keyID, Secret: iamsvc.NewSecret("not it")})
	_, err := s.ListUsers(t.Context(), "")
	if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindCredentials || e.Code != "SignatureDoesNotMatch" {
		t.Errorf("error = %v", err)
	}
	s = b.open(t, iamsvc.Options{KeyID: "AKIA0000000000000000", Secret: iamsvc.NewSecret("not it")})
	_, err = s.WhoAmI(t.Context())
	if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindCredentials || e.Code != "InvalidClientTokenId" {
		t.Errorf("error = %v", err)
	}
}
