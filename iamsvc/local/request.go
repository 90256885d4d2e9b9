package local

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"akia/iamsvc/local/model"
)

// Request is one call of an action, as far as it is understood.
type Request struct {
	Action string
	Params url.Values
	KeyID  string // the access key ID that it says it is signed with
	// Account is the number of the account that it is signed in.
	Account string
	At      time.Time

	// PageLimit, if not nil, bounds what a page holds, whatever the caller asks for. With 0 every other page is empty.
	PageLimit *int
	// ReportTime is how long a credential report takes that the request starts.
	ReportTime time.Duration

	service  string // as policies name it
	version  string // of the Query protocol
	body     []byte
	header   http.Header // of a request to the portal
	protocol protocol
	account  *account
	in       *model.Value // Params as the model reads them, once they are checked
	id       string       // the request ID of the answer
	signer   principal
}

// principal is who signed a request.
type principal struct {
	arn, userID string
	user        *user    // nil for a session
	session     *session // nil for a user
	keyID       string
}

// readBody returns a request's body, which the signature covers.
func readBody(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err == nil && len(body) > maxBody {
		return nil, &Error{http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "The request is too large."}
	}
	return body, err
}

// readForm decodes the form in a request's query and body.
func readForm(r *http.Request, body []byte) (url.Values, error) {
	params, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, malformed("Unable to parse the request body")
	}
	for name, values := range r.URL.Query() {
		params[name] = append(params[name], values...)
	}
	return params, nil
}

// serviceOf returns the name of the service that a version of the Query protocol belongs to.
func serviceOf(version string) string {
	switch version {
	case stsVersion:
		return "sts"
	case iamVersion:
		return "iam"
	}
	return ""
}

// name returns the action as policies name it.
func (r *Request) name() string { return r.service + ":" + r.Action }

func (r *Request) namespace() string {
	if r.service == "sts" {
		return stsNamespace
	}
	return iamNamespace
}

// Handler answers a request whose signature is right with the result to write, or with the error.
type Handler func(context.Context, *Request) (any, error)

// serve answers one call: it reads the request, checks its signature and has the account do the rest.
func (s *Server) serve(w http.ResponseWriter, hr *http.Request) {
	ctx, cancel := s.whileOpen(hr.Context())
	defer cancel()
	r, err := newRequest(hr)
	r.KeyID, r.At, r.ReportTime, r.id = claimedKey(hr), s.now(), reportTime, s.org.management.ids.uuid()
	r.account = s.org.accountOfKey(r.KeyID)
	r.Account = r.account.id
	done := s.watch(r)
	var result any
	if err == nil {
		result, err = s.answer(ctx, r, hr)
	}
	done(err)
	if errors.Is(err, ErrDropped) || ctx.Err() != nil {
		reset(w)
		return
	}
	out := r.protocol.encode(r, result, err)
	w.Header().Set("Content-Type", out.ContentType)
	w.Header().Set("x-amzn-RequestId", r.id)
	w.Header().Set("Date", r.At.UTC().Format(http.TimeFormat)) // clients correct their clocks by it
	w.WriteHeader(out.Status)
	_, _ = io.WriteString(w, out.Body) // whoever asked may have gone
}

// whileOpen returns a context that ends with its parent or with the server, whichever is first.
func (s *Server) whileOpen(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	stop := context.AfterFunc(s.open, cancel)
	return ctx, func() { stop(); cancel() }
}

// answer is what becomes of a request that could be read.
func (s *Server) answer(ctx context.Context, r *Request, hr *http.Request) (any, error) {
	if r.service == "sso" { // which has tokens for signatures
		return s.handle(ctx, r)
	}
	if err := s.authenticate(r, hr); err != nil {
		return nil, err
	}
	return s.handle(ctx, r)
}

// perform has the account do what the request says. What is asked for is checked before whether it is permitted.
func (s *Server) perform(_ context.Context, r *Request) (any, error) {
	input, err := r.protocol.input(s.model, r)
	if err != nil {
		return nil, err
	}
	r.in = input
	if err := checkARNs(r); err != nil {
		return nil, err
	}
	if do := s.across[r.name()]; do != nil {
		if err := r.account.permitted(r); err != nil {
			return nil, err
		}
		return do(s.org, r)
	}
	r.account.mu.Lock()
	defer r.account.mu.Unlock()
	if err := r.account.permit(r); err != nil {
		return nil, err
	}
	return s.actions[r.name()](r.account, r)
}
