package iamsvc

import (
	"fmt"
	"io"
	"log/slog"
)

// masked is what a Secret shows of itself wherever it was not asked for by name.
const masked = "••••••••"

// Secret holds a secret access key. It prints as dots under every verb of fmt, in logs and in every marshalled form,
// and so does every value that holds one: it keeps a func, which no dump of a parent can look into. The text leaves
// it through Reveal alone. The zero Secret is empty.
type Secret struct{ reveal func() string }

// NewSecret returns a Secret that holds text.
func NewSecret(text string) Secret { return Secret{func() string { return text }} }

// Reveal returns the secret itself. Call it only to show it on request, to copy it, or to write it to a file of mode
// 0600.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// String returns dots.
func (s Secret) String() string { return masked }

// GoString returns dots.
func (s Secret) GoString() string { return masked }

// Format writes dots, whatever the verb and its flags.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, masked) }

// MarshalText returns dots; it serves JSON, XML and every encoder that asks for text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }

// MarshalBinary returns dots; it serves gob and the like.
func (s Secret) MarshalBinary() ([]byte, error) { return []byte(masked), nil }

// LogValue returns dots to log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(masked) }
