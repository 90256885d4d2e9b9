package keyboard

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

const ms = time.Millisecond

// said is what terminals send that no key has sent: each kind that akia asks for, and those that others may have left.
var said = map[string]string{
	"colour of the background":     "\x1b]11;rgb:dddd/dddd/dddd\x07",
	"colour, with ST":              "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
	"colour, with ST of a byte":    "\x1b]11;rgb:1e1e/1e1e/2e2e\x9c",
	"colour, of eight bits":        "\x9d11;rgb:1e1e/1e1e/2e2e\x9c",
	"colour of the palette":        "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
	"clipboard":                    "\x1b]52;c;dGhlIHRleHQgdGhhdCBpcyBjb3BpZWQ=\x07",
	"title":                        "\x1b]lditty, the user\x1b\\",
	"title beyond ASCII":           "\x1b]lÜbersicht über dxy\x1b\\",
	"dark or light":                "\x1b[?997;1n",
	"mode":                         "\x1b[?2026;2$y",
	"mode, of eight bits":          "\x9b?2027;0$y",
	"ANSI mode":                    "\x1b[4;2$y",
	"keyboard":                     "\x1b[?31u",
	"primary attributes":           "\x1b[?62;1;4;22c",
	"secondary attributes":         "\x1b[>41;354;0c",
	"tertiary attributes":          "\x1bP!|00000000\x1b\\",
	"version":                      "\x1bP>|tmux 3.4 dtR\x1b\\",
	"terminfo":                     "\x1bP1+r524742=382F382F38\x1b\\",
	"setting":                      "\x1bP1$r0;4:3m\x1b\\",
	"string of eight bits":         "\x90>|xterm(388)\x9c",
	"cursor":                       "\x1b[12;40R",
	"cursor in the first row":      "\x1b[1;5R",
	"extended cursor":              "\x1b[?1;1;1R",
	"status":                       "\x1b[0n",
	"size in cells":                "\x1b[8;24;80t",
	"size in pixels":               "\x1b[4;600;800t",
	"size in band":                 "\x1b[48;24;80;600;800t",
	"other keys":                   "\x1b[>4;2m",
	"focus":                        "\x1b[I",
	"focus lost":                   "\x1b[O",
	"mouse":                        "\x1b[<0;40;12M",
	"mouse let go":                 "\x1b[<0;40;12m",
	"mouse of old":                 "\x1b[M dt",
	"mouse of old, far right":      "\x1b[M \xc3\xa1t",
	"mouse of urxvt":               "\x1b[32;40;12M",
	"graphics":                     "\x1b_Gi=31;OK\x1b\\",
	"application":                  "\x1b_dty\x1b\\",
	"privacy":                      "\x1b^dty\x1b\\",
	"start of string":              "\x1bXdty\x1b\\",
	"a key that is let go":         "\x1b[116;1:3u",
	"shift by itself":              "\x1b[57441;2u",
	"function key of the console":  "\x1b[[D",
	"function key of the keyboard": "\x1bOP",
}

// keysOf returns the keys among what has come.
func keysOf(msgs []tea.Msg) (keys []tea.KeyPressMsg) {
	for _, msg := range msgs {
		switch m := msg.(type) {
		case tea.KeyPressMsg:
			keys = append(keys, m)
		case Fast:
			keys = append(keys, m.Key)
		}
	}
	return keys
}

// harmless reports whether a key is esc, or a function key that nothing is bound to.
func harmless(k tea.KeyPressMsg) bool { return k.Code == tea.KeyEscape || k.Code == tea.KeyF1 }

func TestWhatATerminalSaysIsNoKeyWhereverItIsCut(t *testing.T) {
	pauses := []time.Duration{0, ms, 49 * ms, 50 * ms, 51 * ms, 120 * ms, 300 * ms, 499 * ms}
	for name, bytes := range said {
		t.Run(name, func(t *testing.T) {
			for cut := 1; cut <= len(bytes); cut++ {
				for _, pause := range pauses {
					p := newTypist(t)
					p.send(bytes[:cut])
					p.wait(pause)
					p.send(bytes[cut:])
					p.wait(time.Second)
					for _, k := range keysOf(p.got()) {
						if !harmless(k) {
							t.Fatalf("%q, cut behind %d bytes for %s, is the key %s", bytes, cut, pause, k)
						}
					}
					p.send("j")
					p.wait(time.Second)
					if got := p.words(); got != "j" {
						t.Fatalf("behind %q, cut behind %d bytes for %s, j is %q", bytes, cut, pause, got)
					}
				}
			}
		})
	}
}

// dribble sends bytes in pieces with pauses between them, as chance has it.
func dribble(p *typist, r *rand.Rand, bytes string) {
	for len(bytes) > 0 {
		n := 1 + r.IntN(len(bytes))
		p.send(bytes[:n])
		bytes = bytes[n:]
		p.wait(time.Duration(r.IntN(500)) * ms)
	}
}

func TestWhatATerminalSaysIsNoKeyHoweverSlowlyItComes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, bytes := range said {
		for range 50 {
			p := newTypist(t)
			dribble(p, r, bytes)
			p.wait(time.Second)
			for _, k := range keysOf(p.got()) {
				if !harmless(k) {
					t.Fatalf("%s: %q is the key %s", name, bytes, k)
				}
			}
		}
	}
}

func FuzzCutSequences(f *testing.F) {
	for _, bytes := range said {
		f.Add(bytes, uint64(1))
	}
	f.Add("\x1b[20\xff0~", uint64(3))
	f.Fuzz(func(t *testing.T, bytes string, seed uint64) {
		p := newTypist(t)
		dribble(p, rand.New(rand.NewPCG(seed, seed)), bytes)
		p.wait(5 * time.Second)
		p.got()
		p.send("j") // whatever came, the keyboard is no wedge
		p.wait(time.Second)
		if got := p.words(); got != "j" {
			t.Errorf("after %q j is %q", bytes, got)
		}
	})
}

func TestKeysAreWhatTheyAre(t *testing.T) {
	for bytes, want := range map[string]string{
		"j":                                "j",
		"G":                                "G",
		" ":                                "space",
		"ü":                                "ü",
		"\r":                               "enter",
		"\t":                               "tab",
		"\x7f":                             "backspace",
		"\x03":                             "ctrl+c",
		"\x0c":                             "ctrl+l",
		"\x1b[A":                           "up",
		"\x1bOA":                           "up",
		"\x1b[1;5A":                        "ctrl+up",
		"\x1b[Z":                           "shift+tab",
		"\x1b[3~":                          "delete",
		"\x1b[6~":                          "pgdown",
		"\x1bb":                            "alt+b",
		"\x1b\x1b[A":                       "alt+up",
		"\x1b[116u":                        "t",
		"\x1b[27u":                         "esc",
		"\x1b[13u":                         "enter",
		"\x1b[1089::99;5u":                 "ctrl+c", // by the place of the key, where a Cyrillic letter is
		"\x1b[27;5;99~":                    "ctrl+c",
		"\x1b[84;20;116;1;0;1_":            "t", // of the console of Windows
		"\x1b[200~a\r\x1b[Bb\xff\x1b[201~": `paste("a\r\x1b[Bb")`,
	} {
		p := newTypist(t)
		p.send(bytes)
		if got := p.words(); got != want {
			t.Errorf("%q at once is %q, not %q", bytes, got, want)
		}
	}
}

func TestEscActsAsBeforeAndWhatGoesOnBehindItIsSwallowed(t *testing.T) {
	for _, c := range []struct{ name, pieces, want string }{
		{"esc", "\x1b|50", "esc"},
		{"not before its time", "\x1b|49", ""},
		{"esc twice", "\x1b\x1b|50", "esc esc"},
		{"esc and later a key", "\x1b|60|j", "esc j"},
		{"an arrow in two pieces", "\x1b|120|[A", "esc ignored"},
		{"a colour in two pieces", "\x1b|120|]11;rgb:dddd/dddd/dddd\x07", "esc uv.BackgroundColorEvent"},
		{"a letter that begins a sequence", "\x1b|120|P|600", "esc ignored"},
		{"letters that might be one", "\x1b|120|Ot", "esc ignored"},
		{"much later it is a key", "\x1b|600|P", "esc P"},
		{"only right behind esc", "\x1b|120|jP", "esc j P"},
		{"a paste whose start is cut behind esc", "\x1b|120|[200~dy\x1b[201~", "esc ignored"},
		{"a paste whose start is cut", "\x1b[20|120|0~dy\x1b[201~", `paste("dy")`},
		{"a paste whose end is cut", "\x1b[200~dy\x1b[2|490|01~j", `paste("dy") j`},
		{"a paste that stops for a while", "\x1b[200~d|490|y|1500|z\x1b[201~", `paste("dyz")`},
		{"a paste without an end", "\x1b[200~dy|2100|j", "ignored j"},
		{"a sequence without an end", "\x1b[20|510|j", "ignored j"},
		{"ctrl+c in one", "\x1b]11;|100|\x03", "ignored ctrl+c"},
		{"a character in two pieces", "\xc3|300|\xbc", "ü"},
		{"half a character", "\xc3|600|j", "j"},
		{"a character of another charset", "\xe9|600|j", "j"},
		{"and soon a letter", "\xe9|200|j", `end("") j`},
	} {
		p := newTypist(t)
		for i, piece := range strings.Split(c.pieces, "|") {
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
		if got := p.words(); got != c.want {
			t.Errorf("%s: %q is %q, not %q", c.name, c.pieces, got, c.want)
		}
	}
}

func TestAPasteOfAnySizeComesWhole(t *testing.T) {
	text := strings.Repeat("AKIAIOSFODNN7EXAMPLE und Ümläute\r\n", 30_000)
	p := newTypist(t)
	for rest := pasteStart + text + pasteEnd + "j"; rest != ""; {
		n := min(len(rest), 4095)
		p.send(rest[:n])
		rest = rest[n:]
	}
	msgs := p.got()
	paste, ok := msgs[0].(tea.PasteMsg)
	if !ok || paste.Content != text || len(msgs) != 2 {
		t.Errorf("%d messages, the first a %T", len(msgs), msgs[0])
	}
}
