package localtest

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"akia/iamsvc/local"
)

// Call is one request that the server was asked.
type Call struct {
	Action  string
	Account string // the number of the account that it is signed in
	User    string // the parameter UserName, "" if it was not given
	KeyID   string // the parameter AccessKeyId, "" if it was not given
	Signer  string // the access key ID that the request says it is signed with
	At      time.Time
	// Code is "OK", the error code that was answered, "Dropped" if the connection was reset or the caller left, and
	// "" while the request is under way.
	Code string
}

// Subject returns what the call is about: the key ID if it names one, else the user, else "".
func (c Call) Subject() string {
	if c.KeyID != "" {
		return c.KeyID
	}
	return c.User
}

// maxNoted is how many bytes of a parameter are remembered: a refused request may hold anything.
const maxNoted = 512

// callLog remembers what was asked.
type callLog struct {
	mu    sync.Mutex
	calls []*Call
}

// begin notes a request, and returns what notes its end.
func (l *callLog) begin(r *local.Request) (end func(error)) {
	c := &Call{
		Action: short(r.Action), Account: r.Account,
		User: short(r.Params.Get("UserName")), KeyID: short(r.Params.Get("AccessKeyId")),
		Signer: short(r.KeyID), At: r.At,
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, c)
	return func(err error) { l.end(c, err) }
}

// short returns the beginning of a parameter, as long as any name is, apart from the request that it was a part of.
func short(text string) string { return strings.Clone(text[:min(len(text), maxNoted)]) }

func (l *callLog) end(c *Call, err error) {
	code := "OK"
	var failure *local.Error
	switch {
	case errors.As(err, &failure):
		code = failure.Code
	case err != nil:
		code = "Dropped"
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	c.Code = code
}

// Calls returns every request since Start or the last ClearCalls, in the order in which they came.
func (s *Server) Calls() []Call {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	out := make([]Call, len(s.calls.calls))
	for i, c := range s.calls.calls {
		out[i] = *c
	}
	return out
}

// Count returns how many requests there were for an action, or for any action if it is "".
func (s *Server) Count(action string) int {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	n := 0
	for _, c := range s.calls.calls {
		if action == "" || c.Action == action {
			n++
		}
	}
	return n
}

// ClearCalls forgets the requests so far.
func (s *Server) ClearCalls() {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	s.calls.calls = slices.Delete(s.calls.calls, 0, len(s.calls.calls))
}
