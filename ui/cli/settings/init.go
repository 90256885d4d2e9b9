package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"akia/ui/action"
	"akia/ui/cli/exit"
	"akia/ui/cli/system"
	"akia/ui/text"
)

// templateHead is what stands above the settings of a new file.
const templateHead = "" +
	`# The configuration file of akia. Flags on the command line override it; akia config show says what is in force.
# Remove the # in front of a line to change a setting. The values here are the defaults.
`

// keysHead is what stands above the keys of a new file.
const keysHead = `
# Keys: one ("r"), several (["r", "f5"]) or none (""). Write them as r, R, ctrl+r, alt+r, f5, pgdown or space.
# esc, enter, ctrl+c, up and down are reserved: their actions keep them.
[` + keysTable + `]
`

// viewsHead is what stands above the views of a new file, with one as an example.
const viewsHead = `
# Views: filters with a name. The palette (:) offers them, akia report takes them with --view.
# The language is that of / and of akia report --filter: words, status: finding: user: key: service: region: path: tag:
# age:>365d used:>90d used:never created:>2026-01-31, with - in front to exclude. One might be:
# stale = "status:active used:never,>90d"
[` + viewsTable + `]
`

// commandFoot is what a new file says of commands of the person's own.
const commandFoot = `
# Your own commands: a program that gets facts of the selected row as its arguments; no shell reads them. The fields
# are {user}, {key}, {account}, {arn} and {path} of the user, and {region} the key was used in last. akia asks before
# it runs one unless ask = false, and refuses it with read-only unless it says read-only = true.
#
# [[` + commandTable + `]]
# name = "Events of this key"
# key = "ctrl+t"
# run = ["aws", "cloudtrail", "lookup-events", "--lookup-attributes", "AttributeKey=AccessKeyId,AttributeValue={key}"]
# read-only = true
`

// profilesHead is what stands above the profiles of a new file, with one as an example.
const profilesHead = `
# Profiles of the AWS configuration: read-only refuses every change there; label and color mark the account wherever a
# change could go to the wrong one. One might be:
# [profile.prod]
# read-only = true
# label = "PROD"
# color = "red"
`

// Default is a setting of the file with its default, as the file has it, and what it does.
type Default struct{ Name, Value, Help string }

// Defaults returns the settings of the file, in the order of [Configurable].
func Defaults() []Default {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	New().AddFlags(flags)
	all := make([]Default, 0, len(Configurable()))
	for _, name := range Configurable() {
		f := flags.Lookup(name)
		value := f.Value.String()
		if t := f.Value.Type(); t != "bool" && t != "number" {
			value = quote(value)
		}
		all = append(all, Default{name, value, helpWithBounds(f)})
	}
	return all
}

// Template returns a configuration file in which every setting and every key is a comment with its default.
func Template() string {
	var b strings.Builder
	b.WriteString(templateHead)
	for _, d := range Defaults() {
		fmt.Fprintf(&b, "\n%s#%s = %s\n", comment(d.Help), d.Name, d.Value)
	}
	b.WriteString(profilesHead)
	b.WriteString(viewsHead)
	b.WriteString(keysHead)
	done := map[action.ID]bool{}
	for in := range action.Places {
		for _, a := range action.Table(in) {
			if done[a.ID] {
				continue
			}
			done[a.ID] = true
			fmt.Fprintf(&b, "\n%s#%s = %s\n", comment(Sentence(a.Name)), a.ID.Setting(), quoteKeys(a.Keys))
		}
	}
	b.WriteString(commandFoot)
	return b.String()
}

// Sentence returns a text with a capital letter.
func Sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// comment returns a text as lines of comments.
func comment(s string) string {
	var b strings.Builder
	for _, line := range text.Wrap(s, 98) {
		b.WriteString("# " + line + "\n")
	}
	return b.String()
}

// Init writes a new configuration file that nobody else can read, and its folder. It overwrites nothing.
func (c *File) Init() error {
	if c.Path == "" || c.Path == os.DevNull {
		return exit.Usage("there is no usual place for a configuration file here: name one, or set " + fileEnv)
	}
	folder := filepath.Dir(c.Path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("cannot create the folder %s: %w", folder, system.Reason(err))
	}
	file, err := os.OpenFile(c.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return exit.Usage("%s exists and was not changed; akia config init --print shows a new one", c.Path)
	case err != nil:
		return fmt.Errorf("cannot create %s: %w", c.Path, system.Reason(err))
	}
	_, err = file.WriteString(Template())
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", c.Path, system.Reason(err))
	}
	return nil
}
