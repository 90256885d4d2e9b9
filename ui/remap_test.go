package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/words"
)

// otherKeys gives every action that may have other keys than those of the table one that nothing on the screen is called by, and
// returns which key stands for which.
func otherKeys(t *testing.T) (keys *action.Keymap, stands map[string]string) {
	t.Helper()
	set, stands := map[string][]string{}, map[string]string{}
	letters := []rune("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžſ")
	for in := range action.Places {
		for _, a := range actions(in) {
			if a.Group == action.GroupMove && a.ID != action.Audit || slices.Contains([]string{"ctrl+c", "space"}, a.Action.Keys[0]) {
				continue
			}
			if _, done := set[a.ID.Setting()]; done {
				continue
			}
			set[a.ID.Setting()] = []string{string(letters[0])}
			for _, k := range a.Action.Keys {
				stands[k] = string(letters[0])
			}
			letters = letters[1:]
		}
	}
	keys, wrong := action.NewKeymap(set)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return keys, stands
}

// remappedScreen is a screen with other keys: what is pressed by the name of the table is the key that stands for it.
func remappedScreen(t *testing.T, width, height int) *screen {
	t.Helper()
	keys, stands := otherKeys(t)
	s := newScreen(t, width, height, func(_ *fakeService, c *Config) { c.Keys = keys })
	s.remapped = func(k string) string {
		other, has := stands[k]
		inDialog := s.m.mode() == asking && s.m.Top().Kind() != dialog.KindTyped && strings.Contains("?!ructrl+r", k)
		if has && (s.m.mode() == browsing || inDialog) {
			return other
		}
		return k
	}
	return s
}

// oldKey finds a key of the table that dialogs do not have, where a sentence or a label names it.
func oldKey() *regexp.Regexp {
	return regexp.MustCompile(`(?m)(?:^|[ (,;:])(?:[tduReKiLofxSrTqV]|ctrl\+[rlz])(?:[ ),;:.]|$)`)
}

// TestEveryKeyOnTheScreenIsThatOfTheMap: with other keys no scene names, in its help line, its footers or its sentences, one that
// does not act any more.
func TestEveryKeyOnTheScreenIsThatOfTheMap(t *testing.T) {
	for name, open := range pictureScenes() {
		for _, size := range goldenSizes {
			s := remappedScreen(t, size[0], size[1])
			open(s)
			if found := oldKey().FindString(s.view()); found != "" {
				t.Errorf("%s at %d columns names the key %q, which does nothing:\n%s", name, size[0], found, s.view())
			}
		}
	}
}

// TestScenesAreTheSameByOtherKeys: other keys do what those of the table do.
func TestScenesAreTheSameByOtherKeys(t *testing.T) {
	_, stands := otherKeys(t)
	for name, open := range pictureScenes() {
		plain, other := newScreen(t, 120, 40), remappedScreen(t, 120, 40)
		open(plain)
		open(other)
		if len(plain.m.Windows) != len(other.m.Windows) || plain.m.mode() != other.m.mode() ||
			plain.m.Status.News.Tone != other.m.Status.News.Tone || !slices.Equal(plain.svc.calls, other.svc.calls) {
			t.Errorf("%s: with other keys the screen is another one (%v):\n%s\n%s", name, stands, plain.view(), other.view())
		}
	}
}

// TestEveryRemedyNamesKeysOfTheMap.
func TestEveryRemedyNamesKeysOfTheMap(t *testing.T) {
	keys, _ := otherKeys(t)
	for kind := iamsvc.RemedyReadAgain; kind <= iamsvc.RemedyUseHTTPS; kind++ {
		for source := iamsvc.SourceUnknown; source <= iamsvc.SourceInstance; source++ {
			r := iamsvc.Remedy{Kind: kind, Source: source, Profile: "prod", Setting: "HTTPS_PROXY"}
			if said := words.Remedy(r, words.Screen(keys)); oldKey().MatchString(said) {
				t.Errorf("remedy %d of source %d says %q", kind, source, said)
			}
		}
	}
}

// TestKeysOfDialogsAreReserved: the list that key maps are checked against is that of the dialogs.
func TestKeysOfDialogsAreReserved(t *testing.T) {
	keys, _ := action.NewKeymap(nil)
	shared := []string{"esc", "enter", "ctrl+c", "up", "down"}
	for _, id := range action.InDialogs() {
		shared = append(shared, keys.Keys(id)...)
	}
	for _, b := range append(dialogBindings(), dialog.NewResults("", nil).Bindings()...) {
		for _, k := range b.Keys() {
			if !slices.Contains(shared, k) && !slices.Contains(action.DialogKeys(), k) {
				t.Errorf("dialogs have the key %q (%s), which an action could get that is asked for in dialogs too", k, b.Help().Desc)
			}
		}
	}
}

// TestAnActionWithoutAKey is not in the help line, and a sentence that would name its key names what the palette takes.
func TestAnActionWithoutAKey(t *testing.T) {
	keys, wrong := action.NewKeymap(map[string][]string{"create": nil, "refresh": {""}, "toggle": {"f2", "ctrl+t"}})
	if wrong != nil {
		t.Fatal(wrong)
	}
	s := newScreen(t, 200, 40, func(_ *fakeService, c *Config) { c.Keys = keys })
	s.tap("j")
	lines := strings.Split(s.view(), "\n")
	line := lines[len(lines)-1]
	if strings.Contains(line, "create") || strings.Contains(line, "refresh") || !strings.Contains(line, "f2 ctrl+t deactivate") {
		t.Errorf("the help line is %q", line)
	}
	s.press("c", "r", "t")
	s.wrote()
	if s.open() > 0 {
		t.Errorf("a key without an action has opened something:\n%s", s.view())
	}
	if got := keys.Show(action.Refresh); got != ":refresh" {
		t.Errorf("a sentence names it %q", got)
	}
}

// TestKeysOfTextAreText: an action that acts everywhere does not take what is typed into a line of text.
func TestKeysOfTextAreText(t *testing.T) {
	keys, wrong := action.NewKeymap(map[string][]string{"redraw": {"w"}, "suspend": {"z"}})
	if wrong != nil {
		t.Fatal(wrong)
	}
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Keys = keys; c.CanSuspend = true })
	s.tap("/")
	s.typeText("zw")
	if got := s.m.browse.FilterLine(); !strings.Contains(got, "zw") || utf8.RuneCountInString(got) == 0 {
		t.Errorf("the line of the filter is %q", got)
	}
}
