package ui

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
)

// start is when every test begins.
var start = time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)

// reporter takes what is wrong; a test of the test kit puts one of its own in the place of *testing.T.
type reporter interface {
	Errorf(format string, args ...any)
}

// fakeService is an account in memory. It counts its calls, fails where a test says so, and is called by commands alone.
type fakeService struct {
	t        reporter
	inUpdate *bool // no call may come while this is true

	identity iamsvc.Identity
	users    []iamsvc.User
	keys     map[string][]iamsvc.Key
	lastUse  map[string]iamsvc.LastUse
	texts    map[string]map[string]string // descriptions, by user and key
	details  map[string]*fakeUser
	pageSize int
	errs     map[string]error // by call, as "ListKeys bob" or "ListKeys"
	calls    []string
	dropped  []string // calls whose context had ended before they were made
	made     int
	calling  sync.Mutex // a scan makes several calls at once
	reported *iamsvc.Report
	making   bool // the report is only begun
}

func (f *fakeService) call(ctx context.Context, op, subject string) error {
	if *f.inUpdate {
		f.t.Errorf("%s %s was called by Update or View", op, subject)
	}
	f.calling.Lock()
	defer f.calling.Unlock()
	name := strings.TrimSpace(op + " " + subject)
	if ctx.Err() != nil {
		f.dropped = append(f.dropped, name)
		return &iamsvc.Error{Kind: iamsvc.KindCancelled, Op: op, Subject: subject}
	}
	f.calls = append(f.calls, name)
	if err, ok := f.errs[name]; ok {
		return err
	}
	return f.errs[op]
}

// named returns the name of a user, which is empty for root. A call about nobody must not come.
func (f *fakeService) named(user iamsvc.Principal) string {
	if user.IsZero() {
		f.t.Errorf("a call was made about nobody")
	}
	return user.UserName()
}

// ownerNamed is the user that named calls so.
func ownerNamed(name string) iamsvc.Principal {
	if name == "" {
		return iamsvc.RootUser()
	}
	return iamsvc.NamedUser(name)
}

// count returns how many calls of an operation there were.
func (f *fakeService) count(op string) int {
	n := 0
	for _, c := range f.calls {
		if c == op || strings.HasPrefix(c, op+" ") {
			n++
		}
	}
	return n
}

func (f *fakeService) ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error) {
	if err := f.call(ctx, "ListUsers", marker); err != nil {
		return iamsvc.UserPage{}, err
	}
	from := 0
	if marker != "" {
		from = slices.IndexFunc(f.users, func(u iamsvc.User) bool { return u.Name == marker })
	}
	to := min(from+f.pageSize, len(f.users))
	p := iamsvc.UserPage{Users: f.users[from:to]}
	if to < len(f.users) {
		p.More, p.Marker = true, f.users[to].Name
	}
	return p, nil
}

func (f *fakeService) ListKeys(ctx context.Context, who iamsvc.Principal) ([]iamsvc.Key, error) {
	user := f.named(who)
	if err := f.call(ctx, "ListKeys", user); err != nil {
		return nil, err
	}
	return slices.Clone(f.keys[user]), nil
}

func (f *fakeService) LastUse(ctx context.Context, keyID string) (iamsvc.LastUse, error) {
	return f.lastUse[keyID], f.call(ctx, "LastUse", keyID)
}

func (f *fakeService) FindOwner(ctx context.Context, keyID string) (iamsvc.LastUse, error) {
	err := f.call(ctx, "FindOwner", keyID)
	for user, keys := range f.keys {
		for _, k := range keys {
			if k.ID == keyID {
				use := f.lastUse[keyID]
				use.User = ownerNamed(user)
				return use, err
			}
		}
	}
	if err == nil {
		err = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "GetAccessKeyLastUsed", Subject: keyID}
	}
	return iamsvc.LastUse{}, err
}

func (f *fakeService) WhoHas(ctx context.Context, was iamsvc.Principal, keyID string) (iamsvc.Principal, error) {
	if err := f.call(ctx, "WhoHas", keyID); err != nil {
		return iamsvc.Principal{}, err
	}
	for user, keys := range f.keys {
		if slices.ContainsFunc(keys, func(k iamsvc.Key) bool { return k.ID == keyID }) {
			if ownerNamed(user) == was {
				return iamsvc.Principal{}, &iamsvc.Error{Kind: iamsvc.KindKeyUnknown, Op: "DeleteAccessKey", Subject: keyID}
			}
			return ownerNamed(user), nil
		}
	}
	return iamsvc.Principal{}, &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "GetAccessKeyLastUsed", Subject: keyID}
}

func (f *fakeService) WhoAmI(ctx context.Context) (iamsvc.Identity, error) {
	return f.identity, f.call(ctx, "WhoAmI", "")
}

func (f *fakeService) Renew(ctx context.Context) error { return f.call(ctx, "Renew", "") }

// SignIn takes the code that it is said to; a session is then open, and nothing asks for one any more.
func (f *fakeService) SignIn(ctx context.Context, code string) error {
	if err := f.call(ctx, "SignIn", code); err != nil {
		return err
	}
	for call, err := range f.errs {
		if iamsvc.AsError(err).Kind == iamsvc.KindMFA {
			delete(f.errs, call)
		}
	}
	return nil
}

func (f *fakeService) UseMFA(ctx context.Context) error { return f.call(ctx, "UseMFA", "") }

func (f *fakeService) CreateKey(ctx context.Context, who iamsvc.Principal) (iamsvc.NewKey, error) {
	user := f.named(who)
	if err := f.call(ctx, "CreateKey", user); err != nil {
		return iamsvc.NewKey{}, err
	}
	f.made++
	k := iamsvc.Key{ID: fmt.Sprintf("AKIANEWKEY%010d", f.made), User: who, Status: iamsvc.Active, Created: start}
	f.keys[user] = append(f.keys[user], k)
	return iamsvc.NewKey{Key: k, Secret: iamsvc.NewSecret(testSecret)}, nil
}

// testSecret is the secret of every key that a test creates.
const testSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

func (f *fakeService) ReconcileCreate(ctx context.Context, _ *iamsvc.CreateAttempt) error {
	if err := f.call(ctx, "ReconcileCreate", ""); err != nil {
		return err
	}
	return &iamsvc.Error{Kind: iamsvc.KindNotCreated, Op: "CreateAccessKey"}
}

func (f *fakeService) Descriptions(ctx context.Context, who iamsvc.Principal) (map[string]string, error) {
	user := f.named(who)
	if err := f.call(ctx, "Descriptions", user); err != nil {
		return nil, err
	}
	return maps.Clone(f.texts[user]), nil
}

func (f *fakeService) Describe(ctx context.Context, who iamsvc.Principal, keyID, text string) error {
	user := f.named(who)
	if err := f.call(ctx, "Describe", keyID+" "+text); err != nil {
		return err
	}
	if f.texts[user] == nil {
		f.texts[user] = map[string]string{}
	}
	f.texts[user][keyID] = text
	if text == "" {
		delete(f.texts[user], keyID)
	}
	return nil
}

func (f *fakeService) VerifyKey(ctx context.Context, k iamsvc.NewKey, _ func(time.Duration)) (iamsvc.Identity, error) {
	if err := f.call(ctx, "VerifyKey", k.ID); err != nil {
		return iamsvc.Identity{}, err
	}
	return iamsvc.Identity{Account: f.identity.Account, ARN: "arn:aws:iam::" + f.identity.Account + ":user/" + k.User.UserName(), KeyID: k.ID}, nil
}

func (f *fakeService) SetStatus(ctx context.Context, who iamsvc.Principal, keyID string, to iamsvc.Status) error {
	user := f.named(who)
	if err := f.call(ctx, "SetStatus", keyID+" "+string(to)); err != nil {
		return err
	}
	for i := range f.keys[user] {
		if f.keys[user][i].ID == keyID {
			f.keys[user][i].Status = to
			return nil
		}
	}
	return &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "UpdateAccessKey", Subject: keyID}
}

func (f *fakeService) DeleteKey(ctx context.Context, seen iamsvc.SeenKey) error {
	if err := f.call(ctx, "DeleteKey", seen.Key.ID); err != nil {
		return err
	}
	user := f.named(seen.Key.User)
	f.keys[user] = slices.DeleteFunc(f.keys[user], func(k iamsvc.Key) bool { return k.ID == seen.Key.ID })
	if seen.Description != "" { // a key that is deleted takes the description with it that was seen
		delete(f.texts[user], seen.Key.ID)
	}
	return nil
}

// withoutDetails leaves out what is asked beside the panes about the selected user: for tests that count other calls, or in
// which what is known of a user must come from elsewhere.
func withoutDetails(_ *fakeService, c *Config) { c.NoDetails = true }

// screen drives a Model without a program: messages go in, the commands that come out run in the test's goroutine, and
// time passes only when a test says so.
type screen struct {
	remapped func(string) string // the key that stands for one of the table; nil where these are
	t        testing.TB
	m        *Model
	svc      *fakeService
	now      time.Time
	timers   []timer
	held     []tea.Cmd // commands that wait because hold is set
	hold     bool
	busy     bool // Update or View is running
	quit     bool
	copied   []string // what the terminal was asked to copy
	updates  int
}

// timer is a message that is due at a time.
type timer struct {
	at  time.Time
	msg tea.Msg
}

// newScreen opens a screen on an account of some users at a size; change, if any, alters the account or the config first.
func newScreen(t testing.TB, width, height int, change ...func(*fakeService, *Config)) *screen {
	t.Helper()
	s := &screen{t: t, now: start}
	s.svc = company(t, &s.busy)
	cfg := Config{Service: s.svc, Now: func() time.Time { return s.now }}
	for _, f := range change {
		f(s.svc, &cfg)
	}
	s.m = New(cfg)
	s.m.loads.box.Gather, s.m.owners.Gather = 0, 0
	s.m.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		s.timers = append(s.timers, timer{s.now.Add(d), msg})
		return nil
	}
	s.busy = true
	cmd := s.m.Init()
	s.busy = false
	s.run(cmd)
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

// send gives a message to the model and runs what follows from it.
func (s *screen) send(msg tea.Msg) {
	s.t.Helper()
	s.busy = true
	_, cmd := s.m.Update(msg)
	_ = s.m.View()
	s.busy = false
	s.updates++
	if s.updates > 200_000 {
		s.t.Fatal("the model does not come to rest")
	}
	s.run(cmd)
}

// run runs a command and gives what it returns to the model.
func (s *screen) run(cmd tea.Cmd) {
	s.t.Helper()
	if cmd == nil {
		return
	}
	if s.hold {
		s.held = append(s.held, cmd)
		return
	}
	s.deliver(cmd())
}

func (s *screen) deliver(msg tea.Msg) {
	s.t.Helper()
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	case tea.QuitMsg:
		s.quit = true
	default:
		if fmt.Sprintf("%T", msg) == "tea.setClipboardMsg" {
			s.copied = append(s.copied, reflect.ValueOf(msg).String())
		}
		s.send(msg)
	}
}

// answers runs the commands that were held and returns their messages, undelivered: the answers are late.
func (s *screen) answers() []tea.Msg {
	held := s.held
	s.held = nil
	var msgs []tea.Msg
	for len(held) > 0 {
		cmd := held[0]
		held = held[1:]
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				if c != nil {
					held = append(held, c)
				}
			}
		default:
			msgs = append(msgs, msg)
		}
	}
	return msgs
}

// sendOnly runs the commands that were held, and delivers only their messages of a type: the other answers are late.
func (s *screen) sendOnly(kind string) {
	s.t.Helper()
	for _, msg := range s.answers() {
		if strings.HasSuffix(fmt.Sprintf("%T", msg), "."+kind) {
			s.send(msg)
		}
	}
}

// release runs the commands that were held.
func (s *screen) release() {
	s.t.Helper()
	held := s.held
	s.hold, s.held = false, nil
	for _, c := range held {
		s.run(c)
	}
}

// wait lets time pass and delivers what falls due, in order.
func (s *screen) wait(d time.Duration) {
	s.t.Helper()
	end := s.now.Add(d)
	for {
		sort.SliceStable(s.timers, func(i, j int) bool { return s.timers[i].at.Before(s.timers[j].at) })
		if len(s.timers) == 0 || s.timers[0].at.After(end) {
			s.now = end
			return
		}
		due := s.timers[0]
		s.timers = s.timers[1:]
		s.now = due.at
		s.send(due.msg)
	}
}

// press presses keys one after the other, at the same instant; each is a key's name or a single character.
func (s *screen) press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		if s.remapped != nil {
			k = s.remapped(k)
		}
		s.send(keyPress(k))
	}
}

// decide presses keys one after the other, each once what the one before has opened has been on the screen for long enough.
func (s *screen) decide(keys ...string) {
	s.t.Helper()
	for i, k := range keys {
		if i > 0 {
			s.wait(action.Settle)
		}
		s.press(k)
	}
}

// tap presses keys as a person does, a second apart.
func (s *screen) tap(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		s.press(k)
		s.wait(time.Second)
	}
}

// typeText types a text.
func (s *screen) typeText(text string) {
	s.t.Helper()
	for _, r := range text {
		s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func keyPress(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter,
		"esc": tea.KeyEscape, "tab": tea.KeyTab, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome,
		"end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	if code, ok := special[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

// view returns what is on the screen, without styles.
func (s *screen) view() string { return ansi.Strip(s.m.View().Content) }

// shows fails unless each text is on the screen.
func (s *screen) shows(texts ...string) {
	s.t.Helper()
	v := s.view()
	for _, want := range texts {
		if !strings.Contains(v, want) {
			s.t.Fatalf("the screen does not show %q:\n%s", want, v)
		}
	}
}

// hides fails if one of the texts is on the screen.
func (s *screen) hides(texts ...string) {
	s.t.Helper()
	v := s.view()
	for _, not := range texts {
		if strings.Contains(v, not) {
			s.t.Fatalf("the screen shows %q:\n%s", not, v)
		}
	}
}

// writes returns the calls that change something.
func (f *fakeService) writes() []string {
	var w []string
	for _, c := range f.calls {
		op, _, _ := strings.Cut(c, " ")
		switch op {
		case "SetStatus", "CreateKey", "DeleteKey", "CreateUser", "DeleteUser", "PutPolicy", "DeletePolicy", "DenyOldSessions", "AllowOldSessions":
			w = append(w, c)
		}
	}
	return w
}

// wrote fails unless exactly these calls changed something, in this order.
func (s *screen) wrote(want ...string) {
	s.t.Helper()
	if got := s.svc.writes(); !slices.Equal(got, want) {
		s.t.Errorf("the calls that change something were %q, want %q", got, want)
	}
}

// asked fails unless exactly these calls were made since the last time it was asked, in any order.
func (s *screen) asked(want ...string) {
	s.t.Helper()
	got := slices.Sorted(slices.Values(s.svc.calls))
	s.svc.calls = nil
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.t.Errorf("the calls were %q, want %q", got, want)
	}
}

// open returns how many dialogs are open.
func (s *screen) open() int { return len(s.m.Windows) }

// on fails unless the cursor of the list is on a user.
func (s *screen) on(user string) {
	s.t.Helper()
	if got, _ := s.m.selectedUser(); got != ownerNamed(user) {
		s.t.Errorf("the user selected is %q, want %q", got, user)
	}
}

// onNobody fails if a user or a key is selected.
func (s *screen) onNobody() {
	s.t.Helper()
	user, selected := s.m.selectedUser()
	if k, ok := s.m.selectedKey(); selected || ok {
		s.t.Errorf("selected are %q and key %q, want nobody", user, k.ID)
	}
}

// line returns the number of the line of the screen that shows a text first, -1 if none does.
func (s *screen) line(text string) int {
	for i, l := range strings.Split(s.view(), "\n") {
		if strings.Contains(l, text) {
			return i
		}
	}
	return -1
}

// paste pastes a text.
func (s *screen) paste(text string) {
	s.t.Helper()
	s.send(tea.PasteMsg{Content: text})
}

// manyUsers gives the account n users, user-000 and on, each with one key, in pages of size.
func manyUsers(n, size int) func(*fakeService, *Config) {
	return func(f *fakeService, _ *Config) {
		f.users, f.pageSize = nil, size
		for i := range n {
			name := fmt.Sprintf("user-%03d", i)
			f.users = append(f.users, iamsvc.User{Name: name, Path: "/", Created: start.AddDate(0, 0, -i)})
			f.keys[name] = []iamsvc.Key{{ID: fmt.Sprintf("AKIAUSER%012d", i), User: iamsvc.NamedUser(name), Status: iamsvc.Active, Created: start.AddDate(0, 0, -i)}}
		}
	}
}

// company is a small account with a user of every kind.
func company(t testing.TB, inUpdate *bool) *fakeService {
	ago := func(days int) time.Time { return start.AddDate(0, 0, -days) }
	f := &fakeService{
		t: t, inUpdate: inUpdate, pageSize: 100, errs: map[string]error{},
		identity: iamsvc.Identity{Account: "123456789012", Alias: "acme-test", ARN: "arn:aws:iam::123456789012:user/ops", KeyID: "AKIAOPSOPSOPSOPSOPSO"},
		keys:     map[string][]iamsvc.Key{},
		lastUse:  map[string]iamsvc.LastUse{},
		texts:    map[string]map[string]string{},
	}
	add := func(name, path string, keys ...iamsvc.Key) {
		f.users = append(f.users, iamsvc.User{Name: name, Path: path, ARN: "arn:aws:iam::123456789012:user" + path + name, Created: ago(1000 - len(f.users))})
		for _, k := range keys {
			k.User = iamsvc.NamedUser(name)
			f.keys[name] = append(f.keys[name], k)
		}
	}
	key := func(id string, days int, s iamsvc.Status) iamsvc.Key {
		return iamsvc.Key{ID: id, Status: s, Created: ago(days)}
	}
	use := func(id string, at time.Time, service, region string) {
		f.lastUse[id] = iamsvc.LastUse{At: at, Service: service, Region: region}
	}
	add("alice", "/people/", key("AKIAALICEALICEALICE1", 412, iamsvc.Active), key("AKIAALICEALICEALICE2", 12, iamsvc.Inactive))
	add("bob", "/people/", key("AKIABOBBOBBOBBOBBOB1", 31, iamsvc.Active))
	add("build-bot", "/ci/", key("AKIABUILDBUILDBUILD1", 95, iamsvc.Inactive))
	add("carol", "/people/")
	add("deploy-bot", "/ci/", key("AKIADEPLOYDEPLOYDEP1", 400, iamsvc.Active), key("AKIADEPLOYDEPLOYDEP2", 200, iamsvc.Active))
	add("ops", "/", key("AKIAOPSOPSOPSOPSOPSO", 40, iamsvc.Active))
	use("AKIAALICEALICEALICE1", start.Add(-3*time.Hour), "s3", "us-east-1")
	use("AKIABOBBOBBOBBOBBOB1", start.Add(-30*24*time.Hour-time.Hour), "ec2", "eu-west-1") // at rest: t acts at once
	use("AKIADEPLOYDEPLOYDEP1", start.Add(-10*time.Minute), "lambda", "ap-southeast-2")
	use("AKIADEPLOYDEPLOYDEP2", ago(150), "s3", "")
	use("AKIAOPSOPSOPSOPSOPSO", start.Add(-time.Minute), "iam", "us-east-1")
	return f
}

// revealOf returns the window that shows the secret of a key.
func revealOf(m *Model, keyID string) (*dialog.Reveal, bool) {
	for _, w := range m.Windows {
		if d, ok := w.Dialog.(*dialog.Reveal); ok && d.Key().ID == keyID {
			return d, true
		}
	}
	return nil, false
}
