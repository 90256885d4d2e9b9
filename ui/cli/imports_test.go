package cli

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imported is one import of a package of this module that is compiled into the program.
type imported struct{ file, from, to string }

// TestImportsRunOneWay holds the walls of the house: main → ui/cli → ui → the rooms of ui → stage and what it stands
// on → iamsvc and its rooms → the SDK.
func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	all := importsOf(t, filepath.Join("..", ".."))
	if len(all) < 500 {
		t.Fatalf("only %d imports were found", len(all))
	}
	for _, i := range all {
		if why := forbidden(i.from, i.to); why != "" {
			t.Errorf("%s imports %s: %s", i.file, i.to, why)
		}
	}
}

// TestForbiddenImports: the rules find what they are there for.
func TestForbiddenImports(t *testing.T) {
	t.Parallel()
	for _, i := range []struct {
		from, to string
		fine     bool
	}{
		{"akia", "akia/ui/cli", true},
		{"akia", "akia/ui/cli/system", true},
		{"akia", "akia/ui", false},
		{"akia/ui/cli", "github.com/aws/aws-sdk-go-v2/aws", true},
		{"akia/ui/cli", "akia/iamsvc/local", true},
		{"akia/ui/cli", "akia/ui/cli/settings", true},
		{"akia/ui/cli/settings", "akia/ui/cli", false},
		{"akia/ui/cli/settings", "akia/ui/cli/exit", true},
		{"akia/ui/cli/exit", "akia/ui/cli/system", false},
		{"akia/ui/cli/ledger", "akia/ui/cli/settings", false},
		{"akia/ui/cli/session", "akia/ui/cli/ledger", true},
		{"akia/ui/cli/session", "akia/iamsvc/local", true},
		{"akia/ui/cli/terminal", "akia/ui", true},
		{"akia/ui/cli/terminal", "akia/ui/cli/session", false},
		{"akia/ui/cli/reporting", "akia/iamsvc/local", false},
		{"akia/ui/cli/reporting", "akia/ui/cli/clitest", false},
		{"akia/ui", "akia/ui/cli/system", false},
		{"akia/ui", "akia/ui/flow/rotate", true},
		{"akia/ui", "akia/iamsvc/store", true},
		{"akia/ui", "akia/ui/cli", false},
		{"akia/ui", "github.com/aws/smithy-go", false},
		{"akia/ui/browse", "akia/ui/stage", true},
		{"akia/ui/browse", "akia/iamsvc", true},
		{"akia/ui/browse", "akia/ui", false},
		{"akia/ui/browse", "akia/ui/audit", false},
		{"akia/ui/flow/leak", "akia/ui/flow/rotate", false},
		{"akia/ui/stage", "akia/ui/browse", false},
		{"akia/ui/stage", "akia/ui/dialog", true},
		{"akia/iamsvc", "akia/iamsvc/queue", true},
		{"akia/iamsvc", "akia/ui/text", false},
		{"akia/iamsvc/store", "charm.land/bubbletea/v2", false},
		{"akia/iamsvc/store", "github.com/spf13/cobra", false},
		{"akia/iamsvc/audit", "akia/iamsvc/local", false},
		{"akia/iamsvc/local", "akia/iamsvc/local/model", true},
		{"akia/ui/cli", "akia/iamsvc/local/localtest", false},
	} {
		if why := forbidden(i.from, i.to); (why == "") != i.fine {
			t.Errorf("%s imports %s: %q", i.from, i.to, why)
		}
	}
}

// forbidden says why a package must not import another; empty if it may.
func forbidden(from, to string) string {
	switch {
	case under(from, "akia/ui/cli/clitest"):
		return ""
	case under(to, "akia/iamsvc/local/localtest"), under(to, "akia/ui/cli/clitest"):
		return "it is for tests"
	case from == "akia":
		return unless(under(to, "akia/ui/cli") || !strings.Contains(to, "/"), "main calls the command line and nothing else")
	case from == "akia/ui/cli":
		return ""
	case under(from, "akia/ui/cli"):
		return amongRoomsOfCLI(from, to)
	case under(to, "akia/ui/cli"):
		return "the command line is above everything but main"
	case under(to, "akia/iamsvc/local") && !under(from, "akia/iamsvc/local"):
		return "only the command line starts the built-in account"
	case under(from, "akia/iamsvc"):
		return belowTheScreen(to)
	case ofSDK(to):
		return "types of the SDK end at iamsvc"
	case from != "akia/ui" && to == "akia/ui":
		return "the root knows its rooms, not they the root"
	case strings.HasPrefix(from, "akia/ui/") && strings.HasPrefix(to, "akia/ui/"):
		return unless(shared(to), "rooms of ui meet at the stage, and know none of each other")
	}
	return ""
}

// amongRoomsOfCLI says why a room of the command line must not import this one.
func amongRoomsOfCLI(from, to string) string {
	switch {
	case under(to, "akia/ui/cli") && !slices.Contains(below(from), strings.TrimPrefix(to, "akia/ui/cli/")):
		return "a room of the command line knows those below it alone"
	case under(to, "akia/iamsvc/local") && from != "akia/ui/cli/session":
		return "only a session and the command line start the built-in account"
	case ofSDK(to):
		return "types of the SDK end at iamsvc"
	}
	return ""
}

// below returns the rooms of the command line that one of them may import: they stand on one another, with the command
// line on top.
func below(room string) []string {
	return map[string][]string{
		"akia/ui/cli/settings":  {"exit", "system"},
		"akia/ui/cli/ledger":    {"exit", "system"},
		"akia/ui/cli/terminal":  {"exit", "system"},
		"akia/ui/cli/session":   {"exit", "system", "settings", "ledger"},
		"akia/ui/cli/manual":    {"exit", "system", "settings"},
		"akia/ui/cli/estates":   {"exit", "system", "settings", "session", "manual"},
		"akia/ui/cli/reporting": {"exit", "system", "settings", "session", "estates", "manual"},
	}[room]
}

// belowTheScreen says why no package below ui must import this one.
func belowTheScreen(to string) string {
	switch {
	case under(to, "akia/ui"):
		return "nothing below ui knows a screen"
	case strings.HasPrefix(to, "charm.land/"), strings.HasPrefix(to, "github.com/charmbracelet/"):
		return "nothing below ui draws"
	case strings.HasPrefix(to, "github.com/spf13/"):
		return "nothing below ui knows flags or subcommands"
	}
	return ""
}

// shared reports whether every room of ui may import this one: what they stand on, and what knows no screen.
func shared(room string) bool {
	return slices.Contains([]string{
		"stage", "write", "collect", "about", "dialog", "area", "list", "filterline", "text", "theme", "words", "action", "keyboard",
	}, strings.TrimPrefix(room, "akia/ui/"))
}

func ofSDK(to string) bool {
	return strings.HasPrefix(to, "github.com/aws/")
}

// under reports whether the package is the one given or within it.
func under(pkg, of string) bool {
	return pkg == of || strings.HasPrefix(pkg, of+"/")
}

func unless(fine bool, why string) string {
	if fine {
		return ""
	}
	return why
}

// importsOf returns every import of every file below the root of the module, those of tests left out.
func importsOf(t *testing.T, root string) []imported {
	t.Helper()
	var all []imported
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			all = append(all, imported{filepath.ToSlash(rel), path.Join("akia", path.Dir(filepath.ToSlash(rel))), to})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
