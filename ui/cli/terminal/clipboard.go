package terminal

import (
	"fmt"

	"akia/ui"
)

// desktopClipboard is the clipboard of the desktop that the program runs on. What is copied goes to a helper's standard
// input, never to its arguments, where every user of the machine could read it.
type desktopClipboard struct {
	write func(text string) error
	read  func() (string, error)
}

// Copy implements ui.Clipboard.
func (c desktopClipboard) Copy(text string) error {
	if err := c.write(text); err != nil {
		return fmt.Errorf("the desktop's clipboard: %w", err)
	}
	return nil
}

// Read implements ui.Clipboard.
func (c desktopClipboard) Read() (string, error) {
	text, err := c.read()
	if err != nil {
		return "", fmt.Errorf("the desktop's clipboard: %w", err)
	}
	return text, nil
}

// Clipboard returns the clipboard of the desktop, or nil if there is none before the person's eyes: at the
// other end of SSH a secret would be left on a desktop that somebody else may be sitting at.
func Clipboard(getenv func(string) string) ui.Clipboard {
	if getenv("SSH_CONNECTION") != "" && getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
		return nil
	}
	found, ok := systemClipboard(getenv)
	if !ok {
		return nil
	}
	return found
}
