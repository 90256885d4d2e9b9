package audit

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
)

// scan is the full scan: every user and every key asked about. What is done stays done, so it can be taken up again.
type scan struct {
	sweep *store.Sweep // nil before the first
	done  bool
	ended time.Time // when it was done first: what is asked again later is what failed, the rest is as old as that
}

func (s *scan) begun() bool { return s.sweep != nil }

func (s *scan) running() bool { return s.sweep != nil && s.sweep.Running() }

func (s *scan) paused() bool { return s.running() && s.sweep.Progress().Paused }

// progress is how far the scan is; nothing before the first.
func (s *scan) progress() store.Progress {
	if s.sweep == nil {
		return store.Progress{}
	}
	return s.sweep.Progress()
}

// ToggleScan starts the full scan, pauses it, or has it go on.
func (a *Room) ToggleScan() tea.Cmd {
	s := &a.scan
	if s.running() {
		s.sweep.Pause(!s.paused())
		return nil
	}
	return tea.Batch(a.startScan(),
		a.Say(dialog.Dim, "Asking about every user and every key: "+a.KeyFor(action.Scan)+" pauses, esc stops"))
}

// startScan begins the full scan, or resumes with the one that was stopped.
func (a *Room) startScan() tea.Cmd {
	s := &a.scan
	if s.running() {
		return nil
	}
	a.stopped = false
	if s.sweep == nil || s.done && s.progress().Failed == 0 {
		*s = scan{sweep: store.NewSweep(a.Store, a.Config.Now)}
	}
	s.done = false
	s.sweep.Start()
	if a.table.Generated().IsZero() && a.Config.PathPrefix == "" {
		return tea.Batch(a.askRoot(), a.needFacts()) // the report would have told
	}
	return a.needFacts()
}

// StopScan stops the scan.
func (a *Room) StopScan() {
	a.scan.sweep.Stop()
	a.Say(dialog.Dim, "The scan was stopped: progress is kept, "+a.KeyFor(action.Scan)+" resumes")
}

// rootKeyMsg says that the root user has an access key: nobody else can list it.
type rootKeyMsg struct{ store *store.Store }

func (a *Room) askRoot() tea.Cmd {
	svc, known := a.Config.Service, a.Store
	return func() tea.Msg {
		ctx := queue.WithClass(context.Background(), queue.Sweep)
		if s, err := svc.AccountSummary(ctx); err == nil && s.RootKey {
			return rootKeyMsg{known}
		}
		return nil
	}
}

// Take implements stage.Message.
func (msg rootKeyMsg) Take() tea.Cmd {
	msg.store.SetRootKey(true)
	return nil
}

// scanEnded says how the run of the scan ended.
func (a *Room) scanEnded() tea.Cmd {
	s := &a.scan
	if s.done = s.sweep.Done(); s.done && s.ended.IsZero() {
		s.ended = a.Config.Now()
	}
	p := s.progress()
	switch err := s.sweep.Err(); {
	case err != nil:
		return a.Fail(err)
	case p.Failed > 0:
		return a.Say(dialog.Warn,
			"Scan done: "+text.Count(p.Failed)+" of "+text.Many(p.Calls, "question")+" failed; "+a.KeyFor(action.Scan)+
				" asks these again")
	}
	return a.Say(dialog.Good, "Scan done: "+text.Many(p.Users, "user")+", "+text.Many(p.Keys, "key"))
}

// scanWords says how far a scan is, in a wide window or a narrow one, and with which key a paused one goes on.
func scanWords(p store.Progress, wide bool, key string) string {
	users := text.Count(p.Users)
	if p.Total > 0 {
		users += " of " + text.Count(p.Total)
	}
	note := "full scan: " + users + " users, " + text.Count(p.Uses) + " of " + text.Count(p.Keys) + " last uses"
	if !wide {
		note = "scan: " + strings.ReplaceAll(users, " of ", "/") + " users, " +
			text.Count(p.Uses) + "/" + text.Count(p.Keys) + " uses"
	}
	rate := ", " + strconv.Itoa(int(p.Rate+0.5)) + "/s"
	switch {
	case p.Paused:
		return note + ", paused: " + key + " resumes"
	case p.LeftKnown:
		return note + rate + ", " + text.Left(p.Left) + " left"
	case p.Rate > 0:
		return note + rate
	}
	return note
}
