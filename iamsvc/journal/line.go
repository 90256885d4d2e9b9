// Package journal keeps a record of what was changed in an account: a file of JSON lines, two for each change. The
// first is written before the call is made and says what is meant; the second says how it ended. A change of which
// only the first line is there was sent, or was about to be, when the program was killed.
//
// The package knows nothing of IAM and holds no secret: what is recorded is what its caller puts into a Line.
package journal

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Stage says which of the two lines of a change a line is.
type Stage string

// The two stages.
const (
	Intent  Stage = "intent"
	Outcome Stage = "outcome"
)

// Result is how a change ended.
type Result string

// The results. An intent has none.
const (
	Done    Result = "done"
	Failed  Result = "failed"   // nothing was changed
	Unclear Result = "unclear"  // no answer came that tells whether it was changed
	NotSeen Result = "not seen" // the program ended before the answer came
)

// Line is one line of the journal. What is not known is empty. The tag help says what a field is, for the help.
type Line struct {
	Time time.Time `json:"time" help:"when it was written"`
	// ID ties the two lines of a change to each other.
	ID    string `json:"id" help:"the same for the two lines of a change"`
	Stage Stage  `json:"stage" help:"one of intent (before the call), outcome (after it)"`

	Account string `json:"account,omitempty" help:"account ID"`
	Alias   string `json:"alias,omitempty" help:"account alias"`
	Label   string `json:"label,omitempty" help:"label of the profile in the configuration file"`
	Caller  string `json:"caller,omitempty" help:"ARN that signed the call"` // the ARN that the call is signed as
	// Endpoint is the address that was called; empty for AWS itself.
	Endpoint string `json:"endpoint,omitempty" help:"address that was called, if not AWS"`

	Operation string `json:"operation" help:"API operation, such as UpdateAccessKey"`
	User      string `json:"user,omitempty" help:"user name; <root_account> for the root user"`
	Key       string `json:"key,omitempty" help:"access key ID; of a new key in the outcome only"`
	Status    string `json:"status,omitempty" help:"status that the key is given"`
	Policy    string `json:"policy,omitempty" help:"name of an inline policy"`

	Result Result `json:"result,omitempty" help:"one of done, failed, unclear, not seen"`
	Kind   string `json:"kind,omitempty" help:"kind of the failure, such as denied"` // of the failure, such as "denied"
	Code   string `json:"code,omitempty" help:"error code of the service"`           // the service's own error code
	// FailedCall is the operation that failed, if it was one that had to precede the change.
	FailedCall string `json:"failed_call,omitempty" help:"operation that failed before the change"`
	RequestID  string `json:"request_id,omitempty" help:"request ID"`
	// Reported says that a person was told, at a later start, that the end of the change is not known.
	Reported bool `json:"reported,omitempty" help:"true once you were told at a later start"`
}

// encode returns the line with its line break, in printable ASCII only: whatever shows the file to a person, a terminal
// included, shows nothing but what is there.
func (l Line) encode() ([]byte, error) {
	text, err := json.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("encode a line of the journal: %w", err)
	}
	return append(plain(text), '\n'), nil
}

// plain returns JSON text with every rune that is not printable ASCII as an escape. Outside of strings JSON has none.
func plain(text []byte) []byte {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range string(text) {
		switch {
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return []byte(b.String())
}
