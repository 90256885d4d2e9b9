package ui

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/keyboard"
	"akia/ui/write"
)

// reaction is less than anyone needs to take in what has changed on the screen: a key was meant for what was there before.
const reaction = 150 * time.Millisecond

// sawFrame is a frame, and the question in it.
type sawFrame struct {
	at       time.Time
	byPerson bool // it follows from a key
	content  string
	question string // the window on top; empty for none
	kind     dialog.Kind
}

// pressed is the key that something follows from, and what the person saw before it.
type pressed struct {
	key   tea.KeyPressMsg
	burst bool // it came faster than fingers type
	saw   sawFrame
}

// pressOf returns the key that a message follows from: it is one, or it goes on with what one has begun. What IAM answers to
// a question follows from no key.
func (s *soak) pressOf(msg tea.Msg, from *pressed) *pressed {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return &pressed{key: msg, burst: s.burst, saw: s.saw()}
	case keyboard.Fast:
		return &pressed{key: msg.Key, burst: true, saw: s.saw()}
	case answersMsg, tracedMsg, renewedMsg, tea.PasteMsg, tea.WindowSizeMsg:
		return nil
	default:
		return from
	}
}

// saw returns the frame that a person who presses a key now has seen: what an answer has put there in the last moment is not
// in it, what the person's own keys have changed is.
func (s *soak) saw() sawFrame {
	for _, f := range slices.Backward(s.frames) {
		if f.byPerson || time.Since(f.at) >= reaction {
			return f
		}
	}
	return sawFrame{}
}

// drew notes a frame.
func (s *soak) drew(msg tea.Msg, content string) {
	f := sawFrame{at: time.Now(), byPerson: byPerson(msg) || goesOn(msg), content: content}
	if len(s.m.Windows) > 0 && !s.m.tooSmall() {
		top := s.m.Top()
		f.kind, f.question = top.Kind(), top.View(s.m.Theme, s.m.Width-2, s.m.Height-1)
	}
	for len(s.frames) > 1 && (s.frames[1].byPerson || time.Since(s.frames[1].at) >= reaction) {
		s.frames = s.frames[1:]
	}
	s.frames = append(s.frames, f)
}

// goesOn reports whether a message goes on with a person's own key: no answer has changed what it shows.
func goesOn(msg tea.Msg) bool {
	switch msg.(type) {
	case knownMsg, answerMsg:
		return true
	default:
		return false
	}
}

// checkAsked fails unless each change that a message has begun follows from a key, and names what stood under the question,
// or under the cursor, in the frame that the person saw before that key.
func (s *soak) checkAsked(msg tea.Msg) {
	now := s.m.UnderWay
	if len(now) == 0 && len(s.under) == 0 {
		return
	}
	for subject, w := range now {
		if was, there := s.under[subject]; !there || was != w {
			s.checkBegun(msg, w)
		}
	}
	outcome, answered := msg.(write.Outcome)
	if answered && outcome.Failure() == nil && outcome.Wrote().Op == write.SetStatus {
		s.latest, s.latestAt = outcome.Wrote(), time.Now()
	}
	for subject, w := range s.under {
		if _, there := now[subject]; !there && !answered && s.world.reached(subject) {
			s.fail("the %s reached IAM, and then was as if it had never been", w)
		}
	}
	s.bursts = slices.DeleteFunc(s.bursts, func(subject write.Subject) bool {
		if s.world.reached(subject) {
			s.fail("a burst has changed something: %v", subject)
		}
		_, there := now[subject]
		return !there
	})
	s.under = maps.Clone(now)
	maps.DeleteFunc(s.accounts, func(subject write.Subject, _ string) bool { _, there := now[subject]; return !there })
	s.world.permit(s.under, maps.Clone(s.accounts))
}

// accountIn returns the account that the header of a screen names; empty if it names none.
func accountIn(screen string) string {
	header, _, _ := strings.Cut(screen, "\n")
	return regexp.MustCompile(`\b[0-9]{12}\b`).FindString(header)
}

func (s *soak) checkBegun(msg tea.Msg, w write.Write) {
	p := s.from
	if p == nil {
		s.fail("the %s was begun by %T: nobody asked for it", w, msg)
		return
	}
	question, screen := flat(p.saw.question), ansi.Strip(p.saw.content)
	s.log("%s begun by %s", w, p.key)
	s.accounts[w.Subject()] = accountIn(screen)
	switch {
	case p.burst && (question == "" || p.saw.kind != dialog.KindTyped):
		s.bursts = append(s.bursts, w.Subject())
	case w.Bulk: // the window that begins it has room for some of the keys
		return
	}
	named := question
	switch {
	case question != "":
	case p.key.String() == "u": // the news may be gone, but it is the latest change of a key that is taken back
		last, ago := s.latest, time.Since(s.latestAt)
		if last.Key != w.Key || !s.world.renamed(last.User, w.User) || last.To != w.From || ago > write.UndoTime {
			s.fail("the %s was begun by u, and the latest change was the %s %s ago", w, last, ago)
		}
		return
	default:
		named = s.underCursor(screen)
	}
	key := w.Key
	if made, ok := msg.(write.KeyCreated); ok && made.NewKey.ID == key { // it was to be described as soon as it was there
		key = ""
	}
	if !strings.Contains(named, key) || !strings.Contains(named, cutName(w.User)) {
		s.fail("the %s was begun by %s, and this was seen before:\n%s\n\nin\n%s", w, p.key, named, screen)
	}
}

// cutName returns as much of a user's name as stands even in a narrow window.
func cutName(user iamsvc.Principal) string { return user.String()[:min(len(user.String()), 12)] }

// flat returns the text of a window on one line, without its frame.
func flat(window string) string {
	frame := func(r rune) bool { return strings.ContainsRune("│|╭╮╰╯─+-┃", r) }
	var b strings.Builder
	for line := range strings.SplitSeq(ansi.Strip(window), "\n") {
		b.WriteString(strings.TrimSpace(strings.TrimFunc(line, frame)) + " ")
	}
	return strings.TrimSpace(b.String())
}

// underCursor returns the lines of the screen that have the cursor, and the titles of the panes.
func (s *soak) underCursor(screen string) string {
	var lines []string
	for line := range strings.SplitSeq(screen, "\n") {
		if strings.Contains(line, s.m.Theme.Marks.Cursor) || strings.Contains(line, "Keys of ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
