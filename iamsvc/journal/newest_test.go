package journal_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akia/iamsvc/journal"
)

// countingReader counts the bytes that are read.
type countingReader struct {
	io.ReaderAt
	read int64
}

func (c *countingReader) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, off)
	c.read += int64(n)
	return n, err
}

// manyLines returns a journal of n changes, two lines each.
func manyLines(n int) []byte {
	var text bytes.Buffer
	for i := range n {
		for _, stage := range []string{"intent", `outcome","result":"done`} {
			fmt.Fprintf(&text, `{"time":"2026-01-01T00:00:00Z","id":"%d","stage":"%s","operation":"DeleteAccessKey","user":"alice"}`+"\n", i, stage)
		}
	}
	return text.Bytes()
}

func newest(t testing.TB, text []byte, limit int) journal.Tail {
	t.Helper()
	tail, err := journal.Newest(bytes.NewReader(text), int64(len(text)), limit)
	if err != nil {
		t.Fatal(err)
	}
	return tail
}

func ids(changes []journal.Change) string {
	var all []string
	for _, c := range changes {
		all = append(all, c.Last().ID)
	}
	return strings.Join(all, " ")
}

func TestNewestReadsTheEndAlone(t *testing.T) {
	text := manyLines(100_000)
	file := &countingReader{ReaderAt: bytes.NewReader(text)}
	tail, err := journal.Newest(file, int64(len(text)), 3)
	if err != nil || ids(tail.Changes) != "99997 99998 99999" || tail.Unreadable != 0 || tail.Cut {
		t.Errorf("%q, %d unreadable, cut %v, %v", ids(tail.Changes), tail.Unreadable, tail.Cut, err)
	}
	for _, c := range tail.Changes {
		if len(c.Raw) != 2 || !strings.Contains(c.Raw[0], "intent") || !c.Ended() || c.Intent.ID != c.Outcome.ID {
			t.Errorf("%+v", c)
		}
	}
	if file.read > 1<<20 {
		t.Errorf("read %d bytes of %d", file.read, len(text))
	}
}

// A late outcome makes a change new again, and its intent is found far in front of it.
func TestNewestFindsTheIntentOfALateOutcome(t *testing.T) {
	text := append([]byte(`{"id":"late","stage":"intent","user":"carol"}`+"\n"), manyLines(5000)...)
	text = append(text, `{"id":"late","stage":"outcome","result":"done"}`+"\n"...)
	tail := newest(t, text, 2)
	if ids(tail.Changes) != "late 4999" || tail.Changes[0].Intent.User != "carol" {
		t.Errorf("%+v", tail.Changes)
	}
}

// However a file is cut into blocks, the end of it tells the same as the whole.
func TestNewestAgreesWithTheWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var text bytes.Buffer
		for n := range 40 {
			switch random.IntN(9) {
			case 0:
				text.WriteString(strings.Repeat("x", random.IntN(200_000)) + "\n")
			case 1:
				text.WriteString(strings.Repeat("\n", random.IntN(4)))
			case 2:
				fmt.Fprintf(&text, `{"id":"%d","sta`, n)
			case 3, 4:
				fmt.Fprintf(&text, `{"id":"%d","stage":"outcome"}`+"\n", random.IntN(n+1))
			default:
				fmt.Fprintf(&text, `{"id":"%d","stage":"intent","user":"%s"}`+"\n", n, strings.Repeat("u", random.IntN(60_000)))
			}
		}
		whole := newest(t, text.Bytes(), 1000)
		one := newest(t, text.Bytes(), 1)
		if len(whole.Changes) == 0 {
			continue
		}
		if len(one.Changes) != 1 || !slices.ContainsFunc(whole.Changes, func(c journal.Change) bool {
			return slices.Equal(c.Raw, one.Changes[0].Raw) && c.Last() == one.Changes[0].Last()
		}) {
			t.Fatalf("%+v is none of the whole", one.Changes)
		}
	}
}

func TestWhatIsNoLineHidesNone(t *testing.T) {
	const good = `{"id":"1","stage":"intent"}`
	for name, junk := range map[string]string{
		"a very long line":    strings.Repeat("x", 3<<20),
		"a long line of us":   `{"id":"2","stage":"intent","user":"` + strings.Repeat("x", 1<<20) + `"}`,
		"zeros":               strings.Repeat("\x00", 1000),
		"no UTF-8":            "{\"id\":\"2\xff\",\"stage\":\"in",
		"depth":               strings.Repeat("[", 60_000),
		"a time out of range": `{"id":"2","stage":"intent","time":"99999-01-01T00:00:00Z"}`,
		"no object":           `[1]`,
		"no ID":               `{"stage":"intent"}`,
	} {
		for _, text := range []string{junk + "\n" + good + "\n", good + "\n" + junk, good + "\n" + junk + "\n"} {
			if tail := newest(t, []byte(text), 50); ids(tail.Changes) != "1" || tail.Unreadable != 1 {
				t.Errorf("%s: %q, %d unreadable", name, ids(tail.Changes), tail.Unreadable)
			}
		}
	}
}

// A file that holds no change to its very end is not read without end.
func TestNewestGivesUpOnAFileOfHoles(t *testing.T) {
	const long = 1 << 40
	tail, err := journal.Newest(holes{}, long, 50)
	if err != nil || !tail.Cut || len(tail.Changes) != 0 {
		t.Errorf("%+v, %v", tail, err)
	}
}

// holes reads as a sparse file does.
type holes struct{}

func (holes) ReadAt(p []byte, _ int64) (int, error) { return len(p), nil }

// TestTornLinesOfAnother has another program leave torn lines while this one writes: what was acknowledged is there.
func TestTornLinesOfAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, other := newJournal(t, open(t, path)), open(t, path)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			default:
				_, _ = other.WriteString(`{"id":"torn","sta`)
			}
		}
	}()
	const lines = 500
	for n := range lines {
		if err := j.End(journal.Line{ID: fmt.Sprint(n)}); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	<-stopped
	if changes, _ := read(t, path); len(changes) != lines {
		t.Errorf("%d of %d lines can be read", len(changes), lines)
	}
}

// A line that is whole but for its line break stays one.
func TestALineWithoutItsBreakStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j := newJournal(t, open(t, path))
	for _, id := range []string{"1", "2"} {
		other := open(t, path)
		if _, err := other.WriteString(`{"id":"other` + id + `","stage":"intent"}`); err != nil {
			t.Fatal(err)
		}
		if err := j.Intend(journal.Line{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	if changes, unreadable := read(t, path); ids(changes) != "other1 1 other2 2" || unreadable != 0 {
		t.Errorf("%q, %d unreadable", ids(changes), unreadable)
	}
}

func BenchmarkNewestOfAMillionLines(b *testing.B) {
	path := filepath.Join(b.TempDir(), "j")
	if err := os.WriteFile(path, manyLines(500_000), 0o600); err != nil {
		b.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		tail, err := journal.Newest(file, info.Size(), 50)
		if err != nil || len(tail.Changes) != 50 {
			b.Fatal(len(tail.Changes), err)
		}
	}
}
