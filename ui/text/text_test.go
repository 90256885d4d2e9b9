package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"a name", "deploy-bot+1=a,b.c@d_e", "deploy-bot+1=a,b.c@d_e"},
		{"letters of other scripts", "Zoë 日本 Ωmega", "Zoë 日本 Ωmega"},
		{"escape sequence", "a\x1b[31mb", "a�[31mb"},
		{"C1 control", "a\u009b31mb", "a�31mb"},
		{"bell, backspace, delete, null", "\a\b\x7f\x00", "����"},
		{"line breaks and tabs", "a\r\nb\tc", "a  b c"},
		{"bidirectional", "a\u202eb\u2066c\u200fd", "a�b�c�d"},
		{"zero width", "a\u200bb\u200dc\ufeffd\u2060e", "a�b�c�d�e"},
		{"combining", "e\u0301", "e�"},
		{"variation selector", "x\ufe0f", "x�"},
		{"soft hyphen", "a\u00adb", "a�b"},
		{"invisible letters", "\u115f\u1160\u3164\uffa0\u2800", "�����"},
		{"no-break and wide spaces", "a\u00a0b\u3000c", "a b c"},
		{"line and paragraph separator", "a\u2028b\u2029c", "a�b�c"},
		{"tags and private use", "\U000e0041\ue000", "��"},
		{"broken UTF-8", "a\xffb\xc3", "a�b�"},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestCleanBoundsWhatItLooksAt(t *testing.T) {
	for _, unit := range []string{"a", "\x1b", "日", "\xff"} {
		got := Clean(strings.Repeat(unit, 64<<10))
		if n := utf8.RuneCountInString(got); n > 8<<10 || n < 8<<10/4 {
			t.Errorf("64 Ki of %q became %d runes", unit, n)
		}
		if !utf8.ValidString(got) {
			t.Errorf("64 Ki of %q became invalid UTF-8", unit)
		}
	}
}

// noise is a string of all sorts of runes, the same for the same seed.
func noise(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 1))
	pool := []rune("abc xyz-_/·…日本語Ωé\u0301\u200b\u202e\x1b\n\t\u3000🙂\u2800")
	var b strings.Builder
	for range r.IntN(40) {
		b.WriteRune(pool[r.IntN(len(pool))])
	}
	return b.String()
}

func TestWidths(t *testing.T) {
	for seed := range uint64(500) {
		s := noise(seed)
		for width := range 30 {
			for _, tail := range []string{"", "…", "~"} {
				if got := Width(Cut(s, width, tail)); got > width {
					t.Errorf("Cut(%q, %d, %q) is %d wide", s, width, tail, got)
				}
				if got := Width(Fit(s, width, tail)); got != width {
					t.Errorf("Fit(%q, %d, %q) is %d wide", s, width, tail, got)
				}
			}
			for _, l := range Wrap(s, width) {
				if got := Width(l); got > width && width > 1 { // a wide rune does not fit into one cell
					t.Fatalf("Wrap(%q, %d) has a line %d wide: %q", s, width, got, l)
				}
				if strings.ContainsAny(l, "\n\x1b") {
					t.Errorf("Wrap(%q, %d) has a line that was not cleaned: %q", s, width, l)
				}
			}
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		tail  string
		want  string
	}{
		{"alice", 5, "…", "alice"},
		{"alice", 4, "…", "ali…"},
		{"alice", 1, "…", "…"},
		{"alice", 0, "…", ""},
		{"alice", -3, "…", ""},
		{"", -3, "…", ""},
		{"日本語", 5, "…", "日本…"},
		{"日本語", 4, "…", "日…"},
		{"a\x1b[31mlice", 6, "…", "a�[31…"},
	} {
		if got := Cut(c.in, c.width, c.tail); got != c.want {
			t.Errorf("Cut(%q, %d, %q) = %q, want %q", c.in, c.width, c.tail, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string // lines, joined by a bar
	}{
		{"", 10, ""},
		{"one two three", 20, "one two three"},
		{"one two three", 8, "one two|three"},
		{"AKIA5EXAMPLE7D2K4PQM", 10, "AKIA5EXAMP|LE7D2K4PQM"},
		{"or try `akia --demo`.", 14, "or try `akia|--demo`."}, // a flag is not broken at its hyphens
		{"user build-bot is gone", 12, "user|build-bot is|gone"},
		{" AKIA5EXAMPLE7D2K4PQM", 10, " AKIA5EXAM|PLE7D2K4PQ|M"}, // after an indent a letter was lost once
		{"one two   ", 7, "one two"},
		{"key   AKIA5EXAMPLE", 12, "key|AKIA5EXAMPLE"},
		// A name in an ARN is not broken where the ARN can be broken before it.
		{"arn:aws:iam::123456789012:user/people/build-bot", 30, "arn:aws:iam::123456789012:|user/people/build-bot"},
		{"of arn:aws:iam::123456789012:user/build-bot now", 36, "of|arn:aws:iam::123456789012:user/|build-bot now"},
		{
			"arn:aws:iam::123456789012:user/a-name-that-is-longer-than-a-line", 28,
			"arn:aws:iam::123456789012:|user/a-name-that-is-longer-t|han-a-line",
		},
	} {
		if got := strings.Join(Wrap(c.in, c.width), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
	if got := Wrap("x", 0); got != nil {
		t.Errorf("Wrap to no width = %q", got)
	}
}

func TestRight(t *testing.T) {
	for words, want := range map[string]string{"3h": "    3h", "": "      ", "12345678": "12345…", "日本": "  日本"} {
		if got := Right(words, 6, "…"); got != want {
			t.Errorf("Right(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestSpacesAndTrim(t *testing.T) {
	if Spaces(3) != "   " || Spaces(0) != "" || Spaces(-1) != "" {
		t.Error("Spaces")
	}
	if got := Trim(" \tAKIA5EXAMPLE\r\n"); got != "AKIA5EXAMPLE" {
		t.Errorf("Trim = %q", got)
	}
}

func TestCountAndMany(t *testing.T) {
	for n, want := range map[int]string{0: "0 keys", 1: "1 key", 999: "999 keys", 1000: "1,000 keys", 1234567: "1,234,567 keys", -1000: "-1,000 keys"} {
		if got := Many(n, "key"); got != want {
			t.Errorf("Many(%d) is %q, want %q", n, got, want)
		}
	}
}
