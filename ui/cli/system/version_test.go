package system

import (
	"runtime/debug"
	"testing"
)

func TestDescribe(t *testing.T) {
	t.Parallel()
	from := func(version string, settings ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Version: version}}
		for i := 0; i < len(settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return info
	}
	for name, test := range map[string]struct {
		stamp string
		info  *debug.BuildInfo
		want  string
	}{
		"a release": {
			"1.2.3+0123abcd", from("(devel)", "GOOS", "linux", "GOARCH", "arm64"),
			"1.2.3\ncommit: 0123abcd\ngo: go1.26.8 linux/arm64\nbuild: release",
		},
		"a candidate of a release": {
			"1.2.3-rc.1+0123abcd", from("v1.2.2"),
			"1.2.3-rc.1\ncommit: 0123abcd\ngo: go1.26.8\nbuild: release",
		},
		"packages to try": {
			"1.2.4-snapshot+0123abcd", from(""),
			"1.2.4-snapshot\ncommit: 0123abcd\ngo: go1.26.8\nbuild: not a release",
		},
		"go build in the repository": {
			"", from("v1.2.4-0.20260102030405-0123abcd4567+dirty", "vcs.revision", "0123abcd", "vcs.modified", "true"),
			"1.2.4-0.20260102030405-0123abcd4567+dirty\ncommit: 0123abcd, modified\ngo: go1.26.8\nbuild: not a release",
		},
		"go build at a tag": {
			"", from("v1.2.3", "vcs.revision", "0123abcd", "vcs.modified", "false"),
			"1.2.3\ncommit: 0123abcd\ngo: go1.26.8\nbuild: not a release",
		},
		"go build of an unpacked archive": {
			"", from("(devel)", "GOOS", "windows", "GOARCH", "amd64"),
			"devel\ncommit: unknown\ngo: go1.26.8 windows/amd64\nbuild: not a release",
		},
		"nothing written": {"", nil, "devel\ncommit: unknown\ngo: \nbuild: not a release"},
	} {
		t.Run(name, func(t *testing.T) {
			read := func() (*debug.BuildInfo, bool) { return test.info, test.info != nil }
			if got := describe(test.stamp, read).String(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}
