package keyboard

import (
	"strings"
	"testing"
	"time"
)

// play sends pieces of bytes, with the milliseconds between them.
func (p *typist) play(t *testing.T, pieces string) {
	t.Helper()
	for i, piece := range strings.Split(pieces, "|") {
		if i%2 == 0 {
			p.send(piece)
			continue
		}
		d, err := time.ParseDuration(piece + "ms")
		if err != nil {
			t.Fatal(err)
		}
		p.wait(d)
	}
}

func TestWhatComesFasterThanFingersIsABurst(t *testing.T) {
	for _, c := range []struct{ name, pieces, want string }{
		{"three in one read", "dyn|100", `!d !y !n end("dyn")`},
		{"three, each soon after the one before", "d|30|y|30|n|100", `!d !y !n end("dyn")`},
		{"kitty's way of writing them", "\x1b[100u\x1b[121u\x1b[110u|100", `!d !y !n end("dyn")`},
		{"xterm's way of writing them", "\x1b[27;1;100~\x1b[27;1;121~\x1b[27;1;110~|100", `!d !y !n end("dyn")`},
		{"characters of several bytes", "äöü|100", `!ä !ö !ü end("äöü")`},
		{"one of them cut", "ä\xc3|20|\xb6|20|ü|100", `!ä !ö !ü end("äöü")`},
		{"two alike and one other", "jjt|100", `!j !j !t end("jjt")`},
		{"enter among them", "t\ry\rn\r|100", `!t !enter !y !enter !n !enter end("t\ny\nn\n")`},
		{"an arrow among them", "t\x1b[Ayn|100", `!t !up !y !n end("tyn")`},
		{"what follows at once", "tyn|20|d|100|d", `!t !y !n !d end("tynd") d`},
		{"shift does not matter", "Tty|100", `!T !t !y end("Tty")`},
		{"noise", "t\xff|100|t", `!t end("t") t`},
		{"the end of a burst is told before the next key", "tyn|31|d", `!t !y !n end("tyn") d`},

		{"two are none", "dy|100", "d y"},
		{"the third comes a bit later", "d|30|y|31|n|100", "d y n"},
		{"one key repeated", "jjjjjjjjjj|20|jjjj|100", "j j j j j j j j j j j j j j"},
		{"arrows", "\x1b[A\x1b[B\x1b[A\x1b[B|100", "up down up down"},
		{"keys with ctrl", "\x0e\x10\x0c|100", "ctrl+n ctrl+p ctrl+l"},
		{"keys with alt", "\x1bb|10|\x1bf|10|\x1bd|100", "alt+b alt+f alt+d"},
		{"characters that other keys part", "a|20|\r|20|b|20|\r|20|c|100", "a enter b enter c"},
	} {
		p := newTypist(t)
		p.play(t, c.pieces)
		if got := p.words(); got != c.want {
			t.Errorf("%s: %q is %q, not %q", c.name, c.pieces, got, c.want)
		}
	}
}

// settled says what is known of a key: yes, that it is no part of a burst, no, that it is, or nothing yet.
func settled(k Ticket) string {
	select {
	case <-k.run.known:
		if k.Wait() {
			return "yes"
		}
		return "no"
	default:
		return "not yet"
	}
}

// What the first keys of a burst start is sent only when it is known that they are none.
func TestTheFirstKeysWaitUntilItIsKnownWhatTheyAre(t *testing.T) {
	for _, c := range []struct{ name, pieces, want string }{
		{"a key by itself", "t|39", "not yet"},
		{"and after a moment", "t|40", "yes"},
		{"a second one prolongs it", "t|29|x|20", "not yet"},
		{"until that is by itself", "t|29|x|40", "yes"},
		{"the third makes it a burst", "t|29|x|29|y", "no"},
		{"a third that is late does not", "t|29|x|31|y", "yes"},
		{"the same one again", "t|29|t|29|t|29|t|39", "not yet"},
		{"and then another", "t|29|t|29|t|29|x", "no"},
		{"noise", "t|10|\xfe", "no"},
	} {
		p := newTypist(t)
		first, rest, _ := strings.Cut(c.pieces, "|")
		p.send(first)
		p.got() // the program has taken the key
		ticket := p.k.Ticket()
		p.play(t, "|"+rest)
		if got := settled(ticket); got != c.want {
			t.Errorf("%s: of the first of %q is known: %s, not %s", c.name, c.pieces, got, c.want)
		}
	}
	if (Ticket{}).Wait() != true {
		t.Error("a key that is none of a keyboard waits")
	}
}

func TestTicketsTellTheKeysOfARunApart(t *testing.T) {
	p := newTypist(t)
	p.send("tx")
	queue := p.k.takeQueue()
	p.k.Filter(nil, queue[0])
	first := p.k.Ticket()
	p.k.Filter(nil, queue[1])
	second := p.k.Ticket()
	if first.Run != second.Run || first.Index != 1 || second.Index != 2 {
		t.Errorf("%v and %v", first, second)
	}
	p.wait(time.Second)
	p.send("y")
	p.got()
	if third := p.k.Ticket(); third.Run == second.Run || third.Index != 1 {
		t.Errorf("%v after %v", third, second)
	}
}

// A burst that is known before the program has got its first key marks that one too.
func TestKeysThatAreStillOnTheirWayAreMarked(t *testing.T) {
	p := newTypist(t)
	p.play(t, "d|20|y|20|n")
	if got := p.words(); got != "!d !y !n" {
		t.Errorf("got %q", got)
	}
	p.play(t, "d|20|y")
	if got := p.words(); got != `!d !y` { // they follow at once
		t.Errorf("got %q", got)
	}
}

func TestTheTextOfABurstIsBounded(t *testing.T) {
	p := newTypist(t)
	for range 100 {
		p.send(strings.Repeat("AKIAIOSFODNN7EXAMPLE ", 100))
		p.k.takeQueue()
	}
	p.wait(time.Second)
	end, ok := p.got()[0].(BurstEnd)
	if !ok || len(end.Text) > mostText+4 || !strings.HasPrefix(end.Text, "AKIA") {
		t.Errorf("%T of %d bytes", end, len(end.Text))
	}
}
