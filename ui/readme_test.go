package ui

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	_ "github.com/charmbracelet/x/exp/golden" // has the flag -update

	"akia/iamsvc"
	"akia/iamsvc/handover"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// readmePicture is a picture of the README: how high it is, and the keys that lead to it in the demo account.
type readmePicture struct {
	height int
	keys   []string
}

func readmePictures() map[string]readmePicture {
	return map[string]readmePicture{
		"browse.svg": {24, []string{"j", "k"}},
		"audit.svg":  {34, []string{"a", "f", "down", "down", "down", "down", "enter", "*", "t"}},
	}
}

// TestReadmePictures fails when the README shows a screen that the program does not draw any more.
// `go test ./ui -run TestReadmePictures -update` draws them anew.
func TestReadmePictures(t *testing.T) {
	t.Parallel()
	const width = 120
	for file, p := range readmePictures() {
		t.Run(file, func(t *testing.T) {
			s := demoScreen(t, width, p.height)
			s.tap(p.keys...)
			got := picture(s.m.View().Content, width, p.height, true)
			path := filepath.Join("..", ".github", file)
			if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s is not what the program draws; run go test ./ui -run TestReadmePictures -update", path)
			}
		})
	}
}

// demoScreen opens a screen on the built-in account, as --demo does; openAt is a user or a key to open at.
func demoScreen(t *testing.T, width, height int, openAt ...string) *screen {
	t.Helper()
	s, _, _ := demoAccount(t, width, height, openAt...)
	return s
}

// demoAccount opens a screen on the built-in account, and returns that account and where files are saved.
func demoAccount(t *testing.T, width, height int, openAt ...string) (*screen, *localtest.Server, string) {
	t.Helper()
	home := t.TempDir()
	s, server := demoIn(t, home, width, height, openAt...)
	return s, server, home
}

// demoIn opens a screen on the built-in account; files are saved in a folder.
func demoIn(t *testing.T, home string, width, height int, openAt ...string) (*screen, *localtest.Server) {
	t.Helper()
	server, err := localtest.Start(local.Options{Users: 300})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	id, secret := server.Admin()
	svc, err := iamsvc.Open(t.Context(), iamsvc.Options{EndpointURL: server.URL(), KeyID: id, Secret: iamsvc.NewSecret(secret)})
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, now: time.Now()}
	s.m = New(Config{
		Service: svc, Demo: true, OpenAt: strings.Join(openAt, ""), Now: func() time.Time { return s.now },
		Env: handover.Env{Home: home, Dir: home, Getenv: func(string) string { return "" }},
	})
	s.m.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		s.timers = append(s.timers, timer{s.now.Add(d), msg})
		return nil
	}
	s.run(s.m.Init())
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.background(true)
	return s, server
}

// TestReadmeOpening: the ten key presses that the README begins with turn thirty keys off, and u turns them on again.
func TestReadmeOpening(t *testing.T) {
	t.Parallel()
	s := demoScreen(t, 120, 34)
	presses := append(readmePictures()["audit.svg"].keys, "y")
	if len(presses) != 10 {
		t.Errorf("%d key presses", len(presses))
	}
	s.tap(presses...)
	s.shows("30 changed")
	s.tap("u")
	s.shows("30 changed", "of oracle-export          activated")
}
