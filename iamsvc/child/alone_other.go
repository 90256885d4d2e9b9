//go:build !unix && !windows

package child

import "os/exec"

// alone does nothing where processes have no terminal to share.
func alone(*exec.Cmd) {}

// politely does nothing where a program can only be ended at once.
func politely(*exec.Cmd) {}
