package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/scan"
)

// knownForScan says what the account's store knows already and is fresh, which is not asked again.
func (m *Model) knownForScan() scan.Options {
	o := scan.Options{Keys: map[iamsvc.Principal][]iamsvc.Key{}, Uses: map[string]bool{}}
	now := m.cfg.Now()
	for user := range m.account.Known() {
		f := m.account.Keys(user)
		if !f.Fresh(now) {
			continue
		}
		o.Keys[user] = f.Value
		for _, k := range f.Value {
			o.Uses[k.ID] = m.account.LastUse(k.ID).Fresh(now)
		}
	}
	if !m.account.MoreUsers() {
		o.Users = len(m.account.Users())
	}
	return o
}

// scanned returns the account as a scan is to ask it: its list of users goes on from where it has been read to.
func (m *Model) scanned(box *mailbox[scanNews]) scan.Account {
	s := scannedAccount{Account: m.cfg.Service, now: m.cfg.Now, tell: func(p readPage) { box.put(scanNews{page: &p}) }}
	if read, fresh := m.account.ListedUsers(m.cfg.Now()); fresh {
		s.read = &read
	}
	return s
}

// scannedAccount is an account of which a part of the list of users has been read. The pages that it reads it tells.
type scannedAccount struct {
	scan.Account
	read *iamsvc.UserPage // nil for nothing
	tell func(readPage)
	now  func() time.Time
}

// readPage is a page of users, with what it was asked by and when.
type readPage struct {
	page   iamsvc.UserPage
	marker string
	sent   time.Time
}

// ListUsers returns what has been read at once, and asks for what comes behind it.
func (s scannedAccount) ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error) {
	if marker == "" && s.read != nil {
		return *s.read, nil
	}
	sent := s.now()
	page, err := s.Account.ListUsers(ctx, marker)
	if err == nil {
		s.tell(readPage{page, marker, sent})
	}
	return page, err
}

// learnPage takes a page that a scan has read, where the list of the panes goes on with it.
func (m *Model) learnPage(p readPage) tea.Cmd {
	if !m.account.LearnPage(p.marker, p.page, p.sent, m.cfg.Now()) {
		return nil
	}
	m.users.grow(m.account)
	return m.seekOn()
}

// listing reports whether a scan is reading the list of users: then the panes wait for its pages.
func (s *auditScan) listing() bool {
	return s.running() && !s.progress.Paused && !s.progress.Listed
}
