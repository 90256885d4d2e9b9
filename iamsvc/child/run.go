package child

import (
	"bytes"
	"context"
	"errors"
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
	// Grace is how long a program that has ended is waited for while one that it has started keeps its output open; 0: a second.
	Grace time.Duration
	// MaxOutput is how many bytes it may print; 0: none of them is kept, and there may be any number.
	MaxOutput int
}

const (
	defaultLimit = time.Minute
	defaultGrace = time.Second
)

// Run runs the program to its end, and returns what it has printed. It fails with an *Error, also when ctx is done.
func Run(ctx context.Context, c Command) ([]byte, error) {
	limit, grace := c.Limit, c.Grace
	if limit == 0 {
		limit = defaultLimit
	}
	if grace == 0 {
		grace = defaultGrace
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errSlow)
	defer cancel()
	stdout := &head{most: c.MaxOutput}
	flooded, flood := context.WithCancelCause(ctx)
	defer flood(nil)
	stdout.over = func() { flood(errFlood) }
	stderr := &tail{}
	cmd := exec.CommandContext(flooded, c.Argv[0], c.Argv[1:]...)
	cmd.Stdin = bytes.NewReader(c.Stdin)
	if c.Stdin == nil {
		cmd.Stdin = nil // the null device
	}
	cmd.Stderr = stderr
	if c.MaxOutput > 0 {
		cmd.Stdout = stdout
	}
	cmd.WaitDelay = grace
	alone(cmd)
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it has ended well; something that it has left running keeps its output open
	}
	if err == nil && flooded.Err() == nil {
		return stdout.kept.Bytes(), nil
	}
	return nil, failure(c, limit, context.Cause(flooded), err, stderr)
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
