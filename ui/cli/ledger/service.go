package ledger

import (
	"context"

	"akia/iamsvc"
	"akia/iamsvc/journal"
)

// Service is the service with a ledger of what it changes. What it reads passes unaltered.
type Service struct {
	*iamsvc.Service
	account *Account
}

// NewService returns a service whose changes are recorded as those of an account of a ledger.
func NewService(service *iamsvc.Service, of *Account) *Service {
	of.endpoint = service.Endpoint()
	return &Service{service, of}
}

// WhoAmI passes the answer on and remembers it for the journal.
func (r *Service) WhoAmI(ctx context.Context) (iamsvc.Identity, error) {
	id, err := r.Service.WhoAmI(ctx)
	if err == nil {
		r.account.know(id)
	}
	return id, err
}

// Renew forgets who the calls were signed as: a renewed login may be somebody else's.
func (r *Service) Renew(ctx context.Context) error {
	err := r.Service.Renew(ctx)
	if err == nil {
		r.account.know(iamsvc.Identity{})
	}
	return err
}

// SignIn forgets who the calls were signed as: the session that it opens may be of a role.
func (r *Service) SignIn(ctx context.Context, code string) error {
	err := r.Service.SignIn(ctx, code)
	if err == nil {
		r.account.know(iamsvc.Identity{})
	}
	return err
}

// UseMFA forgets who the calls were signed as, as SignIn does.
func (r *Service) UseMFA(ctx context.Context) error {
	err := r.Service.UseMFA(ctx)
	if err == nil {
		r.account.know(iamsvc.Identity{})
	}
	return err
}

// record makes a change between the two lines that record it. A change that cannot be recorded is not made.
func (r *Service) record(line journal.Line, do func() error) error {
	c, err := r.account.begin(line)
	if err != nil {
		return err
	}
	err = do()
	r.account.ledger.end(c, "", err)
	return err
}

// CreateKey records a creation. Its secret passes by.
func (r *Service) CreateKey(ctx context.Context, user iamsvc.Principal) (iamsvc.NewKey, error) {
	c, err := r.account.begin(journal.Line{Operation: opCreate, User: user.ReportName()})
	if err != nil {
		return iamsvc.NewKey{}, err
	}
	made, err := r.Service.CreateKey(ctx, user)
	r.account.ledger.end(c, made.ID, err)
	return made, err
}

// CheckCreate records what became of a creation.
func (r *Service) CheckCreate(ctx context.Context, a *iamsvc.CreateAttempt) error {
	verdict := r.Service.CheckCreate(iamsvc.CreatedElsewhere(ctx, r.account.ledger.created), a)
	r.account.ledger.reconcile(a, verdict)
	return verdict
}

// ReconcileCreate records what became of a creation.
func (r *Service) ReconcileCreate(ctx context.Context, a *iamsvc.CreateAttempt) error {
	verdict := r.Service.ReconcileCreate(iamsvc.CreatedElsewhere(ctx, r.account.ledger.created), a)
	r.account.ledger.reconcile(a, verdict)
	return verdict
}

// SetStatus records a change of status.
func (r *Service) SetStatus(ctx context.Context, user iamsvc.Principal, keyID string, to iamsvc.Status) error {
	line := journal.Line{Operation: opUpdate, User: user.ReportName(), Key: keyID, Status: string(to)}
	return r.record(line, func() error { return r.Service.SetStatus(ctx, user, keyID, to) })
}

// DeleteKey records a deletion.
func (r *Service) DeleteKey(ctx context.Context, seen iamsvc.SeenKey) error {
	line := journal.Line{Operation: opDelete, User: seen.Key.User.ReportName(), Key: seen.Key.ID}
	return r.record(line, func() error { return r.Service.DeleteKey(ctx, seen) })
}

// Describe records that a description was changed, without its text.
func (r *Service) Describe(ctx context.Context, user iamsvc.Principal, keyID, text string) error {
	line := journal.Line{Operation: opTag, User: user.ReportName(), Key: keyID}
	if text == "" {
		line.Operation = opUntag
	}
	return r.record(line, func() error { return r.Service.Describe(ctx, user, keyID, text) })
}

// Undescribe records that a description was removed.
func (r *Service) Undescribe(ctx context.Context, user iamsvc.Principal, keyID string) error {
	line := journal.Line{Operation: opUntag, User: user.ReportName(), Key: keyID}
	return r.record(line, func() error { return r.Service.Undescribe(ctx, user, keyID) })
}
