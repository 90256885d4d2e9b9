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

// TestTheTapePlays presses what demo.tape presses, as slowly: each of its changes must take place, or the picture would show
// a question that nobody answers.
func TestTheTapePlays(t *testing.T) {
	tape, err := os.ReadFile("../demo.tape")
	if err != nil {
		t.Fatal(err)
	}
	s := demoScreen(t, 112, 28)
	statuses := func() (all []iamsvc.Status) {
		if f := s.m.Store.Keys(iamsvc.NamedUser("payments-deploy")); f.Known() {
			for _, k := range f.Value {
				all = append(all, k.Status)
			}
		}
		return all
	}
	var stages [][]iamsvc.Status
	begun := false
	for line := range strings.Lines(string(tape)) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case verb == "Type" && strings.Contains(rest, "akia"):
			begun = true
		case !begun:
		case verb == "Type":
			text, err := strconv.Unquote(rest)
			if err != nil {
				t.Fatal(err)
			}
			s.typeText(text)
		case verb == "Down":
			times, _ := strconv.Atoi(rest)
			for range max(times, 1) {
				s.press("down")
			}
		case verb == "Enter":
			s.press("enter")
		case verb == "Escape":
			s.press("esc")
		case verb == "Sleep":
			pause, err := time.ParseDuration(rest)
			if err != nil {
				t.Fatal(err)
			}
			s.wait(pause)
		}
		if user, ok := s.m.selectedUser(); ok && user.UserName() == "payments-deploy" {
			if now := statuses(); len(now) > 0 && (len(stages) == 0 || !slices.Equal(now, stages[len(stages)-1])) {
				stages = append(stages, now)
			}
		}
	}
	const on, off = iamsvc.Active, iamsvc.Inactive
	want := [][]iamsvc.Status{{on}, {off}, {on}, {on, on}, {on, off}, {on}}
	if !slices.EqualFunc(stages, want, slices.Equal[[]iamsvc.Status]) {
		t.Errorf("the keys were %v, want %v; the screen is\n%s", stages, want, s.view())
	}
	if len(s.m.Windows) != 0 {
		t.Errorf("at the end a window is open:\n%s", s.view())
	}
}
