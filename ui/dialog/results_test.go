package dialog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"akia/ui/theme"
)

// someResults is a window of n changes of which one is under way; the lines of it are drawn once.
func someResults(t *testing.T, n, at int) *Results {
	t.Helper()
	items := make([]Line, n)
	for i := range items {
		items[i] = Line{Text: fmt.Sprintf("key %d", i+1)}
	}
	r := NewResults("Changing keys", items)
	r.SetProgress(Progress{Words: "some done", Answered: at, At: at, Running: true})
	drawResults(t, r, 80, 20)
	return r
}

func drawResults(t *testing.T, r *Results, width, height int) string {
	t.Helper()
	v := ansi.Strip(r.View(theme.New(true, false), width, height))
	lines := strings.Split(v, "\n")
	if len(lines) > height {
		t.Errorf("in %dx%d the window has %d lines:\n%s", width, height, len(lines), v)
	}
	for _, l := range lines {
		if w := ansi.StringWidth(l); w != min(width, widestResults) {
			t.Errorf("in %dx%d a line is %d cells wide:\n%s", width, height, w, v)
		}
	}
	return v
}

func TestResultsFollowWhatIsUnderWay(t *testing.T) {
	r := someResults(t, 110, 0)
	shows(t, drawResults(t, r, 80, 20), "some done", "lines 1-14 of 110", "key 1 ", "key 14 ", "esc stops what has not begun")
	for i := range 110 {
		r.Set(i, Line{Text: "not begun"}) // as a stop does: it leaves the view alone
	}
	shows(t, drawResults(t, r, 80, 20), "lines 1-14 of 110")
	r.SetProgress(Progress{At: 50, Running: true})
	shows(t, drawResults(t, r, 80, 20), "key 51 ")
	r.SetProgress(Progress{At: 110})
	shows(t, drawResults(t, r, 80, 20), "key 51 ", "esc close")
}

func TestResultsStayWhereThePersonHasScrolled(t *testing.T) {
	for _, c := range []struct{ keys, top string }{
		{"down", "lines 2-15"},
		{"j j k", "lines 2-15"},
		{"pgdown", "lines 15-28"},
		{"pgdown ctrl+u", "lines 1-14"},
		{"G", "lines 97-110"},
		{"G g", "lines 1-14"},
		{"G pgup", "lines 83-96"},
		{"space", "lines 15-28"},
	} {
		r := someResults(t, 110, 0)
		if got := send(r, strings.Fields(c.keys)...); got != nil {
			t.Errorf("%s: %v", c.keys, got)
		}
		r.SetProgress(Progress{At: 50, Running: true})
		shows(t, drawResults(t, r, 80, 20), c.top+" of 110")
	}
}

func TestResultsCutNothing(t *testing.T) {
	const why = "AKIABOBBOBBOBBOBBOB1 is Active now; you saw it Inactive. Nothing was deleted."
	r := NewResults("Deleting keys", []Line{{Text: "AKIABOBBOBBOBBOBBOB1 of a-user-whose-name-is-rather-long"}, {Text: "AKIABOBBOBBOBBOBBOB2 of b"}})
	r.Set(0, Line{Text: why, Tone: Bad})
	words := func(v string) string { return strings.Join(strings.Fields(strings.ReplaceAll(v, "│", " ")), " ") }
	for _, width := range []int{58, 78, 118, 200} {
		v := words(drawResults(t, r, width, 20))
		for _, w := range strings.Fields(why + " a-user-whose-name-is-rather-long AKIABOBBOBBOBBOBBOB2") {
			if width > 60 && !strings.Contains(v, w) {
				t.Errorf("at %d %q was cut:\n%s", width, w, v)
			}
		}
		if strings.Contains(v, "…") {
			t.Errorf("at %d something was cut:\n%s", width, v)
		}
	}
	r.Set(0, Line{Text: "Key AKIABOBBOBBOBBOBBOB1 does not exist any more."})
	shows(t, drawResults(t, NewResults("Wide", []Line{{Text: "x"}}), 200, 20), "Wide")
}

func TestResultsSayWhatCanBeDone(t *testing.T) {
	r := someResults(t, 4, 0)
	if got := send(r, "r", "u", "enter", "ctrl+r"); got != nil {
		t.Errorf("while changes are under way: %v", got)
	}
	if got := send(r, "esc"); got != (Stop{}) {
		t.Errorf("esc: %v", got)
	}
	r.SetProgress(Progress{Words: "2 changed, 1 failed", Answered: 3, Again: "resumes", Undo: true, Renew: true, Note: Line{Text: "Sign in again."}})
	v := drawResults(t, r, 58, 14)
	shows(t, v, "2 changed, 1 failed", "Sign in again.", "r resumes", "u undo", "███████████████·····")
	for key, want := range map[string]Result{"r": Repeat{}, "u": Undo{}, "ctrl+r": Renew{}, "esc": Cancelled{}, "enter": Cancelled{}} {
		if got := send(r, key); got != want {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
	plain := ansi.Strip(r.View(theme.New(true, true), 58, 14))
	shows(t, plain, "###############.....  2 changed")
}
