package iamsvc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// maxAnswer is more than any answer of IAM holds; what is longer is not IAM.
const maxAnswer = 8 << 20

// noAnswer is the failure of a service that took too long. It is a [context.DeadlineExceeded].
type noAnswer struct {
	after time.Duration
	at    phase
	whole bool // it did answer, but was not done with it
}

func (e *noAnswer) Error() string { return fmt.Sprintf("no answer within %s", e.after) }
func (e *noAnswer) Unwrap() error { return context.DeadlineExceeded }

// errTooLong is the failure of an answer that does not end.
var errTooLong = errors.New("the answer is too long to be one of IAM")

// timedClient reads each answer whole, and gives up if its first byte, or any further part of it, takes longer than
// the time allowed, or all of it longer than what is left to the call. It notes in the attempt of the request's
// context how far that came, and whether the service may have received the request.
type timedClient struct {
	kept    aws.HTTPClient // keeps its connections
	fresh   aws.HTTPClient // makes a new one for each request
	timeout time.Duration
	now     func() time.Time
}

// newTimedClient returns a client that sends through the one given, or else as the SDK would with its configured one.
// It follows no redirect: a signed request is meant for the endpoint it was signed for. Unless that is allowed, it
// sends nothing unencrypted to another machine.
func newTimedClient(o Options, configured aws.HTTPClient, now func() time.Time) *timedClient {
	given, timeout := o.HTTPClient, o.Timeout
	if given != nil {
		return &timedClient{kept: given, fresh: given, timeout: timeout, now: now}
	}
	buildable, ok := configured.(*awshttp.BuildableClient)
	if !ok {
		buildable = awshttp.NewBuildableClient()
	}
	keep, once := buildable.GetTransport(), buildable.GetTransport()
	once.DisableKeepAlives = true
	if !o.AllowPlainHTTP {
		stayHere(keep)
		stayHere(once)
	}
	return &timedClient{kept: plain(keep), fresh: plain(once), timeout: timeout, now: now}
}

func plain(transport *http.Transport) *http.Client {
	watchProxy(transport)
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Do sends the request and returns its answer with the whole body in memory.
func (c *timedClient) Do(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(r.Context())
	defer cancel(nil)
	a, t, start := attemptOf(ctx), &trace{}, time.Now()
	a.begun, a.host, a.plain = c.now(), r.URL.Host, r.URL.Scheme == "http"
	defer func() { a.phase, a.reached, a.spent = t.phase(), t.reached(), time.Since(start) }()
	late := time.AfterFunc(c.timeout, func() { cancel(&noAnswer{after: c.timeout, at: t.phase()}) })
	defer late.Stop()
	if a.left > 0 {
		whole := time.AfterFunc(a.left, func() { cancel(&noAnswer{after: a.left, at: t.phase(), whole: true}) })
		defer whole.Stop()
	}
	client := c.kept
	if a.fresh {
		client = c.fresh
	}
	resp, err := client.Do(r.WithContext(t.watch(ctx)))
	if err != nil {
		return nil, timedOut(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }()
	a.status = resp.StatusCode
	t.enter(phaseBody)
	body, err := readAll(resp.Body, func() { late.Reset(c.timeout) })
	if err != nil {
		return nil, timedOut(ctx, err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// timedOut returns what cut the request short, if it was the time; else the error as it is.
func timedOut(ctx context.Context, err error) error {
	if late := (*noAnswer)(nil); errors.As(context.Cause(ctx), &late) {
		return late
	}
	return err
}

// readAll reads to the end, and calls progress after each part.
func readAll(r io.Reader, progress func()) ([]byte, error) {
	var all bytes.Buffer
	part := make([]byte, 16<<10)
	for {
		n, err := r.Read(part)
		all.Write(part[:n])
		switch {
		case errors.Is(err, io.EOF):
			return all.Bytes(), nil
		case err != nil:
			return nil, err
		case all.Len() > maxAnswer:
			return nil, errTooLong
		}
		progress()
	}
}
