//go:build unix

package system

import (
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

func noCoreFiles() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) // to lower a limit is always allowed
	undumpable()
	// A file that reaches the limit of its size, such as the journal, is an error to be told, not the end with a dump.
	signal.Ignore(syscall.SIGXFSZ)
}
