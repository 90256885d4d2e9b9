package ui

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/overview"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/words"
)

// barsAt is the height of the screen from which on the bars are shown.
const barsAt = 30

// auditHead is how many lines stand above the rows of the audit: the summary, the bars where there is room, the heads.
func (m *Model) auditHead() int {
	if m.Height < barsAt {
		return 2
	}
	return 2 + overview.ChartRows + 2
}

// auditHeight is how many rows of the audit fit.
func (m *Model) auditHeight() int { return max(m.PanesHeight()-2-m.auditHead(), 1) }

// drawAudit draws the table of all keys over the whole width.
func (m *Model) drawAudit() []string {
	t, a := m.Theme, &m.audit
	box := theme.Box{
		Title: m.auditTitle(), Note: m.auditNote(), Width: m.Width, Height: m.PanesHeight(),
		Frame: t.FrameFocus, Label: t.Strong, NotePaint: t.Dim,
	}
	inner := box.Width - 2
	s := a.table.Summary()
	lines := []string{" " + t.Text.Render(text.Cut(m.summaryLine(s, inner-2), inner-2, t.Marks.Ellipsis))}
	if m.Height >= barsAt {
		lines = append(lines, "")
		for _, l := range overview.Draw(t, overview.Charts(s), inner-2) {
			lines = append(lines, " "+l)
		}
		lines = append(lines, " "+t.Dim.Render(text.Cut(iamsvc.NotChecked, inner-2, t.Marks.Ellipsis)))
	}
	if a.view.Len() == 0 {
		return box.Render(t.Marks, append(lines, m.noRows(inner-2)...))
	}
	columns := overview.Columns(inner, m.Times != text.Relative)
	lines = append(lines, m.auditHeads(columns))
	for _, ref := range a.visible {
		row, _ := a.table.Row(ref)
		lines = append(lines, m.auditRow(row, columns, inner, a.selects(ref), a.shownAs(ref)))
	}
	return box.Render(t.Marks, lines)
}

// auditTitle says which keys the table is of.
func (m *Model) auditTitle() string {
	if m.Config.PathPrefix == "" {
		return "All access keys " + m.auditCount()
	}
	return "Access keys " + m.auditCount() + m.UnderPath()
}

// auditCount words how many keys are shown of how many.
func (m *Model) auditCount() string {
	a := &m.audit
	n := text.Count(a.table.Len())
	if !a.whole() {
		n += "+"
	}
	if a.filtered() {
		n = text.Count(a.view.Len()) + " of " + n
	}
	return n
}

// whole reports whether all keys are known of: from a report, or because every user was asked about and no list failed.
func (a *auditPane) whole() bool {
	p := a.scan.progress()
	if a.scan.done {
		return p.Users >= p.Total
	}
	return !a.table.Generated().IsZero() && a.absent() == 0 || p.Total > 0 && p.Users >= p.Total
}

// summaryLine sums the account up in width cells. The parts that matter least come last, and are left out where they have no
// room.
func (m *Model) summaryLine(s audit.Summary, width int) string {
	const gap = "   "
	parts := m.summaryParts(s)
	for len(parts) > 1 && text.Width(strings.Join(parts, gap)) > width {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, gap)
}

func (m *Model) summaryParts(s audit.Summary) []string {
	a := &m.audit
	var parts []string
	if n := a.marks.count(); n > 0 {
		parts = append(parts, text.Count(n)+" marked")
	}
	parts = append(parts, text.Count(s.Faulty)+" with findings")
	if n := s.Findings[audit.RootKey]; n > 0 {
		parts = append(parts, text.Count(n)+" of the root user")
	}
	if n := s.Findings[audit.Quarantined]; n > 0 {
		parts = append(parts, text.Count(n)+" quarantined")
	}
	if a.facts.missing() && (a.report.had || a.scan.begun()) {
		parts = append(parts, "quarantine not known")
	}
	if s.Ambiguous > 0 {
		parts = append(parts, text.Count(s.Ambiguous)+" unsure"+m.Theme.Marks.Unsure)
	}
	return append(parts, text.Count(s.Active)+" active", text.Count(s.Inactive)+" inactive", "access keys only")
}

// auditNote is what the lower edge says: how far what is under way is, where the facts are from and how old they are, then
// the order and the filter.
func (m *Model) auditNote() string {
	a := &m.audit
	var notes []string
	add := func(s string) {
		if s != "" {
			notes = append(notes, s)
		}
	}
	switch {
	case a.scan.running() && a.scan.paused():
		add(scanWords(a.scan.progress(), m.Both()))
	case a.scan.running():
		add(m.Wait() + " " + scanWords(a.scan.progress(), m.Both()))
	case a.scan.done:
		add(m.doneNote())
	}
	if a.exporting {
		add(m.Wait() + " the export waits until everything is read")
	}
	if a.gather != nil {
		add(m.Wait() + " " + a.gather.words())
	}
	add(m.reportNote())
	if n := a.openIDs(); n > 0 && !a.report.asking && !a.scan.running() {
		known := text.Count(a.table.Len()-n) + " of " + text.Count(a.table.Len()) + " key IDs"
		if a.stopped {
			known += ", stopped: r goes on"
		}
		add(known)
	}
	if n := a.absent(); n > 0 && !a.report.asking && !a.scan.running() {
		add(text.Many(n, "user") + " not in the report: S asks about all")
	}
	if o := a.view.Order(); o != (audit.Order{}) {
		add(orderNote(o))
	}
	f := a.view.Filter()
	if f.Findings != 0 {
		if f.Findings.Len() == len(audit.AllFindings()) {
			add("any finding")
		} else {
			add(f.Findings.String())
		}
	}
	if f.Text != "" && !a.editing {
		add("/" + f.Text)
	}
	return strings.Join(notes, "   ")
}

// openIDs returns how many key IDs are not known, without those of the root user, which nobody else may list.
func (a *auditPane) openIDs() int {
	n := a.table.Summary().NoID
	for _, ref := range a.table.User(iamsvc.RootUser()) {
		if r, _ := a.table.Row(ref); r.KeyID == "" {
			n--
		}
	}
	return n
}

// reportNote says how far the credential report is, or how old.
func (m *Model) reportNote() string {
	a := &m.audit
	r := &a.report
	switch {
	case r.asking && r.state == "":
		return m.Wait() + " asking for the credential report"
	case r.asking:
		return m.Wait() + " credential report " + string(r.state) + ", " + text.Seconds(m.Config.Now().Sub(r.since))
	case !a.table.Generated().IsZero() && r.stopped:
		return m.ageNote("credential report", a.table.Generated()) + ", the new one stopped: r asks again"
	case !a.table.Generated().IsZero():
		return m.ageNote("credential report", a.table.Generated())
	case r.stopped:
		return "report stopped: r asks again"
	case r.err != nil:
		return "no credential report"
	}
	return ""
}

// doneNote says how old the finished scan is, and what it could not read.
func (m *Model) doneNote() string {
	s := &m.audit.scan
	note := m.ageNote("exact scan", m.Config.Clock.Service(s.ended))
	if n := s.progress().Failed; n > 0 {
		note += ", " + text.Many(n, "question") + " failed: S asks again"
	}
	return note
}

// ageNote says of what minute something is, or how old.
func (m *Model) ageNote(what string, at time.Time) string {
	if age := m.Config.Clock.Now().Sub(at); age >= time.Minute {
		return what + " " + text.Span(age) + " old"
	}
	return what + " of this minute"
}

// noRows says why there is nothing to show.
func (m *Model) noRows(width int) []string {
	t, a := m.Theme, &m.audit
	switch {
	case a.filtered() && a.table.Len() > 0:
		return theme.Paragraphs(width, t.Dim.Paragraph("No key matches."), t.Dim.Paragraph("esc clears the filter"))
	case a.report.asking:
		return theme.Paragraphs(width, t.Dim.Paragraph(m.Wait()+" "+m.reportWords()))
	case a.scan.running() && a.scan.paused():
		return theme.Paragraphs(width, t.Dim.Paragraph("Paused. S goes on."))
	case a.scan.running(), m.auditAsking():
		return theme.Paragraphs(width, t.Dim.Paragraph(m.Wait()+" Asking about every user"))
	case a.report.err != nil && !a.scan.begun():
		return theme.Paragraphs(width, t.Bad.Paragraph(a.report.err.Error()),
			t.Text.Paragraph(words.Remedy(a.report.err.Remedy(), words.Screen)), t.Dim.Paragraph("r tries again, S asks key by key"))
	case !a.report.had && !a.scan.done:
		return theme.Paragraphs(width, t.Dim.Paragraph("Stopped. r asks for the credential report, S asks key by key."))
	}
	words, next := m.noneKnown()
	return theme.Paragraphs(width, t.Text.Paragraph(words), t.Dim.Paragraph(next))
}

// noneKnown says that there are no keys, as far as that is known, and how to know better.
func (m *Model) noneKnown() (words, next string) {
	a := &m.audit
	words, account := "There are no access keys", " in this account"
	if m.Config.PathPrefix != "" {
		words, account = "There are no keys of users under "+m.Config.PathPrefix, ""
	}
	switch failed := a.scan.progress().Total - a.scan.progress().Users; {
	case a.scan.done && failed > 0:
		return "No key is known. The keys of " + text.Many(failed, "user") + " could not be listed.", "! says why, S asks again"
	case !a.scan.done: // keys may have been made since
		return words + " in the credential report of " + text.Date(a.table.Generated(), text.UTC) + ".", "S asks every user"
	}
	return words + account + ".", ""
}

// reportWords says what IAM is doing about the report.
func (m *Model) reportWords() string {
	switch m.audit.report.state {
	case "":
		return "Asking IAM for the credential report"
	default:
		return "IAM is making the credential report: " + string(m.audit.report.state) + " for " +
			text.Seconds(m.Config.Now().Sub(m.audit.report.since)) + ". esc stops."
	}
}

// auditHeads draws the heads of the columns, with a mark at the one that the table is sorted by.
func (m *Model) auditHeads(columns []overview.Column) string {
	t, o := m.Theme, m.audit.view.Order()
	sorted := cellOf(o.By)
	var b strings.Builder
	b.WriteString(t.Dim.Render(text.Spaces(overview.Margin)))
	for i, c := range columns {
		if i > 0 {
			b.WriteString(text.Spaces(overview.Gap))
		}
		head, paint := c.Head, t.Dim
		if c.Cell == sorted {
			paint = t.Accent
			arrow := t.Marks.Down
			if o.Reverse {
				arrow = t.Marks.Up
			}
			if head += arrow; text.Width(head) > c.Width {
				head = text.Cut(c.Head, c.Width-1, "") + arrow
			}
		}
		b.WriteString(paint.Render(text.Fit(head, c.Width, t.Marks.Ellipsis)))
	}
	return b.String()
}

// cellOf returns the cell that shows what the table is sorted by.
func cellOf(by audit.Column) overview.Cell {
	return map[audit.Column]overview.Cell{
		audit.ByRisk: overview.Findings, audit.ByUser: overview.User, audit.ByKeyID: overview.KeyID,
		audit.ByStatus: overview.Status, audit.ByAge: overview.Age, audit.ByLastUse: overview.Used,
		audit.ByService: overview.Service, audit.ByRegion: overview.Region,
	}[by]
}
