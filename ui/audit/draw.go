package audit

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/action"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
)

// barsAt is the height of the screen from which on the bars are shown.
const barsAt = 30

// headLines is how many lines stand above the rows of the audit: the summary, the bars where there is room, the heads.
func (a *Room) headLines() int {
	if a.Height < barsAt {
		return 2
	}
	return 2 + chartRows + 2
}

// Layout fits the rows to the size of the screen.
func (a *Room) Layout() {
	if a.table != nil {
		rows := a.PanesHeight() - 2 - a.headLines()
		if usesCodes(a.columns()) {
			rows--
		}
		a.window.Resize(a.rows(), max(rows, 1))
	}
}

// columns are those that fit the screen.
func (a *Room) columns() []column { return columnsFor(a.Width-2, a.Times != text.Relative) }

// Draw draws the table of all keys over the whole width.
func (a *Room) Draw() []string {
	t := a.Theme
	box := theme.Box{
		Title: a.title(), Note: a.note(), Width: a.Width, Height: a.PanesHeight(),
		Frame: t.FrameFocus, Label: t.Strong, NotePaint: t.Dim,
	}
	inner := box.Width - 2
	s := a.table.Summary()
	lines := []string{" " + t.Text.Render(text.Cut(a.summaryLine(s, inner-2), inner-2, t.Marks.Ellipsis))}
	if a.Height >= barsAt {
		lines = append(lines, "")
		for _, l := range drawCharts(t, charts(s), inner-2) {
			lines = append(lines, " "+l)
		}
		lines = append(lines, " "+t.Dim.Render(text.Cut(iamsvc.NotChecked, inner-2, t.Marks.Ellipsis)))
	}
	if a.view.Len() == 0 {
		return box.Render(t.Marks, append(lines, a.noRows(inner-2)...))
	}
	columns := a.columns()
	box.Scroll = stage.ScrollOf(&a.window, a.rows(), a.shown())
	box.Scroll.Heads = len(lines) + 1
	lines = append(lines, a.heads(columns))
	for _, ref := range a.visible {
		row, _ := a.table.Row(ref)
		lines = append(lines, a.areaOfRow(ref, a.drawRow(ref, row, columns, inner)))
	}
	if usesCodes(columns) {
		lines = append(lines, make([]string, max(box.Height-3-len(lines), 0))...)
		lines = append(lines, " "+t.Dim.Render(text.Cut(a.legend(s, inner-2), inner-2, t.Marks.Ellipsis)))
	}
	return a.areaOfTable(box.Render(t.Marks, lines))
}

// title says which keys the table is of.
func (a *Room) title() string {
	if a.Config.PathPrefix == "" {
		return "All access keys " + a.count()
	}
	return "Access keys " + a.count() + a.UnderPath()
}

// count words how many keys are shown of how many.
func (a *Room) count() string {
	n := text.Count(a.table.Len())
	if !a.whole() {
		n += "+"
	}
	if a.filtered() {
		n = text.Count(a.view.Len()) + " of " + n
		if unsure := a.view.Unsure(); unsure > 0 {
			n += ", " + text.Count(unsure) + " not known"
		}
	}
	return n
}

// shown words how many rows there are, of which the cursor is on one.
func (a *Room) shown() string {
	n := text.Count(a.view.Len())
	if !a.whole() {
		n += "+"
	}
	return n
}

// whole reports whether all keys are known of: from a report, or because every user was asked about and no list failed.
func (a *Room) whole() bool {
	p := a.scan.progress()
	if a.scan.done {
		return p.Users >= p.Total
	}
	return !a.table.Generated().IsZero() && a.absent() == 0 || p.Total > 0 && p.Users >= p.Total
}

// summaryLine sums the account up in width cells. The parts that matter least come last, and are left out where they
// have no room.
func (a *Room) summaryLine(s audit.Summary, width int) string {
	const gap = "   "
	parts := a.summaryParts(s)
	for len(parts) > 1 && text.Width(strings.Join(parts, gap)) > width {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, gap)
}

func (a *Room) summaryParts(s audit.Summary) []string {
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
		parts = append(parts, text.Count(s.Ambiguous)+" unsure"+a.Theme.Marks.Unsure)
	}
	return append(parts, text.Count(s.Active)+" active", text.Count(s.Inactive)+" inactive", "access keys only")
}

// note is what the lower edge says: how far what is under way is, where the facts are from and how old they are, then
// the order and the filter.
func (a *Room) note() string {
	var notes []string
	add := func(s string) {
		if s != "" {
			notes = append(notes, s)
		}
	}
	switch {
	case a.scan.running() && a.scan.paused():
		add(scanWords(a.scan.progress(), a.Both(), a.KeyFor(action.Scan)))
	case a.scan.running():
		add(a.Wait() + " " + scanWords(a.scan.progress(), a.Both(), a.KeyFor(action.Scan)))
	case a.scan.done:
		add(a.doneNote())
	}
	for _, w := range a.waiting {
		if w.words != nil {
			add(a.Wait() + " " + w.words())
		}
	}
	add(a.reportNote())
	if n := a.openIDs(); n > 0 && !a.report.asking && !a.scan.running() {
		known := text.Count(a.table.Len()-n) + " of " + text.Count(a.table.Len()) + " key IDs"
		if a.stopped {
			known += ", stopped: " + a.KeyFor(action.Refresh) + " resumes"
		}
		add(known)
	}
	if n := a.absent(); n > 0 && !a.report.asking && !a.scan.running() {
		add(text.Many(n, "user") + " not in the report: " + a.KeyFor(action.Scan) + " asks about all")
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
	if f.Text != "" && !a.filter.Editing {
		add("/" + f.Text)
	}
	return strings.Join(notes, "   ")
}

// openIDs returns how many key IDs are not known, without those of the root user, which nobody else may list.
func (a *Room) openIDs() int {
	n := a.table.Summary().NoID
	for _, ref := range a.table.User(iamsvc.RootUser()) {
		if r, _ := a.table.Row(ref); r.KeyID == "" {
			n--
		}
	}
	return n
}

// reportNote says how far the credential report is, or how old.
func (a *Room) reportNote() string {
	r := &a.report
	switch {
	case r.asking && r.state == "":
		return a.Wait() + " asking for the credential report"
	case r.asking:
		return a.Wait() + " credential report " + string(r.state) + ", " + text.Seconds(a.Config.Now().Sub(r.since))
	case !a.table.Generated().IsZero() && r.stopped:
		return a.ageNote("credential report", a.table.Generated()) + ", the new one stopped: " + a.KeyFor(action.Refresh) +
			" asks again"
	case !a.table.Generated().IsZero():
		return a.ageNote("credential report", a.table.Generated())
	case r.stopped:
		return "report stopped: " + a.KeyFor(action.Refresh) + " asks again"
	case r.err != nil:
		return "no credential report"
	}
	return ""
}

// doneNote says how old the finished scan is, and what it could not read.
func (a *Room) doneNote() string {
	s := &a.scan
	note := a.ageNote("full scan", a.Config.Clock.Service(s.ended))
	if n := s.progress().Failed; n > 0 {
		note += ", " + text.Many(n, "question") + " failed: " + a.KeyFor(action.Scan) + " asks again"
	}
	return note
}

// ageNote says of what minute something is, or how old.
func (a *Room) ageNote(what string, at time.Time) string {
	if age := a.Config.Clock.Now().Sub(at); age >= time.Minute {
		return what + " " + text.Span(age) + " old"
	}
	return what + " just now"
}

// noRows says why there is nothing to show.
func (a *Room) noRows(width int) []string {
	t := a.Theme
	switch {
	case a.filtered() && a.table.Len() > 0:
		return theme.Paragraphs(width, t.Dim.Paragraph("No key matches."), t.Dim.Paragraph("esc clears the filter"))
	case a.report.asking:
		return theme.Paragraphs(width, t.Dim.Paragraph(a.Wait()+" "+a.reportWords()))
	case a.scan.running() && a.scan.paused():
		return theme.Paragraphs(width, t.Dim.Paragraph("Paused. "+a.KeyFor(action.Scan)+" resumes."))
	case a.scan.running(), a.asking():
		return theme.Paragraphs(width, t.Dim.Paragraph(a.Wait()+" Asking about every user"))
	case a.report.err != nil && !a.scan.begun():
		return theme.Paragraphs(width, t.Bad.Paragraph(a.report.err.Error()),
			t.Text.Paragraph(a.Remedy(a.report.err.Remedy())),
			t.Dim.Paragraph(a.KeyFor(action.Refresh)+" tries again, "+a.KeyFor(action.Scan)+" asks key by key"))
	case !a.report.had && !a.scan.done:
		return theme.Paragraphs(width, t.Dim.Paragraph(
			"Stopped. "+a.KeyFor(action.Refresh)+" asks for the credential report, "+
				a.KeyFor(action.Scan)+" asks key by key."))
	}
	words, next := a.noneKnown()
	return theme.Paragraphs(width, t.Text.Paragraph(words), t.Dim.Paragraph(next))
}

// noneKnown says that there are no keys, as far as that is known, and how to know better.
func (a *Room) noneKnown() (words, next string) {
	words, account := "There are no access keys", " in this account"
	if a.Config.PathPrefix != "" {
		words, account = "There are no keys of users under "+a.Config.PathPrefix, ""
	}
	switch failed := a.scan.progress().Total - a.scan.progress().Users; {
	case a.scan.done && failed > 0:
		words = "No key is known. The keys of " + text.Many(failed, "user") + " could not be listed."
		return words, a.KeyFor(action.Error) + " says why, " + a.KeyFor(action.Scan) + " asks again"
	case !a.scan.done: // keys may have been made since
		return words + " in the credential report of " + text.Date(a.table.Generated(), text.UTC) + ".",
			a.KeyFor(action.Scan) + " asks every user"
	}
	return words + account + ".", ""
}

// reportWords says what IAM is doing about the report.
func (a *Room) reportWords() string {
	switch a.report.state {
	case "":
		return "Asking IAM for the credential report"
	default:
		return "IAM is making the credential report: " + string(a.report.state) + " for " +
			text.Seconds(a.Config.Now().Sub(a.report.since)) + ". esc stops."
	}
}

// heads draws the heads of the columns, with a mark at the one that the table is sorted by.
func (a *Room) heads(columns []column) string {
	t, o := a.Theme, a.view.Order()
	sorted := cellOf(o.By)
	row := theme.NewRow(t.Palette, t.Marks.Ellipsis)
	row.Margin(nil, nil, text.Spaces(rowMargin), t.Dim)
	for _, c := range columns {
		head, paint := c.head, t.Dim
		if c.field == sorted {
			paint = t.Accent
			arrow := t.Marks.Down
			if o.Reverse {
				arrow = t.Marks.Up
			}
			if head += arrow; text.Width(head) > c.width {
				head = text.Cut(c.head, c.width-1, "") + arrow
			}
		}
		row.Area(t.Areas, a.headClick(c.field), head, c.width, c.right(), paint)
	}
	return row.Fill(0)
}

// cellOf returns the cell that shows what the table is sorted by.
func cellOf(by audit.Column) field {
	return map[audit.Column]field{
		audit.ByRisk: findingsField, audit.ByUser: userField, audit.ByKeyID: keyIDField,
		audit.ByStatus: statusField, audit.ByAge: ageField, audit.ByLastUse: usedField,
		audit.ByService: serviceField, audit.ByRegion: regionField,
	}[by]
}
