package localtest

import (
	"sync"

	"akia/iamsvc/local"
)

// Fault is something that goes wrong with some requests.
type Fault struct {
	// Action is the action it befalls, "" for any.
	Action string
	// Account is the number of the account that a request must be signed in, "" for any.
	Account string
	// Subject is the user name or key ID that a request must name, "" for any.
	Subject string
	// Count is how often it happens before it is gone. 0 means always.
	Count int
	// Effect is what happens.
	Effect Effect
}

// faults holds the faults of a server, in the order in which they were injected.
type faults struct {
	mu     sync.Mutex
	active []*activeFault
}

type activeFault struct {
	Fault
	wrap func(local.Handler) local.Handler
	done int
}

func (f *activeFault) matches(r *local.Request) bool {
	return (f.Action == "" || f.Action == r.Action) && (f.Account == "" || f.Account == r.Account) &&
		(f.Subject == "" || f.Subject == r.Params.Get("UserName") || f.Subject == r.Params.Get("AccessKeyId")) &&
		(f.Count == 0 || f.done < f.Count)
}

// Inject adds faults. Where several befall one request, the one injected first is the outermost.
func (s *Server) Inject(added ...Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	for _, f := range added {
		if f.Effect.start != nil {
			s.faults.active = append(s.faults.active, &activeFault{Fault: f, wrap: f.Effect.start(s)})
		}
	}
}

// ClearFaults removes all faults. Requests that they hold up stay held up.
func (s *Server) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.active = nil
}

// around returns next with the faults that befall the request wrapped around it.
func (f *faults) around(r *local.Request, next local.Handler) local.Handler {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.active) - 1; i >= 0; i-- {
		if fault := f.active[i]; fault.matches(r) {
			fault.done++
			next = fault.wrap(next)
		}
	}
	return next
}
