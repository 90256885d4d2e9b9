package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"akia/ui/action"
	"akia/ui/text"
)

// keysTable is the table of the file that says which keys ask for which action.
const keysTable = "keys"

// parseKeys takes the table of keys out of what the file says: a key or several for an action, an empty text or
// none to have none.
func (c *File) parseKeys(said map[string]any) {
	value, given := said[keysTable]
	delete(said, keysTable)
	table, ok := value.(map[string]any)
	if given && !ok {
		c.mistake(keysTable, fmt.Sprintf("%s must be a table of actions: [%s]", keysTable, keysTable))
		return
	}
	set := make(map[string][]string, len(table))
	for _, name := range slices.Sorted(maps.Keys(table)) {
		written, ok := texts(table[name])
		if !ok {
			c.keyMistake(name, ` must be the name of a key, or several of them: ["r", "f5"]`)
			continue
		}
		set[name] = written
	}
	keys, wrong := action.NewKeymap(set, c.Commands...)
	for _, w := range wrong {
		if strings.HasPrefix(w.Setting, commandTable+"[") {
			c.mistake(w.Setting, w.Setting+": "+w.Says)
			continue
		}
		c.keyMistake(w.Setting, ": "+w.Says)
	}
	c.Keys = keys
}

// keyMistake notes what is wrong with the keys of an action.
func (c *File) keyMistake(name, says string) {
	c.mistake(keysTable+"."+name, keysTable+"."+text.Cut(name, maxName, "…")+says)
}

// maxName is how much of a name that is wrong is quoted.
const maxName = 60

// texts returns the texts of a value of the file: one, or a list of them.
func texts(value any) (all []string, ok bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, true
	case []any:
		for _, one := range v {
			name, ok := one.(string)
			if !ok {
				return nil, false
			}
			all = append(all, name)
		}
		return all, true
	}
	return nil, false
}
