package cli

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// newKeyboard returns a keyboard and what types on it.
func newKeyboard(t *testing.T) (k *keyboard, typist *os.File, sent chan tea.Msg, lost *atomic.Int32) {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = reader.Close(), writer.Close() })
	sent, lost = make(chan tea.Msg, 1), &atomic.Int32{}
	k = &keyboard{
		File: reader, lost: func() { lost.Add(1) }, send: func(msg tea.Msg) { sent <- msg }, closed: &atomic.Bool{},
	}
	return k, writer, sent, lost
}

func TestALostKeyboardIsToldAndEndsInEOF(t *testing.T) {
	k, typist, _, lost := newKeyboard(t)
	if _, err := typist.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	chunk := make([]byte, 8)
	if n, err := k.Read(chunk); n != 1 || err != nil || lost.Load() != 0 {
		t.Errorf("read %d, %v", n, err)
	}
	if err := k.Close(); err != nil { // reads fail now, with something else than io.EOF
		t.Fatal(err)
	}
	if _, err := k.Read(chunk); !errors.Is(err, io.EOF) || lost.Load() != 1 {
		t.Errorf("ended with %v, told %d times", err, lost.Load())
	}
}

func TestOnceItQuitsNothingIsReadAndNoKeyTaken(t *testing.T) {
	k, typist, sent, lost := newKeyboard(t)
	key := tea.KeyPressMsg{Code: 't', Text: "t"}
	if k.filter(nil, key) == nil {
		t.Error("a key was dropped before")
	}
	if k.filter(nil, tea.QuitMsg{}) != nil {
		t.Error("quit at once")
	}
	if k.filter(nil, key) != nil {
		t.Error("a key was taken")
	}
	if k.filter(nil, faultMsg{}) == nil {
		t.Error("what is no key was dropped")
	}
	again := <-sent
	if k.filter(nil, again) != again {
		t.Error("does not quit")
	}
	if _, err := typist.WriteString("late"); err != nil {
		t.Fatal(err)
	}
	if n, err := k.Read(make([]byte, 8)); n != 0 || !errors.Is(err, io.EOF) || lost.Load() != 0 {
		t.Errorf("read %d, %v; told %d times", n, err, lost.Load())
	}
}
