package audit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/words"
)

// ShowDetails opens the page about the row under the cursor: the key, where what is said of it comes from, and its
// findings with the controls they are taken from and what to do.
func (a *Room) ShowDetails() tea.Cmd {
	_, r, ok := a.Row()
	a.choose()
	if !ok {
		return a.Say(dialog.Warn, words.NoKey)
	}
	entry := func(label, value string) dialog.Line {
		return dialog.Line{Text: text.Fit(label, 12, "") + value}
	}
	id := r.KeyID
	switch {
	case id == "" && r.Root():
		id = "key ID not known: " + onlyRoot
	case id == "":
		id = "key ID not known yet"
	}
	lines := []dialog.Line{
		{Text: id, Tone: dialog.Strong},
		entry("user", r.User.String()),
		entry("status", rowStatus(r)),
	}
	if !r.Created.IsZero() {
		lines = append(lines, entry("created", text.Date(r.Created, text.UTC)+", "+a.AgeWords(rowKey(r))))
	}
	lines = append(lines, entry("last use", a.rowUseWords(r)))
	lines = append(lines, dialog.Line{Text: a.rowSource(r), Tone: dialog.Dim})
	if k, ok := a.Key(); ok {
		if words, known := a.Description(k); known && words != "" {
			lines = append(lines, entry("description", words))
		}
		if a.Own(k) {
			lines = append(lines, dialog.Line{Text: "akia is signed in with this key.", Tone: dialog.Warn})
		}
	}
	page := dialog.NewPage("Access key", append(lines, a.findingLines(r)...)...)
	a.OpenPage(page, stage.About{User: r.User, Row: a.Selected(), Status: r.Status})
	return nil
}

// rowStatus words the status of a row, behind a label that says what it is.
func rowStatus(r audit.Row) string {
	if r.Status == "" {
		return "unknown"
	}
	return stage.StatusWord(r.Status)
}

// findingLines says of each finding what it is, where it comes from and what to do.
func (a *Room) findingLines(r audit.Row) []dialog.Line {
	if r.Findings == 0 {
		return []dialog.Line{{}, {Text: "No findings.", Tone: dialog.Good}}
	}
	var lines []dialog.Line
	for f := range r.Findings.WithoutImplied().All() {
		title := f.String() + ": " + f.Title(a.table.Thresholds())
		lines = append(lines, dialog.Line{}, dialog.Line{Text: title, Tone: dialog.Warn})
		if c := controlWords(f.Control()); c != "" {
			lines = append(lines, dialog.Line{Text: c, Tone: dialog.Dim})
		}
		lines = append(lines, dialog.Line{Text: f.Advice()})
	}
	return lines
}

// controlWords names the controls that a finding is taken from; empty if there are none.
func controlWords(c audit.Control) string {
	var words []string
	if c.CIS != "" {
		words = append(words, "CIS AWS Foundations "+c.CIS)
	}
	if c.Config != "" {
		words = append(words, "AWS Config "+c.Config)
	}
	if c.SecurityHub != "" {
		words = append(words, "Security Hub "+c.SecurityHub)
	}
	return strings.Join(words, "; ")
}

// KeyWords puts what the row under the cursor shows of its key into words.
func (a *Room) KeyWords() string {
	_, r, ok := a.Row()
	switch id := r.KeyID; {
	case !ok:
		return words.NoKey
	case id == "":
		return "Key of " + r.User.String() + ", ID not known yet: " + rowStatus(r) + ", last use " + a.rowUseWords(r)
	default:
		return id + " of " + r.User.String() + ": " + rowStatus(r) + ", last use " + a.rowUseWords(r)
	}
}

// rowUseWords words the last use of a row's key.
func (a *Room) rowUseWords(r audit.Row) string {
	switch r.Use.State {
	case audit.UseNever:
		return "never used"
	case audit.UseDenied:
		return "not known: denied"
	case audit.UseFailed:
		return "not known: the question failed"
	case audit.UseUnknown:
		return "not known yet"
	default:
	}
	words := text.Ago(r.Use.At, a.Config.Clock.Now()) + ", " + text.Date(r.Use.At, text.UTC)
	if r.Use.Service != "" {
		words += ", " + r.Use.Service
	}
	if r.Use.Region != "" {
		words += ", " + r.Use.Region
	}
	return words
}

// rowSource says where the last use of a row is from, and how sure that is.
func (a *Room) rowSource(r audit.Row) string {
	age := text.Ago(a.table.Generated(), a.Config.Clock.Now())
	switch r.Join {
	case audit.JoinSlot:
		return "From the credential report (" + age + "), which holds no key IDs. IAM records a use with a delay."
	case audit.JoinMatched:
		return "Last use: credential report (" + age + "), matched by creation date."
	case audit.JoinAmbiguous:
		return "The last use is from the credential report (" + age + ") and may be that of the user's other key: " +
			"it is asked for before anything is done."
	default:
		return "Last use: from IAM, which records a use with some delay."
	}
}
