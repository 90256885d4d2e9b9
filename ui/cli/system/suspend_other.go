//go:build !unix

package system

// CanSuspend reports whether a shell can stop and resume the program: none can here.
func CanSuspend() bool { return false }
