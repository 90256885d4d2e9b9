package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// withCommands is a screen with own commands, and what was run in its terminal.
func withCommands(t *testing.T, change func(*fakeService, *Config), own ...action.Custom) (s *screen, ran *[][]string) {
	t.Helper()
	keys, wrong := action.NewKeymap(nil, own...)
	if wrong != nil {
		t.Fatal(wrong)
	}
	ran = new([][]string)
	s = newScreen(t, 120, 40, func(f *fakeService, c *Config) {
		c.Keys, c.Commands = keys, own
		c.HandOver = func(p stage.Program, ended func([]byte, error) tea.Msg) tea.Cmd {
			*ran = append(*ran, p.Argv)
			err := error(nil)
			if p.Argv[0] == "false" {
				err = errors.New("exit status 1")
			}
			return func() tea.Msg { return ended(nil, err) }
		}
		if change != nil {
			change(f, c)
		}
	})
	s.wait(time.Second)
	return s, ran
}

// trail is a command with a field of a key.
func trail() action.Custom {
	return action.Custom{
		Name: "Trail", Keys: []string{"ctrl+t"}, ReadOnly: true,
		Run: []string{"lookup", "--key={key}", "{user}", "{account}", "{arn}", "{path}", `{"json": 1}`, "it's $(a) `b`"},
	}
}

// TestAnOwnCommandGetsOnlyWhatCanBeShown: with any other value the question would show something else than what runs.
func TestAnOwnCommandGetsOnlyWhatCanBeShown(t *testing.T) {
	for _, hidden := range []string{"\x1b[2J", "\u202e", "\n", "\x00", "\x7f", "\xff", "\u200b"} {
		for _, field := range []string{action.FieldUser, action.FieldARN, action.FieldPath} {
			for _, unasked := range []bool{false, true} {
				own := action.Custom{
					Name: "Trail", Keys: []string{"ctrl+t"}, Run: []string{"lookup", "{" + field + "}"}, Unasked: unasked,
				}
				s, ran := withCommands(t, func(f *fakeService, _ *Config) {
					name := "a" + hidden + "b"
					f.users = []iamsvc.User{{Name: name, Path: "/" + hidden + "/", ARN: "arn:" + name, Created: start}}
					f.keys = map[string][]iamsvc.Key{name: {{ID: "AKIAX", User: iamsvc.NamedUser(name), Status: iamsvc.Active, Created: start}}}
				}, own)
				s.tap("ctrl+t")
				if s.shows("characters that can't be shown"); s.open() != 0 || len(*ran) != 0 {
					t.Errorf("%q in {%s}: %d windows, ran %q", hidden, field, s.open(), *ran)
				}
			}
		}
	}
}

// TestAnOwnCommandRunsAsItWasShown: after a question with its exact arguments, filled from the row.
func TestAnOwnCommandRunsAsItWasShown(t *testing.T) {
	s, ran := withCommands(t, nil, trail())
	s.tap("j", "ctrl+t")
	s.shows("Trail?", "AKIABOBBOBBOBBOBBOB1 of bob", `lookup '--key=AKIABOBBOBBOBBOBBOB1' bob 123456789012`, `'it'\''s $(a)`)
	s.press("enter") // Cancel is in focus
	s.tap("ctrl+t")
	s.tap("y")
	want := []string{
		"lookup", "--key=AKIABOBBOBBOBBOBBOB1", "bob", "123456789012", "arn:aws:iam::123456789012:user/people/bob", "/people/", `{"json": 1}`,
		"it's $(a) `b`",
	}
	if len(*ran) != 1 || !slices.Equal((*ran)[0], want) {
		t.Fatalf("ran %q, want %q", *ran, want)
	}
	if s.m.Status.News.Text != "Trail has ended" {
		t.Errorf("it says %q", s.m.Status.News.Text)
	}
	s.wrote()
}

// TestAnOwnCommandWithoutAQuestion runs at once, not while its key is held down, and says when it fails.
func TestAnOwnCommandWithoutAQuestion(t *testing.T) {
	s, ran := withCommands(t, nil, action.Custom{Name: "Fails", Keys: []string{"X"}, Run: []string{"false", "{user}"}, Unasked: true})
	s.tap("j")
	s.press("X", "X")
	if len(*ran) != 1 || s.m.Status.News.Text != "Fails failed: exit status 1" || s.m.Status.News.Tone != dialog.Warn {
		t.Errorf("ran %q, and it says %q", *ran, s.m.Status.News.Text)
	}
}

// TestAnOwnCommandIsRefused where a field has no value, where nothing may be changed, and where an answer has just changed the row.
func TestAnOwnCommandIsRefused(t *testing.T) {
	fields := action.Custom{Name: "Where", Keys: []string{"X"}, Run: []string{"where", "{region}"}, Unasked: true}
	s, ran := withCommands(t, func(f *fakeService, _ *Config) { f.lastUse[bobsKey] = iamsvc.LastUse{} }, fields)
	s.tap("j") // bob's key was never used
	s.press("X")
	if len(*ran) != 0 || !strings.Contains(s.m.Status.News.Text, "region that the key was used in last is not known: nothing was run") {
		t.Errorf("ran %q, and it says %q", *ran, s.m.Status.News.Text)
	}

	s, ran = withCommands(t, func(_ *fakeService, c *Config) { c.ReadOnly = true }, fields, trail())
	s.tap("X")
	if len(*ran) != 0 || !strings.Contains(strings.ToLower(s.m.Status.News.Text), "read-only") {
		t.Errorf("read-only: ran %q, and it says %q", *ran, s.m.Status.News.Text)
	}
	s.tap("ctrl+t", "y")
	if len(*ran) != 1 {
		t.Errorf("a command that reads only was not run: %q", s.m.Status.News.Text)
	}

	s, _ = withCommands(t, nil, trail())
	s.tap("j")
	otherKey(s)
	s.send(nil) // the answer
	s.press("ctrl+t")
	if s.open() != 0 || !strings.Contains(s.m.Status.News.Text, "has just") {
		t.Errorf("%d dialogs, and it says %q", s.open(), s.m.Status.News.Text)
	}

	s, ran = withCommands(t, nil, action.Custom{Name: "Option", Keys: []string{"X"}, Run: []string{"rm", "{user}"}, Unasked: true})
	s.svc.users[1].Name = "-rf"
	s.tap("ctrl+r")
	s.wait(time.Second)
	s.tap("g", "j")
	s.press("X")
	if user, _ := s.m.selectedUser(); user.UserName() == "-rf" && len(*ran) != 0 {
		t.Errorf("ran %q", *ran)
	}
}

// TestOwnCommandsAreActions: the help, the help line and the palette have them.
func TestOwnCommandsAreActions(t *testing.T) {
	s, ran := withCommands(t, nil, trail())
	s.tap("?", "G")
	s.shows("Your commands", "ctrl+t")
	s.tap("esc", ":")
	s.typeText("Trail")
	s.wait(time.Second)
	s.tap("enter")
	s.shows("Trail?")
	s.tap("y")
	if len(*ran) != 1 {
		t.Errorf("ran %q", *ran)
	}
}
