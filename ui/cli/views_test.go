package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// withConfig returns an environment whose configuration file holds a text.
func withConfig(t *testing.T, text string) map[string]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"AKIA_CONFIG_FILE": path}
}

// TestReportView: a view of the configuration file chooses what is printed, together with a filter.
func TestReportView(t *testing.T) {
	reported(t, 40)
	environment := withConfig(t, "[views]\nidle = \"status:inactive\"\nfresh = \"-used:never\"\n")
	same := func(a, b []string) {
		t.Helper()
		status, one, stderr := run(t, environment, append([]string{"report", "--format", "json"}, a...)...)
		_, other, _ := run(t, environment, append([]string{"report", "--format", "json"}, b...)...)
		if status != 0 || len(keysOf(t, one)) == 0 || len(keysOf(t, one)) != len(keysOf(t, other)) {
			t.Errorf("%v: status %d, keys of %d users, want %d; %s", a, status, len(keysOf(t, one)), len(keysOf(t, other)), stderr)
		}
	}
	same([]string{"--view", "idle"}, []string{"--filter", "status:inactive"})
	same([]string{"--view", "idle", "--filter", "-used:never"}, []string{"--filter", "status:inactive -used:never"})
	for _, args := range [][]string{{"report", "--view", "idel"}, {"report", "--view", ""}} {
		if status, _, stderr := run(t, environment, args...); status != 2 || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%v: status %d, %q", args, status, stderr)
		}
	}
	wrong := withConfig(t, "[views]\nidle = \"status:on\"\n")
	for _, args := range [][]string{{"report"}, {"report", "--view", "idle"}, {"--demo"}} {
		status, _, stderr := run(t, wrong, args...)
		if status != 2 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, `views.idle: at character 8: Unknown status "on"`) {
			t.Errorf("%v: status %d, %q", args, status, stderr)
		}
	}
}

// TestCompletesViewsAndFilters: a shell is offered the names of views, and what the last term of a filter can become.
func TestCompletesViewsAndFilters(t *testing.T) {
	environment := withConfig(t, "[views]\nidle = \"status:inactive\"\nfresh = \"-used:never\"\n")
	for _, c := range []struct {
		words []string
		want  string
	}{
		{[]string{"report", "--view", ""}, "idle fresh"},
		{[]string{"report", "--filter", "status:a"}, "status:active"},
		{[]string{"report", "--filter", "a -us"}, "a -user:|a -used:"},
	} {
		offers, _ := completed(t, environment, c.words...)
		slices.Sort(offers)
		want := strings.FieldsFunc(c.want, func(r rune) bool { return r == '|' || r == ' ' && !strings.Contains(c.want, "|") })
		slices.Sort(want)
		if !slices.Equal(offers, want) {
			t.Errorf("%v: %q, want %q", c.words, offers, want)
		}
	}
}
