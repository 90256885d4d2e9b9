package ledger

import (
	"slices"

	"akia/iamsvc"
)

// Account is one of the accounts whose changes a ledger records: where it is, and who its calls are signed as.
type Account struct {
	ledger   *Ledger
	endpoint string          // empty for AWS itself
	label    string          // what the person calls it; empty for nothing
	identity iamsvc.Identity // the zero Identity until it is known; guarded by the ledger's lock
}

// Account returns a further account of the ledger. Its label, empty for none, is in every line of the journal.
func (l *Ledger) Account(label string) *Account {
	a := &Account{ledger: l, label: label}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accounts = append(l.accounts, a)
	return a
}

// know notes who the calls are signed as, for the changes that are begun from now on.
func (a *Account) know(id iamsvc.Identity) {
	a.ledger.mu.Lock()
	defer a.ledger.mu.Unlock()
	a.identity = id
}

// Observe notes the request ID of the call that makes a change, whichever account it is made in: for calls of accounts
// that were opened together. Only one of them is changed at a time.
func (l *Ledger) Observe(call iamsvc.Call) {
	l.mu.Lock()
	accounts := slices.Clone(l.accounts)
	l.mu.Unlock()
	for _, a := range accounts {
		a.Observe(call)
	}
}

// Observe notes the request ID of the call that makes a change.
func (a *Account) Observe(call iamsvc.Call) {
	a.ledger.mu.Lock()
	defer a.ledger.mu.Unlock()
	for _, c := range a.ledger.open {
		if c.by == a && c.line.Operation == call.Op &&
			(call.Subject == c.line.Key || call.Subject == iamsvc.InReport(c.line.User).String()) {
			c.line.RequestID = call.RequestID
		}
	}
}

// sign fills in who makes a change, if that is known by now. The ledger's lock is held.
func (a *Account) sign(c *change) {
	if c.line.Account == "" {
		c.line.Account, c.line.Alias, c.line.Caller = a.identity.Account, a.identity.Alias, a.identity.ARN
	}
}
