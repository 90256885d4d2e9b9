package model

import (
	"regexp"
	"strings"
)

// pattern is a pattern of the model, which are Java's. The text has to match as a whole.
type pattern struct {
	expression *regexp.Regexp
	apart      string // what must not stand next to itself
}

// newPattern makes an expression of Go's of one of Java's: they write code points otherwise, and Go has no lookahead.
// The one that the models have, -(?!-), says that no two hyphens stand next to each other.
func newPattern(text string) *pattern {
	p := &pattern{}
	if strings.Contains(text, "-(?!-)") {
		text, p.apart = strings.ReplaceAll(text, "-(?!-)", "-"), "--"
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if strings.HasPrefix(text[i:], `\u`) && i+6 <= len(text) {
			out.WriteString(`\x{` + text[i+2:i+6] + `}`)
			i += 5
			continue
		}
		out.WriteByte(text[i])
		if text[i] == '\\' && i+1 < len(text) {
			i++
			out.WriteByte(text[i])
		}
	}
	p.expression = regexp.MustCompile(`\A(?:` + out.String() + `)\z`) // a test compiles each of them
	return p
}

func (p *pattern) matches(text string) bool {
	return p.expression.MatchString(text) && (p.apart == "" || !strings.Contains(text, p.apart))
}
