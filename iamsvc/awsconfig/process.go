package awsconfig

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"akia/iamsvc/child"
)

const (
	// maxAnswer is more than credentials take.
	maxAnswer = 1 << 20
	// failureStands is how long a failure is the answer to all who ask: a program that asks the person for a code must not
	// be run once for each call.
	failureStands = 30 * time.Second
)

// process gives the credentials that a program prints.
type process struct {
	plan processPlan
	now  func() time.Time
	run  func(context.Context, child.Command) ([]byte, error)

	mutex  sync.Mutex
	failed *Error
	since  time.Time
}

// provider runs the program.
func (p processPlan) provider(b *builder) provider {
	return &process{plan: p, now: b.config.env.Now, run: child.Run}
}

// Retrieve runs the program and returns what it prints. A failure is an *Error that holds nothing of its output but
// its last words on stderr.
func (p *process) Retrieve(ctx context.Context) (aws.Credentials, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.failed != nil && p.now().Sub(p.since) < failureStands {
		return aws.Credentials{}, p.failed
	}
	found, err := p.ask(ctx)
	if err == nil {
		p.failed = nil
		return found, nil
	}
	if ctx.Err() == nil {
		p.failed, p.since = err, p.now()
	}
	return aws.Credentials{}, err
}

func (p *process) ask(ctx context.Context) (aws.Credentials, *Error) {
	out, err := p.run(ctx, child.Command{Argv: p.plan.argv, MaxOutput: maxAnswer})
	if err != nil {
		e := p.problem("%s", err)
		e.cause = err
		return aws.Credentials{}, e
	}
	found, what := credentialsIn(out)
	if what != "" {
		return aws.Credentials{}, p.problem("%s", what)
	}
	if found.CanExpire && !found.Expires.After(p.now()) {
		e := p.problem("printed credentials that expired at %s", found.Expires.UTC().Format(time.RFC3339))
		e.Expired = true
		e.Advice = "Check this computer's clock and what the command keeps in its cache, then reload the credentials."
		return aws.Credentials{}, e
	}
	return found, nil
}

// problem says what is wrong with the program.
func (p *process) problem(format string, args ...any) *Error {
	return &Error{
		Setting: "credential_process",
		problem: fmt.Sprintf("The credential process of profile %s %s", named(p.plan.profile), fmt.Sprintf(format, args...)),
	}
}

// credentialsIn reads what a credential process prints, or says what is wrong with it without quoting it.
func credentialsIn(out []byte) (found aws.Credentials, what string) {
	var answer map[string]json.RawMessage // the names of fields are taken as they are written, upper and lower case
	if strings.TrimSpace(string(out)) == "" {
		return found, "printed nothing"
	}
	if err := json.Unmarshal(out, &answer); err != nil || answer == nil {
		return found, "did not print a JSON object"
	}
	var version float64
	if err := json.Unmarshal(answer["Version"], &version); err != nil || version != 1 {
		return found, "did not print Version 1, the only one there is"
	}
	var ends string
	for _, field := range []struct {
		name string
		to   *string
		must bool
	}{
		{"AccessKeyId", &found.AccessKeyID, true},
		{"SecretAccessKey", &found.SecretAccessKey, true},
		{"SessionToken", &found.SessionToken, false},
		{"Expiration", &ends, false},
	} {
		text, err := textIn(answer, field.name)
		switch {
		case err != nil:
			return aws.Credentials{}, "printed a value of " + field.name + " that is no text"
		case text == "" && field.must:
			return aws.Credentials{}, "printed no " + field.name
		}
		*field.to = text
	}
	found.Source = "process"
	if ends == "" {
		return found, ""
	}
	var ok bool
	if found.Expires, ok = parseTime(ends); !ok {
		return aws.Credentials{}, "printed an Expiration that is not a time"
	}
	found.CanExpire = true
	return found, ""
}

// textIn returns a field; empty if it is missing or null.
func textIn(answer map[string]json.RawMessage, name string) (string, error) {
	raw, ok := answer[name]
	if !ok {
		return "", nil
	}
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", errors.New("no text") // the decoder's own words may quote it
	}
	return aws.ToString(text), nil
}
