package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/queue"
	"akia/iamsvc/report"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// reportLoad is how far the credential report is.
type reportLoad struct {
	id      int // of the load that is waited for
	asking  bool
	stopped bool // by the person
	since   time.Time
	state   iamsvc.ReportState
	err     *iamsvc.Error // why there is none; nil if there is, or if it was not asked for
	had     bool
	cancel  context.CancelFunc
}

// told reports whether the report is there, on its way, or known not to be had.
func (r *reportLoad) told() bool { return r.asking || r.had || r.err != nil }

// factsLoad is how far the facts about all users are: who is quarantined, which keys are described.
type factsLoad struct {
	asking bool
	done   bool
	stale  bool               // they were read for a report before the present one
	cancel context.CancelFunc // of the page that is asked; nil if none ever was
}

// stop ends the reading of the facts; false if none is under way.
func (f *factsLoad) stop() bool {
	if f.cancel != nil {
		f.cancel()
	}
	asking := f.asking
	f.asking = false
	return asking
}

// missing reports whether they are not known, and not on their way.
func (f factsLoad) missing() bool { return !f.done && !f.asking }

// reportLoadedMsg answers the request for a report. The table was made of it by the command: that takes a while.
type reportLoadedMsg struct {
	id     int
	report *store.Report
	roster report.Roster
	root   bool // the report has a line of the root user
	table  *audit.Table
	view   *audit.View
	err    *iamsvc.Error
}

// reportStateMsg says how far IAM is with a report.
type reportStateMsg struct {
	id     int
	states []iamsvc.ReportState // an empty one is the last
	from   *stage.Mailbox[iamsvc.ReportState]
}

// loadReport asks for the credential report; its states come meanwhile.
func (m *Model) loadReport() tea.Cmd {
	a := &m.audit
	r := &a.report
	if r.asking {
		return nil
	}
	ctx, cancel := stage.ReadContext(queue.InView)
	*r = reportLoad{id: r.id + 1, asking: true, since: m.Config.Now(), had: r.had, cancel: cancel}
	a.facts = factsLoad{done: a.facts.done, stale: true}
	states := stage.NewMailbox[iamsvc.ReportState](0)
	return tea.Batch(
		askReport(ctx, m.Config, r.id, states),
		waitReport(r.id, states),
	)
}

func askReport(ctx context.Context, cfg Config, id int, states *stage.Mailbox[iamsvc.ReportState]) tea.Cmd {
	return func() tea.Msg {
		defer states.Put("")
		found, err := cfg.Service.CredentialReport(ctx, states.Put)
		if err != nil {
			return reportLoadedMsg{id: id, err: iamsvc.AsError(err)}
		}
		roster, root := report.NewRoster(found.Rows, cfg.PathPrefix), report.HasRoot(found.Rows)
		found.Rows = report.Under(found.Rows, cfg.PathPrefix)
		reported, alone := store.NewReport(found, cfg.Clock.Now()), store.New()
		alone.SetReport(reported)
		table := audit.NewTable(alone, cfg.Clock, *cfg.Thresholds)
		view := table.NewView()
		view.Len() // puts it in order
		return reportLoadedMsg{id: id, report: reported, roster: roster, root: root, table: table, view: view}
	}
}

func waitReport(id int, from *stage.Mailbox[iamsvc.ReportState]) tea.Cmd {
	return func() tea.Msg {
		return reportStateMsg{id, from.Take(), from}
	}
}

// take shows the state that came last.
func (msg reportStateMsg) take(m *Model) tea.Cmd {
	r := &m.audit.report
	if msg.id != r.id || !r.asking {
		return nil
	}
	for _, state := range msg.states {
		if state == "" {
			return nil
		}
		r.state = state
	}
	return waitReport(msg.id, msg.from)
}

// take puts the report into the table. Without one the keys are asked about one by one.
func (msg reportLoadedMsg) take(m *Model) tea.Cmd {
	a := &m.audit
	if msg.id != a.report.id || a.table == nil {
		return nil
	}
	a.report.asking = false
	a.report.cancel()
	if msg.err != nil {
		return m.noReport(msg.err)
	}
	a.report.had = true
	m.Store.SetReport(msg.report)
	if a.table.Len() == 0 && !a.scan.begun() {
		msg.view.SetOrder(a.view.Order())
		msg.view.SetFilter(a.view.Filter())
		a.table, a.view = msg.table, msg.view
		a.table.MoveTo(m.Store)
	}
	a.roster = auditRoster{users: &msg.roster}
	if !msg.root && m.Config.PathPrefix == "" {
		return tea.Batch(m.needFacts(), askRoot(m.Config.Service))
	}
	return m.needFacts()
}

// noReport goes on without a report: with the exact scan where the report is not to be had.
func (m *Model) noReport(err *iamsvc.Error) tea.Cmd {
	a := &m.audit
	m.ReadFailed(err)
	m.HeedSigner(err)
	if err.Kind == iamsvc.KindCancelled {
		return nil
	}
	a.report.err = err
	if !iamsvc.ReportUnavailable(err) || a.report.had {
		return m.Fail(err)
	}
	return tea.Batch(m.needFacts(), m.startScan(), m.Say(dialog.Warn, "No credential report: "+err.Error()+" Asking key by key instead."))
}

// factsMsg answers the request for a page of facts about users.
type factsMsg struct {
	id   int
	page iamsvc.UserFactsPage
	err  *iamsvc.Error
}

// needFacts asks for the facts, unless they are known or on their way.
func (m *Model) needFacts() tea.Cmd {
	if f := m.audit.facts; f.asking || f.done && !f.stale {
		return nil
	}
	return m.loadFacts("")
}

func (m *Model) loadFacts(marker string) tea.Cmd {
	id, svc := m.audit.report.id, m.Config.Service
	ctx, cancel := stage.ReadContext(queue.Sweep)
	m.audit.facts.asking, m.audit.facts.cancel = true, cancel
	return func() tea.Msg {
		page, err := svc.UserFacts(ctx, marker)
		return factsMsg{id, page, iamsvc.AsError(err)}
	}
}

// take takes a page and asks for the next. A denial is no failure of the audit: these facts are an addition. The summary says
// that they are missing.
func (msg factsMsg) take(m *Model) tea.Cmd {
	a := &m.audit
	if msg.id != a.report.id || a.table == nil {
		return nil
	}
	if msg.err != nil {
		a.facts = factsLoad{}
		if msg.err.Kind != iamsvc.KindCancelled {
			m.ReadFailed(msg.err)
		}
		return m.countUsers()
	}
	m.Store.SetUserFacts(msg.page.Users)
	for _, u := range msg.page.Users {
		a.roster.present(a, u)
	}
	if msg.page.More {
		return m.loadFacts(msg.page.Marker)
	}
	a.facts = factsLoad{done: true}
	return nil
}
