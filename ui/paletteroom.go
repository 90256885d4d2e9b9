package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/flow/owners"
	"akia/ui/flow/profiles"
	"akia/ui/palette"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/words"
)

// paletteHost is the screen as the palette needs it.
type paletteHost struct{ m *Model }

var _ palette.Host = paletteHost{}

// Subject implements palette.Host: it says of the selected key what its row does, which the palette may cover.
func (h paletteHost) Subject() []dialog.Line {
	m := h.m
	var lines []dialog.Line
	if m.hall != nil {
		return []dialog.Line{m.hall.subject()}
	}
	if n := m.audit.Marked(); n > 0 && m.audit.OnScreen() {
		lines = append(lines, dialog.Line{Text: text.Many(n, "marked row"), Tone: dialog.Strong})
	}
	user, selected := m.browse.User()
	about := words.NoUser
	if k, ok := m.selectedKey(); ok && !m.audit.OnScreen() {
		about = k.ID + " of " + k.User.String() + ": " + m.KeyWords(k)
	} else if m.audit.OnScreen() {
		about = m.audit.KeyWords()
	} else if selected {
		about = user.String()
	}
	return append(lines, dialog.Line{Text: about, Tone: dialog.Dim})
}

// Entries implements palette.Host: the actions of this place, those of the help line first, then those of the other
// place.
func (h paletteHost) Entries() []palette.Entry {
	m := h.m
	seen := m.sight()
	here, there, other := &m.inPanes, &m.inAudit, action.AuditOnly
	if m.audit.OnScreen() {
		here, there, other = there, here, action.PanesOnly
	}
	if m.hall != nil {
		return actionEntries(m, &m.hall.keys, seen)
	}
	var entries []palette.Entry
	known := map[action.ID]bool{}
	for _, a := range here.byUse() {
		if known[a.ID] = true; a.ID != action.Palette {
			entries = append(entries, entryOf(m, a, seen))
		}
	}
	for _, a := range there.byUse() {
		if !known[a.ID] {
			entries = append(entries, entryOfOther(m, a, other))
		}
	}
	return append(entries, viewEntries(m)...)
}

// actionEntries are the actions of a place, but the palette itself.
func actionEntries(m *Model, of *keymap, seen action.Sight) []palette.Entry {
	var entries []palette.Entry
	for _, a := range of.byUse() {
		if a.ID != action.Palette {
			entries = append(entries, entryOf(m, a, seen))
		}
	}
	return entries
}

// viewEntries are the filters that have a name, which are found by their number too: v1, v2.
func viewEntries(m *Model) []palette.Entry {
	entries := make([]palette.Entry, len(m.Config.Views))
	for i, v := range m.Config.Views {
		entries[i] = palette.Entry{
			Name: "View " + v.Name + ": " + v.Text, Also: []string{"v" + strconv.Itoa(i+1), v.Name},
			Do: func() tea.Cmd {
				if m.audit.OnScreen() {
					return m.audit.SetFilter(v.Text)
				}
				return m.browse.SetFilter(v.Text)
			},
		}
	}
	return entries
}

// byUse returns the actions with those of the help line first, in its order.
func (k *keymap) byUse() []bound {
	rest := slices.DeleteFunc(slices.Clone(k.actions), func(a bound) bool { return a.Rank > 0 })
	return slices.Concat(k.ranked, rest)
}

// entryOf is an action of the screen as it was seen when the palette was opened: what an answer has changed since is
// not what was meant.
func entryOf(m *Model, a bound, seen action.Sight) palette.Entry {
	return palette.Entry{
		Name: nowOn(m).Name(a.Action), Also: alsoOf(a), Key: a.Binding.Help().Key,
		Why: func() string { return whyWords(m, nowOn(m).WhyNot(a.Action)) },
		Do: func() tea.Cmd {
			if changed := action.Since(a.Action, seen, m.sight()); changed != action.Unchanged {
				return m.Say(dialog.Warn, refusedWords(changed))
			}
			return m.perform(a)
		},
	}
}

// entryOfOther is an action that this place does not have.
func entryOfOther(m *Model, a bound, why action.Reason) palette.Entry {
	return palette.Entry{
		Name: a.Name, Also: alsoOf(a), Key: a.Binding.Help().Key,
		Why: func() string { return whyWords(m, why) },
		Do:  func() tea.Cmd { return sayWhyNot(m, why) },
	}
}

// alsoOf returns the other words that an action is found by: as the configuration calls it, as the table does, and its
// help.
func alsoOf(a bound) []string { return []string{a.ID.Setting(), a.Name, a.Desc} }

// Commands implements palette.Host.
func (h paletteHost) Commands() []palette.Command {
	m := h.m
	commands := []palette.Command{
		{
			Word: "user", Takes: "NAME", Name: "Go to user",
			Entries: func(typed string) []palette.Entry { return usersNamed(m, typed) },
		},
		{
			Word: "key", Takes: "AKIA…", Name: "Go to access key", Alone: owners.IsKeyID,
			Entries: func(typed string) []palette.Entry { return keysNamed(m, typed) },
		},
		{
			Word: "theme", Takes: "NAME", Name: "Change theme",
			Entries: func(typed string) []palette.Entry { return themesNamed(m, typed) },
		},
	}
	if m.hall != nil {
		commands = commands[2:] // there are no users here
	}
	if m.Config.Doors == nil {
		return commands
	}
	return append(commands, palette.Command{
		Word: "profile", Takes: "NAME", Name: "Go to profile",
		Entries: func(typed string) []palette.Entry {
			return doorsNamed(m, typed, func(d stage.Door) string { return text.Clean(d.Profile) })
		},
	}, palette.Command{
		Word: "account", Takes: "NAME", Name: "Go to account",
		Entries: func(typed string) []palette.Entry { return doorsNamed(m, typed, profiles.AccountName) },
	})
}

// askPalette opens the palette, and reads which accounts it can lead to.
func askPalette(m *Model) tea.Cmd { return tea.Batch(m.palette.Ask(), m.profiles.Read()) }

// texts lets some texts be matched.
type texts []string

func (t texts) String(i int) string { return t[i] }
func (t texts) Len() int            { return len(t) }

// doorsNamed are the accounts that can be entered whose name matches a text.
func doorsNamed(m *Model, typed string, name func(stage.Door) string) []palette.Entry {
	to := map[string]stage.Entry{}
	var names texts
	for _, d := range m.profiles.Doors() {
		if n := name(d); n != "" {
			to[n] = d.Entry
			names = append(names, n)
		}
	}
	var entries []palette.Entry
	for _, n := range palette.Nearest(typed, names, mostUsers) {
		entries = append(entries, palette.Entry{
			Name: n,
			Why:  func() string { return m.profiles.Why(to[n]) },
			Do:   func() tea.Cmd { return m.profiles.Enter(to[n]) },
		})
	}
	return entries
}

// mostUsers bounds how many names are offered: more are found by typing on.
const mostUsers = 100

// userNames lets the names of users be matched without a copy of the list.
type userNames []iamsvc.User

func (n userNames) String(i int) string { return n[i].Name }
func (n userNames) Len() int            { return len(n) }

// usersNamed are the users to go to whose name matches a text; last of all the text itself, for one who is not listed
// yet.
func usersNamed(m *Model, typed string) []palette.Entry {
	names := palette.Nearest(typed, userNames(m.Store.Users()), mostUsers)
	if typed != "" && !slices.Contains(names, typed) {
		names = append(names, typed)
	}
	entries := make([]palette.Entry, len(names))
	for i, name := range names {
		fault := func() string { return stage.Fault(iamsvc.ValidUserName(name)) }
		entries[i] = palette.Entry{Name: name, Why: fault, Do: func() tea.Cmd {
			if why := fault(); why != "" {
				return m.Say(dialog.Warn, why)
			}
			m.browse.GoTo(iamsvc.NamedUser(name), "")
			return m.browse.Moved()
		}}
	}
	return entries
}

// themesNamed are the themes whose name matches a text. The one that is in use is among them, and does nothing new.
func themesNamed(m *Model, typed string) []palette.Entry {
	var entries []palette.Entry
	for _, name := range palette.Nearest(typed, themeNames{}, len(theme.Names())) {
		entries = append(entries, palette.Entry{
			Name: name,
			Why: func() string {
				if theme.Name(name) == m.ThemeName() {
					return "In use"
				}
				return ""
			},
			Do: func() tea.Cmd {
				m.SetTheme(theme.Name(name))
				return m.Say(dialog.Dim, "Theme: "+name)
			},
		})
	}
	return entries
}

// themeNames lets the names of themes be matched.
type themeNames struct{}

func (themeNames) String(i int) string { return string(theme.Names()[i]) }
func (themeNames) Len() int            { return len(theme.Names()) }

// keysNamed is the key to look for whose ID was typed.
func keysNamed(m *Model, typed string) []palette.Entry {
	e := palette.Entry{Name: strings.TrimSpace(typed)}
	e.Do = func() tea.Cmd { return m.pasted(e.Name) }
	if !owners.IsKeyID(e.Name) {
		e.Why = func() string { return "Type or paste a whole access key ID" }
		e.Do = func() tea.Cmd { return m.Say(dialog.Warn, "Not an access key ID: "+e.Name) }
	}
	return []palette.Entry{e}
}
