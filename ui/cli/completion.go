package cli

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// completeFlags tells shells what the flags of a command may hold: values of a kind, nothing but what is typed, or, for
// those not named here, a file.
func completeFlags(cmd *cobra.Command, getenv func(string) string) {
	words := func(words []string) cobra.CompletionFunc {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	offers := map[string]cobra.CompletionFunc{
		"profile": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return noFiles(profiles(getenv))
		},
		"print-iam-policy": words([]string{"read", "write", "self", "full"}),
		"format":           words(formatNames()),
		"fail-on":          words(findingNames()),
		"only":             words(findingNames()),
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		offer := offers[f.Name]
		switch {
		case f.Name == "debug" || f.Value.Type() == "bool":
			return
		case offer == nil:
			offer = cobra.NoFileCompletions
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, offer) // fails for a flag that does not exist
	})
}

func noFiles(words []string) ([]string, cobra.ShellCompDirective) {
	return words, cobra.ShellCompDirectiveNoFileComp
}

// profiles returns the names of the profiles in the files of the AWS CLI. What cannot be read has none: a shell that
// completes has no place for an error.
func profiles(getenv func(string) string) []string {
	home := getenv("HOME")
	if home == "" {
		home = getenv("USERPROFILE")
	}
	var names []string
	for _, file := range []struct{ env, name, prefix string }{
		{"AWS_CONFIG_FILE", "config", "profile "},
		{"AWS_SHARED_CREDENTIALS_FILE", "credentials", ""},
	} {
		path := getenv(file.env)
		if path == "" {
			path = filepath.Join(home, ".aws", file.name)
		}
		for _, section := range sections(path) {
			name, ok := strings.CutPrefix(section, file.prefix)
			if ok || section == "default" {
				names = append(names, strings.TrimSpace(name))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sections returns the names in brackets of a file in the format of the AWS CLI.
func sections(path string) []string {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	var names []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if inner, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "["); ok {
			if name, _, ok := strings.Cut(inner, "]"); ok {
				names = append(names, strings.TrimSpace(name))
			}
		}
	}
	return names
}
