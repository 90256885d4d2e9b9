package keyboard

import (
	"errors"
	"io"
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestALostKeyboardIsToldAndEndsInEOF(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = reader.Close(), writer.Close() })
	lost, done, sent := 0, make(chan struct{}), make(chan tea.Msg)
	defer close(done)
	k := New(reader, func() { lost++ }, SystemClock())
	go k.Send(func(msg tea.Msg) { sent <- msg }, done)

	if _, err := writer.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	chunk := make([]byte, 8)
	if n, err := k.Read(chunk); n != 0 || err != nil || lost != 0 {
		t.Errorf("read %d, %v", n, err)
	}
	if press, ok := k.Filter(nil, <-sent).(tea.KeyPressMsg); !ok || press.String() != "q" {
		t.Errorf("got %v", press)
	}
	if err := k.Close(); err != nil { // reads fail now, with something else than io.EOF
		t.Fatal(err)
	}
	if _, err := k.Read(chunk); !errors.Is(err, io.EOF) || lost != 1 {
		t.Errorf("ended with %v, told %d times", err, lost)
	}
}

// Where keys come by another way than bytes, as from a console of Windows, the time that they pass the filter counts.
func TestKeysThatWereNotReadAreTakenAsTheyCome(t *testing.T) {
	p := newTypist(t)
	press := func(s string) tea.Msg { return p.k.Filter(nil, tea.KeyPressMsg{Code: rune(s[0]), Text: s}) }
	if _, plain := press("t").(tea.KeyPressMsg); !plain {
		t.Error("the first key is not one by itself")
	}
	first := p.k.Ticket()
	press("x")
	if _, burst := press("y").(Fast); !burst || settled(first) != "no" {
		t.Error("three at once are no burst")
	}
	if other := p.k.Filter(nil, tea.FocusMsg{}); other != (tea.FocusMsg{}) {
		t.Errorf("a message that is no key is %v", other)
	}
}
