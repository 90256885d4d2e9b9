package secret

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/clock"
	"akia/ui/dialog"
	"akia/ui/stage"
)

const aSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

// board is a clipboard that remembers what was put on it, and complains if it is used while a message is taken.
type board struct {
	t       *testing.T
	updates bool
	held    []string
	err     error
}

func (b *board) Copy(text string) error {
	if b.updates {
		b.t.Error("the clipboard is written while a message is taken")
	}
	if b.err == nil {
		b.held = append(b.held, text)
	}
	return b.err
}

func (b *board) Read() (string, error) {
	if b.updates {
		b.t.Error("the clipboard is read while a message is taken")
	}
	if len(b.held) == 0 {
		return "", b.err
	}
	return b.held[len(b.held)-1], b.err
}

// take gives a message its turn, as the root does.
func (b *board) take(msg tea.Msg) tea.Cmd {
	b.t.Helper()
	m, ok := msg.(stage.Message)
	if !ok {
		b.t.Fatalf("%T does not know what is to be done with it", msg)
	}
	b.updates = true
	defer func() { b.updates = false }()
	return m.Take()
}

// newFlow returns a flow whose timers run out when their command is run.
func newFlow(t *testing.T) (*Flow, *board) {
	b := &board{t: t}
	now := func() time.Time { return time.Unix(1_700_000_000, 0) }
	s := stage.New(stage.Config{Clipboard: b, Now: now, Clock: clock.New(now)})
	s.After = func(_ time.Duration, msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
	return New(s), b
}

// opened returns the window of a new key with this ID.
func opened(r *Flow, id string) window {
	r.Show(iamsvc.NewKey{
		Key: iamsvc.Key{ID: id, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active}, Secret: iamsvc.NewSecret(aSecret),
	})
	return r.Top().Stays.(window)
}

// copyOf runs the part of a copy that is for the clipboard of the machine.
func copyOf(t *testing.T, cmd tea.Cmd) tea.Msg {
	t.Helper()
	both, ok := cmd().(tea.BatchMsg)
	if !ok || len(both) != 2 {
		t.Fatal("the terminal and the machine's clipboard are not asked both")
	}
	return both[1]()
}

// What a service could put into a value to run a command where it is pasted reaches no clipboard.
func TestWhatBreaksOutIsNotCopied(t *testing.T) {
	for _, text := range []string{
		"a\nb", "a\r", "\x1b[201~rm", "a\x00", "a\u0085b", "a\u2028b", "a\u2029", "a\x7f", "\xff",
	} {
		r, b := newFlow(t)
		msg := r.Copy("It", text)()
		if _, batch := msg.(tea.BatchMsg); batch || len(b.held) > 0 {
			t.Errorf("%q: %T, the clipboard holds %q", text, msg, b.held)
		}
		b.take(msg)
		if said := r.Status.News.Text; !strings.Contains(said, "wasn't copied") {
			t.Errorf("%q: said is %q", text, said)
		}
	}
}

func TestWhatIsCopiedIsSaid(t *testing.T) {
	r, b := newFlow(t)
	b.take(copyOf(t, r.Copy("The command", "aws iam list-users")))
	if len(b.held) != 1 || r.Status.News.Text != "The command was copied to the clipboard." {
		t.Errorf("the clipboard holds %q, said is %q", b.held, r.Status.News.Text)
	}
}

// TestNoMessageHoldsTheSecret of those on the way of a copy, from the first to the end of its time; nor is the
// clipboard used while one is taken.
func TestNoMessageHoldsTheSecret(t *testing.T) {
	for name, spoil := range map[string]func(*board){
		"taken off":  func(*board) {},
		"overcopied": func(b *board) { b.held = append(b.held, "another") },
		"unreadable": func(b *board) { b.err = errors.New("no display") },
	} {
		t.Run(name, func(t *testing.T) {
			r, b := newFlow(t)
			w := opened(r, "AKIANEWKEY0000000001")
			msg := copyOf(t, w.Answer(dialog.CopySecret{}))
			if b.held[0] != aSecret || w.reveal.Saved() {
				t.Fatalf("the clipboard holds %q before it is known, saved %v", b.held, w.reveal.Saved())
			}
			for i := 0; ; i++ {
				if strings.Contains(dump(msg), aSecret) {
					t.Errorf("%T holds the secret", msg)
				}
				cmd := b.take(msg)
				if i == 0 {
					if !w.reveal.Saved() {
						t.Error("a copy that is sure does not count")
					}
					spoil(b)
				}
				if _, last := msg.(cleared); last {
					break
				}
				msg = cmd()
			}
			if w.reveal.Saved() {
				t.Error("the clipboard has it no more, and it counts as saved")
			}
			if now := b.held[len(b.held)-1]; name == "taken off" && now != "" || name == "overcopied" && now != "another" {
				t.Errorf("the clipboard holds %q", now)
			}
		})
	}
}

// TestShowingEndsByItself, but not that of a secret which was masked and shown again since.
func TestShowingEndsByItself(t *testing.T) {
	r, b := newFlow(t)
	w := opened(r, "AKIANEWKEY0000000001")
	v := tea.KeyPressMsg{Code: 'v', Text: "v"}
	first := w.Answer(w.reveal.Update(v))()
	w.reveal.Update(v)
	second := w.Answer(w.reveal.Update(v))()
	shown := func() bool { return strings.Contains(w.reveal.View(r.Theme, 100, 30), aSecret) }
	b.take(first)
	if !shown() {
		t.Error("the end of an earlier showing masks the secret")
	}
	b.take(second)
	if shown() {
		t.Error("the secret is still shown")
	}
}

// TestMessagesOfAClosedWindow change nothing and say nothing of it.
func TestMessagesOfAClosedWindow(t *testing.T) {
	r, b := newFlow(t)
	w := opened(r, "AKIANEWKEY0000000001")
	id := w.reveal.Key().ID
	r.Close()
	other := opened(r, "AKIANEWKEY0000000002")
	waits := make(chan time.Duration)
	close(waits)
	before := other.reveal.View(r.Theme, 100, 30)
	for _, msg := range []tea.Msg{
		copied{flow: r, what: "The secret", secretOf: id},
		shownLong{r, id, 0},
		verifying{r, id, time.Second, waits},
		verified{r, id, iamsvc.Identity{ARN: "arn:x"}, nil},
		savePlanned{flow: r, keyID: id, err: errors.New("no")},
		savePlanned{flow: r, keyID: id},
		saved{r, id, "/tmp/x", nil},
		saved{r, id, "", errors.New("no")},
	} {
		b.take(msg)
		if other.reveal.View(r.Theme, 100, 30) != before || len(r.Windows) != 1 || r.Status.News.Text != "" {
			t.Errorf("%T of a closed window shows", msg)
		}
	}
}

func TestTheWaitForIAMIsShown(t *testing.T) {
	r, b := newFlow(t)
	w := opened(r, "AKIANEWKEY0000000001")
	waits := make(chan time.Duration, 1)
	waits <- 8 * time.Second
	next := b.take(verifying{r, "AKIANEWKEY0000000001", 7 * time.Second, waits})
	if view := w.reveal.View(r.Theme, 120, 30); !strings.Contains(view, "asked for 7 s, for 30 s at most") {
		t.Errorf("the wait is not shown:\n%s", view)
	}
	if msg, ok := next().(verifying); !ok || msg.waited != 8*time.Second {
		t.Error("the next wait does not come")
	}
}

// dump prints all that a message holds, but not the flow, which holds the window.
func dump(msg tea.Msg) string { return fmt.Sprintf("%+v %#v", msg, msg) }
