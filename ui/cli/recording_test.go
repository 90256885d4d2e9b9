package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// The screen that the program is measured on.
const (
	measuredWidth  = 120
	measuredHeight = 40
)

// recording is a program in a pseudo-terminal, with all that it writes and when. Nothing is made of the bytes while
// they come, so that the program has the machine to itself: what was on the screen, and since when, is found out
// afterwards.
type recording struct {
	tb    testing.TB
	cmd   *exec.Cmd
	file  *os.File
	began time.Time
	// patience is how long to wait for what must be shown.
	patience time.Duration

	mu     sync.Mutex
	chunks []chunk
}

// chunk is what was read from the terminal at once.
type chunk struct {
	at   time.Time
	data []byte
}

// record starts cmd in a terminal of its own and ends it with the test.
func record(tb testing.TB, cmd *exec.Cmd) *recording {
	tb.Helper()
	r := &recording{tb: tb, cmd: cmd, began: time.Now(), patience: patience}
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: measuredHeight, Cols: measuredWidth})
	if err != nil {
		tb.Fatal(err)
	}
	r.file = file
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.read()
	}()
	tb.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = file.Close()
		<-ended
	})
	return r
}

// read keeps what the program writes, and tells it the colour of the background when it asks, as a terminal does.
func (r *recording) read() {
	buffer := make([]byte, 64<<10)
	for {
		n, err := r.file.Read(buffer)
		if err != nil {
			return
		}
		c := chunk{time.Now(), bytes.Clone(buffer[:n])}
		r.mu.Lock()
		r.chunks = append(r.chunks, c)
		r.mu.Unlock()
		if bytes.Contains(c.data, []byte("\x1b]11;?")) {
			r.press("\x1b]11;rgb:1010/1515/1c1c\x1b\\")
		}
	}
}

// press types keys, and returns when.
func (r *recording) press(keys string) time.Time {
	at := time.Now()
	if _, err := io.WriteString(r.file, keys); err != nil {
		r.tb.Error(err)
	}
	return at
}

func (r *recording) all() []chunk {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.chunks[:len(r.chunks):len(r.chunks)]
}

// wrote returns how many bytes were written since a time.
func (r *recording) wrote(since time.Time) int {
	n := 0
	for _, c := range r.all() {
		if c.at.After(since) {
			n += len(c.data)
		}
	}
	return n
}

// firstAfter returns when something was first written after a time; the zero time if nothing was.
func (r *recording) firstAfter(since time.Time) time.Time {
	for _, c := range r.all() {
		if c.at.After(since) {
			return c.at
		}
	}
	return time.Time{}
}

// answered waits until something was written after a time.
func (r *recording) answered(since time.Time) {
	r.tb.Helper()
	for late := time.Now().Add(patience); r.firstAfter(since).IsZero(); time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			r.tb.Fatal("nothing was written")
		}
	}
}

// shown returns since when the screen has shown what is looked for, after a time. It waits for it.
func (r *recording) shown(since time.Time, looksFor func(screen string) bool) time.Time {
	r.tb.Helper()
	screen := vt.NewEmulator(measuredWidth, measuredHeight)
	answers, _ := screen.InputPipe().(io.Closer)
	go func() { _, _ = io.Copy(io.Discard, screen) }()
	defer func() { _ = answers.Close() }()
	read := 0
	for late := time.Now().Add(r.patience); time.Now().Before(late); time.Sleep(5 * time.Millisecond) {
		chunks := r.all()
		for ; read < len(chunks); read++ {
			_, _ = screen.Write(chunks[read].data)
			if chunks[read].at.After(since) && looksFor(screen.String()) {
				return chunks[read].at
			}
		}
	}
	r.tb.Fatalf("never shown, but:\n%s", screen.String())
	return time.Time{}
}

// shows waits for a text on the screen and returns since when it has been there.
func (r *recording) shows(text string) time.Time {
	r.tb.Helper()
	return r.shown(r.began, func(screen string) bool { return strings.Contains(screen, text) })
}

// screenAt returns what the screen showed at a time.
func (r *recording) screenAt(t time.Time) string {
	last := ""
	r.replay(func(at time.Time, screen string) bool {
		if at.After(t) {
			return false
		}
		last = screen
		return true
	})
	return last
}

// cursorMoved returns how long after each of these presses the line under the cursor was another, the shortest first.
func (r *recording) cursorMoved(presses []time.Time) []time.Duration {
	r.tb.Helper()
	var took []time.Duration
	before := ""
	r.replay(func(at time.Time, screen string) bool {
		now := lineOfCursor(screen)
		if now != before && at.After(presses[len(took)]) {
			took = append(took, at.Sub(presses[len(took)]))
		}
		before = now
		return len(took) < len(presses)
	})
	if len(took) < len(presses) {
		r.tb.Fatalf("the cursor moved %d times for %d presses", len(took), len(presses))
	}
	slices.Sort(took)
	return took
}

func lineOfCursor(screen string) string {
	for line := range strings.Lines(screen) {
		if strings.Contains(line, "│›") {
			return line
		}
	}
	return ""
}

// replay shows what was on the screen after each time that something was written, until show returns false.
func (r *recording) replay(show func(at time.Time, screen string) bool) {
	screen := vt.NewEmulator(measuredWidth, measuredHeight)
	answers, _ := screen.InputPipe().(io.Closer)
	go func() { _, _ = io.Copy(io.Discard, screen) }()
	defer func() { _ = answers.Close() }()
	for _, c := range r.all() {
		_, _ = screen.Write(c.data)
		if !show(c.at, screen.String()) {
			return
		}
	}
}
