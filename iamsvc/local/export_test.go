package local

import (
	"maps"
	"slices"
	"strings"
)

// ActionNames returns the names of all actions.
func ActionNames() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(actions())) {
		_, name, _ := strings.Cut(name, ":")
		names = append(names, name)
	}
	return names
}

// AccountOf decodes the account in an access key ID.
func AccountOf(keyID string) (string, bool) { return accountOf(keyID) }
