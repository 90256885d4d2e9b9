package scan

import "akia/iamsvc"

// LearnKeys tells that the keys of a user have become known from elsewhere: they are not listed any more, and not delivered.
// The last uses of those that the scan does not know yet are asked. The caller must not change the keys. It ends a Claim.
func (s *Scan) LearnKeys(user iamsvc.Principal, keys []iamsvc.Key) {
	s.tell(user, "", func(p *part, e *entry) {
		p.claim(e, false)
		if e.state == idle {
			s.told[user] = keys
			return
		}
		s.listed(e, keys)
	})
}

// LearnUse tells that the last use of a key has become known from elsewhere, or that there is no such key any more: it is
// not asked any more. It ends a Claim.
func (s *Scan) LearnUse(keyID string) {
	s.tell(iamsvc.Principal{}, keyID, func(p *part, e *entry) {
		p.claim(e, false)
		if e.state == idle {
			e.known = true
			return
		}
		s.used(e)
	})
}

// Claim reports whether the caller is to ask for the keys of a user, or with a keyID for the last use of that key. If it is,
// the scan does not ask meanwhile: LearnKeys or LearnUse must follow, or Fail, or GiveBack; no run ends as done before that.
// If it is not, because of what Asking says, the caller waits for the answer.
func (s *Scan) Claim(user iamsvc.Principal, keyID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, e := s.entry(user, keyID)
	if s.asking(e) {
		return false
	}
	p.claim(e, true)
	return true
}

// Asking reports whether a question is being asked: the scan has it under way, or has an answer that the receiver of batches
// has not Taken yet, or somebody has claimed it. Of a question that is not being asked any more, and about which nothing was
// delivered, the call was cancelled.
func (s *Scan) Asking(user iamsvc.Principal, keyID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, e := s.entry(user, keyID)
	return s.asking(e)
}

func (s *Scan) asking(e *entry) bool { return e.claimed || e.state == flying || e.batch > s.taken }

// GiveBack ends a Claim without an answer: the scan asks itself. Without a claim it does nothing.
func (s *Scan) GiveBack(user iamsvc.Principal, keyID string) { s.tell(user, keyID, (*part).release) }

// Fail ends a Claim by a failure that another call would have as well: the question is asked again when the scan is run
// again. Without a claim it does nothing.
func (s *Scan) Fail(user iamsvc.Principal, keyID string) {
	s.tell(user, keyID, func(p *part, e *entry) {
		if e.claimed && e.state == waiting {
			p.fail(e)
		}
		p.release(e)
	})
}

// Taken tells that note was taken of what a batch says, and of those before it. Until then nobody may Claim what they are
// about.
func (s *Scan) Taken(b Batch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = max(s.taken, b.number)
}

// tell changes what is kept of a question, and has the run look at it.
func (s *Scan) tell(user iamsvc.Principal, keyID string, change func(*part, *entry)) {
	s.mu.Lock()
	change(s.entry(user, keyID))
	s.mu.Unlock()
	s.wake()
}

func (s *Scan) entry(user iamsvc.Principal, keyID string) (*part, *entry) {
	p := &s.lists
	if keyID != "" {
		p = &s.uses
	}
	return p, p.entry(question{user, keyID})
}

// listed notes which keys a user has. Told again, it adds those that are new.
func (s *Scan) listed(e *entry, keys []iamsvc.Key) {
	if e.state != done {
		s.count.users++
	}
	s.lists.set(e, done)
	for _, k := range keys {
		u := s.uses.entry(question{e.user, k.ID})
		if u.state != idle {
			continue
		}
		s.count.keys++
		if s.options.NoUses || s.options.Uses[k.ID] || u.known {
			s.used(u)
			continue
		}
		s.uses.add(u)
	}
}

// used notes that the last use of a key is known.
func (s *Scan) used(e *entry) {
	if e.state != done {
		s.count.uses++
	}
	s.uses.set(e, done)
}
