package settings

import (
	"strings"
	"testing"
)

// TestConfigSetsProfiles: what is said of a profile, in either spelling.
func TestConfigSetsProfiles(t *testing.T) {
	conf := said(t, "max-age = 30\n[profile.prod]\nread-only = true\ncolour = \"red\"\nlabel = \"PROD\"\n[profile.\"a.b\"]\ncolor = \"blue\"\n[profile.dev]\nread-only = false\n")
	if conf.Err != nil || conf.values["max-age"] != "30" {
		t.Fatal(conf.Err, conf.values)
	}
	if p := conf.Profile("prod"); p.ReadOnly == nil || !*p.ReadOnly || p.Label != "PROD" || p.Color != "red" {
		t.Errorf("%+v", p)
	}
	if p := conf.Profile("dev"); p.ReadOnly == nil || *p.ReadOnly || conf.Profile("a.b").Color != "blue" || conf.Profile("x") != (Profile{}) {
		t.Errorf("%+v", p)
	}
	if label := conf.Label("dev", "a.b", "prod"); label != "PROD" {
		t.Errorf("the label is %q", label)
	}
}

// TestConfigRefusesProfiles: one line, with the name of the setting and its line in the file.
func TestConfigRefusesProfiles(t *testing.T) {
	for text, want := range map[string]string{
		"[profile]\nprod = 3":                                         "2 profile.prod must be a table",
		"[profile.prod]\nread-only = \"yes\"":                         "2 profile.prod.read-only: must be true or false",
		"[profile.prod]\nlabel = \"\"":                                "2 profile.prod.label: must be a text",
		"[profile.prod]\nlabel = \"" + strings.Repeat("x", 25):        "",
		"[profile.prod]\nlabel = \"" + strings.Repeat("x", 25) + "\"": "2 profile.prod.label: must be a text of 24",
		"[profile.prod]\nlabel = \"a\\u001bb\"":                       "2 profile.prod.label: must be a text",
		"[profile.prod]\nlabel = \"a\\u202eb\"":                       "2 profile.prod.label: must be a text",
		"[profile.prod]\nlabel = 7":                                   "2 profile.prod.label: must be a text",
		"[profile.prod]\ncolor = \"pink\"":                            "2 profile.prod.color: must be one of red, green",
		"[profile.prod]\ncolor = \"red\"\ncolour = \"red\"":           "3 profile.prod.colour: color says it already",
		"[profile.\"a.b\"]\nx = 1":                                    "2 profile.a.b.x is not a setting of a profile",
		"max-age = 3\n[profile.prod]\nregion = \"eu-central-1\"":      "3 profile.prod.region is not a setting of a profile; they are read-only, label, color",
	} {
		conf := said(t, text)
		if conf.Err == nil || strings.Contains(conf.Err.Error(), "\n") {
			t.Errorf("%q: %v", text, conf.Err)
			continue
		}
		if want == "" {
			continue // not TOML
		}
		line, says, _ := strings.Cut(want, " ")
		all := conf.Check()
		if len(all) != 1 || !strings.Contains(all[0].Says, says) || line != string(rune('0'+all[0].Line)) || !strings.Contains(conf.Err.Error(), says) {
			t.Errorf("%q: %+v, want %s", text, all, want)
		}
	}
}
