package settings

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"akia/iamsvc/audit"
	"akia/iamsvc/filter"
	"akia/ui/cli/exit"
	"akia/ui/text"
)

// viewsTable is the table of the file that gives filters a name.
const viewsTable = "views"

// parseViews takes the table of views out of what the file says, in the order in which they are written.
func (c *File) parseViews(said map[string]any, written toml.MetaData) {
	value, given := said[viewsTable]
	delete(said, viewsTable)
	table, ok := value.(map[string]any)
	if given && !ok {
		c.mistake(viewsTable, fmt.Sprintf("%s must be a table of filters: [%s]", viewsTable, viewsTable))
		return
	}
	wrong := map[string]bool{}
	for _, key := range written.Keys() {
		if len(key) < 2 || key[0] != viewsTable || len(key) > 2 && wrong[key[1]] {
			continue
		}
		query, isText := table[key[1]].(string)
		switch says := wrongView(key[1], query); {
		case !isText: // also a table in the table, of which the file may say only what is in it
			wrong[key[1]] = true
			c.viewMistake(key[1], ` must be a filter, such as "status:active used:>90d"`)
		case says != "":
			c.viewMistake(key[1], ": "+says)
		default:
			c.Views = append(c.Views, filter.Saved{Name: key[1], Text: query})
		}
	}
}

// viewMistake notes what is wrong with a view.
func (c *File) viewMistake(name, says string) {
	c.mistake(viewsTable+"."+name, viewsTable+"."+text.Cut(name, maxName, "…")+says)
}

// viewLetters are what the name of a view is made of.
const viewLetters = "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "0123456789-_"

// wrongView says what is wrong with a view; empty if nothing is. A name is a word that is typed.
func wrongView(name, query string) string {
	odd := func(r rune) bool { return !strings.ContainsRune(viewLetters, r) }
	switch {
	case name == "" || len(name) > maxName || strings.ContainsFunc(name, odd):
		return "the name must be of letters, digits, - and _"
	case strings.TrimSpace(query) == "":
		return "the filter is empty"
	}
	if err := CheckFilter(query); err != nil {
		return err.Error()
	}
	return ""
}

// CheckFilter refuses a query that is mistaken, with the place of the mistake.
func CheckFilter(query string) error {
	var mistake *filter.Error
	if err := audit.CheckFilter(query); errors.As(err, &mistake) {
		return fmt.Errorf("at character %d: %w", utf8.RuneCountInString(query[:mistake.From])+1, mistake)
	}
	return nil
}

// View returns the query of a view, or an error that says which there are.
func (c *File) View(name string) (string, error) {
	var names []string
	for _, v := range c.Views {
		if v.Name == name {
			return v.Text, nil
		}
		names = append(names, v.Name)
	}
	switch near := text.Near(name, names, 1); {
	case len(names) == 0:
		return "", exit.Usage("--view %q: no views are configured; add a [%s] table to %s", name, viewsTable, c.Path)
	case len(near) > 0:
		return "", exit.Usage("--view %q: there is no such view; did you mean %s?", name, near[0])
	default:
		return "", exit.Usage("--view %q: there is no such view; they are %s", name, strings.Join(names, ", "))
	}
}

// ViewNames returns the names of the views, in the order of the file.
func (c *File) ViewNames() []string {
	names := make([]string, len(c.Views))
	for i, v := range c.Views {
		names[i] = v.Name
	}
	return names
}
