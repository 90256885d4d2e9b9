package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/dialog"
)

// aheadLimit is how many requests for what is not looked at yet are under way at once.
const aheadLimit = 4

// loads are the requests that are under way.
type loads struct {
	last        uint64
	flying      map[store.Read]flight
	renewing    bool // the credentials are being looked for anew
	otherSigner bool // they have become somebody else's, and who that is is to be asked
	traces      traces
	signerAsked time.Time  // when it was asked by itself
	then        *afterUses // nil for nothing
}

type flight struct {
	id     uint64
	class  queue.Class
	cancel context.CancelFunc
}

func newLoads() loads { return loads{traces: traces{}, flying: map[store.Read]flight{}} }

// ahead counts the requests under way for what is not looked at yet.
func (l *loads) ahead() int {
	n := 0
	for _, f := range l.flying {
		if f.class != queue.InView {
			n++
		}
	}
	return n
}

// drop cancels a request that nobody waits for any more; an answer that still comes is not taken.
func (l *loads) drop(r store.Read) {
	if f, ok := l.flying[r]; ok {
		f.cancel()
		delete(l.flying, r)
	}
}

// load starts the requests that the account's plan wants and that are not under way, and cancels those that it does not.
func (m *Model) load() tea.Cmd {
	if m.exit.leaving {
		return nil
	}
	m.askSigner()
	then := m.goOnAfterUses()
	plan := m.account.Plan(m.view())
	wanted := make(map[store.Read]bool, len(plan))
	for _, w := range plan {
		wanted[w.Read] = true
	}
	for r := range m.loads.flying {
		if !wanted[r] {
			m.loads.drop(r)
			m.account.Cancel(r)
		}
	}
	cmds := []tea.Cmd{then, m.sendTraces()}
	for _, w := range plan {
		if _, flying := m.loads.flying[w.Read]; flying {
			continue
		}
		if w.Class != queue.InView && m.loads.ahead() >= aheadLimit {
			continue
		}
		cmds = append(cmds, m.start(w))
	}
	return tea.Batch(cmds...)
}

// start sends one request.
func (m *Model) start(w store.Want) tea.Cmd {
	ctx, cancel := readContext(w.Class)
	m.loads.last++
	a := ask{req: w.Read, id: m.loads.last}
	m.loads.flying[w.Read] = flight{a.id, w.Class, cancel}
	m.account.Begin(w.Read, m.cfg.Now())
	svc := m.cfg.Service
	switch w.Op {
	case store.AskUsers:
		return askUsers(ctx, svc, a, m.account.MarkerForNext())
	case store.AskKeys:
		return askKeys(ctx, svc, a)
	case store.AskLastUse:
		return askLastUse(ctx, svc, a)
	case store.AskDescriptions:
		return askDescriptions(ctx, svc, a)
	case store.AskIdentity:
		return askIdentity(ctx, svc, a)
	default:
		return askDetail(ctx, svc, a)
	}
}

// view tells the plan what is on the screen.
func (m *Model) view() store.View {
	v := store.View{
		Pace: m.pace.now, Selected: m.pace.user, SelectedAt: m.pace.userAt,
		HasSelected: m.pace.hasUser && (m.wantsSelected() || m.loads.then != nil),
		NearEnd:     !m.audit.open && m.users.nearEnd(), WantAll: m.users.filtered() || !m.seek.user.IsZero(), Listing: m.audit.scan.listing(),
		Descriptions: m.wantsDescriptions(), Details: m.wantedDetails(),
	}
	if v.HasSelected {
		v.Uses, v.UsesAhead = m.wantedUses()
	}
	if v.Pace == store.Settled && m.usersVisible() {
		from, to := m.users.window.Range(&m.users)
		for i := from; i < to; i++ {
			v.Shown = append(v.Shown, m.users.at(i).Principal())
		}
	}
	return v
}

// wantsDescriptions reports whether the descriptions of the selected user's keys are on the screen or about to be.
func (m *Model) wantsDescriptions() bool {
	if m.table.describe != "" {
		return true
	}
	return !m.audit.open && len(m.columns(m.tableWidth()-2)) > descriptionColumn
}

// answered takes the answer to a request, if it is still waited for.
func (m *Model) answered(msg answer) tea.Cmd {
	a := msg.asked()
	if f, ok := m.loads.flying[a.req]; !ok || f.id != a.id {
		return nil
	}
	m.loads.drop(a.req)
	defer m.tellAudit(a.req.User)
	now := m.cfg.Now()
	if err := msg.failure(); err != nil {
		m.account.Fail(a.req, err, now)
		m.heedSigner(err)
		if a.req.Op != store.AskLastUse { // which is about the key, whoever has it
			m.traceUser(a.req.User, err)
		}
		return m.loadFailed(a.req, err)
	}
	switch msg := msg.(type) {
	case usersLoadedMsg:
		m.account.AddPage(msg.page, now)
		m.users.grow(m.account)
		if err := m.account.UsersErr(); err != nil { // the page leads nowhere
			return m.loadFailed(a.req, err)
		}
		return m.seekOn()
	case keysLoadedMsg:
		m.account.SetKeys(a.req.User, msg.keys, now)
		m.traceWindows(a.req.User)
	case descriptionsLoadedMsg:
		m.account.SetDescriptions(a.req.User, msg.texts, now)
		m.descriptionsLoaded(a.req.User)
	case lastUseLoadedMsg:
		m.account.SetLastUse(a.req.Key, msg.use, now)
	case identityLoadedMsg:
		return m.knowIdentity(msg.identity)
	case detailLoadedMsg:
		msg.keep(m.account, now)
	}
	return nil
}

// knowIdentity notes who the calls are made as. If a renewed login leads to another account, nothing that was known holds,
// and no question that is open means what it did; secrets that are shown stay.
func (m *Model) knowIdentity(id iamsvc.Identity) tea.Cmd {
	var changed tea.Cmd
	if was := &m.account.Identity; was.Value.Account != "" && was.Value.Account != id.Account {
		for r := range m.loads.flying {
			m.loads.drop(r)
		}
		m.closeAudit() // of the other account nobody has asked for one
		m.account = store.New()
		m.resetAudit()
		m.status.undo = undo{}
		m.users.update(m.account)
		m.endSeek()
		m.closeQuestions()
		changed = m.saySigner("The new login leads to another account, " + id.Account)
	} else if was.Value.Account != "" && !was.Value.SameCaller(id) {
		m.closeQuestions() // what is asked about the key that akia is signed in with was about another one
		changed = m.saySigner("You are signed in as " + id.Label() + " now")
	}
	m.account.SetIdentity(id, m.cfg.Now())
	m.fallBack()
	return changed
}

// closeQuestions closes all windows but those that show a secret, which cannot be had again.
func (m *Model) closeQuestions() {
	m.dialogs = slices.DeleteFunc(m.dialogs, func(w window) bool { return w.Kind() != dialog.KindReveal })
}

// loadFailed keeps the failure for the details; where it shows is the pane's business.
func (m *Model) loadFailed(r store.Read, err *iamsvc.Error) tea.Cmd {
	m.readFailed(err)
	if r.Op == store.AskDescriptions && m.table.describe != "" {
		m.table.describe = ""
		return m.fail(err)
	}
	if r.Op == store.AskUsers {
		if err.Kind != iamsvc.KindDenied {
			m.endSeek()
		}
		m.fallBack()
	}
	return nil
}

// fallBack shows the caller's own keys where users may not be listed.
func (m *Model) fallBack() {
	err := m.account.UsersErr()
	if err == nil || err.Kind != iamsvc.KindDenied || len(m.account.Users()) > 0 || !m.account.Identity.Known() {
		return
	}
	id := m.account.Identity.Value
	var known []iamsvc.User
	if name, isUser := id.UserName(); isUser || id.Root() {
		known = append(known, iamsvc.User{Name: name, ARN: id.ARN})
	}
	if !m.seek.user.IsZero() {
		known = append(known, iamsvc.User{Name: m.seek.user.UserName()})
	}
	if len(known) == 0 {
		return
	}
	m.account.Only(known...)
	m.users.update(m.account)
	m.arrive()
}
