package cli

import (
	"fmt"

	"github.com/atotto/clipboard"

	"akia/ui"
)

// desktopClipboard is the clipboard of the desktop that the program runs on. What is copied goes to the helper's standard
// input, never to its arguments, where every user of the machine could read it.
type desktopClipboard struct{}

// Copy implements ui.Clipboard.
func (desktopClipboard) Copy(text string) error {
	if err := clipboard.WriteAll(text); err != nil {
		return fmt.Errorf("the desktop's clipboard: %w", err)
	}
	return nil
}

// Read implements ui.Clipboard.
func (desktopClipboard) Read() (string, error) {
	text, err := clipboard.ReadAll()
	if err != nil {
		return "", fmt.Errorf("the desktop's clipboard: %w", err)
	}
	return text, nil
}

// nativeClipboard returns the clipboard of the desktop, or nil if there is none before the person's eyes: at the other end
// of SSH a secret would be left on a desktop that somebody else may be sitting at.
func nativeClipboard(getenv func(string) string) ui.Clipboard {
	remote := getenv("SSH_CONNECTION") != "" && getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == ""
	if remote || clipboard.Unsupported {
		return nil
	}
	return desktopClipboard{}
}
