package action

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"akia/ui/text"
)

// namedKeys are the keys that have a name, besides f1 to f20.
func namedKeys() []string {
	return []string{
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "insert", "delete", "backspace", "tab", "enter",
		"esc", "space",
	}
}

// modifiers in the order in which Bubble Tea names them.
func modifiers() []string { return []string{"ctrl", "alt", "shift", "meta", "hyper", "super"} }

// otherNames are names that people write for a key, and ours.
func otherNames() map[string]string {
	return map[string]string{
		"pgdn": "pgdown", "pagedown": "pgdown", "page-down": "pgdown", "pageup": "pgup", "page-up": "pgup",
		"del": "delete", "ins": "insert",
		"return": "enter", "escape": "esc", "spacebar": "space", "control": "ctrl", "option": "alt", "cmd": "super",
	}
}

// sameByte are combinations that most terminals cannot tell from another key, and that key.
func sameByte() map[string]string {
	return map[string]string{
		"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc", "ctrl+?": "backspace", "ctrl+@": "ctrl+space",
	}
}

// ParseKey returns the name of a key as Bubble Tea has it, and what is wrong with what was written; that is empty if
// nothing is.
func ParseKey(written string) (name, fault string) {
	if r, size := utf8.DecodeRuneInString(written); size == len(written) && size > 0 {
		return parseCharacter(r)
	}
	parts := strings.Split(written, "+")
	if strings.HasSuffix(written, "++") {
		parts = append(parts[:len(parts)-2], "+")
	}
	for i, p := range parts {
		if i < len(parts)-1 || utf8.RuneCountInString(p) > 1 {
			p = strings.ToLower(p)
		}
		if known, ok := otherNames()[p]; ok {
			p = known
		}
		parts[i] = p
	}
	return parseParts(written, parts[:len(parts)-1], parts[len(parts)-1])
}

// parseCharacter takes a key that is written as what it types.
func parseCharacter(r rune) (name, fault string) {
	switch {
	case r == ' ':
		return "space", ""
	case !unicode.IsPrint(r) || r == utf8.RuneError:
		return "", fmt.Sprintf("%q is not a key", string(r))
	case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
		return "", fmt.Sprintf("%q is not a Latin letter; name the Latin letter on that key", string(r))
	}
	return string(r), ""
}

// parseParts takes modifiers and the key that they are held with.
func parseParts(written string, mods []string, key string) (name, fault string) {
	one := utf8.RuneCountInString(key) == 1
	switch {
	case !one && !slices.Contains(namedKeys(), key) && !isFunctionKey(key):
		return "", unknownKey(written, key)
	case one:
		if r, _ := utf8.DecodeRuneInString(key); !unicode.IsPrint(r) {
			return "", fmt.Sprintf("%q is not a key", written)
		}
	}
	held := map[string]bool{}
	for _, m := range mods {
		if !slices.Contains(modifiers(), m) || held[m] {
			return "", unknownKey(written, m)
		}
		held[m] = true
	}
	if one && len(mods) == 1 && held["shift"] { // shift+r is what R types
		upper := strings.ToUpper(key)
		if upper == strings.ToLower(key) {
			return "", fmt.Sprintf("%q: write the character that it types", written)
		}
		return upper, ""
	}
	if one {
		key = strings.ToLower(key)
	}
	for _, m := range modifiers() {
		if held[m] {
			name += m + "+"
		}
	}
	name += key
	if same, ok := sameByte()[name]; ok {
		return "", fmt.Sprintf("%q is the same as %s in most terminals", written, same)
	}
	return name, ""
}

func isFunctionKey(key string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(key, "f"))
	return err == nil && strings.HasPrefix(key, "f") && n >= 1 && n <= 20 && key == "f"+strconv.Itoa(n)
}

func unknownKey(written, part string) string {
	said := fmt.Sprintf("%q is not a key", written)
	if near := text.Near(part, slices.Concat(namedKeys(), modifiers()), 1); len(near) > 0 {
		return said + fmt.Sprintf("; did you mean %s?", near[0])
	}
	return said + "; write it as r, R, ctrl+r, f5 or pgdown"
}

// ShowKey returns the name of a key as the screen shows it.
func ShowKey(name string) string {
	switch name {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	}
	return strings.ReplaceAll(name, "pgdown", "pgdn")
}
