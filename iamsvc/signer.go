package iamsvc

import (
	"context"
	"sync"
)

// signer remembers who the calls were last found to be signed as.
type signer struct {
	mu sync.Mutex
	id Identity // the zero Identity until it is known
}

func (s *signer) get() Identity {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id
}

func (s *signer) set(id Identity) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.id = id
}

// known returns who the calls are signed as, which is asked if nobody has done so yet (sts:GetCallerIdentity).
func (s *Service) known(ctx context.Context) (Identity, error) {
	if id := s.signer.get(); id.Account != "" {
		return id, nil
	}
	return s.identity(ctx)
}
