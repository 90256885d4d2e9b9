package system

import "golang.org/x/sys/windows"

// DropInput drops what was typed on a console and not read.
func DropInput(fd uintptr) {
	_ = windows.FlushConsoleInputBuffer(windows.Handle(fd)) // what is no console has nothing to drop
}
