package journal

import (
	"errors"
	"path/filepath"
)

// FileName is the name of the journal within its folder.
const FileName = "journal.jsonl"

// Folder returns the folder that a user's journal is in, on a system that goos names and with its environment: below
// XDG_STATE_HOME where that is set, else where the system keeps such files.
func Folder(goos string, getenv func(string) string) (string, error) {
	if state := getenv("XDG_STATE_HOME"); filepath.IsAbs(state) { // the XDG rules: a relative one is to be ignored
		return filepath.Join(state, "akia"), nil
	}
	if goos == "windows" {
		if data := getenv("LocalAppData"); data != "" {
			return filepath.Join(data, "akia"), nil
		}
		return "", errors.New("%LocalAppData% is not set")
	}
	home := getenv("HOME")
	switch {
	case home == "":
		return "", errors.New("neither $XDG_STATE_HOME nor $HOME is set")
	case goos == "darwin" || goos == "ios":
		return filepath.Join(home, "Library", "Application Support", "akia"), nil
	default:
		return filepath.Join(home, ".local", "state", "akia"), nil
	}
}
