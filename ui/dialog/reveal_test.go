package dialog

import (
	"fmt"
	"strings"
	"testing"

	"akia/iamsvc"
)

const madeUp = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

func newReveal() *Reveal {
	return NewReveal(iamsvc.NewKey{Key: iamsvc.Key{ID: "AKIA5EXAMPLE7D2K4PQM", User: iamsvc.NamedUser("bob")}, Secret: iamsvc.NewSecret(madeUp)}, "acme (123456789012)")
}

func TestRevealIsMaskedAtFirst(t *testing.T) {
	d := newReveal()
	v := draw(t, d, 74, 30)
	shows(t, v, "New access key of bob", "AKIA5EXAMPLE7D2K4PQM", strings.Repeat("•", len(madeUp)), "acme (123456789012)")
	if strings.Contains(v, madeUp) {
		t.Error("the secret is shown at first")
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if strings.Contains(fmt.Sprintf(verb, d), madeUp) || strings.Contains(fmt.Sprintf(verb, *d), madeUp) {
			t.Errorf("%s prints the secret", verb)
		}
	}
}

func TestRevealShowsAndMasks(t *testing.T) {
	for _, keys := range [][]string{{"v"}, {"tab", "enter"}} {
		d := newReveal()
		if r, ok := send(d, keys...).(Shown); !ok || r.Time != 1 {
			t.Errorf("%v returned %v", keys, r)
		}
		shows(t, draw(t, d, 74, 30), madeUp)
		if r := send(d, keys[len(keys)-1]); r != nil {
			t.Errorf("masking returned %v", r)
		}
		if strings.Contains(draw(t, d, 74, 30), madeUp) {
			t.Error("the secret is not masked again")
		}
	}
}

func TestRevealIsMaskedByTheTimerOfItsOwnShowing(t *testing.T) {
	d := newReveal()
	send(d, "v", "v", "v") // shown for the second time
	d.MaskAfter(1)
	shows(t, draw(t, d, 74, 30), madeUp)
	d.MaskAfter(2)
	if strings.Contains(draw(t, d, 74, 30), madeUp) {
		t.Error("the secret is still shown")
	}
}

// TestRevealNeverBreaksTheSecret: what is copied by eye or mouse is in one piece, at every size that is drawn.
func TestRevealNeverBreaksTheSecret(t *testing.T) {
	for width := 58; width < 120; width++ {
		for height := 14; height < 40; height += 5 {
			d := newReveal()
			send(d, "v")
			d.SetSaved(Line{Text: strings.Repeat("a long note ", 12), Tone: Warn}, false)
			shows(t, draw(t, d, width, height), madeUp, "Close")
		}
	}
}

func TestRevealResults(t *testing.T) {
	for keys, want := range map[string]Result{
		"y": CopySecret{}, "enter": CopySecret{}, "esc": Leave{}, "ctrl+c": Leave{}, "shift+tab enter": Leave{}, "n": nil, "q": nil, "t": nil, "space": nil,
	} {
		if got := send(newReveal(), strings.Fields(keys)...); got != want {
			t.Errorf("%s: %v, want %v", keys, got, want)
		}
	}
}

func TestRevealStaysSavedOnceItIs(t *testing.T) {
	d := newReveal()
	d.SetSaved(Line{Text: "maybe"}, false)
	if d.Saved() {
		t.Error("an unsure copy counts as saved")
	}
	d.SetSaved(Line{Text: "sure"}, true)
	d.SetSaved(Line{Text: "maybe"}, false)
	if !d.Saved() {
		t.Error("a later unsure copy took the sure one back")
	}
	shows(t, draw(t, d, 74, 30), "maybe")
}
