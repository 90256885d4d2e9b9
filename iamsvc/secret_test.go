package iamsvc

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const leak = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// holders returns a secret in every kind of parent that the program may dump.
func holders() map[string]any {
	s := NewSecret(leak)
	key := NewKey{Key: Key{ID: "AKIAIOSFODNN7EXAMPLE"}, Secret: s}
	type hidden struct{ secret Secret }
	type embedded struct{ Secret }
	return map[string]any{
		"secret": s, "pointer": &s, "key": key, "pointer to key": &key, "slice": []Secret{s}, "map": map[string]Secret{"x": s},
		"interface": []any{s}, "unexported": hidden{s}, "pointer to unexported": &hidden{s}, "embedded": embedded{s},
		"options": Options{Secret: s}, "credentials": fixedCredentials{"AKIAIOSFODNN7EXAMPLE", s},
		"array": [1]NewKey{key}, "nested": map[string]any{"x": &hidden{s}},
	}
}

func TestSecretNeverShows(t *testing.T) {
	for name, value := range holders() {
		for _, flags := range []string{"", "+", "#", "-20", "020", " ", ".3", "+#"} {
			for verb := 'A'; verb <= 'z'; verb++ {
				hides(t, name, fmt.Sprintf("%"+flags+string(verb), value))
			}
		}
		hides(t, name, fmt.Sprint(value), fmt.Sprintln(value), fmt.Errorf("%w: %v", errors.New("x"), value).Error())
		if _, isOptions := value.(Options); isOptions {
			continue // holds funcs that no encoder takes
		}
		var text bytes.Buffer
		for _, handler := range []slog.Handler{slog.NewTextHandler(&text, nil), slog.NewJSONHandler(&text, nil)} {
			slog.New(handler).Info("x", "value", value, slog.Group("g", "value", value))
		}
		hides(t, name, text.String())
		var binary bytes.Buffer
		_ = gob.NewEncoder(&binary).Encode(value) // some parents hold nothing that it takes
		hides(t, name, binary.String())
		j, _ := json.Marshal(value)
		x, _ := xml.Marshal(value)
		hides(t, name, string(j), string(x))
	}
}

func TestSecretIsRevealedByName(t *testing.T) {
	if s := NewSecret(leak); s.Reveal() != leak {
		t.Error("the secret is lost")
	}
	if s := (Secret{}); s.Reveal() != "" || s.String() != masked {
		t.Error("the zero secret is not empty")
	}
}

func TestSecretIsInNoError(t *testing.T) {
	s := newService(Options{Secret: NewSecret(leak)})
	e := s.classify(t.Context(), action{op: "CreateAccessKey", subject: "bob"}, attempt{status: 200}, errors.New("could not read "+leak))
	hides(t, "error", e.Error(), fmt.Sprint(e.Remedy()), e.Details(), e.Message)
	hides(t, "service", fmt.Sprintf("%v %+v %#v", s.options, s.options, s.options))
}

func TestPanicWithASecret(t *testing.T) {
	defer func() {
		if what := recover(); what != nil {
			hides(t, "panic", fmt.Sprint(what))
		}
	}()
	panic(NewKey{Secret: NewSecret(leak)})
}

func hides(t *testing.T, name string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(text, leak) || strings.Contains(text, fmt.Sprintf("%x", leak)) || strings.Contains(text, fmt.Sprintf("%X", leak)) {
			t.Errorf("%s shows the secret: %.80q", name, text)
		}
	}
}
