//go:build unix

package system

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	// noWait does not wait for somebody at the other end of a pipe.
	noWait = unix.O_NONBLOCK
	// noFollow refuses a symbolic link, and does not wait either.
	noFollow = unix.O_NOFOLLOW | noWait
	// knowsOthers says that the mode of a file tells who may read it.
	knowsOthers = true
)

// isLink reports whether opening a file failed because it is a symbolic link.
func isLink(_ string, err error) bool {
	return errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EMLINK) // the BSDs say the latter
}

// owned reports whether a file belongs to who runs this, or to root, who can do as they please anyway.
func owned(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || stat.Uid == 0 || int(stat.Uid) == os.Geteuid()
}
