package awsconfig

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/child"
)

// processAt returns a credential process that answers as given, at a time that can be moved.
func processAt(now *time.Time, runs *int, answer func() ([]byte, error)) *process {
	return &process{
		plan: processPlan{profile: "ops", argv: []string{"tool"}},
		now:  func() time.Time { return *now },
		run: func(context.Context, child.Command) ([]byte, error) {
			*runs++
			return answer()
		},
	}
}

// TestFailureOfAProcessStands asks a process that fails as often as a screen full of calls does.
func TestFailureOfAProcessStands(t *testing.T) {
	now, runs := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC), 0
	expired := []byte(`{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"LEAKED","Expiration":"2026-11-25T11:59:59Z"}`)
	p := processAt(&now, &runs, func() ([]byte, error) { return expired, nil })
	for range 40 {
		_, err := p.Retrieve(t.Context())
		var told *Error
		if !errors.As(err, &told) || !told.Expired ||
			err.Error() != "The credential process of profile ops printed credentials that expired at 2026-11-25T11:59:59Z." {
			t.Fatalf("%v", err)
		}
		now = now.Add(failureStands / 50)
	}
	if runs != 1 {
		t.Errorf("%d runs", runs)
	}
	now = now.Add(failureStands)
	expired = []byte(`{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"LEAKED"}`)
	if found, err := p.Retrieve(t.Context()); err != nil || found.AccessKeyID != "AKIA" || runs != 2 {
		t.Errorf("%+v, %v, %d runs", found, err, runs)
	}
}

// TestEndedRunIsNoFailure has a caller give up: the next one must not get that for an answer.
func TestEndedRunIsNoFailure(t *testing.T) {
	now, runs := time.Now(), 0
	ctx, cancel := context.WithCancel(t.Context())
	p := processAt(&now, &runs, func() ([]byte, error) { return nil, ctx.Err() })
	cancel()
	if _, err := p.Retrieve(ctx); err == nil {
		t.Error("no error")
	}
	p.run = func(context.Context, child.Command) ([]byte, error) {
		return []byte(`{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"x"}`), nil
	}
	if _, err := p.Retrieve(t.Context()); err != nil {
		t.Error(err)
	}
}

// FuzzProcessAnswers looks for an answer that is quoted in an error.
func FuzzProcessAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"Version":1,"AccessKeyId":"A","SecretAccessKey":"SECRETSECRET"}`, `{"Version":SECRETSECRET}`, `["SECRETSECRET`,
		`{"Version":1,"AccessKeyId":{"SECRETSECRET":1}}`, `{"Version":1,"AccessKeyId":"A","SecretAccessKey":"x","Expiration":"SECRETSECRET"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		_, what := credentialsIn(answer)
		if strings.Contains(what, "SECRETSECRET") {
			t.Errorf("%q says %q", answer, what)
		}
	})
}
