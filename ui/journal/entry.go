package journal

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/filter"
	"akia/iamsvc/journal"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// entry is one change as the page shows it, in texts that a terminal can be shown.
type entry struct {
	id                                                string
	at                                                time.Time
	what, user, key, outcome, status, caller, account string
	code, failedCall, requestID                       string
	ended                                             time.Time
}

// The outcomes as the filter names them.
func outcomes() []string { return []string{"done", "failed", "unclear", "not-seen", "under-way"} }

// entriesOf returns changes, the newest first.
func entriesOf(changes []journal.Change, now time.Time) []entry {
	all := make([]entry, 0, len(changes))
	for _, c := range slices.Backward(changes) {
		l := c.Last()
		e := entry{
			id: l.ID, at: words.ChangeBegan(c), what: text.Trim(words.ChangeName(l)),
			user: text.Trim(l.User), key: text.Trim(l.Key),
			outcome: text.Trim(words.ChangeOutcome(c, now)), caller: text.Trim(iamsvc.Identity{ARN: l.Caller}.Label()),
			account: text.Trim(words.ChangeAccount(l)), code: text.Trim(l.Code), failedCall: text.Trim(l.FailedCall),
			requestID: text.Trim(l.RequestID),
		}
		if c.Ended() {
			e.ended = c.Outcome.Time
		}
		status, _, _ := strings.Cut(e.outcome, ":")
		e.status = strings.ReplaceAll(status, " ", "-")
		all = append(all, e)
	}
	return all
}

// language returns the fields by which changes can be filtered; dates are those of a zone.
func language(zone *time.Location) *filter.Language[entry] {
	field := func(of func(*entry) string) func(*entry) (string, bool) {
		return func(e *entry) (string, bool) { return of(e), true }
	}
	at := func(e *entry) (time.Time, filter.Known) { return e.at, filter.At }
	return &filter.Language[entry]{
		Texts: func(e *entry, look func(string) bool) bool {
			return look(e.what) || look(e.user) || look(e.key) || look(e.outcome) || look(e.account) || look(e.caller)
		},
		Fields: []filter.Field[entry]{
			{
				Name: "outcome", Also: []string{"status", "result"}, Help: "how it ended", Values: outcomes(),
				Choice: func(e *entry, value int) filter.Truth { return filter.Is(e.status == outcomes()[value]) },
			},
			{Name: "user", Help: "name of the user", Text: field(func(e *entry) string { return e.user })},
			{Name: "key", Help: "access key ID", Text: field(func(e *entry) string { return e.key })},
			{
				Name: "what", Also: []string{"operation"}, Help: "what was done", Example: "deactivate",
				Text: field(func(e *entry) string { return e.what }),
			},
			{Name: "account", Help: "alias or ID of the account", Text: field(func(e *entry) string { return e.account })},
			{Name: "caller", Help: "who did it", Text: field(func(e *entry) string { return e.caller })},
			{Name: "created", Also: []string{"when"}, Help: "date of the change", In: zone, Time: at},
			{Name: "age", Help: "time since the change", Span: true, Time: at},
		},
	}
}

// values returns what the entries have of a field of free text, sorted.
func values(entries []entry, field string) []string {
	of := map[string]func(*entry) string{
		"user": func(e *entry) string { return e.user }, "what": func(e *entry) string { return e.what },
		"account": func(e *entry) string { return e.account }, "caller": func(e *entry) string { return e.caller },
	}[field]
	if of == nil {
		return nil
	}
	var all []string
	for i := range entries {
		if v := of(&entries[i]); v != "" {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// details returns the page of one change.
func (e entry) details(zone *time.Location) *dialog.Page {
	when := func(at time.Time) string {
		if at.IsZero() {
			return "-"
		}
		return at.In(zone).Format("2006-01-02 15:04:05 -07:00")
	}
	lines := []dialog.Line{
		dialog.Entry("What", e.what), dialog.Entry("User", cmp.Or(e.user, "-")),
		dialog.Entry("Access key", cmp.Or(e.key, "-")),
		dialog.Entry("Outcome", e.outcome), dialog.Entry("Began", when(e.at)), dialog.Entry("Ended", when(e.ended)),
		dialog.Entry("Account", cmp.Or(e.account, "-")), dialog.Entry("Caller", cmp.Or(e.caller, "-")),
	}
	for _, more := range [][2]string{{"Error code", e.code}, {"Failed call", e.failedCall}, {"Request ID", e.requestID}} {
		if more[1] != "" {
			lines = append(lines, dialog.Entry(more[0], more[1]))
		}
	}
	if e.status == "not-seen" || e.status == "unclear" {
		lines = append(lines, dialog.Line{}, dialog.Line{
			Text: "akia never saw the answer: look at the key to find out whether it was changed.", Tone: dialog.Warn,
		})
	}
	return dialog.NewPage("Change", lines...)
}
