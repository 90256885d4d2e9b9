package settings

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"akia/ui/action"
)

// Effective is one setting as it is in force, and where that comes from.
type Effective struct{ Name, Value, From string }

// Show returns what is in force: every flag of the screen, then the views, what is said of profiles, and the keys of
// every action.
func (c *File) Show(flags *pflag.FlagSet, getenv func(string) string) []Effective {
	var all []Effective
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == policyFlag || f.Name == "help" {
			return
		}
		e := Effective{f.Name, f.Value.String(), "default"}
		variable, value := fromEnvironment(f.Name, getenv)
		_, inFile := c.values[f.Name]
		switch {
		case f.Changed || f.Name == "timeout" && flags.Changed(timeoutAlias):
			e.From = "flag"
		case inFile:
			e.From = c.from(f.Name)
		case variable != "":
			e.Value, e.From = value, "environment: "+variable
		}
		all = append(all, e)
	})
	for _, v := range c.Views {
		name := viewsTable + "." + v.Name
		all = append(all, Effective{name, v.Text, c.from(name)})
	}
	return append(append(all, c.showProfiles()...), c.showKeys()...)
}

// showKeys returns the keys of every action.
func (c *File) showKeys() []Effective {
	keys := c.Keys
	if keys == nil {
		keys, _ = action.NewKeymap(nil)
	}
	var all []Effective
	for id := range action.Count {
		name := keysTable + "." + id.Setting()
		e := Effective{name, quoteKeys(keys.Keys(id)), "default"}
		if keys.Changed(id) {
			e.From = c.from(name)
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Effective) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// from names the line of the file that a setting is from.
func (c *File) from(name string) string {
	if line := c.lineOf(name); line > 0 {
		return "file, line " + strconv.Itoa(line)
	}
	return "file"
}

// fromEnvironment returns the variable that a setting is from if no flag sets it, and its value.
func fromEnvironment(name string, getenv func(string) string) (variable, value string) {
	for _, v := range map[string][]string{
		"profile":      {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"},
		"region":       {"AWS_REGION", "AWS_DEFAULT_REGION"},
		"endpoint-url": {"AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL"},
	}[name] {
		if value := getenv(v); value != "" {
			return v, value
		}
	}
	return "", ""
}

// quoteKeys writes keys as the file has them.
func quoteKeys(keys []string) string {
	quoted := make([]string, len(keys))
	for i, k := range keys {
		quoted[i] = quote(k)
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// quote writes a text as TOML does.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
