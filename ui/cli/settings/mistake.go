package settings

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"akia/ui/text"
)

// Mistake is something in the configuration file that cannot be gone by.
type Mistake struct {
	Line int // from 1; 0 if it is about the file as a whole
	Says string
}

// Mistakes returns all that was found wrong with the file, by lines.
func (c *File) Mistakes() []Mistake {
	all := slices.Clone(c.mistakes)
	slices.SortStableFunc(all, func(a, b Mistake) int { return cmp.Compare(a.Line, b.Line) })
	return all
}

// Check returns all that is wrong with the file, the values of flags included.
func (c *File) Check() []Mistake {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	New().AddFlags(flags)
	c.Apply(flags)
	return c.Mistakes()
}

// mostMistakes is how many mistakes are looked for: each takes a search of the file.
const mostMistakes = 50

// mistake notes what is wrong with a setting, and says so in one sentence that begins with its name.
func (c *File) mistake(name, says string) {
	if len(c.mistakes) >= mostMistakes {
		return
	}
	c.note(Mistake{c.lineOf(name), says}, says)
}

// note adds a mistake. The first one is why the file cannot be gone by; whole says it where lines are not counted.
func (c *File) note(m Mistake, whole string) {
	m.Says = text.Cut(m.Says, maxReason, "…")
	if !slices.Contains(c.mistakes, m) { // each command looks at the same file
		c.mistakes = append(c.mistakes, m)
	}
	c.refuse(whole)
}

// lineOf returns the line of the file that a setting is on, such as keys.rotate, or the head of a table; 0 if it
// is not found.
func (c *File) lineOf(name string) int {
	table, number, heads := "", 0, map[string]int{}
	for line := range strings.Lines(c.text) {
		number++
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "[["):
			head, _, _ := strings.Cut(strings.TrimPrefix(line, "[["), "]]")
			heads[head]++
			table = strings.TrimSpace(head) + "[" + strconv.Itoa(heads[head]) + "]"
		case strings.HasPrefix(line, "["):
			head, _, _ := strings.Cut(strings.TrimPrefix(line, "["), "]")
			table = within("", head)
		default:
			if key, _, assigns := strings.Cut(line, "="); assigns && within(table, key) == name {
				return number
			}
			continue
		}
		if table == name {
			return number
		}
	}
	if outer, _, nested := cutLast(name); nested {
		return c.lineOf(outer)
	}
	return 0
}

// within returns the full name of a key below the head of a table.
func within(table, key string) string {
	parts := strings.Split(strings.TrimSpace(key), ".")
	for i := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(parts[i]), `"'`)
	}
	if table != "" {
		parts = append([]string{table}, parts...)
	}
	return strings.Join(parts, ".")
}

// cutLast cuts the last part of a full name off.
func cutLast(name string) (outer, last string, cut bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+1:], true
}
