package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"akia/iamsvc"
	"akia/iamsvc/shell"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/text"
)

// misread refuses a word that is no name of a user, or would be one by mistake only: a subcommand or a flag that was
// misspelled, a path, an ARN. What follows a -- is a name whatever it looks like.
func misread(root *cobra.Command, args []string) error {
	if len(args) == 0 || root.ArgsLenAtDash() == 0 {
		return nil
	}
	word := args[0]
	if err := notAName(word); err != nil {
		return err
	}
	meant := ""
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() && misspells(word, cmd.Name()) {
			meant = cmd.Name()
		}
	}
	if flag := root.Flags().Lookup(word); flag != nil && !flag.Hidden {
		meant = "--" + word
	}
	if meant == "" {
		return nil
	}
	return exit.Usage("unknown command %s; did you mean akia %s? For a user of that name: akia -- %s", word, meant,
		shell.Word(word))
}

// misspells reports whether a word is a command misspelled. Short commands and what only adds to one, such as
// reporter, are names as likely as not.
func misspells(word, command string) bool {
	const leastCommand = 6
	if len(command) < leastCommand || strings.HasPrefix(word, command) && len(word) > len(command)+1 {
		return false
	}
	return text.IsNear(word, command)
}

// leastKeyID is from what length on a word that begins as an access key ID does is taken for a part of one.
const leastKeyID = 12

// notAName refuses what says of itself that it is something else than a name or a long-term key ID.
func notAName(word string) error {
	last := word[strings.LastIndexByte(word, '/')+1:]
	switch {
	case strings.HasPrefix(word, "arn:"):
		if strings.Contains(word, ":user/") && iamsvc.ValidUserName(last) == nil {
			return exit.Usage("%s is an ARN; give the user's name: akia %s", word, shell.Word(last))
		}
		return exit.Usage("%s is an ARN, and not of a user", word)
	case strings.Contains(word, "/"):
		if iamsvc.ValidUserName(last) == nil {
			return exit.Usage("%s has a path in it; give the user's name: akia %s", word, shell.Word(last))
		}
		return exit.Usage("%s is a path; akia --path-prefix %s shows the users under it", word,
			shell.Word("/"+strings.TrimPrefix(word, "/")))
	case !iamsvc.LooksLikeKeyID(word) && iamsvc.LooksLikeKeyID(strings.ToUpper(word)):
		return exit.Usage("%s looks like an access key ID, which is in capital letters: akia %s", word, strings.ToUpper(word))
	case !iamsvc.LooksLikeKeyID(word) && len(word) >= leastKeyID &&
		iamsvc.LooksLikeKeyID((word + strings.Repeat("A", 20))[:20]):
		return exit.Usage("%s looks like an access key ID that was cut short: they have 20 characters", word)
	case strings.HasPrefix(word, "ASIA") && iamsvc.LooksLikeKeyID("AKIA"+word[4:]):
		return exit.Usage("%s is the key ID of temporary credentials; akia looks after long-term keys, whose IDs begin with "+
			"AKIA", word)
	}
	return nil
}

// refuseFlag returns what cobra is to call with an error in the flags: it records the error. That it returns nil ends
// the command quietly.
func refuseFlag(end *exit.Outcome) func(*cobra.Command, error) error {
	return func(cmd *cobra.Command, err error) error {
		end.Fail(flagError(cmd, err))
		return nil
	}
}

// flagError words an error in the flags.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		value   *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &value) && iamsvc.AsError(value.Unwrap()) != nil:
		// Its sentence quotes the value where that is safe: an endpoint may hold a password.
		return exit.Usage("--%s: %s", value.GetFlag().Name, value.Unwrap())
	case errors.As(err, &value):
		return exit.Usage("--%s %q: %s", value.GetFlag().Name, value.GetValue(), settings.Plainly(value.Unwrap()))
	default:
		return exit.Usage("%s", err)
	}
}

// unknownFlag words a flag that there is not, with what may be meant by it.
func unknownFlag(cmd *cobra.Command, unknown *pflag.NotExistError) error {
	if !cmd.HasParent() {
		if err := misread(cmd, cmd.Flags().Args()); err != nil {
			return err
		}
	}
	name := unknown.GetSpecifiedName()
	switch name {
	case "user", "user-name", "username", "key", "key-id", "access-key", "access-key-id":
		if !cmd.HasParent() {
			return exit.Usage("%s; a user name or an access key ID needs no flag: akia alice", unknown)
		}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if near := text.Near(name, names, 1); len(name) > 1 && near != nil {
		return exit.Usage("%s; did you mean --%s?", unknown, near[0])
	}
	return exit.Usage("%s; %s --help lists the flags", unknown, cmd.CommandPath())
}
