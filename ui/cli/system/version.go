package system

import "runtime/debug"

// Version returns the version of the module that this binary was built from, "devel" for a build that has none.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
