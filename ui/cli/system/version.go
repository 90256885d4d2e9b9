package system

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// version is what a release is stamped with by the linker, such as 1.2.3+COMMIT, and 1.2.4-snapshot+COMMIT for packages
// made to try them. Every other build has none.
var version string

// snapshot ends the version of packages that are made to try them and are no release.
const snapshot = "-snapshot"

// Version returns the version of this binary: that of the release, else that which Go read from the repository, else
// "devel".
func Version() string {
	return describe(version, debug.ReadBuildInfo).version
}

// About returns what this binary was built from and by, a line for each fact after the version.
func About() string {
	return describe(version, debug.ReadBuildInfo).String()
}

// build is what is known of how a binary came to be. What isn't known is empty.
type build struct {
	version, commit, toolchain, target string
	modified, release                  bool
}

// describe reads what the linker stamped and what Go wrote into the binary.
func describe(stamp string, read func() (*debug.BuildInfo, bool)) build {
	b := build{version: "devel"}
	if info, ok := read(); ok {
		b.toolchain = info.GoVersion
		if v := info.Main.Version; v != "" && v != "(devel)" {
			b.version = strings.TrimPrefix(v, "v")
		}
		set := make(map[string]string, len(info.Settings))
		for _, s := range info.Settings {
			set[s.Key] = s.Value
		}
		b.commit, b.modified = set["vcs.revision"], set["vcs.modified"] == "true"
		b.target = strings.Trim(set["GOOS"]+"/"+set["GOARCH"], "/")
	}
	if stamp != "" {
		b.version, b.commit, _ = strings.Cut(stamp, "+")
		b.release = !strings.HasSuffix(b.version, snapshot)
	}
	return b
}

// String returns the version and, below it, the other facts.
func (b build) String() string {
	commit := b.commit
	switch {
	case commit == "":
		commit = "unknown"
	case b.modified:
		commit += ", modified"
	}
	kind := "not a release"
	if b.release {
		kind = "release"
	}
	return fmt.Sprintf("%s\ncommit: %s\ngo: %s\nbuild: %s", b.version, commit,
		strings.TrimSpace(b.toolchain+" "+b.target), kind)
}
