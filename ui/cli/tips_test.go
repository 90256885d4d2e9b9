package cli

import (
	"os"
	"path/filepath"
	"testing"

	"akia/ui/cli/settings"
)

// TestTipsAreForTheDemoUntilTheyArePutAway, and remembered in the folder of the journal.
func TestTipsAreForTheDemoUntilTheyArePutAway(t *testing.T) {
	state := t.TempDir()
	getenv := func(name string) string { return map[string]string{"XDG_STATE_HOME": state}[name] }
	set := settings.New()
	if tipsAway(set, getenv) != nil {
		t.Error("they are shown in an account of AWS")
	}
	set.Demo = true
	away := tipsAway(set, getenv)
	if away == nil {
		t.Fatal("they are not shown in the demo")
	}
	away()
	if tipsAway(set, getenv) != nil {
		t.Error("they are shown again")
	}
	if info, err := os.Stat(filepath.Join(state, "akia")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
	if tipsAway(set, func(string) string { return "" }) != nil {
		t.Error("they are shown where that they were put away cannot be remembered")
	}
}
