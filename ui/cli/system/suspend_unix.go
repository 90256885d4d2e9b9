//go:build unix

package system

import "golang.org/x/sys/unix"

// CanSuspend reports whether a shell with job control can stop and resume the program. The kernel ignores the stop in
// the session leader's own process group, as in a container or in a terminal that runs nothing but akia: it would
// hang there.
func CanSuspend() bool {
	sid, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != sid
}
