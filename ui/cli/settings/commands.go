package settings

import (
	"fmt"
	"maps"
	"slices"

	"akia/ui/action"
	"akia/ui/text"
)

// commandTable is the head of the tables of the file that hold the person's own commands.
const commandTable = "command"

// commandSettings are what can be said of a command.
func commandSettings() []string { return []string{"name", "key", "run", "ask", "read-only"} }

// parseCommands takes the person's own commands out of what the file says.
func (c *File) parseCommands(said map[string]any) {
	value, given := said[commandTable]
	delete(said, commandTable)
	tables, ok := value.([]map[string]any)
	if given && !ok {
		c.mistake(commandTable, fmt.Sprintf("%s must be tables: [[%s]]", commandTable, commandTable))
		return
	}
	for i, table := range tables {
		c.Commands = append(c.Commands, c.parseCommand(fmt.Sprintf("%s[%d]", commandTable, i+1), table))
	}
}

// parseCommand reads one command, called so in what is said of it.
func (c *File) parseCommand(at string, table map[string]any) action.Custom {
	var own action.Custom
	ask := true
	for _, name := range slices.Sorted(maps.Keys(table)) {
		value, ok, must := table[name], false, "must be true or false"
		switch name {
		case "name":
			own.Name, ok = value.(string)
			must = "must be a text"
		case "key":
			own.Keys, ok = texts(value)
			must = `must be the name of a key, or several of them: ["x", "f5"]`
		case "run":
			if _, list := value.([]any); list {
				own.Run, ok = texts(value)
			}
			must = `must be a program and its arguments, as a list: ["prog", "{key}"]`
		case "ask":
			ask, ok = value.(bool)
		case "read-only":
			own.ReadOnly, ok = value.(bool)
		default:
			must = "is not a setting of a command; they are name, key, run, ask and read-only"
			if near := text.Near(name, commandSettings(), 1); len(name) < maxName && len(near) > 0 {
				must = "is not a setting of a command; did you mean " + near[0] + "?"
			}
		}
		if !ok {
			c.mistake(at+"."+name, at+"."+text.Cut(name, maxName, "…")+" "+must)
		}
	}
	own.Unasked = !ask
	return own
}
