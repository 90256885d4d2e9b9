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

// tape is a script of VHS: what is typed, and how long is waited after it. The moving pictures are drawn from it.
type tape struct {
	file          string
	padding       int
	width, height int           // of the picture, in pixels
	pace          time.Duration // between two keys
	command       string        // that starts akia
	lines         []string      // what is pressed once akia runs
}

// readTape reads a script. What it does before it starts akia prepares the shell, and is not looked at.
func readTape(t *testing.T, file string) tape {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	film := tape{file: file}
	entered := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		verb, rest, _ := strings.Cut(line, " ")
		switch {
		case entered:
			film.lines = append(film.lines, line)
		case verb == "Set":
			film.set(t, rest)
		case verb == "Type" && strings.HasPrefix(rest, `"akia `):
			film.command = unquoted(t, rest)
		case verb == "Enter" && film.command != "":
			entered = true
		}
	}
	if !entered || film.columns() < 60 || film.rows() < 15 || film.pace == 0 {
		t.Fatalf("%s starts no akia, or has no sizes: %+v", file, film)
	}
	return film
}

// set takes a setting.
func (f *tape) set(t *testing.T, setting string) {
	t.Helper()
	name, value, _ := strings.Cut(setting, " ")
	if name == "TypingSpeed" {
		f.pace = duration(t, value)
		return
	}
	number, _ := strconv.Atoi(value)
	switch name {
	case "Width":
		f.width = number
	case "Height":
		f.height = number
	case "Padding":
		f.padding = number
	}
}

// columns and rows are the size of the terminal.
func (f *tape) columns() int { return (f.width - 2*f.padding) / cellWidth }
func (f *tape) rows() int    { return (f.height - 2*f.padding) / filmHeight }

// openAt is the user that akia is told to open at.
func (f *tape) openAt() string {
	_, at, _ := strings.Cut(f.command, "--demo")
	return strings.TrimSpace(at)
}

// play presses what the tape presses, as slowly, and calls seen after each key with its name, and with "" after each
// moment with how long it was.
func (f *tape) play(s *screen, seen func(key string, passed time.Duration)) {
	s.t.Helper()
	for _, line := range f.lines {
		verb, rest, _ := strings.Cut(line, " ")
		switch verb {
		case "", "#":
		case "Sleep":
			s.pass(duration(s.t, rest), seen)
		case "Type":
			for _, r := range unquoted(s.t, rest) {
				s.typeText(string(r))
				seen(string(r), 0)
				s.pass(f.pace, seen)
			}
		case "Up", "Down", "Tab", "Enter", "Escape":
			key := map[string]string{"Escape": "esc"}[verb]
			if key == "" {
				key = strings.ToLower(verb)
			}
			times, _ := strconv.Atoi(rest)
			for range max(times, 1) {
				s.press(key)
				seen(key, 0)
				s.pass(f.pace, seen)
			}
		default:
			s.t.Fatalf("%s: nobody plays %q", f.file, line)
		}
	}
}

// pass lets time pass, a moment after the other.
func (s *screen) pass(d time.Duration, seen func(string, time.Duration)) {
	s.t.Helper()
	for d > 0 {
		moment := min(d, 100*time.Millisecond)
		s.wait(moment)
		seen("", moment)
		d -= moment
	}
}

func unquoted(t testing.TB, text string) string {
	t.Helper()
	text, err := strconv.Unquote(text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func duration(t testing.TB, text string) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTheTapesPlay presses what the tapes press, as slowly: each of their changes must take place, or the picture would
// show a question that nobody answers.
func TestTheTapesPlay(t *testing.T) {
	t.Parallel()
	const on, off = iamsvc.Active, iamsvc.Inactive
	for name, tape := range map[string]struct {
		file  string
		want  [][]iamsvc.Status // of the keys of payments-deploy, one after another
		shows string            // at the end
		ends  bool              // with no window open
	}{
		"a key": {
			file: "../.github/key.tape", want: [][]iamsvc.Status{{on}, {off}, {on}, {on, on}, {on, off}, {on}},
			shows: "Keys of payments-deploy", ends: true,
		},
		"a rotation": {
			file: "../.github/rotation.tape", want: [][]iamsvc.Status{{on}, {on, on}, {off, on}},
			shows: "Type the last four characters",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			film := readTape(t, tape.file)
			s := demoScreen(t, film.columns(), film.rows(), film.openAt())
			got := s.statuses("payments-deploy", &film)
			if !slices.EqualFunc(got, tape.want, slices.Equal[[]iamsvc.Status]) {
				t.Errorf("the keys were %v, want %v; the screen is\n%s", got, tape.want, s.view())
			}
			s.shows(tape.shows)
			if tape.ends && len(s.m.Windows) != 0 {
				t.Errorf("at the end a window is open:\n%s", s.view())
			}
		})
	}
}

// statuses plays a tape, and returns what became of the keys of a user while that user was selected.
func (s *screen) statuses(name string, film *tape) (stages [][]iamsvc.Status) {
	s.t.Helper()
	film.play(s, func(string, time.Duration) {
		if user, ok := s.m.selectedUser(); !ok || user.UserName() != name {
			return
		}
		f := s.m.Store.Keys(iamsvc.NamedUser(name))
		if !f.Known() {
			return
		}
		var now []iamsvc.Status
		for _, k := range f.Value {
			now = append(now, k.Status)
		}
		if len(now) > 0 && (len(stages) == 0 || !slices.Equal(now, stages[len(stages)-1])) {
			stages = append(stages, now)
		}
	})
	return stages
}

// TestTheDemoTapeIsTheOpening: the tape presses the ten keys that the README begins with, and u; thirty keys are off, and
// on again.
func TestTheDemoTapeIsTheOpening(t *testing.T) {
	t.Parallel()
	film := readTape(t, "../demo.tape")
	s, server, _ := demoAccount(t, film.columns(), film.rows(), film.openAt())
	var pressed []string
	changed := map[string]int{} // how many keys were changed when a key was pressed last
	film.play(s, func(key string, _ time.Duration) {
		if key != "" {
			pressed = append(pressed, key)
		}
		if len(pressed) > 0 {
			changed[pressed[len(pressed)-1]] = server.Count("UpdateAccessKey")
		}
	})
	opening := append(readmePictures()["audit.svg"].keys, "y", "u")
	if !strings.Contains(strings.Join(pressed, " "), strings.Join(opening, " ")) {
		t.Errorf("the tape presses %q, want %q in it", pressed, opening)
	}
	if changed["t"] != 0 || changed["y"] != 30 || changed["u"] != 60 {
		t.Errorf("the keys that were changed at each press: %v", changed)
	}
	s.hides("Taking the changes back")
}
