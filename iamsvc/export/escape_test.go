package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/export"
)

// hostile are texts that mean something to one format or another.
func hostile() []string {
	return []string{
		"=1+1", "+1", "-2", "@SUM(1)", "\t=1", "\r@x", " =1", "x;=1+1", "x; +1", "x|-1", "x;\"=1\"", ";;@a", "＝1", "a,=b", "\"=1",
		"<script>alert(1)</script>", "<!-- x", "--><b>", "&lt;", "&#64;x",
		"a|b`c`*d*_e_[x](javascript:1)![i](http://evil/x.png)~~s~~", "\\|", "| a |", "$x$", "alice@example.com",
		"https://evil.example/x", "HTTP://evil", "ftp://evil", "www.evil.example", "WWW.evil", "mailto:a@evil.example", "xmpp:a@evil",
		"@evil", "evil/repo#1", "#123", "GH-1", "!1", "line\nbreak", "\r\n", "\x1b[31m", "\u202e", "\u2028", "\u200b", "\xff",
	}
}

// TestEscapes has every text of a document be hostile, in every format.
func TestEscapes(t *testing.T) {
	for _, text := range hostile() {
		harmless(t, text)
	}
}

// FuzzEscapes looks for a text that gets through.
func FuzzEscapes(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	f.Fuzz(harmless)
}

func harmless(t *testing.T, text string) {
	row := audit.Row{
		User: iamsvc.NamedUser(text), KeyID: text, Status: iamsvc.Status(text), Use: audit.Use{State: audit.UseKnown, At: now(), Service: text, Region: text},
	}
	d := document(row)
	d.Account, d.Alias, d.Filter, d.Unchecked = text, text, text, []string{text, "The keys of " + text + " could not be listed."}
	for _, f := range export.Formats() {
		var out bytes.Buffer
		if err := export.Write(&out, f, d); err != nil {
			t.Fatal(err)
		}
		for _, r := range out.String() {
			if r != '\n' && (r != '\t' || f != export.Text) && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029') {
				t.Errorf("%s: %q lets through %q", f, text, r)
			}
		}
		switch f {
		case export.CSV:
			harmlessCSV(t, text, out.String())
		case export.Text:
			if lines, tabs := strings.Count(out.String(), "\n"), strings.Count(out.String(), "\t"); lines != 1 || tabs != 16 {
				t.Errorf("%q makes %d lines with %d tabs, want 1 with 16", text, lines, tabs)
			}
		case export.JSON:
			if !json.Valid(out.Bytes()) {
				t.Errorf("%q makes JSON that is none", text)
			}
		case export.Markdown:
			harmlessMarkdown(t, text, out.String())
		default: // text is read by nobody but a person
		}
	}
}

// harmlessCSV fails if a cell is a formula, or has one behind what separates cells elsewhere.
func harmlessCSV(t *testing.T, text, out string) {
	t.Helper()
	formula := regexp.MustCompile(`(^|[;|])[ "]*[=+\-@＝＋－＠]`)
	lines, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(lines) != 2 || len(lines[1]) != len(lines[0]) {
		t.Fatalf("%q: %d lines, %v", text, len(lines), err)
	}
	for _, cell := range lines[1] {
		if formula.MatchString(cell) || strings.ContainsAny(cell, "\t\r\n") {
			t.Errorf("%q: the cell %q is a formula", text, cell)
		}
	}
	for cell := range strings.FieldsFuncSeq(strings.Split(out, "\n")[1], func(r rune) bool { return r == ';' }) {
		if strings.ContainsAny(strings.TrimLeft(cell, ` "`)+" ", "=+-@") && formula.MatchString(cell) {
			t.Errorf("%q: the cell %q is a formula where a semicolon separates", text, cell)
		}
	}
}

// harmlessMarkdown fails if a text opens a tag, ends a cell, or can be taken for a link, a name or a number of something.
func harmlessMarkdown(t *testing.T, text, out string) {
	t.Helper()
	lines := strings.Split(out, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "|---") })
	heads, row := lines[at-1], lines[at+1]
	unescaped := func(l string) int { return strings.Count(regexp.MustCompile(`\\.`).ReplaceAllString(l, ""), "|") }
	if unescaped(row) != unescaped(heads) || lines[at+2] != "" {
		t.Errorf("%q does not stay in its cell: %q", text, row)
	}
	ours := strings.NewReplacer("<code>", "", "</code>", "", "<!-- -->", "")
	bare := regexp.MustCompile(`\\.`).ReplaceAllString(ours.Replace(out), "")
	if strings.ContainsAny(bare, "<>`@[]{}") {
		t.Errorf("%q gets through as markup: %q", text, row)
	}
	link := regexp.MustCompile(`(?i)(https?|ftp)://|(mailto|xmpp):|www\.|[^&]#\d|^#\d|\bgh-\d`)
	for cell := range strings.SplitSeq(row, " ") {
		if got := link.FindString(strings.ReplaceAll(cell, "<code>GH-", "")); got != "" {
			t.Errorf("%q may become a link for %q: %q", text, got, cell)
		}
	}
}
