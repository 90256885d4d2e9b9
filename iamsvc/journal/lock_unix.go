//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package journal

import (
	"os"

	"golang.org/x/sys/unix"
)

// share locks an open file together with others, and reports whether nobody else has: for a moment it is locked for
// this one alone. The lock ends with the process, however that ends.
func share(file *os.File) (alone bool) {
	fd := int(file.Fd())
	alone = unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB) == nil
	return unix.Flock(fd, unix.LOCK_SH|unix.LOCK_NB) == nil && alone
}
