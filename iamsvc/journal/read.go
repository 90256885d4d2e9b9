package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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

// Read returns the changes of a journal in the order in which they were begun, and how many lines of it are not lines of a
// journal: a line that was torn by a full disk hides no other.
func Read(r io.Reader) (changes []Change, unreadable int, err error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, 0, fmt.Errorf("read the journal: %w", err)
	}
	at := map[string]int{} // the place of each change, by its ID
	for raw := range bytes.Lines(text) {
		raw = bytes.TrimSpace(raw)
		if len(raw) == 0 {
			continue
		}
		var l Line
		if json.Unmarshal(raw, &l) != nil || l.ID == "" || l.Stage != Intent && l.Stage != Outcome {
			unreadable++
			continue
		}
		i, known := at[l.ID]
		if !known {
			i = len(changes)
			at[l.ID] = i
			changes = append(changes, Change{})
		}
		changes[i].add(l, string(plain(raw)))
	}
	return changes, unreadable, nil
}

func (c *Change) add(l Line, raw string) {
	if l.Stage == Intent {
		c.Intent = l
	} else {
		c.Outcome = l
	}
	c.Raw = append(c.Raw, raw)
}
