package audit

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
	room   *Room
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
	room   *Room
	id     int
	states []iamsvc.ReportState // an empty one is the last
	from   *stage.Mailbox[iamsvc.ReportState]
}

// loadReport asks for the credential report; its states come meanwhile.
func (a *Room) loadReport() tea.Cmd {
	r := &a.report
	if r.asking {
		return nil
	}
	ctx, cancel := stage.ReadContext(queue.InView)
	*r = reportLoad{id: r.id + 1, asking: true, since: a.Config.Now(), had: r.had, cancel: cancel}
	a.facts = factsLoad{done: a.facts.done, stale: true}
	states := stage.NewMailbox[iamsvc.ReportState](0)
	return tea.Batch(
		a.askReport(ctx, r.id, states),
		a.waitReport(r.id, states),
	)
}

// Reads reports whether ReadAll has something to ask.
func (a *Room) Reads() bool { return !a.report.told() }

// ReadAll asks for what IAM tells of all users together, if that has not been asked: the credential report, then the
// tags, the descriptions and who is quarantined. The audit need not be on the screen.
func (a *Room) ReadAll() tea.Cmd {
	if !a.Reads() {
		return nil
	}
	if a.table == nil {
		a.newTable()
	}
	return a.loadReport()
}

func (a *Room) askReport(ctx context.Context, id int, states *stage.Mailbox[iamsvc.ReportState]) tea.Cmd {
	cfg := a.Config
	return func() tea.Msg {
		defer states.Put("")
		found, err := cfg.Service.CredentialReport(ctx, states.Put)
		if err != nil {
			return reportLoadedMsg{room: a, id: id, err: iamsvc.AsError(err)}
		}
		roster, root := report.NewRoster(found.Rows, cfg.PathPrefix), report.HasRoot(found.Rows)
		found.Rows = report.Under(found.Rows, cfg.PathPrefix)
		reported, alone := store.NewReport(found, cfg.Clock.Now()), store.New()
		alone.SetReport(reported)
		table := audit.NewTable(alone, cfg.Clock, *cfg.Thresholds)
		view := table.NewView()
		view.Len() // puts it in order
		return reportLoadedMsg{room: a, id: id, report: reported, roster: roster, root: root, table: table, view: view}
	}
}

func (a *Room) waitReport(id int, from *stage.Mailbox[iamsvc.ReportState]) tea.Cmd {
	return func() tea.Msg {
		return reportStateMsg{a, id, from.Take(), from}
	}
}

// Take shows the state that came last.
func (msg reportStateMsg) Take() tea.Cmd {
	a := msg.room
	r := &a.report
	if msg.id != r.id || !r.asking {
		return nil
	}
	for _, state := range msg.states {
		if state == "" {
			return nil
		}
		r.state = state
	}
	return a.waitReport(msg.id, msg.from)
}

// Take puts the report into the table. Without one the keys are asked about one by one.
func (msg reportLoadedMsg) Take() tea.Cmd {
	a := msg.room
	if msg.id != a.report.id || a.table == nil {
		return nil
	}
	a.report.asking = false
	a.report.cancel()
	if msg.err != nil {
		return a.noReport(msg.err)
	}
	a.report.had = true
	a.Store.SetReport(msg.report)
	if a.table.Len() == 0 && !a.scan.begun() {
		msg.view.SetOrder(a.view.Order())
		msg.view.SetFilter(a.view.Filter())
		a.table, a.view = msg.table, msg.view
		a.table.MoveTo(a.Store)
	}
	a.roster = roster{users: &msg.roster}
	if !msg.root && a.Config.PathPrefix == "" {
		return tea.Batch(a.needFacts(), a.askRoot())
	}
	return a.needFacts()
}

// noReport goes on without a report: with the full scan where the report is not to be had.
func (a *Room) noReport(err *iamsvc.Error) tea.Cmd {
	a.ReadFailed(err)
	a.HeedSigner(err)
	if err.Kind == iamsvc.KindCancelled {
		return nil
	}
	if !a.open && !a.report.had {
		a.report = reportLoad{id: a.report.id} // it is asked again when the audit is entered
		return tea.Batch(a.needFacts(), a.Fail(err))
	}
	a.report.err = err
	if !iamsvc.ReportUnavailable(err) || a.report.had {
		return a.Fail(err)
	}
	return tea.Batch(a.needFacts(), a.startScan(),
		a.Say(dialog.Warn, "No credential report: "+err.Error()+" Asking key by key instead."))
}

// factsMsg answers the request for a page of facts about users.
type factsMsg struct {
	room *Room
	id   int
	page iamsvc.UserFactsPage
	err  *iamsvc.Error
}

// needFacts asks for the facts, unless they are known or on their way.
func (a *Room) needFacts() tea.Cmd {
	if f := a.facts; f.asking || f.done && !f.stale {
		return nil
	}
	return a.loadFacts("")
}

func (a *Room) loadFacts(marker string) tea.Cmd {
	id, svc := a.report.id, a.Config.Service
	ctx, cancel := stage.ReadContext(queue.Sweep)
	a.facts.asking, a.facts.cancel = true, cancel
	return func() tea.Msg {
		page, err := svc.UserFacts(ctx, marker)
		return factsMsg{a, id, page, iamsvc.AsError(err)}
	}
}

// Take takes a page and asks for the next. A denial is no failure of the audit: these facts are an addition. The
// summary says that they are missing.
func (msg factsMsg) Take() tea.Cmd {
	a := msg.room
	if msg.id != a.report.id || a.table == nil {
		return nil
	}
	if msg.err != nil {
		a.facts = factsLoad{}
		if msg.err.Kind != iamsvc.KindCancelled {
			a.ReadFailed(msg.err)
		}
		return a.countUsers()
	}
	a.Store.SetUserFacts(msg.page.Users)
	for _, u := range msg.page.Users {
		a.roster.present(a, u)
	}
	if msg.page.More {
		return a.loadFacts(msg.page.Marker)
	}
	a.facts = factsLoad{done: true}
	return nil
}
