package action_test

import (
	"strings"
	"testing"

	"akia/ui/action"
)

// TestEveryActionHasASetting of its own, in kebab case.
func TestEveryActionHasASetting(t *testing.T) {
	seen := map[string]bool{}
	for id := range action.Count {
		name := id.Setting()
		if name == "" || seen[name] || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("action %d is called %q in the configuration", id, name)
		}
		seen[name] = true
	}
}

func TestParseKey(t *testing.T) {
	for written, want := range map[string]string{
		"r": "r", "R": "R", " ": "space", "space": "space", "Space": "space", "ctrl+r": "ctrl+r", "Ctrl+R": "ctrl+r", "CTRL+SHIFT+r": "ctrl+shift+r",
		"shift+ctrl+r": "ctrl+shift+r", "shift+r": "R", "alt+R": "alt+r", "pgdn": "pgdown", "PgDown": "pgdown", "del": "delete", "return": "enter",
		"Escape": "esc", "f5": "f5", "F12": "f12", "shift+f5": "shift+f5", "shift+tab": "shift+tab", "+": "+", "ctrl++": "ctrl++", "é": "é", "*": "*",
		"control+x": "ctrl+x", "ctrl+pgdn": "ctrl+pgdown",
	} {
		if got, fault := action.ParseKey(written); got != want || fault != "" {
			t.Errorf("%q is %q, %q; want %q", written, got, fault, want)
		}
	}
	for written, want := range map[string]string{
		"": `"" is not a key`, "spce": "did you mean space?", "ctl+r": "did you mean ctrl?", "f21": "not a key", "f0": "not a key", "f05": "not a key",
		"ctrl+": "not a key", "ctrl+ctrl+r": "not a key", "rr": "not a key", "ctrl+i": "the same as tab", "ctrl+M": "the same as enter",
		"ctrl+[": "the same as esc", "\x1b": "not a key", "ж": "Latin", "shift+/": "write the character that it types", "\xff": "not a key",
		"ctrl+\x07": "not a key", "+r": "not a key", "++": "not a key",
	} {
		if got, fault := action.ParseKey(written); got != "" || !strings.Contains(fault, want) {
			t.Errorf("%q is %q, %q; want a fault with %q", written, got, fault, want)
		}
	}
}

// TestKeymapRefused: each mistake is said of the setting that was written.
func TestKeymapRefused(t *testing.T) {
	for _, test := range []struct{ setting, key, want string }{
		{"rotat", "x", "is not an action; did you mean rotate?"},
		{"qwertyuiop", "x", "is not an action; akia config init --print lists them"},
		{"rotate", "ctl+x", "did you mean ctrl?"},
		{"rotate", "c", "create and rotate are both on c"},
		{"create", "R", "create and rotate are both on R"},
		{"mark", "/", "mark and filter are both on /"},
		{"rotate", "esc", "esc is reserved for lists and dialogs"},
		{"rotate", "enter", "enter is reserved"},
		{"quit", "ctrl+c", "ctrl+c is reserved"},
		{"refresh", "y", "y means something else in dialogs"},
		{"undo", "s", "s means something else in dialogs"},
		{"undo", "H", "h would be H with caps lock on"},
		{"toggle", "H", "h would be H with caps lock on"},
		{"down", "U", "U would be u with caps lock on"},
	} {
		_, wrong := action.NewKeymap(map[string][]string{test.setting: {test.key}})
		if len(wrong) == 0 || wrong[0].Setting != test.setting || !strings.Contains(wrong[0].Says, test.want) {
			t.Errorf("%s = %q: %v, want %q", test.setting, test.key, wrong, test.want)
		}
	}
	_, wrong := action.NewKeymap(map[string][]string{"rotat": {"x"}, "quit": {"hm"}, "create": {"x"}})
	if len(wrong) != 2 {
		t.Errorf("of two mistakes %v are said", wrong)
	}
}

// TestKeymapKeepsWhatIsReserved, and a key is free once its action has another.
func TestKeymapKeepsWhatIsReserved(t *testing.T) {
	keys, wrong := action.NewKeymap(map[string][]string{
		"back": {"backspace"}, "interrupt": {}, "up": {"w"}, "create": {"N", "insert", "N"}, "rotate": {"c"}, "quit": {""},
	})
	if wrong != nil {
		t.Fatal(wrong)
	}
	for id, want := range map[action.ID]string{
		action.Back: "backspace esc", action.Interrupt: "ctrl+c", action.Up: "w up", action.Create: "N insert", action.Rotate: "c", action.Quit: "",
		action.Toggle: "t",
	} {
		if got := strings.Join(keys.Keys(id), " "); got != want {
			t.Errorf("%s is on %q, want %q", id.Setting(), got, want)
		}
	}
	for _, a := range keys.Table(action.InAudit) {
		if a.ID == action.Create && a.Help != "N insert" || a.ID == action.Up && a.Help != "w ↑" || a.ID == action.Toggle && a.Help != "t" {
			t.Errorf("the help has %s as %q", a.Name, a.Help)
		}
	}
}

// TestTheTableHasNoMistakes: the keys of the table would be accepted as settings.
func TestTheTableHasNoMistakes(t *testing.T) {
	set := map[string][]string{}
	for in := range action.Places {
		for _, a := range action.Table(in) {
			for _, k := range a.Keys {
				if name, fault := action.ParseKey(k); name != k || fault != "" {
					t.Errorf("%s has the key %q: %q %s", a.Name, k, name, fault)
				}
			}
			set[a.ID.Setting()] = a.Keys
		}
	}
	if _, wrong := action.NewKeymap(set); wrong != nil {
		t.Errorf("the keys of the table are refused: %v", wrong)
	}
}

// TestOwnCommandsAreChecked: each mistake names the command and its setting.
func TestOwnCommandsAreChecked(t *testing.T) {
	fine := action.Custom{Name: "Trail", Keys: []string{"X"}, Run: []string{"prog", "{key}", "{ }", `{"a":1}`}}
	if _, wrong := action.NewKeymap(nil, fine, action.Custom{Name: "No key", Run: []string{"prog"}}); wrong != nil {
		t.Errorf("refused: %v", wrong)
	}
	for _, test := range []struct {
		change        func(*action.Custom)
		setting, says string
	}{
		{func(c *action.Custom) { c.Name = " " }, "command[2].name", "needs a name"},
		{func(c *action.Custom) { c.Name = "Trail" }, "command[2].name", "is that of another command: Trail"},
		{func(c *action.Custom) { c.Name = strings.Repeat("x", 41) }, "command[2].name", "40 printable"},
		{func(c *action.Custom) { c.Name = "a\x1b[2J" }, "command[2].name", "printable"},
		{func(c *action.Custom) { c.Run = nil }, "command[2].run", "a program and its arguments"},
		{func(c *action.Custom) { c.Run = []string{""} }, "command[2].run", "a program and its arguments"},
		{func(c *action.Custom) { c.Run = []string{"{user}"} }, "command[2].run", "must name the program itself"},
		{func(c *action.Custom) { c.Run = []string{"p", "--k={kye}"} }, "command[2].run", "{kye} is not a field; did you mean {key}?"},
		{func(c *action.Custom) { c.Run = []string{"p", "{secret}"} }, "command[2].run", "{secret} is not a field; they are {user} {key}"},
		{func(c *action.Custom) { c.Keys = []string{"X"} }, "command[2].key", `"Trail" and "Other" are both on X`},
		{func(c *action.Custom) { c.Keys = []string{"c"} }, "command[2].key", `create and "Other" are both on c`},
		{func(c *action.Custom) { c.Keys = []string{"enter"} }, "command[2].key", "enter is reserved"},
		{func(c *action.Custom) { c.Keys = []string{"ctl+x"} }, "command[2].key", "did you mean ctrl?"},
		{func(c *action.Custom) { c.Keys, c.Unasked = []string{"H"}, true }, "command[2].key", "with caps lock on"},
	} {
		other := action.Custom{Name: "Other", Keys: []string{"Z"}, Run: []string{"prog"}}
		test.change(&other)
		_, wrong := action.NewKeymap(nil, fine, other)
		if len(wrong) != 1 || wrong[0].Setting != test.setting || !strings.Contains(wrong[0].Says, test.says) {
			t.Errorf("%+v: %v, want %s: %s", other, wrong, test.setting, test.says)
		}
	}
}
