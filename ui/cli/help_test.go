package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"akia/ui/cli/exit"
	"akia/ui/cli/manual"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/text"
)

// everyCommand returns the commands that a person can see.
func everyCommand(t *testing.T) (all []*cobra.Command) {
	t.Helper()
	root := newRoot(system.System{Getenv: func(string) string { return "" }}, &exit.Outcome{})
	every(root, func(cmd *cobra.Command) {
		if !cmd.Hidden {
			all = append(all, cmd)
		}
	})
	return all
}

// Help is one of a kind: 80 columns, no word broken, an example, every flag in its group with the name of its value.
func TestHelpOfEveryCommand(t *testing.T) {
	t.Parallel()
	for _, cmd := range everyCommand(t) {
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
			status, stdout, stderr := run(t, nil, args...)
			if status != 0 || stderr != "" {
				t.Fatalf("status %d, stderr %q", status, stderr)
			}
			for line := range strings.Lines(stdout) {
				line = strings.TrimRight(line, "\n")
				if text.Width(line) > manual.Width || line != strings.TrimRight(line, " ") {
					t.Errorf("%d columns, or spaces at the end: %q", text.Width(line), line)
				}
			}
			for _, want := range []string{"\nUsage:\n  " + cmd.CommandPath(), "\nExamples:\n", "  -h, --help", "Show this help\n"} {
				if !strings.Contains(stdout, want) {
					t.Errorf("no %q in\n%s", want, stdout)
				}
			}
			if cmd.Example == "" || cmd.Short == "" {
				t.Error("no example, or nothing for the list of commands")
			}
			cmd.Flags().VisitAll(func(f *pflag.Flag) { checkFlag(t, f) })
		})
	}
}

// checkFlag fails for a flag whose help is not as that of the others.
func checkFlag(t *testing.T, f *pflag.Flag) {
	t.Helper()
	if f.Hidden {
		return
	}
	value, help := settings.Help(f)
	switch first := help[:1]; {
	case first != strings.ToUpper(first), strings.HasSuffix(help, "."), len(help) > 65:
		t.Errorf("--%s: %q", f.Name, help)
	case f.Value.Type() == "bool" && value != "", f.Value.Type() != "bool" && value != strings.ToUpper(value):
		t.Errorf("--%s: the value is %q", f.Name, value)
	case f.Value.Type() != "bool" && value == "":
		t.Errorf("--%s: the value has no name", f.Name)
	case f.Name != "help" && f.Name != "version" && f.Name != "print" && settings.GroupOf(f) == settings.Other:
		t.Errorf("--%s is in no group", f.Name)
	}
}

// The groups of the first help, in their order, and what there is to read besides.
func TestHelpInGroups(t *testing.T) {
	t.Parallel()
	_, stdout, _ := run(t, nil, "--help")
	heads := []string{
		"Usage:", "Commands:", "Account flags:", "View flags:", "Safety flags:", "Audit flags", "Output flags:", "Examples:",
		"Learn more:", "akia help TOPIC",
	}
	last := -1
	for _, head := range heads {
		at := strings.Index(stdout, head)
		if at <= last {
			t.Errorf("%q is not there, or not behind those before it", head)
		}
		last = at
	}
	for _, name := range manual.Names() {
		if !strings.Contains(stdout[last:], name) {
			t.Errorf("nothing leads to the topic %s", name)
		}
	}
}

// The topics that a command points to are topics.
func TestLearnMoreIsThere(t *testing.T) {
	t.Parallel()
	for _, cmd := range everyCommand(t) {
		for _, topics := range cmd.Annotations {
			for _, name := range strings.Fields(topics) {
				if !slices.Contains(manual.Names(), name) {
					t.Errorf("%s points to %s", cmd.CommandPath(), name)
				}
			}
		}
	}
}

// The keys of a topic are those of the configuration file; one that is broken changes none.
func TestTopicsGoByTheConfiguration(t *testing.T) {
	for file, want := range map[string]string{"[keys]\nrotate = \"ctrl+t\"": "Press ctrl+t on a key.", "nonsense": "Press R on a key."} {
		environment, _ := configured(t, file)
		if status, stdout, stderr := run(t, environment, "help", "rotation"); status != 0 || !strings.Contains(stdout, want) {
			t.Errorf("%q: status %d, stderr %q, stdout\n%s", file, status, stderr, stdout)
		}
	}
}

// A page for each command and topic, the same each time, that groff can set where it is installed.
func TestManPages(t *testing.T) {
	t.Parallel()
	folders := []string{t.TempDir(), t.TempDir()}
	for _, folder := range folders {
		if status, stdout, stderr := run(t, nil, "man", folder); status != 0 || !strings.HasPrefix(stdout, "Wrote ") {
			t.Fatalf("status %d, stderr %q", status, stderr)
		}
	}
	pages, err := filepath.Glob(filepath.Join(folders[0], "man?", "*"))
	if err != nil || len(pages) != len(everyCommand(t))-1+len(manual.Names()) { // help has none
		t.Errorf("%d pages, %v", len(pages), err)
	}
	groff, lookErr := exec.LookPath("groff")
	for _, page := range pages {
		first, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(folders[0], page)
		if second, _ := os.ReadFile(filepath.Join(folders[1], rel)); string(first) != string(second) || len(first) < 200 {
			t.Errorf("%s is another one the second time, or has nothing in it", rel)
		}
		if lookErr != nil {
			continue
		}
		out, err := exec.CommandContext(t.Context(), groff, "-man", "-t", "-Tutf8", "-ww", "-K", "utf8", page).CombinedOutput()
		if err != nil || strings.Contains(string(out), "warning:") {
			t.Errorf("%s: %v\n%.600s", rel, err, out)
		}
	}
	if lookErr != nil {
		t.Log("groff is not installed: no page was set")
	}
	_, stdout, _ := run(t, nil, "man")
	if first, _ := os.ReadFile(filepath.Join(folders[0], "man1", "akia.1")); stdout != string(first) {
		t.Error("akia man prints another page than it writes")
	}
	for _, want := range []string{`.TH "AKIA" "1" "" "akia `, ".SH SYNOPSIS", `\fB--read-only\fR`, `\fB--profile NAME\fR`, ".SH EXIT STATUS"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestManPagesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := run(t, nil, "man", file)
	if status != 1 || !strings.HasPrefix(stderr, "akia: cannot create the folder "+file) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}
