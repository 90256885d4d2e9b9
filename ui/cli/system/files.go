package system

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// OpenPrivate opens a file to append to that nobody else can read. It makes the file if there is none. It refuses
// what it could not keep private or would harm: a symbolic link, which may lead to any file; what is no file, such as
// a pipe; and a file that others own, or can read or write, which ssh refuses of a key in the same way.
func OpenPrivate(path string) (*os.File, error) {
	return openOwn(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o077)
}

// ReadPrivate opens a file to read in which nobody else can have written. The error of one that does not exist is
// [fs.ErrNotExist].
func ReadPrivate(path string) (*os.File, error) { return openOwn(path, os.O_RDONLY, 0o022) }

// openOwn opens a regular file of our own that gives others none of the permissions of the mask.
func openOwn(path string, how int, others fs.FileMode) (*os.File, error) {
	file, err := os.OpenFile(path, how|noFollow, 0o600)
	if isLink(path, err) {
		_ = file.Close() // of no file, an error like any other
		return nil, fmt.Errorf("%s is a symbolic link", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be opened: %w", path, Reason(err))
	}
	if err := checkPrivate(file, others); err != nil {
		_ = file.Close() // nothing was written
		return nil, err
	}
	return file, nil
}

func checkPrivate(file *os.File, others fs.FileMode) error {
	info, err := file.Stat()
	switch {
	case err != nil:
		return fmt.Errorf("%s cannot be opened: %w", file.Name(), Reason(err))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file", file.Name())
	case !owned(info):
		return fmt.Errorf("%s belongs to another user", file.Name())
	case knowsOthers && info.Mode().Perm()&others != 0:
		return fmt.Errorf("%s is open to others (mode %04o): run chmod 600 on it", file.Name(), info.Mode().Perm())
	}
	return nil
}

// CheckFolder refuses a folder in which others could put a file in place of ours. That there is none is no error.
func CheckFolder(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s cannot be opened: %w", path, Reason(err))
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", path)
	case !owned(info):
		return fmt.Errorf("the folder %s belongs to another user", path)
	case knowsOthers && info.Mode().Perm()&0o022 != 0:
		return fmt.Errorf("others can write to the folder %s (mode %04o): run chmod 700 on it", path, info.Mode().Perm())
	}
	return nil
}

// Reason returns what the system had to say, without the path that the error names as well.
func Reason(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// ReadAtMost reads a file, and refuses what is none or is longer.
func ReadAtMost(path string, most int64) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular(): // to open a pipe would wait for who writes to it
		return "", errors.New("it is not a file")
	case info.Size() > most:
		return "", fmt.Errorf("it is longer than %d KiB", most>>10)
	}
	file, err := os.OpenFile(path, os.O_RDONLY|noWait, 0)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(text)) > most { // as a file of the system that does not know its length
		err = fmt.Errorf("it is longer than %d KiB", most>>10)
	}
	return string(text), err
}
