// Package localtest is the built-in account for tests: it can be made to misbehave, to show its changes late, and be
// asked what it was asked. The account itself, package local, has nothing of this.
package localtest

import (
	"context"
	"sync"
	"time"

	"akia/iamsvc/local"
)

// Server is a running account of package local that tests can bend. All its methods may be called from several
// goroutines at once.
type Server struct {
	*local.Server
	now    func() time.Time
	faults faults
	calls  callLog
	lag    lag
	report reportTime
}

// Start starts an account as [local.Start] does, well behaved until it is told otherwise.
func Start(o local.Options) (*Server, error) {
	s := &Server{now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	o.Watch = s.calls.begin
	o.Around = func(inner *local.Server, next local.Handler) local.Handler {
		s.Server = inner
		return s.around(next)
	}
	server, err := local.Start(o)
	if err != nil {
		return nil, err
	}
	s.Server = server
	return s, nil
}

// around puts all that may go wrong around the account.
func (s *Server) around(next local.Handler) local.Handler {
	late := s.late(next)
	return func(ctx context.Context, r *local.Request) (any, error) {
		if err := s.lag.refuses(r); err != nil {
			return nil, err
		}
		s.report.set(r)
		return s.faults.around(r, late)(ctx, r)
	}
}

// SetReportTime sets how long a credential report takes to be made by the account's clock. It is 2 seconds at first.
func (s *Server) SetReportTime(d time.Duration) {
	s.report.mu.Lock()
	defer s.report.mu.Unlock()
	s.report.takes = &d
}

// reportTime is how long reports take, nil for as long as they take by themselves.
type reportTime struct {
	mu    sync.Mutex
	takes *time.Duration
}

func (t *reportTime) set(r *local.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.takes != nil {
		r.ReportTime = *t.takes
	}
}
