package handover

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// largest is more than any file holds that is a hand-over or a credentials file. What is longer is not read.
const largest = 1 << 20

// place is a file that is to be written, as it was found.
type place struct {
	file     string // without symbolic links
	exists   bool
	mode     fs.FileMode
	size     int64
	modified time.Time
	sum      [sha256.Size]byte // of what it holds; zero: that was not read
	info     fs.FileInfo       // nil: it does not exist
}

// same reports whether two looks found the same file, not written to in between, with the same in it.
func (p place) same(other place) bool {
	return p.file == other.file && p.exists == other.exists && p.mode == other.mode && p.sum == other.sum &&
		(!p.exists || sameFile(p.info, other.info))
}

// look finds out where a path leads and what is there, and returns what it holds. If the file itself is a symbolic
// link it is followed if links are allowed, else refused. Folders may be missing, and may be links.
func look(path string, links bool) (place, []byte, error) {
	p, err := find(path, links)
	switch {
	case err != nil || !p.exists:
		return p, nil, err
	case p.size > largest:
		return place{}, nil, &Error{
			Reason: ReasonInvalid, Path: path,
			What: path + " is " + size(p.size) + " long: too much to be what this would replace.", Next: "Name another file.",
		}
	}
	f, err := os.Open(p.file)
	if err != nil {
		return place{}, nil, failed(p.file, "read", err)
	}
	defer func() { _ = f.Close() }()
	held, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return place{}, nil, failed(p.file, "read", err)
	}
	p.sum = sha256.Sum256(held)
	return p, held, nil
}

// glance is look without reading: of a file that is replaced as a whole it does not matter what it holds, nor how
// long it is. One that may not be read is refused all the same: its mode is kept, so that what replaced it could not
// be read either. A symbolic link in place of the file is refused.
func glance(path string) (place, error) {
	p, err := find(path, false)
	if err != nil || !p.exists {
		return p, err
	}
	f, err := os.Open(p.file)
	if err != nil {
		return place{}, failed(p.file, "read", err)
	}
	_ = f.Close()
	return p, nil
}

// find is look without opening the file.
func find(path string, links bool) (place, error) {
	dir, err := resolveDir(filepath.Dir(path))
	if err != nil {
		return place{}, err
	}
	file := filepath.Join(dir, filepath.Base(path))
	info, err := os.Lstat(file)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if file, err = follow(file, links); err != nil {
			return place{}, err
		}
		info, err = os.Lstat(file)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place{file: file}, nil
	case err != nil:
		return place{}, failed(path, "looked at", err)
	case !info.Mode().IsRegular():
		return place{}, &Error{
			Reason: ReasonInvalid, Path: path,
			What: path + " is not a file but a " + kindOfFile(info.Mode()) + ".", Next: "Name a file.",
		}
	}
	return place{
		file: file, exists: true, mode: info.Mode().Perm(), size: info.Size(), modified: info.ModTime(),
		info: info,
	}, nil
}

// resolveDir returns the folder without symbolic links; the part of it that does not exist stays as it is.
func resolveDir(dir string) (string, error) {
	resolved, err := filepath.EvalSymlinks(dir)
	if err == nil {
		info, err := os.Stat(resolved)
		if err == nil && !info.IsDir() {
			return "", &Error{Reason: ReasonInvalid, Path: dir, What: dir + " is not a folder.", Next: "Choose another place."}
		}
		return resolved, nil
	}
	_, there := os.Lstat(dir)
	parent := filepath.Dir(dir)
	switch {
	case there == nil && errors.Is(err, fs.ErrNotExist):
		return "", dangling(dir)
	case !errors.Is(err, fs.ErrNotExist) || parent == dir:
		return "", failed(dir, "looked at", err)
	}
	if parent, err = resolveDir(parent); err != nil {
		return "", err
	}
	return filepath.Join(parent, filepath.Base(dir)), nil
}

// follow returns the file that a symbolic link leads to in the end.
func follow(link string, allowed bool) (string, error) {
	to, err := filepath.EvalSymlinks(link)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", dangling(link)
	case err != nil:
		return "", failed(link, "followed", err)
	case !allowed:
		return "", &Error{
			Reason: ReasonLink, Path: link,
			What: link + " is a symbolic link to " + to + ", and is not followed.",
			Next: "Name that file itself, or another one.",
		}
	}
	return to, nil
}

func dangling(link string) *Error {
	to, _ := os.Readlink(link)
	return &Error{
		Reason: ReasonLink, Path: link,
		What: link + " is a symbolic link to " + to + ", which does not exist.",
		Next: "Correct or remove the link, or choose another place.",
	}
}

func kindOfFile(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "folder"
	case mode&fs.ModeNamedPipe != 0:
		return "pipe"
	case mode&fs.ModeSocket != 0:
		return "socket"
	default:
		return "device"
	}
}

// notes returns what to know about where the file is and how it is kept.
func (p place) notes(path string) []string {
	var notes []string
	if p.file != path {
		notes = append(notes, path+" leads by a symbolic link to "+p.file+": that is what is written, and the link stays.")
	}
	if p.exists && p.mode&^0o600 != 0 && runtime.GOOS != "windows" {
		notes = append(notes, fmt.Sprintf("Its mode is %04o; it is narrowed to %04o, so that nobody else can read it.",
			p.mode, p.mode&0o600))
	}
	if p.exists && names(p.info) > 1 {
		notes = append(notes, "The file has other names (hard links): under those its old content stays.")
	}
	if repository := repositoryOf(p.file); repository != "" {
		notes = append(notes, repository+" is a git repository: see that the file is never committed.")
	}
	return notes
}

// repositoryOf returns the folder of the git repository that a file is in; empty if it is in none.
func repositoryOf(file string) string {
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}
