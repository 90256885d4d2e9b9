// Package owners finds out whose access keys are whose: it asks for a key ID or takes a whole text, such as a log or
// the report of a leak, offers to look up what was pasted elsewhere, and lists what it finds out about each key of a
// text while that comes. It changes nothing. One key alone is the business of the panes, which go to its owner; what
// is done with the keys of a list is a case of its own at the end of lookup.go, and what it needs of the root a
// method of [Host].
package owners

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// Flow finds owners. Make it with New.
type Flow struct {
	*stage.Stage
	// Gather is how long what was found out is gathered before it is shown.
	Gather time.Duration
	host   Host
}

// Host is what finding owners needs of the root.
type Host interface {
	// FindOwner goes to the owner of one key.
	FindOwner(keyID string) tea.Cmd
	// GoToKey goes to a key whose owner is known.
	GoToKey(user iamsvc.Principal, keyID string) tea.Cmd
	// MarkInAudit marks the rows of these keys in the audit, and goes there. Of a key the user and the ID are known.
	MarkInAudit(keys []iamsvc.Key) tea.Cmd
}

// New returns the flow.
func New(s *stage.Stage, host Host) *Flow { return &Flow{Stage: s, Gather: gatherFor, host: host} }

// gatherFor is short for a person, and long enough for many answers.
const gatherFor = 50 * time.Millisecond

// The answers: to find the owner of one key, or those of all keys of a text.
type (
	ownerOf struct {
		flow  *Flow
		keyID string
	}
	ownersOf struct {
		flow *Flow
		ids  []string
	}
)

// Do implements stage.Result.
func (o ownerOf) Do() tea.Cmd { return o.flow.host.FindOwner(o.keyID) }

// Do implements stage.Result.
func (o ownersOf) Do() tea.Cmd { return o.flow.findAll(o.ids) }

// Ask asks for a key ID to find the owner of, or for a text.
func (r *Flow) Ask() tea.Cmd {
	r.OpenHarmless(dialog.NewPaste("Find the owner of an access key", []dialog.Line{
		{Text: "Type or paste an access key ID: akia asks IAM for its owner and goes there. " +
			"Or paste a whole text, such as a log or a report of a leak: all key IDs in it are looked up."},
	}, func(s string) dialog.Result {
		if ids := IDsIn(s); len(ids) > 0 && ids[0] != strings.TrimSpace(s) {
			return ownersOf{r, ids}
		}
		return nil
	}, func(s string) (dialog.Result, string) {
		s = strings.TrimSpace(s)
		if ids := IDsIn(s); len(ids) > 1 {
			return ownersOf{r, ids}, ""
		}
		if err := iamsvc.ValidKeyID(s); err != nil {
			return nil, iamsvc.AsError(err).Error()
		}
		return ownerOf{r, s}, ""
	}))
	return nil
}

// Offer asks whether the owners of keys are to be looked for whose IDs came where none was asked for; there must be
// one.
func (r *Flow) Offer(ids []string) {
	var result dialog.Result = ownerOf{r, ids[0]}
	title := "Find the owner of this access key?"
	if len(ids) > 1 {
		result, title = ownersOf{r, ids}, "Find the owners of these access keys?"
	}
	shown := ids[:min(len(ids), 5)]
	lines := []dialog.Line{{Text: strings.Join(shown, ", "), Tone: dialog.Strong}}
	if more := len(ids) - len(shown); more > 0 {
		lines = append(lines, dialog.Line{Text: "and " + text.Count(more) + " more"})
	}
	r.Open(dialog.NewAsk(title, lines, dialog.Button{Label: "Find owner", Result: result, Yes: true}))
}

// IDsIn returns the access key IDs in a text, each once, in the order in which they come.
func IDsIn(s string) []string {
	var ids []string
	seen := map[string]bool{}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !isWordRune(r) }) {
		if IsKeyID(word) && !seen[word] {
			seen[word] = true
			ids = append(ids, word)
		}
	}
	return ids
}

// IsKeyID reports whether a word is the ID of a long-term or a temporary key.
func IsKeyID(word string) bool {
	rest, temporary := strings.CutPrefix(word, "ASIA")
	return iamsvc.LooksLikeKeyID(word) || temporary && iamsvc.LooksLikeKeyID("AKIA"+rest)
}

func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}
