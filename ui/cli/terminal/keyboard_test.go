package terminal

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestASizeThatNoTerminalHasIsNotBelieved(t *testing.T) {
	type size struct{ w, h int }
	for _, c := range []struct {
		name           string
		columns, lines string
		told, want     []size
	}{
		{"as told", "", "", []size{{100, 30}, {59, 14}, {1, 1}}, []size{{100, 30}, {59, 14}, {1, 1}}},
		{"none", "", "", []size{{0, 0}}, []size{{80, 24}}},
		{"none, but the environment says", "132", "50", []size{{0, 0}}, []size{{132, 50}}},
		{"half of it", "132", "", []size{{0, 0}}, []size{{80, 24}}},
		{"nonsense in the environment", "-3", "50", []size{{0, 0}}, []size{{80, 24}}},
		{"words in the environment", "wide", "50", []size{{0, 0}}, []size{{80, 24}}},
		{"too much in the environment", "99999", "50", []size{{0, 0}}, []size{{80, 24}}},
		{"none after one", "132", "50", []size{{100, 30}, {0, 0}}, []size{{100, 30}, {100, 30}}},
		{"no height after one", "", "", []size{{100, 30}, {100, 0}}, []size{{100, 30}, {100, 30}}},
		{"beyond all", "", "", []size{{65535, 30}, {4096, 4096}, {-1, 30}}, []size{{80, 24}, {80, 24}, {80, 24}}},
		{"large", "", "", []size{{4096, 256}}, []size{{4096, 256}}},
	} {
		env := map[string]string{"COLUMNS": c.columns, "LINES": c.lines}
		s := sizes{getenv: func(name string) string { return env[name] }}
		for i, told := range c.told {
			got := s.believe(tea.WindowSizeMsg{Width: told.w, Height: told.h})
			if want := (tea.WindowSizeMsg{Width: c.want[i].w, Height: c.want[i].h}); got != want {
				t.Errorf("%s: %v is %v, not %v", c.name, told, got, want)
			}
		}
	}
}
