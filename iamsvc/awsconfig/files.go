package awsconfig

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// maxFile is more than any configuration holds.
const maxFile = 8 << 20

// files are both files of the configuration, taken apart.
type files struct {
	config, credentials         []*section
	configPath, credentialsPath string
	notices                     []string
}

// readFiles reads both files. One that is not there counts as empty.
func readFiles(env Env) (*files, error) {
	f := &files{}
	var err error
	if f.configPath, f.config, err = f.read(env, "AWS_CONFIG_FILE", "~/.aws/config"); err != nil {
		return nil, err
	}
	f.credentialsPath, f.credentials, err = f.read(env, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")
	if err != nil {
		return nil, err
	}
	return f, nil
}

// fileOf returns the path of the file that a variable names.
func (e Env) fileOf(variable, otherwise string) string {
	if given, set := e.Lookup(variable); set {
		return e.path(given)
	}
	return e.path(otherwise)
}

// glance returns the sections of a file, as far as they can be read.
func glance(path string) []*section {
	text, err := readFile(path)
	if err != nil {
		return nil
	}
	content, err := decode(path, text)
	if err != nil {
		return nil
	}
	r := newReader(path)
	for i, line := range strings.Split(content, "\n") {
		_ = r.line(i+1, line) // the next line may be better
	}
	_, _ = r.finish() // likewise: the values before are joined
	return r.sections
}

// read reads the file that a variable names.
func (f *files) read(env Env, variable, otherwise string) (string, []*section, error) {
	_, set := env.Lookup(variable)
	path := env.fileOf(variable, otherwise)
	if path == "" {
		return "", nil, nil
	}
	text, err := readFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		if set {
			f.notices = append(f.notices, variable+" names "+path+", which doesn't exist.")
		}
		return path, nil, nil // as where there is none yet, which is how one is kept from being read, too
	case err != nil:
		return path, nil, unreadable(path, variable, set, err)
	}
	sections, err := parse(path, text)
	return path, sections, err
}

// readFile returns the text of a regular file. The null device counts as an empty one.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeCharDevice != 0 && path == os.DevNull:
		return nil, nil
	case info.IsDir():
		return nil, errFolder
	case !info.Mode().IsRegular():
		return nil, errIrregular
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(text) > maxFile {
		return nil, errHuge
	}
	return text, err
}

// Why a file that is there is not read.
var (
	errFolder    = errors.New("it is a folder")
	errIrregular = errors.New("it is not a regular file")
	errHuge      = errors.New("it is larger than 8 MiB")
)

// unreadable says why a file cannot be read.
func unreadable(path, variable string, set bool, err error) *Error {
	why := "reading it failed"
	var system *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		why = "permission denied"
	case errors.Is(err, errFolder), errors.Is(err, errIrregular), errors.Is(err, errHuge):
		why = err.Error()
	case errors.As(err, &system):
		why = system.Err.Error()
	}
	e := &Error{File: path, problem: "The configuration file can't be read: " + why, cause: err}
	if errors.Is(err, fs.ErrPermission) {
		e.Advice = "Check its owner and mode; `sudo aws configure` leaves files that belong to root."
	}
	if set {
		e.Variable = variable
		e.Advice = strings.TrimSpace(variable + " names it. " + e.Advice)
	}
	return e
}
