// Package manual is what akia says about itself: the help of its commands, the topics, and both as man pages. A topic
// is a text in Markdown, in the folder topics; what the program has a table of is put into it from that table, so that
// the text can't say anything else.
package manual

import (
	"embed"
	"fmt"
	"regexp"
	"strings"

	"akia/ui/action"
)

//go:embed topics/*.md
var files embed.FS

// Names returns the names of the topics, in the order of the list.
func Names() []string {
	return []string{
		"keys", "filter", "findings", "rotation", "leak", "config", "permissions", "secrets", "json", "exit-codes", "speed",
	}
}

// source returns the text of a topic as it was written; empty for none.
func source(name string) string {
	written, err := files.ReadFile("topics/" + name + ".md")
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(string(written), "\r\n", "\n") // as some systems check it out
}

// title returns the title of a topic.
func title(name string) string {
	head, _, _ := strings.Cut(source(name), "\n")
	return strings.TrimPrefix(head, "# ")
}

// marker is a place in a topic where something is put in, such as {{findings}} or {{key rotate}}.
var marker = regexp.MustCompile(`\{\{([a-z-]+)(?: ([a-z-]+))?\}\}`)

// Topic returns a topic in Markdown, its title first, with the keys of a key map; nil has those of the table. It fails
// for a name that is none.
func Topic(name string, keys *action.Keymap) (string, error) {
	if keys == nil {
		keys, _ = action.NewKeymap(nil)
	}
	written := source(name)
	if written == "" {
		return "", fmt.Errorf("no help on %s", name)
	}
	var unknown string
	filled := marker.ReplaceAllStringFunc(written, func(found string) string {
		parts := marker.FindStringSubmatch(found)
		put, ok := fill(parts[1], parts[2], keys)
		if !ok {
			unknown = found
		}
		return put
	})
	if unknown != "" {
		return "", fmt.Errorf("the topic %s has a place for %s, which there is not", name, unknown)
	}
	return filled, nil
}
