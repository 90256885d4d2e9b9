package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/ui/stage"
	"akia/ui/write"
)

// desks drives a Screen without a program. Timers do not run.
type desks struct {
	t    *testing.T
	s    *Screen
	held []tea.Cmd // commands that are not run, since hold is set
	hold bool
	svc  map[string]*fakeService // by profile; the first account has none
	fail error                   // of opening an account
}

// newDesks opens the first of three accounts, whose users are those of the company and, named after them, one of their
// own.
func newDesks(t *testing.T) *desks {
	t.Helper()
	d := &desks{t: t, svc: map[string]*fakeService{}}
	busy := false
	account := func(profile, number string) Config {
		f := company(t, &busy)
		f.identity.Account, f.identity.Alias = number, "alias-"+number
		f.users = append([]iamsvc.User{{Name: "a-user-of-" + number, Path: "/"}}, f.users...)
		d.svc[profile] = f
		return Config{Service: f, Now: func() time.Time { return start }, Profile: profile}
	}
	first := account("", "111111111111")
	first.Open = func(to stage.Entry) (Config, error) {
		cfg := account(to.Profile, map[string]string{"prod": "222222222222", "dev": "333333333333"}[to.Profile])
		cfg.Open = first.Open
		return cfg, d.fail
	}
	d.s = NewScreen(first)
	d.run(d.s.Init())
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	return d
}

func (d *desks) send(msg tea.Msg) {
	d.t.Helper()
	_, cmd := d.s.Update(msg)
	for _, m := range d.s.kept { // those that were just opened, too
		m.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
		m.loads.box.Gather, m.owners.Gather = 0, 0
	}
	d.run(cmd)
}

func (d *desks) run(cmd tea.Cmd) {
	d.t.Helper()
	switch {
	case cmd == nil:
	case d.hold:
		d.held = append(d.held, cmd)
	default:
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				d.run(c)
			}
		default:
			d.send(msg)
		}
	}
}

// release runs what was held.
func (d *desks) release() {
	d.t.Helper()
	held := d.held
	d.hold, d.held = false, nil
	for _, c := range held {
		d.run(c)
	}
}

func (d *desks) enter(profile string) { d.run(d.s.shown.Config.Enter(stage.Entry{Profile: profile})) }

func (d *desks) press(key string) { d.send(keyPress(key)) }

func (d *desks) view() string { return ansi.Strip(d.s.View().Content) }

// shows fails unless the screen is that of one account alone.
func (d *desks) shows(number string) {
	d.t.Helper()
	v := d.view()
	for _, other := range []string{"111111111111", "222222222222", "333333333333"} {
		if strings.Contains(v, other) != (other == number) {
			d.t.Fatalf("the screen is not that of %s alone:\n%s", number, v)
		}
	}
}

// Nothing of an account is on the screen when another is shown, and going back finds it as it was left, unasked.
func TestAnotherAccountAndBack(t *testing.T) {
	d := newDesks(t)
	d.shows("111111111111")
	d.press("down")
	was := d.view()
	d.enter("prod")
	d.shows("222222222222")
	if user, _ := d.s.shown.selectedUser(); user.UserName() != "a-user-of-222222222222" {
		t.Errorf("the cursor is on %s", user)
	}
	d.svc[""].calls, d.svc["prod"].calls = nil, nil
	d.enter("")
	if now := d.view(); now != was {
		t.Errorf("the account was not found as it was left:\n%s\nbut:\n%s", was, now)
	}
	d.enter("prod")
	d.shows("222222222222")
	if len(d.s.kept) != 2 {
		t.Errorf("%d accounts were opened", len(d.s.kept))
	}
	for _, call := range append(d.svc[""].calls, d.svc["prod"].calls...) {
		if strings.HasPrefix(call, "ListUsers") || strings.HasPrefix(call, "WhoAmI") {
			t.Errorf("%s was asked again", call)
		}
	}
}

// An answer comes back to the account that asked, whichever is shown by then; the one that is left asks nothing more.
func TestAnswersFindTheirAccount(t *testing.T) {
	d := newDesks(t)
	d.hold = true
	d.press("r")
	first := d.s.shown
	asked := d.held
	d.hold, d.held = false, nil
	d.enter("prod")
	d.svc[""].calls = nil
	for _, c := range asked {
		d.run(c)
	}
	d.shows("222222222222")
	for _, call := range d.svc[""].calls {
		if !strings.HasPrefix(call, "ListKeys") { // the one that was on its way
			t.Errorf("the account that was left has asked %s", call)
		}
	}
	if user := d.s.shown.Store.Users()[0].Name; user != "a-user-of-222222222222" || first.Store.Users()[0].Name != "a-user-of-111111111111" {
		t.Errorf("the accounts are mixed: %s", user)
	}
}

// An account is not left while a change is under way or a secret is not saved.
func TestAnAccountWithAChangeUnderWayIsNotLeft(t *testing.T) {
	d := newDesks(t)
	d.enter("prod")
	d.enter("")
	d.press("down")
	d.press("down")
	first := d.s.shown
	d.hold = true
	first.UnderWay[write.Subject{}] = write.Write{} // as if one were
	d.enter("prod")
	d.release()
	if d.s.shown != first || !strings.Contains(d.view(), "the account can't be left yet") {
		t.Errorf("the account was left:\n%s", d.view())
	}
}

// What is opened too late, or can't be opened, changes nothing.
func TestAnAccountThatIsNotOpened(t *testing.T) {
	d := newDesks(t)
	d.fail = errors.New("there is no profile named prod")
	d.enter("prod")
	d.shows("111111111111")
	if !strings.Contains(d.view(), "Profile prod was not opened: there is no profile named prod") {
		t.Errorf("nothing says why:\n%s", d.view())
	}
	d.fail = nil
	d.hold = true
	d.enter("prod")
	late := d.held
	d.hold, d.held = false, nil
	d.enter("dev")
	for _, c := range late {
		d.run(c)
	}
	d.shows("333333333333")
}

// The screen of a further account has the size and the colors that the terminal has by then.
func TestAFurtherAccountKnowsTheTerminal(t *testing.T) {
	d := newDesks(t)
	d.enter("prod")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.enter("")
	if w := ansi.StringWidth(strings.Split(d.view(), "\n")[1]); w != 80 {
		t.Errorf("the screen is %d wide", w)
	}
}
