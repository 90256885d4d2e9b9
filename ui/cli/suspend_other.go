//go:build !unix

package cli

// canSuspend reports whether a shell can stop and resume the program: none can here.
func canSuspend() bool { return false }
