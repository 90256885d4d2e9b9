package child

import (
	"context"
	"errors"
	"os"
	"os/exec"
)

// Terminal is what a program is given that needs a person: it reads keys from In and draws on Out.
type Terminal struct{ In, Out *os.File }

// RunOn runs the program with the whole terminal until it ends, however long a person takes: Stdin and Limit don't
// count. With MaxOutput its stdout is kept and returned, and nothing of it is drawn. The program stays in the process
// group of this one, so that ctrl+c and ctrl+z reach both. It fails with an *Error, also when ctx is done.
func RunOn(ctx context.Context, c Command, t Terminal) ([]byte, error) {
	ctx, flood := context.WithCancelCause(ctx)
	defer flood(nil)
	stdout := &head{most: c.MaxOutput, over: func() { flood(errFlood) }}
	cmd := exec.CommandContext(ctx, c.Argv[0], c.Argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = t.In, t.Out, t.Out
	if c.MaxOutput > 0 {
		cmd.Stdout = stdout
	}
	cmd.WaitDelay = grace
	politely(cmd)
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // as in Run
	}
	if err == nil && ctx.Err() == nil {
		return stdout.kept.Bytes(), nil
	}
	return nil, failure(c, 0, context.Cause(ctx), err, nil)
}
