package action

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"akia/ui/text"
)

// Keymap says which keys ask for which action. Make it with NewKeymap.
type Keymap struct {
	keys    [Count][]string
	changed [Count]bool // it has not the keys of the table
	own     []Action    // the own commands
}

// Mistake is what is wrong with one setting of a key map.
type Mistake struct {
	Setting string // the name of the action, as it was written
	Says    string // a sentence without its subject and its end
}

// reserved are keys that lists and dialogs need: the actions that have them keep them, and no other gets one.
func reserved() []string { return []string{"esc", "enter", "ctrl+c", "up", "down"} }

// InDialogs are the actions whose keys act in dialogs too, and must therefore be none that a dialog has.
func InDialogs() []ID { return []ID{Help, Error, Refresh, Renew, Undo, Quit} }

// DialogKeys are the keys that mean something to dialogs, whatever the key map says.
func DialogKeys() []string {
	return []string{
		"y", "Y", "n", "N", "v", "s", "c", "b", "g", "G", "h", "j", "k", "l", "space", "tab", "shift+tab", "left", "right",
		"pgup", "pgdown", "home", "end", "ctrl+u", "ctrl+d", "ctrl+o", "ctrl+p", "ctrl+n", "/",
		"1", "2", "3", "4", "5", "6", "7", "8", "9",
	}
}

// NewKeymap returns the key map in which the actions named have these keys, as a person writes them, in place of those
// of the table; no keys take an action off the keyboard. It is usable only if there are no mistakes.
func NewKeymap(set map[string][]string, own ...Custom) (*Keymap, []Mistake) {
	k := &Keymap{}
	for in := range Places {
		for _, a := range Table(in) {
			k.keys[a.ID] = a.Keys
		}
	}
	var wrong []Mistake
	for _, setting := range slices.Sorted(maps.Keys(set)) {
		id, says := idOf(setting)
		if says == "" {
			k.keys[id], says = parseKeys(id, set[setting])
			k.changed[id] = true
		}
		if says != "" {
			wrong = append(wrong, Mistake{setting, says})
		}
	}
	if wrong = append(wrong, k.addOwn(own)...); len(wrong) == 0 {
		wrong = k.clashes(set)
	}
	return k, wrong
}

// idOf returns the action of a setting, or says that there is none.
func idOf(setting string) (id ID, says string) {
	names := settings()
	if i := slices.Index(names[:], setting); i >= 0 {
		return ID(i), ""
	}
	says = "is not an action"
	if near := text.Near(setting, names[:], 1); len(near) > 0 {
		return 0, says + "; did you mean " + near[0] + "?"
	}
	return 0, says + "; akia config init --print lists them"
}

// parseKeys reads the keys of an action. Those that are reserved for it stay.
func parseKeys(id ID, written []string) (keys []string, says string) {
	kept := reservedFor(id)
	for _, w := range written {
		if w == "" {
			continue
		}
		name, fault := ParseKey(w)
		switch {
		case fault != "":
			return nil, fault
		case slices.Contains(reserved(), name) && !slices.Contains(kept, name):
			return nil, fmt.Sprintf("%s is reserved for lists and dialogs", name)
		case slices.Contains(InDialogs(), id) && slices.Contains(DialogKeys(), name):
			return nil, fmt.Sprintf("%s means something else in dialogs, where this action can be asked for too", name)
		case !slices.Contains(keys, name):
			keys = append(keys, name)
		}
	}
	for _, name := range kept {
		if !slices.Contains(keys, name) {
			keys = append(keys, name)
		}
	}
	return keys, ""
}

// reservedFor returns the keys that an action keeps.
func reservedFor(id ID) []string {
	var kept []string
	for in := range Places {
		for _, a := range Table(in) {
			for _, name := range a.Keys {
				if a.ID == id && slices.Contains(reserved(), name) && !slices.Contains(kept, name) {
					kept = append(kept, name)
				}
			}
		}
	}
	return kept
}

// clashes finds keys that ask for two actions of one place, and keys that caps lock would turn into others that change
// something at once. A mistake is about a setting that was written.
func (k *Keymap) clashes(set map[string][]string) []Mistake {
	var wrong []Mistake
	add := func(a, b ID, says string) {
		setting := k.settingOf(a)
		if _, written := set[setting]; !written && a < Count {
			setting = k.settingOf(b)
		}
		if m := (Mistake{setting, says}); !slices.Contains(wrong, m) {
			wrong = append(wrong, m)
		}
	}
	for in := range Places {
		owner := map[string]Action{}
		table := k.Table(in)
		for _, a := range table {
			for _, name := range a.Keys {
				if first, taken := owner[name]; taken {
					add(a.ID, first.ID, fmt.Sprintf("%s and %s are both on %s", k.nameOf(first.ID), k.nameOf(a.ID), name))
					continue
				}
				owner[name] = a
			}
		}
		for _, a := range table {
			for _, name := range a.Keys {
				other, taken := owner[swapCase(name)]
				if taken && a.AtOnce() && other.Group == GroupMove {
					add(a.ID, other.ID, fmt.Sprintf("%s would be %s with caps lock on: %s is on %s, and %s changes something at once",
						swapCase(name), name, k.nameOf(other.ID), swapCase(name), k.nameOf(a.ID)))
				}
			}
		}
	}
	return wrong
}

// swapCase returns the key that caps lock makes of a letter; empty for any other key.
func swapCase(name string) string {
	upper, lower := strings.ToUpper(name), strings.ToLower(name)
	r := []rune(name)
	switch {
	case len(r) != 1 || upper == lower:
		return ""
	case unicode.IsUpper(r[0]):
		return lower
	}
	return upper
}

// AtOnce reports whether an action may change something without a question.
func (a Action) AtOnce() bool { return a.Changes && a.Once }

// Table returns the actions of a place with the keys that ask for them.
func (k *Keymap) Table(in Place) []Action {
	table := Table(in)
	for i := range table {
		a := &table[i]
		if k.changed[a.ID] {
			a.Keys, a.Help = k.keys[a.ID], show(k.keys[a.ID])
		}
	}
	return append(table, k.own...)
}

// settingOf returns the full name of the setting that says the keys of an action.
func (k *Keymap) settingOf(id ID) string {
	if i, own := id.Own(); own {
		return ownSetting(i, "key")
	}
	return id.Setting()
}

// nameOf returns the name of an action as the configuration has it.
func (k *Keymap) nameOf(id ID) string {
	if i, own := id.Own(); own {
		return strconv.Quote(k.own[i].Name)
	}
	return id.Setting()
}

// show returns the first two keys of several as the help has them.
func show(keys []string) string {
	shown := make([]string, 0, len(keys))
	for _, name := range keys[:min(len(keys), 2)] {
		shown = append(shown, ShowKey(name))
	}
	return strings.Join(shown, " ")
}

// Keys returns the keys that ask for an action, the main one first; none if it has none.
func (k *Keymap) Keys(id ID) []string {
	if i, own := id.Own(); own {
		return k.own[i].Keys
	}
	return k.keys[id]
}

// Changed reports whether an action has other keys than those of the table.
func (k *Keymap) Changed(id ID) bool { return k.changed[id] }

// Show returns the key of an action as a sentence names it: "r". For an action without a key it is what the palette
// takes.
func (k *Keymap) Show(id ID) string {
	if keys := k.Keys(id); len(keys) > 0 {
		return ShowKey(keys[0])
	}
	return ":" + id.Setting()
}

// Is reports whether a key asks for an action.
func (k *Keymap) Is(id ID, name string) bool { return slices.Contains(k.Keys(id), name) }
