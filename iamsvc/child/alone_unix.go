//go:build unix

package child

import (
	"os/exec"
	"syscall"
)

// alone gives the program a session of its own: it has no terminal, not even by /dev/tty, gets none of the terminal's
// signals, and is ended with all that it has started.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// politely has the program told to end when it is to be, so that it can put the terminal back. One that does not is
// ended after a moment.
func politely(cmd *exec.Cmd) {
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
}
