package system

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestNoCoreFiles looks at a process of its own: what is set there cannot be taken back.
func TestNoCoreFiles(t *testing.T) {
	if os.Getenv("AKIA_TEST_NO_CORE") != "" {
		NoCoreFiles()
		var limit unix.Rlimit
		if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil || limit.Cur != 0 || limit.Max != 0 {
			t.Errorf("the limit of core files is %+v, %v", limit, err)
		}
		if dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || dumpable != 0 {
			t.Errorf("dumpable is %d, %v", dumpable, err)
		}
		if _, err := os.Executable(); err != nil {
			t.Error(err)
		}
		return
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNoCoreFiles$", "-test.v")
	again.Env = append(os.Environ(), "AKIA_TEST_NO_CORE=1")
	if out, err := again.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS: TestNoCoreFiles") {
		t.Errorf("%v: %s", err, out)
	}
}
