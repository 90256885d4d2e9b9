//go:build !unix

package system

import (
	"io/fs"
	"os"
)

const (
	noWait      = 0
	noFollow    = 0
	knowsOthers = false
)

// isLink reports whether a file is a symbolic link.
func isLink(path string, _ error) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// owned reports that a file is ours: who else may write to it the folder says, by rules of its own.
func owned(fs.FileInfo) bool { return true }
