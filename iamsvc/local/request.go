package local

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"
)

// request is one call of an action, as far as it is understood.
type request struct {
	action, version string
	params          url.Values
	id              string // the request ID of the answer
	at              time.Time
	signer          principal
	pageLimit       *int // a fault's bound on what a page holds
}

// principal is who signed a request.
type principal struct {
	arn, userID string
	user        *user // nil for a session
	keyID       string
}

// readRequest decodes the form in a request's query and body. It returns the body too, which the signature covers.
func readRequest(r *http.Request) (url.Values, []byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, nil, err
	case len(body) > maxBody:
		return nil, nil, &apiError{http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "The request is too large."}
	}
	params, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, body, malformed("Unable to parse the request body")
	}
	for name, values := range r.URL.Query() {
		params[name] = append(params[name], values...)
	}
	return params, body, nil
}

func (r *request) check() *check { return &check{params: r.params} }

// service returns the name of the service that the request's version belongs to.
func (r *request) service() string {
	if r.version == stsVersion {
		return "sts"
	}
	return "iam"
}

func (r *request) namespace() string {
	if r.service() == "sts" {
		return stsNamespace
	}
	return iamNamespace
}

// handler answers a request with the result to write, or with the error.
type handler func(context.Context, *request) (any, error)

// serve answers one call. It reads and logs the request, checks the signature, lets the faults have their way and hands
// the rest to the account.
func (s *Server) serve(w http.ResponseWriter, hr *http.Request) {
	ctx, cancel := s.whileOpen(hr.Context())
	defer cancel()
	params, body, err := readRequest(hr)
	r := &request{action: params.Get("Action"), version: params.Get("Version"), params: params, at: s.account.now()}
	r.id = s.account.ids.uuid()
	entry := s.calls.begin(r, claimedKey(hr))
	var result any
	if err == nil {
		result, err = s.answer(ctx, r, hr, body)
	}
	s.calls.end(entry, err)
	if errors.Is(err, errDropped) || ctx.Err() != nil {
		reset(w)
		return
	}
	out := encode(r, result, err)
	w.Header().Set("Content-Type", out.contentType)
	w.Header().Set("x-amzn-RequestId", r.id)
	w.Header().Set("Date", r.at.UTC().Format(http.TimeFormat)) // clients correct their clocks by it
	w.WriteHeader(out.status)
	_, _ = io.WriteString(w, out.body) // whoever asked may have gone
}

// whileOpen returns a context that ends with its parent or with the server, whichever is first.
func (s *Server) whileOpen(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	stop := context.AfterFunc(s.open, cancel)
	return ctx, func() { stop(); cancel() }
}

// answer is what becomes of a request that could be read.
func (s *Server) answer(ctx context.Context, r *request, hr *http.Request, body []byte) (any, error) {
	if err := s.authenticate(r, hr, body); err != nil {
		return nil, err
	}
	return s.faults.around(r, s.perform)(ctx, r)
}

// perform has the account do what the request says.
func (s *Server) perform(_ context.Context, r *request) (any, error) {
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	if err := s.account.permit(r); err != nil {
		return nil, err
	}
	return s.actions[r.service()+":"+r.action](s.account, r)
}
