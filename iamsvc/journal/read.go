package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

const (
	// maxLine is how long a line can be. Those of this package are far shorter; what is longer is not read.
	maxLine = 64 << 10
	// blockSize is how much is read at once.
	blockSize = 256 << 10
	// maxBytes is how much of the end of a file is searched, whatever is in it, if few changes are asked for.
	maxBytes = 256 << 20
	// maxApart is how far in front of the outcomes their intents are looked for, once there are enough changes.
	maxApart = 4 << 20
)

// Change is one change as the journal tells it.
type Change struct {
	Intent Line
	// Outcome is the zero Line if the file has none.
	Outcome Line
	// Raw holds the lines as they are in the file, without line breaks, in printable ASCII.
	Raw []string
}

// Ended reports whether the file says how the change ended.
func (c Change) Ended() bool { return c.Outcome.Stage == Outcome }

// Last returns the line that knows most about the change.
func (c Change) Last() Line {
	if c.Ended() {
		return c.Outcome
	}
	return c.Intent
}

// begun reports whether the first line of the change was found.
func (c Change) begun() bool { return c.Intent.Stage == Intent }

// Tail is the end of a journal.
type Tail struct {
	// Changes are in the order in which they were begun.
	Changes []Change
	// Unreadable is how many of the lines that were looked at are not lines of a journal: torn by a full disk, too long,
	// or written by something else. They hide no other.
	Unreadable int
	// Cut reports that the search ended before there were as many changes as were asked for, and before the beginning.
	Cut bool
}

// Read returns the changes of a whole journal in the order in which they were begun, and how many lines of it are not
// lines of a journal.
func Read(r io.Reader) (changes []Change, unreadable int, err error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, 0, fmt.Errorf("read the journal: %w", err)
	}
	tail, err := Newest(bytes.NewReader(text), int64(len(text)), math.MaxInt)
	return tail.Changes, tail.Unreadable, err
}

// Newest returns the changes of which the last lines of a journal of that many bytes tell, at most limit of them. It
// reads from the end, and no more than it needs.
func Newest(file io.ReaderAt, size int64, limit int) (Tail, error) {
	t := &tail{limit: limit, at: map[string]*found{}}
	most := max(maxBytes, int64(min(limit, math.MaxInt32))*maxLine)
	b := &backwards{file: file, from: size, floor: max(0, size-most)}
	enough := int64(-1) // where the file was when there were enough changes
	for {
		raw, long, err := b.line()
		switch {
		case errors.Is(err, io.EOF):
			return t.tail(b.floor > 0), nil
		case err != nil:
			return Tail{}, fmt.Errorf("read the journal: %w", err)
		case long:
			t.unreadable++
		default:
			t.take(raw)
		}
		if enough < 0 && len(t.at) >= limit {
			enough = b.from
		}
		if enough >= 0 && (t.open == 0 || enough-b.from > maxApart) {
			return t.tail(false), nil
		}
	}
}

// found is a change, and where it begins: the number of its first line, counted from the end.
type found struct {
	Change
	first int
}

// tail collects changes from lines that come in the reverse order.
type tail struct {
	limit      int
	at         map[string]*found // by the ID of the change
	lines      int               // that came
	open       int               // how many of the changes lack their intent
	unreadable int
}

// take adds a line. Of two lines of a kind the later one counts, which is the first to come.
func (t *tail) take(raw []byte) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return
	}
	var l Line
	if json.Unmarshal(raw, &l) != nil || l.ID == "" || l.Stage != Intent && l.Stage != Outcome {
		t.unreadable++
		return
	}
	c := t.at[l.ID]
	if c == nil {
		if len(t.at) >= t.limit {
			return // of an older change
		}
		c = &found{}
		t.at[l.ID] = c
		t.open++
	}
	t.lines++
	c.first = t.lines
	c.Raw = append(c.Raw, string(plain(raw)))
	switch {
	case l.Stage == Intent && !c.begun():
		c.Intent = l
		t.open--
	case l.Stage == Outcome && !c.Ended():
		c.Outcome = l
	}
}

// tail returns what was found, in the order of the file.
func (t *tail) tail(cut bool) Tail {
	all := slices.SortedFunc(maps.Values(t.at), func(a, b *found) int { return b.first - a.first })
	changes := make([]Change, len(all))
	for i, c := range all {
		slices.Reverse(c.Raw)
		changes[i] = c.Change
	}
	return Tail{Changes: changes, Unreadable: t.unreadable, Cut: cut}
}
