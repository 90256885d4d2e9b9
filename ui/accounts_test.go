package ui

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/estate"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
	"akia/ui/collect"
	"akia/ui/stage"
)

// several is the screen of an organization on this machine, whose accounts are read when a test says so.
type several struct {
	*desks
	server *localtest.Server
	clock  func() time.Time
	reader *collect.Accounts
}

// newSeveral opens the screen of an organization of a management account and some members.
func newSeveral(t testing.TB, members int) *several {
	t.Helper()
	began := time.Now() // reports take a while to be made
	clock := func() time.Time { return start.Add(time.Since(began)) }
	server, err := localtest.Start(local.Options{Users: 5, Members: members, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	s := &several{desks: &desks{t: t, svc: map[string]*fakeService{}, now: start}, server: server, clock: clock}
	keyID, secret := server.Admin()
	like := iamsvc.Options{
		KeyID: keyID, Secret: iamsvc.NewSecret(secret), EndpointURL: server.URL(), Now: clock,
	}
	base, err := iamsvc.Open(t.Context(), like)
	if err != nil {
		t.Fatal(err)
	}
	s.open(like, estate.Organization{Base: base}.Members)
	return s
}

// open opens the screen of the accounts of a source.
func (s *several) open(like iamsvc.Options, source estate.Source) {
	now := func() time.Time { return s.now }
	var enter func(stage.Entry) (Config, error)
	open := func(to stage.Entry) (Config, error) { return enter(to) }
	enter = func(to stage.Entry) (Config, error) {
		for _, a := range s.reader.All() {
			if a.ID() == to.Account && a.Keys != nil {
				return Config{
					Service: a.Service, Now: now, After: never, ReadOnly: true, Several: true, Open: open,
					Known: &stage.Known{Store: a.Keys.Store(), Table: a.Keys.Table(), Identity: a.Identity, At: a.ReadAt},
				}, nil
			}
		}
		return Config{}, fmt.Errorf("account %s was not read", to.Account)
	}
	s.s = NewScreen(Config{
		Now: now, After: never, ReadOnly: true, Several: true,
		LabelOf: func([]string) string { return "" },
		Accounts: func(hear func(int, collect.Account)) *collect.Accounts {
			s.reader = collect.NewAccounts(source, like, collect.Options{NoIDs: true, Thresholds: audit.Defaults()}, hear)
			return s.reader
		},
		Open: open,
	})
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
}

// read runs what the screen asks for at its start, to the end.
func (s *several) read() { s.run(s.s.Init()) }

func (s *several) at(width, height int) string {
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	return s.view()
}

func TestAccountsAreReadWorstFirst(t *testing.T) {
	t.Parallel() // they wait for credential reports
	s := newSeveral(t, 6)
	s.read()
	for _, size := range [][2]int{{120, 40}, {60, 15}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { golden.RequireEqual(t, s.at(size[0], size[1])) })
	}
}

// Enter goes into the account of the row with what was read of it, and esc comes back to the same row.
func TestIntoAnAccountAndBack(t *testing.T) {
	t.Parallel() // they wait for credential reports
	s := newSeveral(t, 6)
	s.read()
	s.tap("down", "down")
	a, _ := s.s.shown.hall.Account()
	before := s.view()
	s.press("enter")
	if v := s.view(); !strings.Contains(v, a.ID()) || strings.Contains(v, "Accounts 7") {
		t.Fatalf("not in %s:\n%s", a.ID(), v)
	}
	s.press("a")
	if n := a.Summary().Keys; !strings.Contains(s.view(), fmt.Sprintf("All access keys %d", n)) {
		t.Errorf("the audit does not show what was read, %d keys:\n%s", n, s.view())
	}
	s.tap("esc", "esc")
	if now := s.view(); now != before {
		t.Errorf("the accounts were not found as they were left:\n%s\nbut:\n%s", before, now)
	}
	s.tap("enter", "A")
	if now := s.view(); now != before {
		t.Errorf("A:\n%s", now)
	}
}

// What can't be entered says why; nothing of another account is shown for it.
func TestAnAccountThatCannotBeEntered(t *testing.T) {
	t.Parallel() // they wait for credential reports
	s := newSeveral(t, 6)
	s.read()
	s.press("G")
	s.press("enter")
	if v := s.view(); !strings.Contains(v, "is suspended in its organization") {
		t.Errorf("suspended:\n%s", v)
	}
	s.tap("up", "enter")
	if v := s.view(); !strings.Contains(v, "could not be assumed") || !strings.Contains(v, "role/OrganizationAccountAccessRole") {
		t.Errorf("denied:\n%s", v)
	}
}

// The cursor stays on its account while rows come above it; until it is moved the worst is under it, and enter does not
// take what has just come there.
func TestTheCursorStaysOnItsAccount(t *testing.T) {
	t.Parallel() // they wait for credential reports
	s := newSeveral(t, 6)
	s.read()
	all := s.reader.All()
	h := s.s.shown.hall
	s.press("down")
	was, _ := h.Account()
	all[0].State, all[0].Keys = collect.Failed, nil // some row moves
	s.send(h.Heard(0, all[0]))
	if is, _ := h.Account(); is.ID() != was.ID() {
		t.Errorf("the cursor went from %s to %s", was.ID(), is.ID())
	}
	fresh := newSeveral(t, 6)
	fresh.s.shown.hall.Look()
	for i, a := range s.reader.All() {
		if i == 1 || i == 0 {
			fresh.send(fresh.s.shown.hall.Heard(i, a))
		}
	}
	fresh.send(keyPress("enter"))
	if v := fresh.view(); !strings.Contains(v, "Another account has just come under the cursor") {
		t.Errorf("enter took what nobody had seen:\n%s", v)
	}
}

// An account that throttles, and one whose credentials are somebody else's, keep nothing from the others.
func TestAnAccountWhoseCredentialsAreSomebodyElses(t *testing.T) {
	t.Parallel() // they wait for credential reports
	s := newSeveral(t, 2)
	keyID, secret := s.server.Admin()
	like := iamsvc.Options{KeyID: keyID, Secret: iamsvc.NewSecret(secret), EndpointURL: s.server.URL(), Now: s.clock}
	base, err := iamsvc.Open(t.Context(), like)
	if err != nil {
		t.Fatal(err)
	}
	org := estate.Organization{Base: base}
	s.open(like, func(ctx context.Context) iter.Seq2[estate.Member, error] {
		return func(yield func(estate.Member, error) bool) {
			for m, err := range org.Members(ctx) {
				if m.ID == s.server.Management() {
					m.ID = "999999999999" // which its credentials are not of
				}
				if !yield(m, err) {
					return
				}
			}
		}
	})
	s.read()
	s.press("G")
	v := s.view()
	row := ""
	for line := range strings.Lines(v) {
		if strings.Contains(line, "999999999999") && row == "" {
			row = line
		}
	}
	if !strings.Contains(row, "failed") || !strings.Contains(v, "nothing was") {
		t.Errorf("the row is %q:\n%s", row, v)
	}
	read := 0
	for _, a := range s.reader.All() {
		if a.State == collect.Read {
			read++
		}
	}
	if read == 0 {
		t.Errorf("no other account was read:\n%s", ansi.Strip(v))
	}
}
