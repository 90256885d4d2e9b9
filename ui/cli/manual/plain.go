package manual

import (
	"strconv"
	"strings"

	"github.com/russross/blackfriday/v2"

	"akia/ui/text"
)

// extensions are those of Markdown that the texts use: the same as those of the man pages.
const extensions = blackfriday.NoIntraEmphasis | blackfriday.Tables | blackfriday.FencedCode |
	blackfriday.SpaceHeadings | blackfriday.DefinitionLists

// plain writes Markdown as plain text for a terminal of a width. What doesn't fit, such as a table or a command, is as
// wide as it is.
type plain struct {
	width int
	out   strings.Builder
}

// Plain returns a text in Markdown as plain text of at most so many columns.
func Plain(markdown string, width int) string {
	p := &plain{width: width}
	doc := blackfriday.New(blackfriday.WithExtensions(extensions)).Parse([]byte(markdown))
	for node := doc.FirstChild; node != nil; node = node.Next {
		p.block(node)
	}
	return strings.TrimLeft(p.out.String(), "\n")
}

// block writes one block with an empty line before it.
func (p *plain) block(node *blackfriday.Node) {
	p.out.WriteString("\n")
	switch node.Type {
	case blackfriday.Heading:
		p.lines("", strings.ToUpper(words(node)))
	case blackfriday.CodeBlock:
		for line := range strings.Lines(string(node.Literal)) {
			p.out.WriteString(strings.TrimRight("  "+line, " \n") + "\n")
		}
	case blackfriday.List:
		if node.ListFlags&blackfriday.ListTypeDefinition != 0 {
			p.definitions(node)
			return
		}
		number := 0
		for item := node.FirstChild; item != nil; item = item.Next {
			number++
			bullet := "- "
			if node.ListFlags&blackfriday.ListTypeOrdered != 0 {
				bullet = strconv.Itoa(number) + ". "
			}
			p.hanging(bullet, words(item))
		}
	case blackfriday.Table:
		p.table(node)
	default:
		p.lines("", words(node))
	}
}

// lines writes words in lines that begin with an indent.
func (p *plain) lines(indent, words string) {
	for _, line := range text.Wrap(words, p.width-len(indent)) {
		p.out.WriteString(indent + line + "\n")
	}
}

// hanging writes words behind a bullet.
func (p *plain) hanging(bullet, words string) {
	for i, line := range text.Wrap(words, p.width-len(bullet)) {
		if i > 0 {
			bullet = strings.Repeat(" ", len(bullet))
		}
		p.out.WriteString(bullet + line + "\n")
	}
}

// widestTerm is the widest term that its definition stands beside.
const widestTerm = 30

// definitions writes terms with what they mean beside them.
func (p *plain) definitions(list *blackfriday.Node) {
	var pairs []Pair
	for item := list.FirstChild; item != nil; item = item.Next {
		if item.ListFlags&blackfriday.ListTypeTerm != 0 {
			pairs = append(pairs, Pair{Term: words(item)})
		} else if n := len(pairs); n > 0 {
			pairs[n-1].Means = strings.TrimSpace(pairs[n-1].Means + " " + words(item))
		}
	}
	p.out.WriteString(columns(pairs, p.width))
}

// Pair is a term and what it means.
type Pair struct{ Term, Means string }

// columns writes pairs in two columns. A term that is too wide has a line of its own.
func columns(pairs []Pair, width int) string {
	wide := 0
	for _, pair := range pairs {
		if w := text.Width(pair.Term); w <= widestTerm {
			wide = max(wide, w)
		}
	}
	const margin = 2
	var b strings.Builder
	for _, pair := range pairs {
		beside := margin + wide + margin
		lines := text.Wrap(pair.Means, width-beside)
		head := strings.Repeat(" ", margin) + pair.Term
		if text.Width(pair.Term) > wide || len(lines) == 0 {
			b.WriteString(head + "\n")
			head = ""
		}
		for _, line := range lines {
			b.WriteString(head + strings.Repeat(" ", beside-text.Width(head)) + line + "\n")
			head = ""
		}
	}
	return b.String()
}

// table writes a table in columns as wide as they have to be; the last one is broken into lines.
func (p *plain) table(table *blackfriday.Node) {
	var rows [][]string
	table.Walk(func(node *blackfriday.Node, entering bool) blackfriday.WalkStatus {
		switch {
		case entering && node.Type == blackfriday.TableRow:
			rows = append(rows, nil)
		case entering && node.Type == blackfriday.TableCell:
			rows[len(rows)-1] = append(rows[len(rows)-1], words(node))
			return blackfriday.SkipChildren
		}
		return blackfriday.GoToNext
	})
	for _, line := range inColumns(rows, p.width) {
		p.out.WriteString(line + "\n")
	}
}

// inColumns writes rows of cells in lines.
func inColumns(rows [][]string, width int) []string {
	var wide []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], text.Width(cell))
		}
	}
	var lines []string
	for _, row := range rows {
		head := "  "
		for i, cell := range row[:len(row)-1] {
			head += cell + strings.Repeat(" ", wide[i]-text.Width(cell)+2)
		}
		indent := text.Width(head)
		for _, part := range text.Wrap(row[len(row)-1], max(width-indent, minCell)) {
			lines = append(lines, strings.TrimRight(head+part, " "))
			head = strings.Repeat(" ", indent)
		}
	}
	return lines
}

// minCell is the least width of the last column of a table.
const minCell = 20

// words returns the text within a node, without its marks.
func words(node *blackfriday.Node) string {
	var b strings.Builder
	node.Walk(func(n *blackfriday.Node, entering bool) blackfriday.WalkStatus {
		switch {
		case !entering:
		case n.Type == blackfriday.Text, n.Type == blackfriday.Code:
			b.Write(n.Literal)
		case n.Type == blackfriday.Softbreak, n.Type == blackfriday.Hardbreak:
			b.WriteByte(' ')
		}
		return blackfriday.GoToNext
	})
	return strings.Join(strings.Fields(b.String()), " ")
}
