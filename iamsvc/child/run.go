package child

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
)

// Command is a program to run.
type Command struct {
	// Argv is the program, by name or path, and its arguments. No shell reads them.
	Argv []string
	// Stdin is what the program reads; it finds the end of the file after it, at once if it is nil.
	Stdin []byte
	// Limit is how long it may run; 0: a minute.
	Limit time.Duration
	// Stays is for a program that leaves part of itself running, as one that serves a clipboard does: nothing of its
	// output is waited for, and what is left can go on writing.
	Stays bool
	// MaxOutput is how many bytes it may print; 0: none of them is kept, and there may be any number.
	MaxOutput int
}

const (
	defaultLimit = time.Minute
	// grace is how long a program that has ended is waited for while one that it has started keeps its output open.
	grace = time.Second
)

// Find returns the path of a program that this machine runs by its name; empty if there is none.
func Find(name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}

// Run runs the program to its end, and returns what it has printed. It fails with an *Error, also when ctx is done.
func Run(ctx context.Context, c Command) ([]byte, error) {
	limit := c.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errSlow)
	defer cancel()
	ctx, flood := context.WithCancelCause(ctx)
	defer flood(nil)
	stdout := &head{most: c.MaxOutput, over: func() { flood(errFlood) }}
	cmd := exec.CommandContext(ctx, c.Argv[0], c.Argv[1:]...)
	if c.Stdin != nil { // else it is the null device
		cmd.Stdin = bytes.NewReader(c.Stdin)
	}
	if c.MaxOutput > 0 {
		cmd.Stdout = stdout
	}
	cmd.WaitDelay = grace
	alone(cmd)
	said, done := listen(cmd, c.Stays)
	defer done()
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it has ended well; something that it has left running keeps its output open
	}
	if err == nil && ctx.Err() == nil {
		return stdout.kept.Bytes(), nil
	}
	return nil, failure(c, limit, context.Cause(ctx), err, said())
}

// listen keeps what the program writes to stderr. A program that stays gets a file, which stands as long as it likes: a
// pipe that nobody reads would end it.
func listen(cmd *exec.Cmd, stays bool) (said func() []byte, done func()) {
	if !stays {
		kept := &tail{}
		cmd.Stderr = kept
		return func() []byte { return kept.kept }, func() {}
	}
	file, err := os.CreateTemp("", "akia-stderr-")
	if err != nil {
		return func() []byte { return nil }, func() {}
	}
	cmd.Stderr = file
	_ = os.Remove(file.Name()) // it stands without a name where the system can do that
	return func() []byte {
			kept := &tail{}
			if _, err := file.Seek(0, io.SeekStart); err == nil {
				_, _ = io.Copy(kept, io.LimitReader(file, 1<<20)) // what cannot be read is not said
			}
			return kept.kept
		}, func() {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
}

// Why a program is ended.
var (
	errSlow  = errors.New("it took too long")
	errFlood = errors.New("it printed too much")
)

// head keeps what is printed, up to a number of bytes.
type head struct {
	kept bytes.Buffer
	most int
	over func()
}

// Write implements io.Writer.
func (h *head) Write(p []byte) (int, error) {
	if h.kept.Len()+len(p) > h.most {
		h.over()
		return 0, errFlood
	}
	return h.kept.Write(p)
}

// tail keeps the end of what is printed.
type tail struct{ kept []byte }

// mostTail is how many bytes of stderr are kept.
const mostTail = 4096

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - mostTail; over > 0 {
		t.kept = append(t.kept[:0], t.kept[over:]...)
	}
	return len(p), nil
}
