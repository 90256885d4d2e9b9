package ledger

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
	"akia/ui/cli/system"
	"akia/ui/words"
)

// desk is the built-in account, a service that changes it, and the journal of that.
type desk struct {
	t       *testing.T
	server  *localtest.Server
	service *Service
	path    string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, server: clitest.Serve(t, 3), path: filepath.Join(t.TempDir(), "journal.jsonl")}
	file, err := system.OpenPrivate(d.path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	ledger := New()
	account := ledger.Account("")
	service := clitest.Open(t, d.server, account.Observe)
	kept, err := journal.New(file)
	if err == nil {
		err = ledger.Keep(service.Endpoint(), kept)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.service = NewService(service, account)
	return d
}

// key makes a key for a user without akia.
func (d *desk) key(user string) iamsvc.Key {
	d.t.Helper()
	made, err := d.service.Service.CreateKey(d.t.Context(), iamsvc.NamedUser(user))
	if err != nil {
		d.t.Fatal(err)
	}
	return made.Key
}

// bare returns a user without keys.
func (d *desk) bare() string {
	d.t.Helper()
	return clitest.NewUser(d.t, d.server, "bare")
}

func (d *desk) changes() []journal.Change { return clitest.Changes(d.t, d.path) }

func TestEveryChangeIsRecorded(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	who, err := d.service.WhoAmI(ctx)
	if err != nil {
		t.Fatal(err)
	}
	user := d.bare()
	made, err := d.service.CreateKey(ctx, iamsvc.NamedUser(user))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.service.SetStatus(ctx, iamsvc.NamedUser(user), made.ID, iamsvc.Inactive); err != nil {
		t.Fatal(err)
	}
	made.Status = iamsvc.Inactive
	if err := d.service.DeleteKey(ctx, iamsvc.SeenKey{Key: made.Key}); err != nil {
		t.Fatal(err)
	}
	changes := d.changes()
	if len(changes) != 3 {
		t.Fatalf("%d changes, want 3: %+v", len(changes), changes)
	}
	for i, operation := range []string{opCreate, opUpdate, opDelete} {
		c := changes[i]
		if c.Intent.Operation != operation || c.Outcome.Result != journal.Done || c.Outcome.RequestID == "" || len(c.Raw) != 2 {
			t.Errorf("%s: %+v", operation, c)
		}
		for _, l := range []journal.Line{c.Intent, c.Outcome} {
			if l.Account != who.Account || l.Alias != who.Alias || l.Caller != who.ARN || l.Endpoint != d.server.URL() || l.User != user {
				t.Errorf("%s: who and where is not right: %+v", operation, l)
			}
		}
	}
	if changes[0].Intent.Key != "" || changes[0].Outcome.Key != made.ID || changes[1].Intent.Key != made.ID {
		t.Errorf("keys: %+v", changes)
	}
	text, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), made.Secret.Reveal()) {
		t.Error("the secret is in the journal")
	}
}

// Whatever else is changed is recorded as well, without the texts.
func TestOtherChangesAreRecorded(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	const user, text = "carl", "what it is for"
	const document = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}`
	if _, err := d.service.CreateUser(ctx, iamsvc.NewUser{Name: user}); err != nil {
		t.Fatal(err)
	}
	key := d.key(user)
	sessions, err := d.service.DenyOldSessions(ctx, iamsvc.NamedUser(user), time.Now())
	for i, err := range []error{
		err,
		d.service.AllowOldSessions(ctx, iamsvc.NamedUser(user)),
		d.service.Describe(ctx, iamsvc.NamedUser(user), key.ID, text),
		d.service.Describe(ctx, iamsvc.NamedUser(user), key.ID, ""),
		d.service.Undescribe(ctx, iamsvc.NamedUser(user), key.ID),
		d.service.PutPolicy(ctx, iamsvc.NamedUser(user), "own", document),
		d.service.DeletePolicy(ctx, iamsvc.NamedUser(user), "own"),
		d.service.DeleteKey(ctx, iamsvc.SeenKey{Key: key}),
		d.service.DeleteUser(ctx, iamsvc.NamedUser(user)),
	} {
		if err != nil {
			t.Errorf("change %d: %v", i, err)
		}
	}
	var got []string
	for _, c := range d.changes() {
		if c.Outcome.Result != journal.Done || c.Outcome.RequestID == "" || c.Outcome.User != user {
			t.Errorf("%+v", c.Outcome)
		}
		got = append(got, words.ChangeName(c.Intent))
		if strings.Contains(strings.Join(c.Raw, ""), text) || strings.Contains(strings.Join(c.Raw, ""), "Deny\"") {
			t.Errorf("a text is in the journal: %q", c.Raw)
		}
	}
	want := []string{
		"create user", "write policy " + sessions, "delete policy " + sessions, "describe", "remove description", "remove description",
		"write policy own", "delete policy own", "delete", "delete user",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAFailureIsRecorded(t *testing.T) {
	d := newDesk(t)
	user := d.bare()
	key := d.key(user)
	d.server.Inject(localtest.Fault{Action: opUpdate, Count: 1, Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	if d.service.SetStatus(t.Context(), iamsvc.NamedUser(user), key.ID, iamsvc.Inactive) == nil {
		t.Fatal("not denied")
	}
	seen := key
	seen.Status = iamsvc.Inactive
	if d.service.DeleteKey(t.Context(), iamsvc.SeenKey{Key: seen}) == nil {
		t.Fatal("deleted, although it is not as it was seen")
	}
	d.server.Inject(localtest.Fault{Action: "ListAccessKeys", Count: 1, Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	if d.service.DeleteKey(t.Context(), iamsvc.SeenKey{Key: key}) == nil {
		t.Fatal("deleted, although it could not be looked at")
	}
	var got []string
	for _, c := range d.changes() {
		got = append(got, strings.Join([]string{string(c.Outcome.Result), c.Outcome.Kind, c.Outcome.Code, c.Outcome.FailedCall}, "|"))
	}
	want := []string{"failed|denied|AccessDenied|", "failed|changed meanwhile||", "failed|denied|AccessDenied|ListAccessKeys"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestALostCreationIsRecordedAndSettled(t *testing.T) {
	d := newDesk(t)
	user := d.bare()
	d.server.Inject(localtest.Fault{Action: opCreate, Count: 1, Effect: localtest.DropAfter()})
	_, err := d.service.CreateKey(t.Context(), iamsvc.NamedUser(user))
	failed := iamsvc.AsError(err)
	if failed == nil || failed.Attempt == nil {
		t.Fatalf("the answer was not lost: %v", err)
	}
	if c := d.changes(); len(c) != 1 || c[0].Outcome.Result != journal.Unclear {
		t.Fatalf("after the loss: %+v", c)
	}
	var lost *iamsvc.LostKeyError
	if err := d.service.CheckCreate(t.Context(), failed.Attempt); !errors.As(err, &lost) {
		t.Fatalf("not found: %v", err)
	}
	c := d.changes()
	if len(c) != 1 || c[0].Outcome.Result != journal.Done || c[0].Outcome.Kind != "secret lost" || c[0].Outcome.Key != lost.Made[0].ID {
		t.Errorf("after the look: %+v", c)
	}
}

// What cannot be recorded is not done, and the sentence says how to go on.
func TestWithoutAJournalNothingIsChanged(t *testing.T) {
	d := newDesk(t)
	user := d.bare()
	key := d.key(user)
	d.server.ClearCalls()
	if err := d.service.account.ledger.journal.Close(); err != nil { // as a disk that is full
		t.Fatal(err)
	}
	_, created := d.service.CreateKey(t.Context(), iamsvc.NamedUser(user))
	for _, err := range []error{
		created,
		d.service.SetStatus(t.Context(), iamsvc.NamedUser(user), key.ID, iamsvc.Inactive),
		d.service.DeleteKey(t.Context(), iamsvc.SeenKey{Key: key}),
	} {
		failed := iamsvc.AsError(err)
		if failed == nil || failed.Unclear || !strings.Contains(failed.Remedy().Words, "--no-journal") {
			t.Errorf("ended with %v", err)
		}
	}
	if calls := d.server.Calls(); len(calls) > 0 {
		t.Errorf("asked the service: %v", calls)
	}
	if words := d.service.account.ledger.Leave(0); len(words) > 0 {
		t.Errorf("said at the end: %q", words)
	}
}

// begun starts a change and returns when the server has been asked for it.
func (d *desk) begun(operation string, begin func() error) <-chan error {
	d.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- begin() }()
	clitest.WaitFor(d.t, operation, func() bool { return d.server.Count(operation) > 0 })
	return ended
}

func TestWhatIsNotAnsweredAtTheEndIsNotSeen(t *testing.T) {
	d := newDesk(t)
	user := d.bare()
	key := d.key(user)
	d.server.Inject(localtest.Fault{Action: opUpdate, Effect: localtest.HangAfter()})
	ctx, cancel := context.WithCancel(t.Context())
	ended := d.begun(opUpdate, func() error { return d.service.SetStatus(ctx, iamsvc.NamedUser(user), key.ID, iamsvc.Inactive) })
	d.service.account.ledger.Leave(time.Millisecond)
	check := func() {
		t.Helper()
		c := d.changes()
		if len(c) != 1 || len(c[0].Raw) != 2 || c[0].Outcome.Result != journal.NotSeen || c[0].Outcome.Key != key.ID {
			t.Errorf("the journal says %+v", c)
		}
	}
	check()
	cancel()
	if err := <-ended; err == nil {
		t.Error("the call that was cancelled ended well")
	}
	check() // what comes later changes nothing
}

func TestWhatIsAnsweredAfterTheScreenIsTold(t *testing.T) {
	d := newDesk(t)
	user := d.bare()
	d.server.Inject(localtest.Fault{Action: opCreate, Effect: localtest.DelayAnswer(100 * time.Millisecond)})
	ended := d.begun(opCreate, func() error {
		_, err := d.service.CreateKey(t.Context(), iamsvc.NamedUser(user))
		return err
	})
	words := d.service.account.ledger.Leave(clitest.Patience)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	c := d.changes()
	if len(c) != 1 || c[0].Outcome.Result != journal.Done {
		t.Fatalf("the journal says %+v", c)
	}
	if len(words) != 1 || !strings.Contains(words[0], c[0].Outcome.Key) || !strings.Contains(words[0], user) {
		t.Errorf("said %q", words)
	}
	if _, err := d.service.CreateKey(t.Context(), iamsvc.NamedUser(user)); iamsvc.AsError(err) == nil {
		t.Error("a change was begun after the end")
	}
}

// A method that is new must be looked at: if it changes something it belongs into the journal.
func TestNoMethodEscapesTheLedger(t *testing.T) {
	reads := []string{
		"AccountOf", "AccountSummary", "AttachedPolicies", "AuditRoot", "RootAccess", "CommandProfile", "Clock", "CredentialReport", "Descriptions", "Endpoint", "FindOwner",
		"Groups", "InlinePolicies", "LastUse", "ListKeys", "ListUsers", "MFADevices", "Notices", "Organization",
		"OrganizationAccounts", "PlainHTTP", "Profile", "ReadOnly", "Region",
		"User", "UserFacts", "WhoHas",
		"VerifyKey",
	}
	own := []string{
		"AllowOldSessions", "CheckCreate", "CreateKey", "CreateUser", "DeleteKey", "DeletePolicy", "DeleteUser", "DenyOldSessions",
		"Describe", "PutPolicy", "ReconcileCreate", "Renew", "SetStatus", "SignIn",
		"Undescribe", "UseMFA", "WhoAmI",
	}
	for method := range reflect.TypeFor[*Service]().Methods() {
		if !slices.Contains(reads, method.Name) && !slices.Contains(own, method.Name) {
			t.Errorf("%s is neither known to read only nor recorded", method.Name)
		}
	}
}
