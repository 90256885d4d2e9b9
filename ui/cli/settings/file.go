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
		"page-size", "timeout", "read-only", "no-journal", "ascii",
	}
}

// File is what the configuration file says: values of flags, by their names. Flags of the command line go before
// them.
type File struct {
	Path   string
	values map[string]string
	// Keys says which keys ask for which action; nil has those of the table.
	Keys *action.Keymap
	Err  error // why it cannot be gone by; nil also where there is no file
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
	text, err := system.ReadAtMost(c.Path, maxConfig)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
	case err != nil:
		c.fail(err)
	default:
		c.parse(text)
	}
	return c
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
func checkNesting(text string) error {
	brackets, number := 0, 0
	for line := range strings.Lines(text) {
		number++
		if code, _, _ := strings.Cut(line, "#"); !strings.ContainsAny(code, `"'`) { // else the # may be in a string
			line = code
		}
		brackets += strings.Count(line, "[") + strings.Count(line, "{")
		if brackets > maxBrackets || strings.Count(line, ".") > maxDots {
			return fmt.Errorf("line %d: it is nested too deeply", number)
		}
	}
	return nil
}

// parse takes the values out of the text of the file.
func (c *File) parse(text string) {
	if err := checkNesting(text); err != nil {
		c.fail(err)
		return
	}
	var settings map[string]any
	if _, err := toml.Decode(text, &settings); err != nil {
		var wrong toml.ParseError
		if errors.As(err, &wrong) {
			err = fmt.Errorf("line %d: %s", wrong.Position.Line, wrong.Message)
		}
		c.fail(err)
		return
	}
	c.parseKeys(settings)
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
		if !slices.Contains(Configurable(), name) {
			c.fail(fmt.Errorf("%q is not a setting; they are %s", text.Cut(name, maxName, "…"), strings.Join(Configurable(), ", ")))
			return
		}
		if flag := flags.Lookup(name); flag != nil {
			if err := flag.Value.Set(c.values[name]); err != nil {
				c.fail(fmt.Errorf("%s: %w", name, Plainly(err)))
				return
			}
		}
	}
}

// fail notes why the file cannot be gone by. The first reason counts.
func (c *File) fail(err error) {
	var path *fs.PathError
	if errors.As(err, &path) { // its text names the file again
		err = path.Err
	}
	if c.Err == nil {
		c.Err = exit.Usage("the configuration file %s cannot be used: %s", c.Path, text.Cut(err.Error(), maxReason, "…"))
	}
}

// Plainly words what pflag says of a switch as the other flags do.
func Plainly(err error) error {
	if errors.Is(err, strconv.ErrSyntax) {
		return errors.New("must be true or false")
	}
	return err
}
