package filterline

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/theme"
)

// Under draws what is to be said below the line in width cells: what is wrong with the text, at its place, or what the
// term at the cursor can become. It is empty where there is nothing to say. The note is the one of View.
func (l *Line) Under(t theme.Theme, note string, width int) string {
	switch {
	case l.mistake != nil && (len(l.offers) == 0 || l.insists || l.mistake.To != l.at()):
		return l.wrong(t, note, width)
	case len(l.offers) > 0:
		return l.offered(t, width)
	default:
		return ""
	}
}

// wrong points at the mistake where the line shows it and there is room behind it; else it counts characters.
func (l *Line) wrong(t theme.Theme, note string, width int) string {
	before := l.input.Value()[:l.mistake.From]
	at := lead + text.Width(before)
	said := text.Clean(l.mistake.Message) + "."
	if strings.HasSuffix(l.mistake.Message, ".") || strings.HasSuffix(l.mistake.Message, "?") {
		said = text.Clean(l.mistake.Message)
	}
	if text.Width(l.input.Value()) <= l.room(note, width) && at+2+text.Width(said) < width {
		return text.Spaces(at) + t.Warn.Render("^ "+said)
	}
	said = "at character " + strconv.Itoa(utf8.RuneCountInString(before)+1) + ": " + said
	return " " + t.Warn.Render(text.Cut(said, width-2, t.Marks.Ellipsis))
}

// offered lists what the term can become, the one that the key takes first.
func (l *Line) offered(t theme.Theme, width int) string {
	name := t.Marks.Key(dialog.NewFilterKeys().Take.Help().Key)
	out, used := " "+t.Accent.Render(name), 1+text.Width(name)
	for i, o := range l.offers {
		word, help := text.Clean(o.Text), text.Clean(o.Help)
		if help != "" {
			help = " " + help
		}
		gap := "   "
		if i == 0 {
			gap = " "
		}
		if i == 0 {
			word = text.Cut(word, width-used-3, t.Marks.Ellipsis)
		}
		if used+text.Width(gap+word+help) >= width-1 {
			help = ""
		}
		if used+text.Width(gap+word) >= width-1 {
			break
		}
		out += gap + t.Text.Render(word) + t.Dim.Render(help)
		used += text.Width(gap + word + help)
	}
	return out
}
