package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"

	"akia/iamsvc/filter"
	"akia/ui/action"
	"akia/ui/cli/exit"
	"akia/ui/cli/system"
	"akia/ui/text"
)

const (
	// fileEnv names another configuration file than the one in its usual place.
	fileEnv = "AKIA_CONFIG_FILE"
	// maxConfig is how long the file can be, in bytes.
	maxConfig = 64 << 10
	// maxReason is how wide the reason can be why the file cannot be gone by: it quotes the file.
	maxReason = 600
	// maxBrackets is how many tables and arrays can be in it, maxDots how many parts the keys of a line can have.
	maxBrackets, maxDots = 512, 16
)

// Configurable returns the names of the flags that the configuration file can set. What says which account is meant is
// not among them: that stays with the files of the AWS CLI and the command line.
func Configurable() []string {
	return []string{
		"max-age", "unused", "unused-long", "never-used", "inactive", "descriptions",
		"rotation-quiet-days", "rotation-inactive-days",
		"page-size", "timeout", "read-only", "no-journal", "ascii", "theme", "mouse", "details",
	}
}

// File is what the configuration file says: values of flags, by their names. Flags of the command line go before
// them.
type File struct {
	Path   string
	values map[string]string
	// Keys says which keys ask for which action; nil has those of the table.
	Keys *action.Keymap
	// Commands are the person's own; Keys has them as actions.
	Commands []action.Custom
	// Views are the filters that have a name, in the order in which they are written.
	Views []filter.Saved
	// profiles is what it says of profiles of the AWS configuration, by their names.
	profiles map[string]Profile
	Err      error // why it cannot be gone by; nil also where there is no file
	// Found says that there is a file.
	Found bool

	text     string
	mistakes []Mistake
}

// ReadFile reads the configuration file. Without one in the usual place everything stays as it is.
func ReadFile(getenv func(string) string) *File {
	c := &File{Path: getenv(fileEnv)}
	asked := c.Path != ""
	if !asked {
		c.Path = configPath(runtime.GOOS, getenv)
	}
	if c.Path == "" || c.Path == os.DevNull { // the usual way to ask for none
		return c
	}
	c.read(asked)
	return c
}

// ReadFileAt reads the configuration file that a person names.
func ReadFileAt(path string) *File {
	c := &File{Path: path}
	c.read(true)
	return c
}

// read reads the file; asked says that there has to be one.
func (c *File) read(asked bool) {
	text, err := system.ReadAtMost(c.Path, maxConfig)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
	case err != nil:
		says := system.Reason(err).Error() // without its path, which is said already
		c.note(Mistake{Says: says}, says)
	default:
		c.text, c.Found = text, true
		c.parse(text)
	}
}

// configPath returns where the configuration file usually is; empty if the system does not say where such files are.
func configPath(goos string, getenv func(string) string) string {
	folder, home := getenv("XDG_CONFIG_HOME"), getenv("HOME")
	switch {
	case filepath.IsAbs(folder): // the XDG rules: a relative one is to be ignored
	case goos == "windows":
		folder = getenv("AppData")
	case home == "":
		folder = ""
	case goos == "darwin" || goos == "ios":
		folder = filepath.Join(home, "Library", "Application Support")
	default:
		folder = filepath.Join(home, ".config")
	}
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "akia", "config.toml")
}

// checkNesting refuses what no setting needs and the parser takes minutes for: keys of many parts, and tables and
// arrays in one another. It goes by the characters alone, also in strings: no setting has them there. Lines that are
// comments do not count.
func checkNesting(text string) (line int, says string) {
	brackets, number := 0, 0
	for line := range strings.Lines(text) {
		number++
		if code, _, _ := strings.Cut(line, "#"); !strings.ContainsAny(code, `"'`) { // else the # may be in a string
			line = code
		}
		brackets += strings.Count(line, "[") + strings.Count(line, "{")
		if brackets > maxBrackets || strings.Count(line, ".") > maxDots {
			return number, "it is nested too deeply"
		}
	}
	return 0, ""
}

// parse takes the values out of the text of the file.
func (c *File) parse(text string) {
	if line, says := checkNesting(text); says != "" {
		c.note(Mistake{line, says}, onLine(line, says))
		return
	}
	var settings map[string]any
	written, err := toml.Decode(text, &settings)
	if err != nil {
		m, whole := Mistake{Says: err.Error()}, err.Error()
		var wrong toml.ParseError
		if errors.As(err, &wrong) {
			m = Mistake{wrong.Position.Line, wrong.Message}
			whole = onLine(m.Line, m.Says)
		}
		c.note(m, whole)
		return
	}
	c.parseCommands(settings)
	c.parseKeys(settings)
	c.parseViews(settings, written)
	c.parseProfiles(settings)
	c.values = make(map[string]string, len(settings))
	for name, value := range settings {
		switch v := value.(type) {
		case string:
			c.values[name] = v
		case int64:
			c.values[name] = strconv.FormatInt(v, 10)
		case bool:
			c.values[name] = strconv.FormatBool(v)
		default: // refused by what apply says of the flag, or of a name that is none
			c.values[name] = ""
		}
	}
}

// Apply sets those of the flags that the file speaks of. Flags that a command does not have are left out.
func (c *File) Apply(flags *pflag.FlagSet) {
	for _, name := range slices.Sorted(maps.Keys(c.values)) { // in one order each time
		if len(c.mistakes) >= mostMistakes {
			return
		}
		if !slices.Contains(Configurable(), name) {
			c.mistake(name, unknownSetting(name))
			continue
		}
		if flag := flags.Lookup(name); flag != nil {
			if err := flag.Value.Set(c.values[name]); err != nil {
				c.mistake(name, name+": "+Plainly(err).Error())
			}
		}
	}
}

// unknownSetting says that there is no setting of a name, and which is meant or which there are.
func unknownSetting(name string) string {
	says := fmt.Sprintf("%q is not a setting", text.Cut(name, maxName, "…"))
	if near := text.Near(name, Configurable(), 1); len(name) < maxName && len(near) > 0 {
		return says + "; did you mean " + near[0] + "?"
	}
	return says + "; they are " + strings.Join(Configurable(), ", ")
}

// onLine says what is wrong on a line.
func onLine(line int, says string) string { return fmt.Sprintf("line %d: %s", line, says) }

// refuse notes why the file cannot be gone by. The first reason counts.
func (c *File) refuse(why string) {
	if c.Err == nil {
		c.Err = exit.Usage("the configuration file %s cannot be used: %s", c.Path, text.Cut(why, maxReason, "…"))
	}
}

// Plainly words what pflag says of a switch as the other flags do.
func Plainly(err error) error {
	if errors.Is(err, strconv.ErrSyntax) {
		return errors.New("must be true or false")
	}
	return err
}
