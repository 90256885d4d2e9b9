package cli

import (
	"cmp"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"akia/iamsvc/audit"
	"akia/iamsvc/awsconfig"
	"akia/ui/cli/estates"
	"akia/ui/cli/reporting"
	"akia/ui/cli/settings"
	"akia/ui/theme"
)

// completeFlags tells shells what the flags of a command may hold: values of a kind, nothing but what is typed, or, for
// those not named here, a file.
func completeFlags(cmd *cobra.Command, conf *settings.File, getenv func(string) string) {
	words := func(words []string) cobra.CompletionFunc {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	formats := reporting.FormatNames()
	if cmd.Name() == "accounts" {
		formats = estates.FormatNames()
	}
	offers := map[string]cobra.CompletionFunc{
		"profile": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return noFiles(profiles(getenv))
		},
		"theme":            words(themeNames()),
		"print-iam-policy": words(settings.PolicyKinds()),
		"output":           words(formats),
		"format":           words(formats),
		"fail-on":          words(reporting.FindingNames()),
		"only":             words(reporting.FindingNames()),
		"view":             words(conf.ViewNames()),
		"filter":           completeFilter,
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

// themeNames returns the names of the themes.
func themeNames() []string {
	var names []string
	for _, name := range theme.Names() {
		names = append(names, string(name))
	}
	return names
}

// completeFilter offers what the last term of a filter can become. A field is not the end of one.
func completeFilter(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var offers []string
	for _, c := range audit.Complete(typed, len(typed), nil) {
		offers = append(offers, typed[:c.From]+c.Text)
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func noFiles(words []string) ([]string, cobra.ShellCompDirective) {
	return words, cobra.ShellCompDirectiveNoFileComp
}

// profiles returns the names of the profiles in the files of the AWS CLI. Files that cannot be read have none: a
// shell that completes has no place for an error.
func profiles(getenv func(string) string) []string {
	env := awsconfig.SystemEnv()
	env.Lookup = func(name string) (string, bool) { text := getenv(name); return text, text != "" }
	system := env.Home
	env.Home = func(user string) (string, bool) {
		if home := cmp.Or(getenv("HOME"), getenv("USERPROFILE")); user == "" && home != "" {
			return home, true
		}
		return system(user)
	}
	return awsconfig.Profiles(env)
}
