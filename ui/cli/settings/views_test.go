package settings

import (
	"slices"
	"strings"
	"testing"

	"akia/iamsvc/filter"
)

// TestConfigSetsViews: in the order in which they are written.
func TestConfigSetsViews(t *testing.T) {
	conf := said(t, "[views]\nzulu = \"-path:/ci/\"\nstale = \"status:active used:>90d\"\n\"a-1\" = 'user:\"a b\"'\n")
	want := []filter.Saved{{Name: "zulu", Text: "-path:/ci/"}, {Name: "stale", Text: "status:active used:>90d"}, {Name: "a-1", Text: `user:"a b"`}}
	if conf.Err != nil || !slices.Equal(conf.Views, want) {
		t.Fatal(conf.Err, conf.Views)
	}
	if query, err := conf.View("stale"); err != nil || query != "status:active used:>90d" {
		t.Errorf("%q, %v", query, err)
	}
	for name, says := range map[string]string{"stael": "did you mean stale?", "other": "they are zulu, stale, a-1"} {
		if _, err := conf.View(name); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := said(t, "").View("x"); err == nil || !strings.Contains(err.Error(), "add a [views] table") {
		t.Errorf("without views: %v", err)
	}
}

// TestConfigRefusesViews: one line, with the name of the view, its line in the file and the place in its filter.
func TestConfigRefusesViews(t *testing.T) {
	for text, want := range map[string]string{
		"views = 3":                             "views must be a table of filters",
		"[views]\nstale = \"x status:actve\"":   `views.stale: at character 10: Unknown status "actve". Did you mean active or inactive?`,
		"[views]\nstale = \"'x\"":               "views.stale: at character 1: This quote isn't closed",
		"[views]\nstale = 90":                   "views.stale must be a filter, such as",
		"[views]\nstale = [\"a\"]":              "views.stale must be a filter, such as",
		"[views.stale]\na = \"b\"":              "views.stale must be a filter, such as",
		"[views.stale.old]\na = \"b\"":          "views.stale must be a filter, such as",
		"[views]\nstale = \"  \"":               "views.stale: the filter is empty",
		"[views]\n\"a b\" = \"x\"":              "views.a b: the name must be of letters",
		"[views]\n\"\" = \"x\"":                 "views.: the name must be of letters",
		"[[views]]\nstale = \"x\"":              "views must be a table of filters",
		"[views]\nok = \"x\"\nb = \"used:90d\"": `views.b: at character 6: "90d" doesn't fit used. Write used:>90d`,
	} {
		conf := said(t, text)
		if conf.Err == nil || !strings.Contains(conf.Err.Error(), want) || strings.Contains(conf.Err.Error(), "\n") {
			t.Errorf("%q: %v, want %s", text, conf.Err, want)
		}
		if all := conf.Check(); len(all) != 1 || all[0].Line == 0 && !strings.HasPrefix(text, "[[") && !strings.Contains(text, ".old") {
			t.Errorf("%q: %v", text, all)
		}
	}
}
