package ui

import (
	"errors"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc"
	"akia/iamsvc/journal"
)

// TestLongTextIsShownInPart types and pastes more into each line of text than fits: the part with the cursor is shown, and
// the frame stays whole.
func TestLongTextIsShownInPart(t *testing.T) {
	for name, open := range map[string]func(*screen){
		"filter": func(s *screen) { s.tap("/") }, "owner": func(s *screen) { s.tap("o") },
		"delete": func(s *screen) { s.wait(time.Second); s.tap("d", "y") }, "discard": func(s *screen) { s.tap("j", "c", "y", "esc") },
	} {
		for _, unit := range []string{"x", "日本", "-"} {
			t.Run(name+" "+unit, func(t *testing.T) {
				for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
					s := newScreen(t, size[0], size[1])
					open(s)
					closed := strings.Count(s.view(), "│\n")
					s.typeText("begin ")
					s.send(tea.PasteMsg{Content: strings.Repeat(unit, 100)})
					s.typeText(" end")
					check := func(want string) {
						t.Helper()
						s.shows(want)
						if fault := wrongFrame(s.m.View().Content, size[0], size[1]); fault != "" {
							t.Error(fault)
						}
						if got := strings.Count(s.view(), "│\n"); name != "filter" && got != closed {
							t.Errorf("%d lines end with a border, before the text %d:\n%s", got, closed, s.view())
						}
					}
					check(" end")
					s.press("home")
					check("begin ")
				}
			})
		}
	}
}

// hostile are texts that would break a screen that trusts them.
func hostile() []string {
	return []string{
		"a\x1b[31mb\x1b[2J\x1b]0;title\a", "\x1b]52;c;aGFsbG8=\x1b\\", "\u009b31mC1\u009d", "gpj\u202eexe.\u2066\u2069\u200f", strings.Repeat("e\u0301\u0338", 60),
		strings.Repeat("日本語", 30), "zero\u200b\u200d\u2060\ufeffwidth\u00ad", "\u115f\u1160\u3164\uffa0\u2800", "one\r\ntwo\tthree\v\f\u2028\u2029", "👩\u200d👧🇩🇪☝🏿",
		"\u1100\u1161\u11a8한กำ", "broken\xff\xc3\xed\xa0\x80", strings.Repeat("x", 64<<10), strings.Repeat("\x1b[1m日\n", 8<<10), "%s%d%!v(MISSING)", strings.Repeat(" ", 300),
	}
}

// hostileCompany puts such texts into everything that comes from outside; n turns which goes where.
func hostileCompany(n int) func(*fakeService, *Config) {
	texts := hostile()
	next := func() string { n++; return texts[n%len(texts)] }
	return func(f *fakeService, c *Config) {
		c.Profile, c.Endpoint = next(), next()
		f.identity.Alias, f.identity.Account, f.identity.ARN = next(), next(), "arn:aws:iam::123456789012:user/"+next()
		keys, uses := map[string][]iamsvc.Key{}, map[string]iamsvc.LastUse{}
		for i := range f.users {
			u := &f.users[i]
			was := u.Name
			u.Name, u.Path, u.ARN = was+next(), "/"+next()+"/", next()
			for _, k := range f.keys[was] {
				use := f.lastUse[k.ID]
				k.User = iamsvc.NamedUser(u.Name)
				if i == 0 { // the scenes need the others as they are
					k.ID, k.Status = k.ID+next(), iamsvc.Status(next())
				}
				use.Service, use.Region = next(), next()
				keys[u.Name], uses[k.ID] = append(keys[u.Name], k), use
			}
		}
		f.keys, f.lastUse = keys, uses
		f.errs[hostileText] = errors.New(next())
	}
}

// hostileText is where a hostile company keeps a text for the scenes; no call has that name.
const hostileText = "(hostile text)"

func (s *screen) hostile() string { return s.svc.errs[hostileText].Error() }

// hostileScenes are all scenes, and those that show errors and names in sentences.
func hostileScenes() map[string]func(*screen) {
	scenes := pictureScenes()
	broken := func(s *screen, op string, kind iamsvc.Kind) {
		h := s.hostile()
		s.svc.errs[op] = &iamsvc.Error{Kind: kind, Op: op, Subject: h, Code: h, Message: h, RequestID: h}
	}
	for _, kind := range []iamsvc.Kind{iamsvc.KindService, iamsvc.KindDenied, iamsvc.KindInvalid} {
		name := "error " + strconv.Itoa(int(kind))
		scenes[name+" of the list"] = func(s *screen) { broken(s, "ListUsers", kind); s.tap("r", "ctrl+r") }
		scenes[name+" of keys"] = func(s *screen) { broken(s, "ListKeys", kind); s.tap("j", "j") }
		scenes[name+" in full"] = func(s *screen) { broken(s, "SetStatus", kind); s.tap("j", "t", "!") }
	}
	scenes["lost"] = func(s *screen) {
		lost := lostKey()
		lost.Made[0].ID += s.hostile()
		s.svc.errs["CreateKey"], s.svc.errs["ReconcileCreate"] = lostAnswer(), lost
		s.tap("j", "c", "y")
	}
	scenes["not known"] = func(s *screen) {
		e := lostAnswer()
		e.Message = s.hostile()
		s.svc.errs["CreateKey"], s.svc.errs["ReconcileCreate"] = e, e
		s.tap("j", "c", "y")
	}
	scenes["leaving"] = func(s *screen) { s.tap("j"); s.hold = true; s.press("t", "q") }
	scenes["pasted"] = func(s *screen) { s.tap("/"); s.send(tea.PasteMsg{Content: s.hostile()}) }
	scenes["pasted into a dialog"] = func(s *screen) { s.tap("o"); s.send(tea.PasteMsg{Content: s.hostile()}); s.tap("enter") }
	said := func(s *screen) *iamsvc.Error {
		h := s.hostile()
		return &iamsvc.Error{Kind: iamsvc.KindMFA, Op: h, Subject: h, Code: h, Message: h, RequestID: h}
	}
	scenes["palette"] = func(s *screen) { s.tap("j", ":") }
	scenes["palette of users"] = func(s *screen) { s.tap(":"); s.typeText("user ") }
	scenes["pasted into the palette"] = func(s *screen) { s.tap(":"); s.send(tea.PasteMsg{Content: s.hostile()}) }
	scenes["palette over the audit"] = func(s *screen) { s.tap("a", "j", ":") }
	scenes["user"] = func(s *screen) { s.tap("j", "i") }
	scenes["journal"] = func(s *screen) { hostileJournal(s); s.tap("J") }
	scenes["journal filtered"] = func(s *screen) { hostileJournal(s); s.tap("J", "/"); s.typeText("user:") }
	scenes["journal of one change"] = func(s *screen) { hostileJournal(s); s.tap("J", "enter") }
	scenes["journal unread"] = func(s *screen) {
		s.m.Config.Journal = func(int) (journal.Tail, error) { return journal.Tail{}, errors.New(s.hostile()) }
		s.tap("J")
	}
	scenes["completed filter"] = func(s *screen) { s.tap("/"); s.typeText("path:") }
	scenes["mistaken filter"] = func(s *screen) { s.tap("/"); s.send(tea.PasteMsg{Content: "used:" + s.hostile()}) }
	scenes["code"] = func(s *screen) {
		s.svc.errs["WhoAmI"], s.svc.errs["ListUsers"] = said(s), said(s)
		s.m.Config.Profile = s.hostile()
		s.tap("ctrl+r")
		s.send(tea.PasteMsg{Content: s.hostile()})
		s.tap("ctrl+o", "enter")
	}
	scenes["MFA asked for"] = func(s *screen) {
		e := said(s)
		e.Kind, e.Message = iamsvc.KindDenied, "MultiFactorAuth"+s.hostile()
		s.svc.errs["ListUsers"] = e
		s.tap("r")
	}
	scenes["sorted"] = func(s *screen) { s.tap("j", "s", "tab", "s", "T") }
	return scenes
}

// hostileJournal has the screen read a journal of such texts.
func hostileJournal(s *screen) {
	h := s.hostile()
	var all []journal.Change
	for i := range 5 {
		l := journal.Line{
			Time: start.Add(-time.Hour), ID: strconv.Itoa(i), Stage: journal.Intent, Account: h, Alias: h, Caller: h, Operation: h,
			User: h, Key: h, Code: h, FailedCall: h, RequestID: h, Kind: h,
		}
		c := journal.Change{Intent: l}
		if i > 0 {
			l.Stage, l.Result = journal.Outcome, journal.Failed
			c.Outcome = l
		}
		all = append(all, c)
	}
	s.m.Config.Journal = func(int) (journal.Tail, error) { return journal.Tail{Changes: all}, nil }
}

// TestHostileTextsReachNoTerminal draws every scene with such texts in all that comes from outside: a frame holds nothing
// but printable runes and our own colours, and its panes are as wide as the screen to the cell.
func TestHostileTextsReachNoTerminal(t *testing.T) {
	t.Parallel()
	for name, open := range hostileScenes() {
		t.Run(name, func(t *testing.T) {
			for turn := 0; turn < len(hostile()); turn += 6 {
				s := newScreen(t, 120, 40, hostileCompany(turn+len(name)), func(_ *fakeService, c *Config) { c.ASCII = turn == 6 })
				open(s)
				if turn == 0 && !strings.ContainsRune(s.view(), '\uFFFD') {
					t.Fatalf("no hostile text is on the screen:\n%s", s.view())
				}
				for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 15}} {
					frame := s.resize(size[0], size[1])
					if fault := wrongFrame(frame, size[0], size[1]); fault != "" {
						t.Fatal(fault)
					}
					lines := strings.Split(frame, "\n")
					for i, line := range lines[:len(lines)-2] {
						if w := ansi.StringWidth(ansi.Strip(line)); w != size[0] {
							t.Fatalf("at %dx%d line %d is %d wide: %q", size[0], size[1], i+1, w, ansi.Strip(line))
						}
					}
				}
			}
		})
	}
}

// TestStrictFrames proves that the check of frames can fail.
func TestStrictFrames(t *testing.T) {
	blank := strings.Repeat("\n", 39)
	for frame, wrong := range map[string]bool{
		"plain \x1b[1;38;2;1;2;3mbold\x1b[m" + blank: false, "\x1b[2J" + blank: true, "\x1b]0;x\a" + blank: true, "\x1b" + blank: true, "\x1b[" + blank: true,
		"a\u202eb" + blank: true, "e\u0301" + blank: true, "a\u200b" + blank: true, "\xff" + blank: true, "a\tb" + blank: true, blank + "\n": true,
		strings.Repeat("x", 121) + blank: true, strings.Repeat("日", 60) + blank: false, "\u3164" + blank: true, "\x1b[38;2[m" + blank: true,
	} {
		if fault := wrongFrame(frame, 120, 40); (fault != "") != wrong {
			t.Errorf("%q: %q", strings.TrimRight(frame, "\n"), fault)
		}
	}
}

// TestResizedAHundredTimes changes the size of the window to anything, in each mode; nothing closes, answers or comes up, and
// in the end the screen is what it was.
func TestResizedAHundredTimes(t *testing.T) {
	t.Parallel()
	for mode, open := range modeScenes() {
		t.Run(mode, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			open(s)
			before, calls := s.m.View().Content, len(s.svc.calls)
			r := rand.New(rand.NewPCG(1, 2))
			for i := range 100 {
				width, height := r.IntN(150), r.IntN(45)
				if i%10 < 2 {
					width, height = i%10, i%10
				}
				if fault := wrongFrame(s.resize(width, height), width, height); fault != "" {
					t.Fatal(fault)
				}
			}
			if after := s.resize(120, 40); after != before {
				t.Errorf("the screen was\n%s\nand is\n%s", ansi.Strip(before), ansi.Strip(after))
			}
			if len(s.svc.calls) > calls {
				t.Errorf("calls were made: %q", s.svc.calls[calls:])
			}
		})
	}
}

// TestPasteOfTenMegabytes costs no more than a short one, in any mode.
func TestPasteOfTenMegabytes(t *testing.T) {
	big := strings.Repeat("日本\x1b[31m\n", 1<<20)
	for mode, open := range modeScenes() {
		t.Run(mode, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			open(s)
			updates, wrote := s.updates, len(s.svc.writes())
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s.send(tea.PasteMsg{Content: big})
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
				t.Errorf("a paste of %d bytes allocated %d", len(big), n)
			}
			if n := s.updates - updates; n > 3 {
				t.Errorf("it led to %d messages", n)
			}
			if fault := wrongFrame(s.m.View().Content, 120, 40); fault != "" {
				t.Error(fault)
			}
			if len(s.svc.writes()) > wrote {
				t.Errorf("it changed something: %q", s.svc.writes())
			}
		})
	}
}

// TestKeysTypedAheadOfADialog: what was typed before the window of a new secret could be read neither answers nor closes it.
func TestKeysTypedAheadOfADialog(t *testing.T) {
	for _, k := range []string{"y", "enter", "esc", "v", "s", "n", "ctrl+c", "q", "space", "?", "!"} {
		s := newScreen(t, 120, 40)
		s.tap("j")
		s.decide("c", "y") // the window opens by itself now
		before := s.m.View().Content
		for range 4 {
			s.press(k, k)
			s.wait(49 * time.Millisecond)
		}
		if s.m.View().Content != before || s.open() != 1 || s.quit || len(s.copied) > 0 {
			t.Errorf("%s acted on a window that nobody had read:\n%s", k, s.view())
		}
	}
}

// TestTerminalWithoutUnicode draws every scene in ASCII, for terminals that have nothing else.
func TestTerminalWithoutUnicode(t *testing.T) {
	for name, open := range pictureScenes() {
		s := newScreen(t, 80, 24, func(_ *fakeService, c *Config) { c.ASCII = true })
		open(s)
		if i := strings.IndexFunc(s.m.View().Content, func(r rune) bool { return r > '~' }); i >= 0 {
			t.Errorf("%s: %q", name, s.m.View().Content[i:min(i+20, len(s.m.View().Content))])
		}
	}
}
