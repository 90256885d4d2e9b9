package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/scan"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/text"
)

// auditScan is the exact scan: every user and every key asked about. What is done stays done, so it can be taken up again.
type auditScan struct {
	scan     *scan.Scan // nil before the first
	box      *mailbox[scanNews]
	cancel   context.CancelFunc // nil while it does not run
	progress scan.Progress
	done     bool
	ended    time.Time           // when it was done first: what is asked again later is what failed, the rest is as old as that
	panes    map[store.Read]bool // what the panes want to know: true for what they ask, false for what they wait for
}

// scanNews is a batch of what a scan found out, a page of users that it has read, or, as the last of a run, why the run ended.
type scanNews struct {
	batch scan.Batch
	page  *readPage
	ended bool
	err   error // nil if everything was asked
}

// scanEvery is how long a scan collects what it finds out.
const scanEvery = 150 * time.Millisecond

func (s *auditScan) begun() bool { return s.scan != nil }

func (s *auditScan) running() bool { return s.cancel != nil }

// cancelRun ends the run; what is done stays done.
func (s *auditScan) cancelRun() {
	if s.cancel != nil {
		s.cancel()
	}
}

// end gives the scan up altogether.
func (s *auditScan) end() {
	s.cancelRun()
	*s = auditScan{}
}

// toggleScan starts the exact scan, pauses it, or has it go on.
func (m *Model) toggleScan() tea.Cmd {
	s := &m.audit.scan
	switch {
	case !s.running():
		return tea.Batch(m.startScan(), m.say(dialog.Dim, "Asking about every user and every key: S pauses, esc stops"))
	case s.progress.Paused:
		s.scan.Resume()
	default:
		s.scan.Pause()
	}
	s.progress = s.scan.Progress()
	return nil
}

// startScan runs the exact scan, or goes on with the one that was stopped. One command runs it, another waits for its news.
func (m *Model) startScan() tea.Cmd {
	a := &m.audit
	s := &a.scan
	if s.running() {
		return nil
	}
	a.stopped = false
	if s.scan == nil || s.done && s.progress.Failed == 0 {
		m.newScan()
	}
	s.done = false
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.scan.Resume()
	run := tea.Batch(runScan(ctx, s.scan, s.box), waitScan(s.box), m.needFacts())
	if a.table.Generated().IsZero() && m.cfg.PathPrefix == "" {
		return tea.Batch(askRoot(ctx, m.cfg.Service), run) // the report would have told
	}
	return run
}

// newScan makes a scan that asks what is not known and fresh.
func (m *Model) newScan() {
	s := &m.audit.scan
	*s = auditScan{box: newMailbox[scanNews](0), panes: map[store.Read]bool{}}
	box := s.box
	options := m.knownForScan()
	options.Deliver = func(b scan.Batch) { box.put(scanNews{batch: b}) }
	options.Every, options.Now = scanEvery, m.cfg.Now
	s.scan = scan.New(m.scanned(box), options)
	for q := range m.audit.feed.flying {
		s.claim(q)
	}
}

// open reports whether there is a scan that has, or may have, something left to ask.
func (s *auditScan) open() bool { return s.scan != nil && !s.done }

// rootKeyMsg says that the root user has an access key: nobody else can list it.
type rootKeyMsg struct{}

func askRoot(ctx context.Context, svc auditor) tea.Cmd {
	return func() tea.Msg {
		if s, err := svc.AccountSummary(ctx); err == nil && s.RootKey {
			return rootKeyMsg{}
		}
		return nil
	}
}

func (rootKeyMsg) take(m *Model) tea.Cmd {
	if m.audit.table != nil {
		m.audit.table.RootKey()
	}
	return nil
}

func runScan(ctx context.Context, s *scan.Scan, to *mailbox[scanNews]) tea.Cmd {
	return func() tea.Msg {
		to.put(scanNews{ended: true, err: s.Run(ctx)})
		return nil
	}
}

// scanMsg is the news that came together.
type scanMsg struct {
	box  *mailbox[scanNews]
	news []scanNews
}

func waitScan(box *mailbox[scanNews]) tea.Cmd {
	return func() tea.Msg { return scanMsg{box, box.take()} }
}

// take takes what was found out, and waits for more until the run has ended.
func (msg scanMsg) take(m *Model) tea.Cmd {
	s := &m.audit.scan
	if msg.box != s.box || m.audit.table == nil {
		return nil
	}
	cmds := make([]tea.Cmd, 0, 2)
	for _, n := range msg.news {
		switch {
		case n.ended:
			return tea.Batch(append(cmds, m.scanEnded(n.err))...)
		case n.page != nil:
			cmds = append(cmds, m.learnPage(*n.page))
		default:
			m.scanLearn(n.batch)
		}
	}
	return tea.Batch(append(cmds, waitScan(s.box))...)
}

func (m *Model) scanLearn(b scan.Batch) {
	m.audit.scan.progress = b.Progress
	for _, l := range b.Lists {
		m.auditListed(l.User, l.Keys, l.Asked, cause(l.Err, l.Gone, "ListAccessKeys", l.User.String()))
	}
	for _, u := range b.Uses {
		m.auditUsed(u.User, u.KeyID, u.Use, cause(u.Err, u.Gone, "GetAccessKeyLastUsed", u.KeyID))
	}
	m.audit.scan.scan.Taken(b)
}

// cause returns why a scan got no answer; nil if it got one.
func cause(err *iamsvc.Error, gone bool, op, subject string) *iamsvc.Error {
	if gone {
		return &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: op, Subject: subject}
	}
	return err
}

// scanEnded says how the run ended.
func (m *Model) scanEnded(cause error) tea.Cmd {
	s := &m.audit.scan
	s.cancelRun()
	s.cancel = nil
	s.progress = s.scan.Progress()
	if s.done = s.scan.Done(); s.done && s.ended.IsZero() {
		s.ended = m.cfg.Now()
	}
	err := iamsvc.AsError(cause)
	m.heedSigner(err)
	p := s.progress
	switch {
	case err != nil && err.Kind != iamsvc.KindCancelled:
		return m.fail(err)
	case cause != nil:
		return m.say(dialog.Dim, "The scan was stopped: what is done stays done, S goes on")
	case p.Failed > 0:
		return m.say(dialog.Warn, "Scan done: "+text.Count(p.Failed)+" of "+text.Many(p.Calls, "question")+" failed; S asks these again")
	}
	return m.say(dialog.Good, "Scan done: "+text.Many(p.Users, "user")+", "+text.Many(p.Keys, "key"))
}

// scanNote words how far the scan is.
func (m *Model) scanNote() string {
	p := m.audit.scan.progress
	users := text.Count(p.Users)
	if p.Total > 0 {
		users += " of " + text.Count(p.Total)
	}
	note := "exact scan: " + users + " users, " + text.Count(p.Uses) + " of " + text.Count(p.Keys) + " last uses"
	if !m.both() {
		note = "scan: " + strings.ReplaceAll(users, " of ", "/") + " users, " + text.Count(p.Uses) + "/" + text.Count(p.Keys) + " uses"
	}
	switch {
	case p.Paused:
		return note + ", paused: S goes on"
	case p.LeftKnown:
		return note + ", " + strconv.Itoa(int(p.Rate+0.5)) + "/s, " + text.Left(p.Left) + " left"
	case p.Rate > 0:
		return note + ", " + strconv.Itoa(int(p.Rate+0.5)) + "/s"
	}
	return note
}
