package ledger

import (
	"context"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
)

// sessionsPolicy is the name that DenyOldSessions gives its policy.
const sessionsPolicy = "AkiaDenyOldSessions"

// CreateUser records that a user was made.
func (r *Service) CreateUser(ctx context.Context, u iamsvc.NewUser) (made iamsvc.User, err error) {
	err = r.record(journal.Line{Operation: opCreateUser, User: u.Name}, func() error {
		made, err = r.Service.CreateUser(ctx, u)
		return err
	})
	return made, err
}

// DeleteUser records that a user was deleted.
func (r *Service) DeleteUser(ctx context.Context, user iamsvc.Principal) error {
	line := journal.Line{Operation: opDeleteUser, User: user.ReportName()}
	return r.record(line, func() error { return r.Service.DeleteUser(ctx, user) })
}

// PutPolicy records that an inline policy was written, without its text.
func (r *Service) PutPolicy(ctx context.Context, user iamsvc.Principal, name, document string) error {
	line := journal.Line{Operation: opPutPolicy, User: user.ReportName(), Policy: name}
	return r.record(line, func() error { return r.Service.PutPolicy(ctx, user, name, document) })
}

// DeletePolicy records that an inline policy was deleted.
func (r *Service) DeletePolicy(ctx context.Context, user iamsvc.Principal, name string) error {
	line := journal.Line{Operation: opDeletePolicy, User: user.ReportName(), Policy: name}
	return r.record(line, func() error { return r.Service.DeletePolicy(ctx, user, name) })
}

// DenyOldSessions records that the sessions of a user were ended.
func (r *Service) DenyOldSessions(
	ctx context.Context, user iamsvc.Principal, before time.Time,
) (policyName string, err error) {
	err = r.record(journal.Line{Operation: opPutPolicy, User: user.ReportName(), Policy: sessionsPolicy}, func() error {
		policyName, err = r.Service.DenyOldSessions(ctx, user, before)
		return err
	})
	return policyName, err
}

// AllowOldSessions records that the sessions of a user were let in again.
func (r *Service) AllowOldSessions(ctx context.Context, user iamsvc.Principal) error {
	line := journal.Line{Operation: opDeletePolicy, User: user.ReportName(), Policy: sessionsPolicy}
	return r.record(line, func() error { return r.Service.AllowOldSessions(ctx, user) })
}
