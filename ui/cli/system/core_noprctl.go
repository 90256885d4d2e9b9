//go:build unix && !linux

package system

// undumpable does nothing: here the limit holds for every core file.
func undumpable() {}
