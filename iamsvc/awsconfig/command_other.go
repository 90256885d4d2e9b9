//go:build !windows

package awsconfig

// splitCommand splits a command as the CLI does. No shell is involved.
func splitCommand(text string) ([]string, error) { return words(text) }
