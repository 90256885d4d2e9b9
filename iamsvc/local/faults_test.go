package local_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// keysOf returns how many keys a user has.
func keysOf(t *testing.T, client *iam.Client, name string) int {
	t.Helper()
	out, err := client.ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: &name})
	if err != nil {
		t.Fatal(err)
	}
	return len(out.AccessKeyMetadata)
}

func TestFaultsBeforeAndAfterTheEffect(t *testing.T) {
	const noAnswer = "no answer"
	for _, test := range []struct {
		name   string
		effect localtest.Effect
		code   string
		made   bool
	}{
		{"fail before", localtest.FailBefore(500, "ServiceFailure", "sorry"), "ServiceFailure", false},
		{"fail after", localtest.FailAfter(500, "ServiceFailure", "sorry"), "ServiceFailure", true},
		{"drop before", localtest.DropBefore(), noAnswer, false},
		{"drop after", localtest.DropAfter(), noAnswer, true},
		{"expired", localtest.ExpireToken(), "ExpiredToken", false},
		{"html before", localtest.AnswerBefore(http.StatusOK, "text/html", "<html><body>Sign in</body>"), noAnswer, false},
		{"html after", localtest.AnswerAfter(http.StatusOK, "text/html", "<html><body>Sign in</body>"), noAnswer, true},
		{"denied", localtest.Deny(localtest.DeniedByAccount), "AccessDenied", false},
		{"throttled", localtest.Throttle(0, 0), "Throttling", false},
	} {
		for _, socket := range []bool{true, false} {
			s := start(t, local.Options{})
			c := config(s, first(s.Admin()), second(s.Admin()))
			if !socket {
				c.HTTPClient = &http.Client{Transport: s.Transport()}
			}
			client := iam.NewFromConfig(c)
			before := keysOf(t, client, "akia-admin")
			s.Inject(localtest.Fault{Action: "CreateAccessKey", Effect: test.effect})
			_, err := client.CreateAccessKey(t.Context(), &iam.CreateAccessKeyInput{})
			if got := code(err); got != test.code && !strings.HasPrefix(got, test.code) && test.code != noAnswer || err == nil {
				t.Errorf("%s: error %v", test.name, err)
			}
			if made := keysOf(t, client, "akia-admin") > before; made != test.made {
				t.Errorf("%s: a key was made: %t", test.name, made)
			}
		}
	}
}

func TestFaultsChooseTheirRequests(t *testing.T) {
	s := start(t, local.Options{Users: 2})
	client := admin(s)
	s.Inject(localtest.Fault{Action: "ListAccessKeys", Subject: "akia-admin", Count: 2, Effect: localtest.FailBefore(500, "ServiceFailure", "")})
	ask := func(name string) string {
		_, err := client.ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: &name})
		return code(err)
	}
	for i, want := range []string{"ServiceFailure", "ServiceFailure", ""} {
		if got := ask("aaliyah.khan"); got != "" {
			t.Errorf("another user: %s", got)
		}
		if got := ask("akia-admin"); got != want {
			t.Errorf("call %d: %q, want %q", i, got, want)
		}
	}
	s.Inject(localtest.Fault{Effect: localtest.FailBefore(500, "ServiceFailure", "")})
	s.ClearFaults()
	if got := ask("akia-admin"); got != "" {
		t.Errorf("after ClearFaults: %s", got)
	}
}

func TestThrottleGoesByTheAccountsClock(t *testing.T) {
	clock := newClock()
	s := start(t, local.Options{Now: clock.Now})
	client := admin(s)
	s.Inject(localtest.Fault{Effect: localtest.Throttle(2, 3)})
	passed := func() (n int) {
		for range 6 {
			if _, err := client.ListUsers(t.Context(), &iam.ListUsersInput{}); err == nil {
				n++
			} else if code(err) != "Throttling" {
				t.Fatal(err)
			}
		}
		return n
	}
	if n := passed(); n != 3 {
		t.Errorf("%d calls passed, want the burst of 3", n)
	}
	clock.Add(time.Second)
	if n := passed(); n != 2 {
		t.Errorf("%d calls passed after a second, want 2", n)
	}
	if _, err := client.GetUser(t.Context(), &iam.GetUserInput{}); err != nil {
		t.Errorf("another action has a bucket of its own: %v", err)
	}
}

func TestDenialsAreWordedAsTheServiceWordsThem(t *testing.T) {
	s := start(t, local.Options{Users: 1})
	client := admin(s)
	const who = "User: arn:aws:iam::210987654321:user/akia-admin is not authorized to perform: "
	for _, test := range []struct {
		why  local.Reason
		ask  func() error
		want string
	}{
		{localtest.NoIdentityPolicy, func() error {
			_, err := client.ListUsers(t.Context(), &iam.ListUsersInput{})
			return err
		}, who + "iam:ListUsers on resource: arn:aws:iam::210987654321:user/ because no identity-based policy allows the iam:ListUsers action"},
		{localtest.DeniedByAccount, func() error {
			_, err := client.ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: aws.String("aaliyah.khan")})
			return err
		}, who + "iam:ListAccessKeys on resource: arn:aws:iam::210987654321:user/people/engineering/aaliyah.khan with an explicit deny in a service control policy"},
		{localtest.DeniedByBoundary, func() error {
			_, err := client.GetUser(t.Context(), &iam.GetUserInput{})
			return err
		}, who + "iam:GetUser on resource: arn:aws:iam::210987654321:user/akia-admin with an explicit deny in a permissions boundary"},
		{localtest.NoIdentityPolicy, func() error {
			_, err := client.GetAccessKeyLastUsed(t.Context(), &iam.GetAccessKeyLastUsedInput{AccessKeyId: aws.String(first(s.Admin()))})
			return err
		}, who + "iam:GetAccessKeyLastUsed because no identity-based policy allows the iam:GetAccessKeyLastUsed action"},
	} {
		s.ClearFaults()
		s.Inject(localtest.Fault{Effect: localtest.Deny(test.why)})
		if err := test.ask(); err == nil || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("got %v\nwant %s", err, test.want)
		}
	}
	if _, err := sts.NewFromConfig(config(s, first(s.Admin()), second(s.Admin()))).GetCallerIdentity(t.Context(), nil); err != nil {
		t.Errorf("GetCallerIdentity was denied: %v", err)
	}
}

func TestHangingRequestsEndWithTheCallerAndWithTheServer(t *testing.T) {
	for _, socket := range []bool{true, false} {
		s := start(t, local.Options{})
		c := config(s, first(s.Admin()), second(s.Admin()))
		if !socket {
			c.HTTPClient = &http.Client{Transport: s.Transport()}
		}
		client := iam.NewFromConfig(c)
		s.Inject(localtest.Fault{Effect: localtest.Hang()})

		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		_, err := client.ListUsers(ctx, &iam.ListUsersInput{})
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("cancelled: %v", err)
		}
		before := s.Count("ListUsers") // the first may not have come as far as the server
		ended := make(chan error)
		go func() {
			_, err := client.ListUsers(t.Context(), &iam.ListUsersInput{})
			ended <- err
		}()
		for s.Count("ListUsers") == before {
			time.Sleep(time.Millisecond)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-ended; err == nil {
			t.Error("a hanging request got an answer")
		}
	}
}

func TestDelay(t *testing.T) {
	s := start(t, local.Options{})
	s.Inject(localtest.Fault{Effect: localtest.Delay(20 * time.Millisecond)})
	began := time.Now()
	if _, err := admin(s).ListUsers(t.Context(), &iam.ListUsersInput{}); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 20*time.Millisecond {
		t.Errorf("answered after %v", took)
	}
}

func TestShortPages(t *testing.T) {
	s := start(t, local.Options{Users: 30})
	want := walk(t, admin(s), 7)
	for _, n := range []int{0, 1, 4} {
		s.ClearFaults()
		s.Inject(localtest.Fault{Action: "ListUsers", Effect: localtest.ShortPages(n)})
		s.ClearCalls()
		if got := walk(t, admin(s), 7); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("pages of at most %d: %v\nwant %v", n, got, want)
		}
		least := map[int]int{0: 9, 1: 31, 4: 8}[n]
		if calls := s.Count("ListUsers"); calls < least {
			t.Errorf("pages of at most %d: %d calls", n, calls)
		}
	}
}
