package terminal

import "strings"

// Look is how the screen may be drawn, as flags and environment tell it.
type Look struct {
	ASCII   bool
	NoColor bool
}

// LookOf reads the look. A dumb terminal gets neither colours nor characters beyond ASCII.
func LookOf(asciiFlag bool, getenv func(string) string) Look {
	dumb := getenv("TERM") == "dumb"
	return Look{
		ASCII:   asciiFlag || dumb || foreignCharset(getenv),
		NoColor: dumb || getenv("NO_COLOR") != "",
	}
}

// foreignCharset reports whether the locale names a charset that is not UTF-8. A locale without one (en_US), or none at
// all, says nothing: terminals of today are UTF-8.
func foreignCharset(getenv func(string) string) bool {
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale = getenv(name); locale != "" {
			break
		}
	}
	locale, _, _ = strings.Cut(locale, "@")
	if locale == "C" || locale == "POSIX" {
		return true
	}
	_, charset, named := strings.Cut(locale, ".")
	if !named {
		return false
	}
	charset = strings.ReplaceAll(strings.ToUpper(charset), "-", "")
	return charset != "UTF8"
}
