//go:build !windows

package terminal

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"akia/iamsvc/child"
)

const (
	// helperLimit is how long a helper may take. One that has lost its desktop hangs.
	helperLimit = 3 * time.Second
	// maxClip is more than is ever looked for in a clipboard.
	maxClip = 1 << 20
)

// helper is a pair of programs that write and read a clipboard.
type helper struct {
	copy, paste []string
	when        string // the variable that must be set; empty for none
	crlf        bool   // what is read ends with a line end that was not copied
}

// helpers returns the programs that a desktop may have, the fittest first.
func helpers(system string) []helper {
	if system == "darwin" {
		return []helper{{copy: []string{"pbcopy"}, paste: []string{"pbpaste"}}}
	}
	return []helper{
		{copy: []string{"wl-copy"}, paste: []string{"wl-paste", "--no-newline"}, when: "WAYLAND_DISPLAY"},
		{
			copy:  []string{"xclip", "-in", "-selection", "clipboard"},
			paste: []string{"xclip", "-out", "-selection", "clipboard"},
		},
		{copy: []string{"xsel", "--input", "--clipboard"}, paste: []string{"xsel", "--output", "--clipboard"}},
		{copy: []string{"termux-clipboard-set"}, paste: []string{"termux-clipboard-get"}},
		{copy: []string{"clip.exe"}, paste: []string{"powershell.exe", "Get-Clipboard"}, crlf: true},
	}
}

// systemClipboard returns the clipboard by the first pair of helpers that is installed.
func systemClipboard(getenv func(string) string) (desktopClipboard, bool) {
	for _, h := range helpers(runtime.GOOS) {
		if h.when == "" || getenv(h.when) != "" {
			if h.installed() {
				return desktopClipboard{h.write, h.read}, true
			}
		}
	}
	return desktopClipboard{}, false
}

func (h helper) installed() bool {
	for _, program := range []string{h.copy[0], h.paste[0]} {
		if _, err := exec.LookPath(program); err != nil {
			return false
		}
	}
	return true
}

func (h helper) write(text string) error {
	_, err := child.Run(context.Background(),
		child.Command{Argv: h.copy, Stdin: []byte(text), Limit: helperLimit, Stays: true})
	if err != nil {
		return fmt.Errorf("%s %w", h.copy[0], err)
	}
	return nil
}

func (h helper) read() (string, error) {
	out, err := child.Run(context.Background(), child.Command{Argv: h.paste, Limit: helperLimit, MaxOutput: maxClip})
	if err != nil {
		return "", fmt.Errorf("%s %w", h.paste[0], err)
	}
	if h.crlf {
		return strings.TrimSuffix(string(out), "\r\n"), nil
	}
	return string(out), nil
}
