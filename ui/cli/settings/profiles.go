package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"akia/ui/text"
)

// profileTable is the table of the file that has a table for each of some profiles.
const profileTable = "profile"

// maxLabel is how many characters a label can have: it stands in front of what is asked.
const maxLabel = 24

// Profile is what the file says of a profile of the AWS configuration.
type Profile struct {
	// ReadOnly says whether what is changed there is refused; nil as for every profile.
	ReadOnly *bool
	// Label is what the account is called where a change could go to the wrong one; empty for none.
	Label string
	// Color is one of [Colors], that the label is drawn in; empty for none.
	Color string
}

// Colors returns the colors that a profile can have.
func Colors() []string {
	return []string{"red", "green", "yellow", "blue", "magenta", "cyan", "white", "gray"}
}

// Profile returns what the file says of a profile; the zero Profile if it says nothing.
func (c *File) Profile(name string) Profile { return c.profiles[name] }

// Label returns the label of the first of some profiles that has one; empty if none has.
func (c *File) Label(profiles ...string) string {
	for _, name := range profiles {
		if label := c.profiles[name].Label; label != "" {
			return label
		}
	}
	return ""
}

// parseProfiles takes the tables of profiles out of what the file says.
func (c *File) parseProfiles(said map[string]any) {
	table, ok := said[profileTable].(map[string]any)
	if !ok { // which profile is meant is no setting
		return
	}
	delete(said, profileTable)
	c.profiles = make(map[string]Profile, len(table))
	for _, name := range slices.Sorted(maps.Keys(table)) {
		settings, ok := table[name].(map[string]any)
		if !ok {
			c.profileMistake(name, "", " must be a table: ["+profileTable+".NAME]")
			continue
		}
		var p Profile
		for _, setting := range slices.Sorted(maps.Keys(settings)) {
			if says := p.set(setting, settings[setting], settings); says != "" {
				c.profileMistake(name, setting, says)
			}
		}
		c.profiles[name] = p
	}
}

// profileMistake notes what is wrong with a setting of a profile; an empty setting is the profile itself.
func (c *File) profileMistake(profile, setting, says string) {
	at, shown := profileTable+"."+profile, profileTable+"."+text.Cut(profile, maxName, "…")
	if setting != "" {
		at, shown = at+"."+setting, shown+"."+text.Cut(setting, maxName, "…")
	}
	c.mistake(at, shown+says)
}

// set takes a setting of a profile, and says what is wrong with it; empty if nothing is.
func (p *Profile) set(name string, value any, all map[string]any) string {
	said, isText := value.(string)
	switch name {
	case "read-only":
		on, ok := value.(bool)
		if !ok {
			return ": must be true or false"
		}
		p.ReadOnly = &on
	case "label":
		if says := wrongLabel(said); !isText || says != "" {
			return ": must be a text of " + fmt.Sprint(maxLabel) + " characters at most, on one line"
		}
		p.Label = said
	case "color", "colour":
		if _, both := all["color"]; both && name == "colour" {
			return ": color says it already"
		}
		if !isText || !slices.Contains(Colors(), said) {
			return ": must be one of " + strings.Join(Colors(), ", ")
		}
		p.Color = said
	default:
		return " is not a setting of a profile; they are read-only, label, color"
	}
	return ""
}

// wrongLabel says that a text cannot be shown as a label; empty if it can.
func wrongLabel(label string) string {
	odd := func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }
	if label != strings.TrimSpace(label) || label == "" || utf8.RuneCountInString(label) > maxLabel ||
		strings.ContainsFunc(label, odd) || text.Clean(label) != label {
		return "cannot be shown"
	}
	return ""
}

// showProfiles returns what the file says of profiles.
func (c *File) showProfiles() []Effective {
	var all []Effective
	for _, name := range slices.Sorted(maps.Keys(c.profiles)) {
		p, at := c.profiles[name], profileTable+"."+name+"."
		if p.ReadOnly != nil {
			all = append(all, Effective{at + "read-only", fmt.Sprint(*p.ReadOnly), c.from(at + "read-only")})
		}
		if p.Label != "" {
			all = append(all, Effective{at + "label", p.Label, c.from(at + "label")})
		}
		if p.Color != "" {
			all = append(all, Effective{at + "color", p.Color, c.from(at + "color")})
		}
	}
	return all
}
