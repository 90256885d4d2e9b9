//go:build !unix && !windows

package child

import "os/exec"

// alone does nothing where processes have no terminal to share.
func alone(*exec.Cmd) {}
