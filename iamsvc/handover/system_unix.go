//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package handover

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// lockFile locks an open file or folder for as long as it is open. A file system that has no locks is written to
// without.
func lockFile(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errBusy
	}
	return nil
}

// owner returns who owns a file.
func owner(info fs.FileInfo) (uid, gid int, known bool) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Uid), int(stat.Gid), true
	}
	return 0, 0, false
}

// names returns how many names (hard links) a file has.
func names(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Nlink)
	}
	return 1
}
