//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package handover

import (
	"io/fs"
	"os"
)

// lockFile does nothing: two of this program that write the same file at once are told apart only by what they wrote.
func lockFile(*os.File) error { return nil }

// owner knows no owner: a file gets the access rules of its folder.
func owner(fs.FileInfo) (uid, gid int, known bool) { return 0, 0, false }

// names returns 1.
func names(fs.FileInfo) int { return 1 }
