package child

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// alone gives the program a hidden console of its own, so that it neither reads keys nor draws.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		HideWindow: true, CreationFlags: windows.CREATE_NEW_PROCESS_GROUP | windows.CREATE_NO_WINDOW,
	}
}

// politely does nothing where a program can only be ended at once.
func politely(*exec.Cmd) {}
