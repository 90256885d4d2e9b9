package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/keyboard"
	"akia/ui/stage"
	"akia/ui/write"
)

// desks drives a Screen without a program. Timers do not run.
type desks struct {
	t    testing.TB
	s    *Screen
	held []tea.Cmd // commands that are not run, since hold is set
	hold bool
	svc  map[string]*fakeService // by profile; the first account has none
	fail error                   // of opening an account
	quit bool
	now  time.Time
}

// newDesks opens the first of three accounts, whose users are those of the company and, named after them, one of their
// own.
func newDesks(t testing.TB) *desks {
	t.Helper()
	d := &desks{t: t, svc: map[string]*fakeService{}, now: start}
	busy := false
	account := func(profile, number string) Config {
		f := company(t, &busy)
		f.identity.Account, f.identity.Alias = number, "alias-"+number
		f.users = append([]iamsvc.User{{Name: "a-user-of-" + number, Path: "/"}}, f.users...)
		d.svc[profile] = f
		return Config{Service: f, Now: func() time.Time { return d.now }, After: never, Profile: profile, Doors: someDoors}
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

// someDoors are the accounts that the desks can enter.
func someDoors() []stage.Door {
	return []stage.Door{
		{Entry: stage.Entry{Profile: "dev"}, Kind: "SSO", Number: "333333333333", Region: "eu-west-1"},
		{Entry: stage.Entry{Profile: "prod"}, Kind: "role", Number: "222222222222", Name: "Production", Details: "admin from base, MFA"},
		{Entry: stage.Entry{Profile: "spare"}, Kind: "key"},
	}
}

// never makes no command: what is to come later does not come.
func never(time.Duration, tea.Msg) tea.Cmd { return nil }

func (d *desks) send(msg tea.Msg) {
	d.t.Helper()
	_, cmd := d.s.Update(msg)
	for _, m := range d.s.kept { // those that were just opened, too
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
		case tea.QuitMsg:
			d.quit = true
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

// press presses a key when what was there before has been seen.
func (d *desks) press(key string) {
	d.now = d.now.Add(time.Second)
	d.send(keyPress(key))
}

func (d *desks) tap(keys ...string) {
	for _, key := range keys {
		d.press(key)
	}
}

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

// A key that is not yet known to be one when another account is shown does nothing any more: it was pressed there.
func TestAKeyThatWaitsIsDroppedWithItsAccount(t *testing.T) {
	for _, key := range []string{"q", "y", "X"} {
		d := newDesks(t)
		now, due := start, []func(){}
		keys := keyboard.New(nil, nil, keyboard.Clock{
			Now: func() time.Time { return now }, After: func(_ time.Duration, do func()) { due = append(due, do) },
		})
		ran := 0
		own := action.Custom{Name: "Own", Keys: []string{"X"}, Run: []string{"own"}, Unasked: true}
		first := d.s.shown
		first.Keys, _ = action.NewKeymap(nil, own)
		first.inPanes, first.Config.Commands = newKeymap(first.Keys, action.InPanes), []action.Custom{own}
		first.Config.HandOver = func(stage.Program, func([]byte, error) tea.Msg) tea.Cmd { ran++; return nil }
		first.Config.Typing = keys.Ticket
		d.press("down")
		d.hold = true
		d.send(keys.Filter(nil, keyPress(key)))
		waits := d.held
		d.hold, d.held = false, nil
		d.enter("prod")
		now = now.Add(time.Second)
		for _, do := range due {
			do()
		}
		for _, cmd := range waits {
			d.run(cmd)
		}
		d.shows("222222222222")
		if d.quit || ran > 0 || len(first.UnderWay) > 0 || len(first.Windows) > 0 {
			t.Errorf("%s: quit %t, %d programs, %d windows", key, d.quit, ran, len(first.Windows))
		}
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

// The list of accounts is found by what is typed, in any column, and enter goes there.
func TestSwitchAccount(t *testing.T) {
	d := newDesks(t)
	d.hold = true
	d.press("P")
	if v := d.view(); !strings.Contains(v, "Reading the AWS configuration") {
		t.Fatalf("nothing says that the files are being read:\n%s", v)
	}
	d.press("enter") // on nothing
	d.release()
	d.press("down")
	golden.RequireEqual(t, d.view())
	d.tap("r", "o", "l", "e")
	if v := d.view(); !strings.Contains(v, "prod") || strings.Contains(v, "eu-west-1") {
		t.Errorf("the filter found something else:\n%s", v)
	}
	d.press("enter")
	d.shows("222222222222")
	d.tap("P", "p", "r", "o", "d", "enter")
	if v := d.view(); !strings.Contains(v, "Profile prod is shown already") {
		t.Errorf("nothing says that it is shown:\n%s", v)
	}
}

// What is read while the list is open has come under the cursor by itself: enter does not take it before it was seen.
func TestEnterTakesNoAccountThatHasJustAppeared(t *testing.T) {
	d := newDesks(t)
	d.hold = true
	d.press("P")
	d.release()
	d.send(keyPress("enter"))
	if v := d.view(); !strings.Contains(v, "alias-111111111111") || !strings.Contains(v, "Switch account") {
		t.Errorf("it went to an account that nobody had seen:\n%s", v)
	}
	d.now = d.now.Add(time.Second)
	d.send(keyPress("enter"))
	d.shows("333333333333")
}

// The palette goes to accounts by the name of a profile and by that of the account.
func TestThePaletteGoesToAccounts(t *testing.T) {
	for typed, number := range map[string]string{"profile dev": "333333333333", "account Prod": "222222222222", "account 3333": "333333333333"} {
		d := newDesks(t)
		d.press(":")
		for _, r := range typed {
			key := string(r)
			if r == ' ' {
				key = "space"
			}
			d.press(key)
		}
		d.press("enter")
		if v := d.view(); !strings.Contains(v, number) {
			t.Errorf("%s:\n%s", typed, v)
		}
	}
}

// A key that is pressed at once on an account that is shown again was not meant for it.
func TestNoKeyActsOnAnAccountBeforeItWasSeen(t *testing.T) {
	d := newDesks(t)
	d.tap("down", "down")
	d.enter("prod")
	d.enter("")
	d.svc[""].calls = nil
	d.send(keyPress("t"))
	if n := d.svc[""].count("SetStatus"); n != 0 || len(d.s.shown.UnderWay) > 0 {
		t.Errorf("a key was changed that nobody had seen:\n%s", d.view())
	}
	d.press("t")
	if n := d.svc[""].count("SetStatus"); n != 1 {
		t.Errorf("%d changes:\n%s", n, d.view())
	}
}

// No account is left with a question that is open unless its answer changes nothing any more.
func TestAQuestionIsGoneWithItsAccount(t *testing.T) {
	d := newDesks(t)
	d.tap("down", "d")
	if len(d.s.shown.Windows) == 0 {
		t.Fatalf("no question:\n%s", d.view())
	}
	d.enter("prod")
	d.shows("222222222222")
	d.svc[""].calls, d.svc["prod"].calls = nil, nil
	d.press("y")
	d.enter("")
	d.press("y")
	if d.svc[""].count("DeleteKey")+d.svc["prod"].count("DeleteKey") > 0 || len(d.s.shown.Windows) > 0 {
		t.Errorf("the question is open still:\n%s", d.view())
	}
}

func BenchmarkSwitchBack(b *testing.B) {
	d := newDesks(b)
	d.enter("prod")
	d.enter("")
	b.ResetTimer()
	for i := range b.N {
		msg := d.s.enter(stage.Entry{Profile: []string{"prod", ""}[i%2]}, nil)()
		d.s.Update(msg)
		d.s.View()
	}
}
