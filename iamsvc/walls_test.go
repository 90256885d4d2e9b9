package iamsvc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// sources parses every file of this package and its rooms but the tests.
func sources(t *testing.T, see func(path string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err == nil {
			see(path, file, set)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNoTextNamesAKeyOrAFlag: what helps against a failure is a Remedy; which key to press, or with which flag or subcommand to
// start the program, is known to whoever puts it into words.
func TestNoTextNamesAKeyOrAFlag(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`(?i)\bpress(es)? \S|\b(ctrl|alt|shift)\+|\b(esc|enter key|space bar)\b|(^|[\s` + "`" + `])--[a-z]` +
		`|\bakia (-|report\b|journal\b|completion\b|help\b|version\b|man\b)`)
	ofAWS := regexp.MustCompile("`aws [^`]*`") // what the AWS CLI calls its flags is its own
	for _, text := range []string{"then press r", "Ctrl+R reloads", "use --read-only", "run `akia report`", "esc leaves"} {
		if !named.MatchString(text) {
			t.Errorf("%q is not found", text)
		}
	}
	texts := 0
	sources(t, func(_ string, file *ast.File, set *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			texts++
			text, err := strconv.Unquote(literal.Value)
			if err != nil || named.MatchString(ofAWS.ReplaceAllString(text, "")) {
				t.Errorf("%s: %s", set.Position(literal.Pos()), literal.Value)
			}
			return true
		})
	})
	if texts < 1000 {
		t.Errorf("only %d texts were looked at", texts)
	}
}
