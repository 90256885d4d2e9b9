//go:build !unix

package system

// noCoreFiles does nothing: the system writes none unless its administrator has set that up.
func noCoreFiles() {}
