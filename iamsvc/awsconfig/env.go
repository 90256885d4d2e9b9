package awsconfig

import (
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"
)

// Env is what the configuration is read from besides files. The zero Env has no variables.
type Env struct {
	// Lookup returns an environment variable, and whether it is set: an empty one is.
	Lookup func(name string) (string, bool)
	// Home returns the home folder of a user of the system, or of this one for an empty name; false if it is not known.
	Home func(user string) (string, bool)
	// Now tells the time.
	Now func() time.Time
}

// SystemEnv returns the Env of this process.
func SystemEnv() Env { return Env{Lookup: os.LookupEnv, Home: home, Now: time.Now} }

func home(name string) (string, bool) {
	if name == "" {
		if dir, err := os.UserHomeDir(); err == nil {
			return dir, true
		}
		u, err := user.Current()
		if err != nil {
			return "", false
		}
		return u.HomeDir, true
	}
	u, err := user.Lookup(name)
	if err != nil {
		return "", false
	}
	return u.HomeDir, true
}

// get returns a variable; empty if it is not set.
func (e Env) get(name string) string {
	found, _ := e.Lookup(name)
	return found
}

// path returns the path that the CLI opens for this one: with variables and a leading ~ put in. What is not known
// stays.
func (e Env) path(path string) string {
	path = e.expand(path)
	if !strings.HasPrefix(path, "~") {
		return path
	}
	name, rest := path[1:], ""
	if i := strings.IndexFunc(path, func(r rune) bool { return r < 0x80 && os.IsPathSeparator(uint8(r)) }); i > 0 {
		name, rest = path[1:i], path[i:]
	}
	dir, ok := e.Home(name)
	if !ok {
		return path
	}
	return filepath.Clean(dir + rest)
}

// expand puts in $NAME and ${NAME}. A variable that is not set stays as it is.
func (e Env) expand(path string) string {
	var b strings.Builder
	for path != "" {
		before, after, found := strings.Cut(path, "$")
		b.WriteString(before)
		if !found {
			break
		}
		name, rest := variable(after)
		if set, ok := e.Lookup(name); name != "" && ok {
			b.WriteString(set)
		} else {
			b.WriteString("$" + strings.TrimSuffix(after, rest))
		}
		path = rest
	}
	return b.String()
}

// variable returns the name at the beginning of the text after a dollar sign, and what comes after it.
func variable(text string) (name, rest string) {
	if strings.HasPrefix(text, "{") {
		if name, rest, ok := strings.Cut(text[1:], "}"); ok {
			return name, rest
		}
		return "", text
	}
	end := 0
	for end < len(text) && inName(text[end]) {
		end++
	}
	return text[:end], text[end:]
}

func inName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
