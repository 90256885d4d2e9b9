package handover

import (
	"os"
	"path/filepath"
	"strings"
)

// Env is what a target needs to know of the machine and of who sits at it.
type Env struct {
	// Home is the person's home folder; empty: it is not known, and no target has a default path but by a variable.
	Home string
	// Dir is the folder that relative paths start from.
	Dir string
	// Getenv looks a variable of the environment up; nil: none is set.
	Getenv func(string) string

	disk disk // nil: the machine's own
}

// SystemEnv returns the Env of this process. What cannot be found out is left empty.
func SystemEnv() Env {
	home, _ := os.UserHomeDir()
	dir, _ := os.Getwd()
	return Env{Home: home, Dir: dir, Getenv: os.Getenv}
}

// Within returns the Env of somebody whose home is this folder and whose environment says nothing: by default nothing
// is written outside of it. The folder need not exist.
func (e Env) Within(folder string) Env { return Env{Home: folder, Dir: folder, disk: e.disk} }

func (e Env) get(name string) string {
	if e.Getenv == nil {
		return ""
	}
	return e.Getenv(name)
}

func (e Env) storage() disk {
	if e.disk == nil {
		return systemDisk{}
	}
	return e.disk
}

// credentialsFile returns the path of the shared credentials file; empty if there is no home to have it in.
func (e Env) credentialsFile() string {
	if named := e.get("AWS_SHARED_CREDENTIALS_FILE"); named != "" {
		return named
	}
	if e.Home == "" {
		return ""
	}
	return filepath.Join(e.Home, ".aws", "credentials")
}

// Expand returns the path that a person means by the text: ~ is their home, and a relative path starts from Dir. An
// empty text stays empty.
func (e Env) Expand(path string) string {
	rest, ofHome := strings.CutPrefix(path, "~")
	switch {
	case ofHome && (rest == "" || os.IsPathSeparator(rest[0])) && e.Home != "":
		return filepath.Join(e.Home, rest)
	case path != "" && !filepath.IsAbs(path) && e.Dir != "":
		return filepath.Join(e.Dir, path)
	}
	return path
}

// absolute returns the path of the file that a person means by the text.
func (e Env) absolute(path string) (string, error) {
	switch {
	case path == "":
		return "", &Error{Reason: ReasonInvalid, What: "It is not known where to write to.", Next: "Name a file."}
	case strings.ContainsRune(path, 0):
		return "", &Error{Reason: ReasonInvalid, What: "The name of the file is not valid.", Next: "Name another file."}
	case os.IsPathSeparator(path[len(path)-1]):
		return "", &Error{
			Reason: ReasonInvalid, Path: path,
			What: path + " names a folder.", Next: "Name a file in it.",
		}
	}
	return filepath.Abs(e.Expand(path))
}
