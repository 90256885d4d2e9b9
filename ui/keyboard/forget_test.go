package keyboard

import (
	"testing"
	"time"
)

func TestWhatWasTypedForAnotherProgramActsOnNothing(t *testing.T) {
	for _, typed := range []string{"d", "dy", "dyn", "\x1b", "\x1b[", "\xc3", "\x1b[200~d"} {
		p := newTypist(t)
		p.send(typed)
		onTheirWay := p.k.takeQueue() // on their way to the program
		p.send(typed)
		p.k.Forget()
		p.wait(time.Second)
		for _, msg := range onTheirWay {
			if got := p.k.Filter(nil, msg); got != nil {
				t.Errorf("of %q before, %v acts", typed, got)
			}
		}
		p.send("k")
		p.wait(time.Second)
		if got := p.words(); got != "k" {
			t.Errorf("after %q, k is %q", typed, got)
		}
	}
}
