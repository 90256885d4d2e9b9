package export

import (
	"strings"
	"unicode/utf8"

	"akia/iamsvc/sanitize"
)

// What stands in a document comes from a service that may be any. Each format has one func here that every text in it
// goes through: sanitize.Text for terminals and JSON, forSpreadsheet for CSV, forMarkdown.

// forSpreadsheet returns a cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in
// front, as spreadsheets themselves mark text. So does what follows a character that separates the cells where people
// write decimals with a comma.
func forSpreadsheet(text string) string {
	var b strings.Builder
	for rest, more := sanitize.Text(text), true; more; {
		part := rest
		at := strings.IndexAny(rest, ";|")
		if more = at >= 0; more {
			part, rest = rest[:at+1], rest[at+1:]
		}
		if begin := strings.TrimLeft(part, ` "`); begin != "" {
			if first, _ := utf8.DecodeRuneInString(begin); strings.ContainsRune("=+-@＝＋－＠", first) {
				b.WriteByte('\'')
			}
		}
		b.WriteString(part)
	}
	return b.String()
}

// forMarkdown returns a text that means nothing in Markdown but itself, also where more is read into it: GitHub and
// GitLab link names with an @, numbers with a # and whatever looks like an address.
func forMarkdown(text string) string {
	words := strings.Split(sanitize.Text(text), " ")
	for i, word := range words {
		if linked(word) {
			words[i] = "<code>" + escape(word, "<!-- -->") + "</code>"
		} else {
			words[i] = escape(word, "")
		}
	}
	return strings.Join(words, " ")
}

// linked reports whether something may make a link of a word.
func linked(word string) bool {
	lower := strings.ToLower(word)
	return strings.ContainsAny(word, "@#!$%&~^") || strings.Contains(lower, "www.") || strings.Contains(lower, "://") ||
		strings.Contains(lower, "mailto:") || strings.Contains(lower, "xmpp:") || strings.HasPrefix(lower, "gh-")
}

// escape spells the characters that mean something to Markdown, or to what looks for links, so that they stand for
// themselves. What is given is put behind each of the latter: it ends the word for whoever looks at what has been
// rendered.
func escape(word, end string) string {
	var b strings.Builder
	for _, r := range word {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case end != "" && strings.ContainsRune("@#:.", r):
			b.WriteString(map[rune]string{'@': "&#64;", '#': "&#35;", ':': "&#58;", '.': "&#46;"}[r] + end)
		case strings.ContainsRune("\\`*_{}[]#+!|~", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Cell returns a text as a cell of CSV that no spreadsheet takes for a formula.
func Cell(text string) string { return forSpreadsheet(text) }
