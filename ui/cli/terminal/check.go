package terminal

import (
	"akia/ui/cli/exit"
	"akia/ui/cli/system"
)

// Check refuses a system that cannot hold a conversation on a screen.
func Check(sys system.System) error {
	if !system.IsTerminal(sys.Stdout) {
		return exit.Usage("standard output is not a terminal; akia needs one to draw on")
	}
	if term := sys.Getenv("TERM"); term == "dumb" || term == "unknown" {
		return exit.Usage("TERM=%s: akia cannot draw on such a terminal; akia report needs none", term)
	}
	if !system.IsTerminal(sys.Stdin) {
		return exit.Usage("standard input is not a terminal; akia needs one to read keys from")
	}
	return nil
}
