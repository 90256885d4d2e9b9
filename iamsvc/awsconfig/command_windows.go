package awsconfig

import (
	"strings"

	"golang.org/x/sys/windows"
)

// splitCommand splits a command as a program of Windows splits its command line.
func splitCommand(text string) ([]string, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	return windows.DecomposeCommandLine(text)
}
