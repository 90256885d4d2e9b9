package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
)

// actions are those of a place with the keys of the table, in the order of its help page.
func actions(in action.Place) []bound {
	keys, _ := action.NewKeymap(nil)
	return bind(keys, in)
}

// dialogKinds is one dialog of each kind.
func dialogKinds() []dialog.Dialog {
	return []dialog.Dialog{
		dialog.NewAsk("question", nil, dialog.Button{Label: "Do it", Yes: true}),
		dialog.NewTyped("typed text", nil, false, func(string) (dialog.Result, string) { return nil, "" }),
		dialog.NewReveal(iamsvc.NewKey{}, ""),
		dialog.NewPage("page"),
		dialog.NewGuide("guide", nil, dialog.Step{Command: "do", Action: "what enter does"}),
		dialog.NewMenu("menu", nil, dialog.Option{}),
		dialog.NewFinder("finder", nil, func(string) []dialog.Choice { return nil }),
	}
}

func dialogBindings() []key.Binding {
	var all []key.Binding
	for _, d := range dialogKinds() {
		all = append(all, d.Bindings()...)
	}
	return all
}

// TestKeyMap keeps every key that is bound, what its help says, and its place in the help, as a file to be read in review.
func TestKeyMap(t *testing.T) {
	var b strings.Builder
	entry := func(keys []string, h key.Help, more string) {
		b.WriteString(strings.TrimRight(fmt.Sprintf("%-24s %-10s %-56s %s", strings.Join(keys, " "), h.Key, h.Desc, more), " ") + "\n")
	}
	b.WriteString("main screen: keys, help, group of the help page, place in the help line\n\n")
	for _, in := range actions(action.InPanes) {
		rank := ""
		if in.Rank > 0 {
			rank = fmt.Sprint(in.Rank)
		}
		entry(in.Binding.Keys(), in.Binding.Help(), fmt.Sprintf("%-12s %s", in.Group, rank))
	}
	b.WriteString("\naudit: keys, help, group of the help page, place in the help line\n\n")
	for _, in := range actions(action.InAudit) {
		rank := ""
		if in.Rank > 0 {
			rank = fmt.Sprint(in.Rank)
		}
		entry(in.Binding.Keys(), in.Binding.Help(), fmt.Sprintf("%-12s %s", in.Group, rank))
	}
	b.WriteString("\nfilter\n\n")
	for _, k := range dialog.NewFilterKeys().Bindings() {
		entry(k.Keys(), k.Help(), "")
	}
	for i, name := range []string{"question", "typed text", "reveal", "page", "guide", "menu", "finder"} {
		b.WriteString("\ndialog: " + name + "\n\n")
		for _, k := range dialogKinds()[i].Bindings() {
			entry(k.Keys(), k.Help(), "")
		}
	}
	golden.RequireEqual(t, b.String())
}

func TestNoKeyIsBoundTwiceInAMode(t *testing.T) {
	once := func(mode string, bindings []key.Binding) {
		bound := map[string]string{}
		for _, b := range bindings {
			if !b.Enabled() {
				continue
			}
			for _, k := range b.Keys() {
				if first, twice := bound[k]; twice {
					t.Errorf("%s: %q means both %q and %q", mode, k, first, b.Help().Desc)
				}
				bound[k] = b.Help().Desc
			}
		}
	}
	var main []key.Binding
	for _, in := range actions(action.InPanes) {
		main = append(main, in.Binding)
	}
	once("main screen", main)
	var row []key.Binding
	for _, in := range actions(action.InAudit) {
		row = append(row, in.Binding)
	}
	once("audit", row)
	once("filter", dialog.NewFilterKeys().Bindings())
	for _, d := range dialogKinds() {
		once(fmt.Sprintf("%T", d), d.Bindings())
	}
}

// TestEveryKeyOfTheTableIsBound holds the main screen to the table of keys that the design settles.
func TestEveryKeyOfTheTableIsBound(t *testing.T) {
	var bound []string
	for _, in := range actions(action.InPanes) {
		bound = append(bound, in.Binding.Keys()...)
		if in.do == nil || in.Binding.Help().Key == "" || in.Binding.Help().Desc == "" {
			t.Errorf("%v does nothing, or has no help", in.Binding.Keys())
		}
	}
	for _, k := range strings.Fields("up down j k g G ctrl+d ctrl+u pgup pgdown tab shift+tab enter esc y t c d u / s r ctrl+r ? ! o q ctrl+c") {
		if !slices.Contains(bound, k) {
			t.Errorf("%q is not bound", k)
		}
	}
}

func TestHelpLineShowsTheMostNeededKeysFirst(t *testing.T) {
	for _, width := range []int{60, 80, 100, 120, 200} {
		s := newScreen(t, width, 24)
		line := s.helpLine()
		from := 0
		for _, want := range []string{"move", "pane", "filter", "deactivate", "? help", "q quit"} {
			at := strings.Index(line, want)
			if at < from {
				t.Errorf("at %d columns %q is not in its place in %q", width, want, line)
			}
			from = max(at, from)
		}
		if !strings.HasSuffix(line, "q quit") {
			t.Errorf("at %d columns the line ends with %q", width, line)
		}
	}
}

// TestHelpPageNamesEveryKey scrolls through the help and finds the help of every binding in it.
func TestHelpPageNamesEveryKey(t *testing.T) {
	s := newScreen(t, 100, 60)
	s.tap("?")
	page := s.view()
	s.tap("G")
	page += s.view()
	for _, in := range actions(action.InPanes) {
		// A long description is wrapped.
		if h := in.Binding.Help(); !strings.Contains(page, h.Key) || !strings.Contains(page, h.Desc[:min(len(h.Desc), 40)]) {
			t.Errorf("the help does not name %s %q", h.Key, h.Desc)
		}
	}
	s.shows("Marks", "an active key")
}

// TestHelpIsSearched: what is typed behind a slash leaves the lines that have it, below the heading of their group.
func TestHelpIsSearched(t *testing.T) {
	for in := range action.Places {
		s := newScreen(t, 100, 40)
		s.tap(places[in].open...)
		s.tap("?", "/")
		s.typeText("UNDO")
		s.shows("Access keys", " u           undo", "UNDO")
		s.hides("half a page down", "Move  ", "While a filter is typed")
		s.tap("enter")
		s.shows("undo", "esc show all")
		s.tap("esc")
		s.shows("half a page down")
		s.tap("/")
		s.typeText("q?!zz")
		s.shows("nothing found")
		s.tap("esc", "esc")
		if s.open() > 0 {
			t.Errorf("%s: the page is not closed", places[in].name)
		}
	}
}

// TestHelpNamesTheKeysOfTheKeyMap, and is searched by them.
func TestHelpNamesTheKeysOfTheKeyMap(t *testing.T) {
	keys, wrong := action.NewKeymap(map[string][]string{"rotate": {"f7"}, "actions": {"f8"}})
	if wrong != nil {
		t.Fatal(wrong)
	}
	s := newScreen(t, 100, 40, func(_ *fakeService, c *Config) { c.Keys = keys })
	s.tap("j", "?", "/")
	s.typeText("f7")
	s.shows("rotate")
	s.tap("esc", "esc", ":")
	s.hides("╭ Actions")
	s.shows(": does nothing here")
	s.send(tea.KeyPressMsg{Code: tea.KeyF8})
	s.wait(time.Second)
	s.typeText("rotate")
	s.shows("f7")
}
