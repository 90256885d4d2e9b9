package iamsvc

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"golang.org/x/sync/semaphore"
)

// signer remembers who the calls are signed as. Credentials that renew themselves (a role, a process, a container)
// may come back as somebody else's, so that before anything is sent with others than these, AWS is asked whose they
// are.
type signer struct {
	mu       sync.Mutex
	id       Identity // as WhoAmI answered last; the zero Identity until it has
	other    *Error   // why the credentials of now, with the key ID otherKey, are refused; nil if they are not
	otherKey string
	looksUp  bool                // a key has been looked up since: GetAccessKeyLastUsed is permitted
	checking *semaphore.Weighted // taken while one call checks
}

func newSigner() *signer { return &signer{checking: semaphore.NewWeighted(1)} }

func (s *signer) get() Identity {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id
}

// establish notes who the calls are signed as from now on.
func (s *signer) establish(id Identity) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.id.SameCaller(id) {
		s.looksUp = false
	}
	s.id, s.other = id, nil
}

// forget notes that the credentials may be anybody's: who it is will be established anew.
func (s *signer) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.id, s.other, s.looksUp = Identity{}, nil, false
}

// same notes that other credentials were found to be the same caller's.
func (s *signer) same(id Identity) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id.Alias = s.id.Alias
	s.id = id
}

func (s *signer) differs(keyID string, e *Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.other, s.otherKey = e, keyID
}

// known reports what is known of the credentials with this key ID.
func (s *signer) known(keyID string) (was Identity, same bool, other *Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.other != nil && s.otherKey == keyID {
		return s.id, false, s.other
	}
	return s.id, s.id.KeyID == keyID, nil
}

func (s *signer) lookedUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looksUp = true
}

func (s *signer) mayLookUp() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.looksUp
}

// otherSigner is the refusal of a call because the credentials have become somebody else's since WhoAmI was asked last.
func otherSigner(was, now Identity) *Error {
	e := &Error{Kind: KindOtherSigner}
	whose := "account " + now.Account
	if now.Account == was.Account {
		whose = now.Label()
	}
	e.sentence = fmt.Sprintf("The credentials have changed: they now belong to %s, not to %s of account %s. Nothing "+
		"was sent.",
		whose, was.Label(), was.Account)
	e.remedy = Remedy{Kind: RemedyCheckAccount}
	return e
}

// SameCaller reports whether both are the same caller in the same account. The sessions of one role are the same
// caller: a role that is assumed anew may get another session name.
func (id Identity) SameCaller(o Identity) bool {
	return id.Account == o.Account && id.caller() == o.caller()
}

// caller returns the ARN without the name of a role's session.
func (id Identity) caller() string {
	if role, ok := strings.CutPrefix(id.Label(), "assumed-role/"); ok {
		name, _, _ := strings.Cut(role, "/")
		return "assumed-role/" + name
	}
	return id.Label()
}

type meantAccount struct{}

// ForAccount returns a context for writes that a person has decided on while looking at this account: they are
// refused if the credentials belong to another one by the time they are sent. Empty: the account was not known.
func ForAccount(ctx context.Context, account string) context.Context {
	return context.WithValue(ctx, meantAccount{}, account)
}

// sameSigner returns the context to send an action with, which holds the credentials that will sign it: those of whom
// WhoAmI has named. It returns an error if they are somebody else's, or if that cannot be found out.
func (s *Service) sameSigner(ctx context.Context, a action) (context.Context, error) {
	meant, _ := ctx.Value(meantAccount{}).(string)
	was := s.signer.get()
	if a.anySigner || was.Account == "" && (meant == "" || !a.write) {
		return ctx, nil
	}
	ctx, found, err := s.creds.pin(ctx)
	if err != nil {
		return ctx, err
	}
	was, err = s.checkSigner(ctx, found.AccessKeyID)
	if err == nil && a.write && meant != "" && meant != was.Account {
		return ctx, otherSigner(Identity{Account: meant, ARN: was.ARN}, was)
	}
	return ctx, err
}

// checkSigner returns who the calls are signed as by the credentials with this key ID, which the context holds.
func (s *Service) checkSigner(ctx context.Context, keyID string) (Identity, error) {
	if was, same, other := s.signer.known(keyID); same {
		return was, nil
	} else if other != nil {
		return was, other
	}
	if err := s.signer.checking.Acquire(ctx, 1); err != nil {
		return Identity{}, err
	}
	defer s.signer.checking.Release(1)
	was, same, other := s.signer.known(keyID)
	switch {
	case same:
		return was, nil
	case other == nil && encodesOther(was, keyID):
		account, _ := AccountInKeyID(keyID)
		other = otherSigner(was, Identity{Account: account, KeyID: keyID})
		s.signer.differs(keyID, other)
	}
	if other != nil {
		return was, other
	}
	now, err := s.identity(ctx)
	switch {
	case err != nil:
		return was, err
	case was.Account == "":
		s.signer.establish(now)
	case !was.SameCaller(now):
		other = otherSigner(was, now)
		s.signer.differs(keyID, other)
		return was, other
	default:
		s.signer.same(now)
	}
	return now, nil
}

// encodesOther reports whether a key ID holds the number of another account than that of the identity. It counts only
// where the identity's own key ID holds the right one: not every service that speaks the API makes its key IDs as AWS
// does.
func encodesOther(was Identity, keyID string) bool {
	ours, ok := AccountInKeyID(was.KeyID)
	theirs, holds := AccountInKeyID(keyID)
	return ok && holds && ours == was.Account && theirs != ours
}

type pinnedCredentials struct{}

// pin returns a context whose calls are signed with the credentials of now, whatever renews itself meanwhile.
func (s *credentialSource) pin(ctx context.Context) (context.Context, aws.Credentials, error) {
	found, err := s.Retrieve(ctx)
	if err != nil {
		return ctx, found, err
	}
	return context.WithValue(ctx, pinnedCredentials{}, found), found, nil
}
