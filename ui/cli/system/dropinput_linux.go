package system

import "golang.org/x/sys/unix"

// DropInput drops what was typed on a terminal and not read.
func DropInput(fd uintptr) {
	_ = unix.IoctlSetInt(int(fd), unix.TCFLSH, unix.TCIFLUSH) // what is no terminal has nothing to drop
}
