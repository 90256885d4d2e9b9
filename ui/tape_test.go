package ui

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

// TestTheTapesPlay presses what the tapes press, as slowly: each of their changes must take place, or the picture would show a
// question that nobody answers.
func TestTheTapesPlay(t *testing.T) {
	const on, off = iamsvc.Active, iamsvc.Inactive
	for name, tape := range map[string]struct {
		file   string
		openAt string
		want   [][]iamsvc.Status // of the keys of payments-deploy, one after another
		shows  string            // at the end
		ends   bool              // with no window open
	}{
		"the main job": {"../demo.tape", "", [][]iamsvc.Status{{on}, {off}, {on}, {on, on}, {on, off}, {on}}, "Keys of payments-deploy", true},
		"a rotation": {
			"../.github/rotation.tape", "payments-deploy",
			[][]iamsvc.Status{{on}, {on, on}, {off, on}},
			"Type the last four characters", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(tape.file)
			if err != nil {
				t.Fatal(err)
			}
			s := demoScreen(t, 112, 28, tape.openAt)
			if got := s.play(string(text)); !slices.EqualFunc(got, tape.want, slices.Equal[[]iamsvc.Status]) {
				t.Errorf("the keys were %v, want %v; the screen is\n%s", got, tape.want, s.view())
			}
			s.shows(tape.shows)
			if tape.ends && len(s.m.Windows) != 0 {
				t.Errorf("at the end a window is open:\n%s", s.view())
			}
		})
	}
}

// play presses what a tape presses once it has started akia, and returns what became of the keys of payments-deploy.
func (s *screen) play(tape string) (stages [][]iamsvc.Status) {
	s.t.Helper()
	begun := false
	for line := range strings.Lines(tape) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case verb == "Type" && strings.Contains(rest, "akia "):
			begun = true
		case begun:
			s.tapeLine(verb, rest)
		}
		if user, ok := s.m.selectedUser(); !ok || user.UserName() != "payments-deploy" {
			continue
		}
		f := s.m.Store.Keys(iamsvc.NamedUser("payments-deploy"))
		if !f.Known() {
			continue
		}
		var now []iamsvc.Status
		for _, k := range f.Value {
			now = append(now, k.Status)
		}
		if len(now) > 0 && (len(stages) == 0 || !slices.Equal(now, stages[len(stages)-1])) {
			stages = append(stages, now)
		}
	}
	return stages
}

// tapeLine does what a line of a tape says.
func (s *screen) tapeLine(verb, rest string) {
	s.t.Helper()
	times, _ := strconv.Atoi(rest)
	for range max(times, 1) {
		switch verb {
		case "Type":
			text, err := strconv.Unquote(rest)
			if err != nil {
				s.t.Fatal(err)
			}
			s.typeText(text)
		case "Sleep":
			pause, err := time.ParseDuration(rest)
			if err != nil {
				s.t.Fatal(err)
			}
			s.wait(pause)
		case "Down", "Tab", "Enter":
			s.press(strings.ToLower(verb))
		case "Escape":
			s.press("esc")
		}
	}
}
