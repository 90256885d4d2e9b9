package manual

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akia/iamsvc/audit"
	"akia/iamsvc/policy"
	"akia/ui/action"
	"akia/ui/text"
)

func TestTopics(t *testing.T) {
	t.Parallel()
	written, err := os.ReadDir("topics")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range written {
		if name := strings.TrimSuffix(file.Name(), ".md"); !slices.Contains(Names(), name) {
			t.Errorf("the topic %s is in no list", name)
		}
	}
	for _, name := range Names() {
		markdown, err := Topic(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(markdown, "{{") || !strings.HasPrefix(markdown, "# ") || title(name) == "" {
			t.Errorf("%s is not whole:\n%.200s", name, markdown)
		}
		for _, width := range []int{40, Width} {
			plain := Plain(markdown, width)
			narrow(t, name, plain, width)
			for _, line := range fenced(markdown) {
				if !strings.Contains(plain, "\n  "+line+"\n") {
					t.Errorf("%s at %d: the command %q is not on a line of its own", name, width, line)
				}
			}
		}
	}
}

// fenced returns the lines of the blocks of code: Markdown takes one right behind a definition for a part of it.
func fenced(markdown string) (lines []string) {
	within := false
	for line := range strings.Lines(markdown) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "```") {
			within = !within
		} else if within && line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// narrow fails for lines that are wider than a terminal. What is to be copied and a table keep their lines.
func narrow(t *testing.T, name, plain string, width int) {
	t.Helper()
	for line := range strings.Lines(plain) {
		line = strings.TrimRight(line, "\n")
		if text.Width(line) > width && !strings.HasPrefix(line, "  ") {
			t.Errorf("%s at %d: %q is %d wide", name, width, line, text.Width(line))
		}
		if line != strings.TrimRight(line, " ") {
			t.Errorf("%s at %d: %q ends in spaces", name, width, line)
		}
	}
}

func TestTopicThatIsNone(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "nonsense", "../manual", "keys.md"} {
		if markdown, err := Topic(name, nil); err == nil {
			t.Errorf("%q: %.40q", name, markdown)
		}
	}
}

// What the program has a table of is all in its topic.
func TestTopicsHaveTheTables(t *testing.T) {
	t.Parallel()
	want := map[string][]string{"json": {"last_use.state", "thresholds_days.unused_long", "failed_call"}}
	for _, f := range audit.AllFindings() {
		want["findings"] = append(want["findings"], f.String(), f.Advice())
	}
	for _, f := range audit.Language().Fields {
		want["filter"] = append(want["filter"], f.Name+":")
	}
	for _, p := range policy.Permissions() {
		want["permissions"] = append(want["permissions"], p.Action)
		if p.Use == "" {
			t.Errorf("nobody says what %s is for", p.Action)
		}
	}
	for _, k := range policy.Kinds() {
		want["permissions"] = append(want["permissions"], string(k))
		if k.Use() == "" {
			t.Errorf("nobody says what the policy %s is for", k)
		}
	}
	for in := range action.Places {
		for _, a := range action.Table(in) {
			want["keys"] = append(want["keys"], action.ShowKey(a.Keys[0]))
		}
	}
	for name, words := range want {
		markdown, err := Topic(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.Join(strings.Fields(Plain(markdown, 10_000)), " ")
		for _, w := range words {
			if !strings.Contains(plain, strings.Join(strings.Fields(w), " ")) {
				t.Errorf("%s has no %q", name, w)
			}
		}
	}
}

// Each field of JSON says what it is.
func TestFieldsOfJSONAreExplained(t *testing.T) {
	t.Parallel()
	for _, place := range []string{"report-fields", "key-fields", "journal-fields"} {
		markdown, _ := fill(place, "", nil)
		if strings.Contains(markdown, "\n: .") {
			t.Errorf("%s: a field without a word:\n%s", place, markdown)
		}
	}
}

func TestTopicsHaveTheKeysAsConfigured(t *testing.T) {
	t.Parallel()
	keys, wrong := action.NewKeymap(map[string][]string{"rotate": {"ctrl+t"}, "leak": {}})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for name, want := range map[string]string{
		"rotation": "Press ctrl+t on a key.", "leak": "Press :leak on the key.", "keys": "ctrl+t",
	} {
		markdown, err := Topic(name, keys)
		if err != nil {
			t.Fatal(err)
		}
		if plain := Plain(markdown, Width); !strings.Contains(plain, want) {
			t.Errorf("%s has no %q:\n%s", name, want, plain)
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	const markdown = "# A *title*\n\nSome `code` and text that\ngoes on for longer than the line is wide.\n\n" +
		"1. one\n2. two that is longer than the line is wide\n\n- bullet\n\n`term`\n: what it \\<means\\>, in some more words\n\n" +
		"`a-term-that-is-wider-than-any-column-may-be`\n: below\n\nText.\n\n```\ncommand --flag   # comment\n```\n\n| a | b |\n|---|---|\n| 1 | 22 |\n"
	const want = "A TITLE\n\nSome code and text that goes\non for longer than the line is\nwide.\n\n" +
		"1. one\n2. two that is longer than the\n   line is wide\n\n- bullet\n\n" +
		"  term  what it <means>, in\n        some more words\n  a-term-that-is-wider-than-any-column-may-be\n        below\n\nText.\n\n" +
		"  command --flag   # comment\n\n  a  b\n  1  22\n"
	if got := Plain(markdown, 30); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The same text comes out as a man page: no mark of Markdown is left, and a point at the beginning of a line is no
// request to roff.
func TestPage(t *testing.T) {
	t.Parallel()
	p := page("akia-x", 7, "1.2.3", "Short *words*", definitions([]Pair{{".env `x`", ".hidden_file *all* <b>"}}))
	for _, want := range []string{`.TH "AKIA-X" "7" "" "akia 1.2.3"`, `akia-x \- Short *words*`, `\&.env`, `\&.hidden_file *all* <b>`} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("no %s in\n%s", want, p.Text)
		}
	}
	if p.File != "akia-x.7" || filepath.Ext(p.File) != ".7" {
		t.Errorf("file %s", p.File)
	}
}
