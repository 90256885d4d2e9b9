//go:build unix

package cli

import (
	"errors"

	"golang.org/x/sys/unix"
)

const (
	// noFollow refuses a symbolic link, and does not wait for somebody to read from a pipe.
	noFollow = unix.O_NOFOLLOW | unix.O_NONBLOCK
	// knowsOthers says that the mode of a file tells who may read it.
	knowsOthers = true
)

// isLink reports whether opening a file failed because it is a symbolic link.
func isLink(_ string, err error) bool {
	return errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EMLINK) // the BSDs say the latter
}
