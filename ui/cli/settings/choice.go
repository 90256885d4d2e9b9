package settings

import (
	"errors"
	"slices"
	"strings"

	"akia/ui/text"
)

// OneOf refuses a value that is none of the choices, and says which one it may be meant for.
func OneOf(value string, choices []string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return errors.New("must be " + inWords(choices, "or") + Meant(value, choices))
}

// Meant returns the end of a sentence about a word that is none of the choices: which one may be meant. It is empty if
// none is near.
func Meant(typed string, choices []string) string {
	if near := text.Near(typed, choices, 1); len(typed) > 1 && len(near) > 0 {
		return "; did you mean " + near[0] + "?"
	}
	return ""
}

// inWords lists choices in a sentence.
func inWords(choices []string, and string) string {
	if n := len(choices) - 1; n > 0 {
		return strings.Join(choices[:n], ", ") + " " + and + " " + choices[n]
	}
	return strings.Join(choices, "")
}
