package ui

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

// frame is what a moving picture shows for a while: a screen, and under it the keys that were pressed so far.
type frame struct {
	content string
	keys    []string
	lasts   time.Duration
}

// line is a frame as the record has it. What differs from one account to the next is left out: the IDs and secrets of
// new keys, and the time of day.
func (f *frame) line(made map[string]bool) string {
	content := f.content
	for id := range made {
		content = strings.ReplaceAll(content, id, "(new key)")
		content = strings.ReplaceAll(content, "…"+id[len(id)-4:], "…(new)")
	}
	content = regexp.MustCompile(`[A-Za-z0-9+/]{40}`).ReplaceAllString(content, "(secret)")
	content = regexp.MustCompile(`20\d\d-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?`).ReplaceAllString(content, "(time)")
	return fmt.Sprintf("%6v  %x  %s\n", f.lasts, sha256.Sum256([]byte(content)), strings.Join(f.keys, " "))
}

// camera takes the frames of a screen.
type camera struct {
	frames []frame
	keys   []string
}

// sees takes what is on the screen now, after some time; key was pressed just now, if any.
func (c *camera) sees(content, key string, passed time.Duration) {
	last := len(c.frames) - 1
	if last >= 0 {
		c.frames[last].lasts += passed
	}
	if key != "" {
		c.keys = append(c.keys, key)
	}
	now := frame{content: content, keys: c.keys}
	switch {
	case last < 0:
		c.frames = append(c.frames, now)
	case c.frames[last].content == content && len(c.frames[last].keys) == len(c.keys):
	case c.frames[last].lasts == 0:
		c.frames[last] = now
	default:
		c.frames = append(c.frames, now)
	}
}

// shoot plays a tape on the built-in account, from the command in the shell to the last screen. made are the IDs of the
// keys that were created.
func shoot(t *testing.T, film *tape) (frames []frame, made map[string]bool) {
	t.Helper()
	const prompt = "$ "
	var c camera
	c.sees(prompt, "", 0)
	for i := range film.command {
		c.sees(prompt+film.command[:i+1], "", film.pace)
	}
	c.frames[len(c.frames)-1].lasts = time.Second
	home := folderLike(t, filmHome)
	s, _ := demoIn(t, home, film.columns(), film.rows(), film.openAt())
	who := iamsvc.NamedUser("payments-deploy")
	before, err := s.m.Config.Service.ListKeys(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	made = make(map[string]bool)
	film.play(s, func(key string, passed time.Duration) {
		c.sees(strings.ReplaceAll(s.m.View().Content, home, filmHome), key, passed)
		if now := s.m.Store.Keys(who); now.Known() {
			for _, k := range now.Value {
				made[k.ID] = true
			}
		}
	})
	for _, k := range before {
		delete(made, k.ID)
	}
	return c.frames, made
}

// filmHome is where the demo of the pictures saves files, as they show it.
const filmHome = "/home/alice/akia-demo"

// folderLike makes a folder whose path is as long as another: on the screen, one can stand for the other.
func folderLike(t *testing.T, path string) string {
	t.Helper()
	const front = "/tmp/akia"
	name := fmt.Sprintf("%s%0*d", front, len(path)-len(front), rand.Int64N(1_000_000_000_000))
	if err := os.Mkdir(name, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(name) })
	return name
}

// movingPictures are the pictures, by their scripts.
func movingPictures() map[string]string {
	return map[string]string{
		"../demo.tape":             "../.github/demo.gif",
		"../.github/key.tape":      "../.github/key.gif",
		"../.github/rotation.tape": "../.github/rotation.gif",
	}
}

// TestMovingPictures fails when a moving picture shows what the program does not draw any more. The frames of each are
// recorded beside the other files of the tests. `go test ./ui -run TestMovingPictures -update` draws anew what differs.
func TestMovingPictures(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the pictures show the paths of Unix")
	}
	for script, path := range movingPictures() {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			film := readTape(t, script)
			frames, made := shoot(t, &film)
			var record strings.Builder
			for i := range frames {
				record.WriteString(frames[i].line(made))
			}
			recordAt := filepath.Join("testdata", "TestMovingPictures", filepath.Base(path)+".txt")
			if recorded(path, record.String(), recordAt) {
				return
			}
			if update := flag.Lookup("update"); update == nil || update.Value.String() != "true" {
				t.Fatalf("%s is not what the program draws; run go test ./ui -run TestMovingPictures -update\n%s",
					path, drawnOtherwise(record.String(), recordAt))
			}
			if err := os.WriteFile(path, moving(t, &film, frames), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Dir(recordAt), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(recordAt, []byte(sum(path)+record.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// recorded reports whether the picture is the one that the record was made with, and shows these frames.
func recorded(path, frames, recordAt string) bool {
	record, err := os.ReadFile(recordAt)
	return err == nil && string(record) == sum(path)+frames
}

// drawnOtherwise tells the first frame that isn't as the record has it, if it's about a frame.
func drawnOtherwise(frames, recordAt string) string {
	record, err := os.ReadFile(recordAt)
	if err != nil {
		return err.Error()
	}
	_, recorded, _ := strings.Cut(string(record), "\n")
	was := strings.Split(recorded, "\n")
	for i, now := range strings.Split(frames, "\n") {
		if i >= len(was) {
			return fmt.Sprintf("frame %d is more than were recorded: %s", i, now)
		}
		if was[i] != now {
			return fmt.Sprintf("frame %d was  %s\n         is %s", i, was[i], now)
		}
	}
	return "the picture is another one than was recorded, or frames are missing at its end"
}

// sum is the first line of the record, which tells what picture it is about.
func sum(path string) string {
	picture, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%x  %s\n", sha256.Sum256(picture), filepath.Base(path))
}
