package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"akia/ui/cli/manual"
)

// said is a text that a person can read, and where it is.
type said struct{ at, text string }

// longest is how many words a sentence on the screen can have.
const longest = 26

// forbiddenWords are expressions that no text has, with what to write in their place: one way to say one thing.
func forbiddenWords() map[string]string {
	return map[string]string{
		`(?i)\bin whose\b|\bso long ago\b|\bfrom when on\b|\bfor ever\b`: "plain words",
		`(?i)\banew\b`:                                   "again",
		`(?i)\blook again\b`:                             "check again",
		`(?i)\bfinds? fault\b`:                           "flag",
		`(?i)\bnot whole\b`:                              "incomplete",
		`(?i)\bother way round\b`:                        "reversed, or lowest first",
		`(?i)(does|do) not go with`:                      "can't be combined with",
		`(?i)IAM (does not|doesn't) tell\b`:              "AWS doesn't record, or it can't be retrieved",
		`(?i)\bmakes no sense\b`:                         "unexpected response",
		`(?i)\bkeys? (was|were) made\b`:                  "created",
		`(?i)\btak(es|ing)( \w+){0,2} back\b`:            "undo",
		`(?i)\bexact scan\b`:                             "full scan",
		`(?i)\bleft out:`:                                "Skipped:",
		`(?i)\bas IAM lists\b`:                           "A–Z",
		`(?i)\bof this minute\b`:                         "just now",
		`(?i)\bis quiet\b`:                               "is unused",
		`(?i)\bcan be changed so\b`:                      "can be changed",
		`(?i)\bno change is in\b`:                        "The journal is empty.",
		`(?i)\bcolour|\bbehaviour|\blicence\b|\bsanitis`: "American English",
		`\b[Uu]sername\b`:                                "user name",
		`\b[Aa]ccess-key ID\b|\b[Aa]ccess key id\b`:      "access key ID",
		`[a-z]{2}!(\s|$)`:                                "no exclamation mark",
		`—[^.]*—`:                                        "two sentences",
	}
}

// TestWording holds what a machine can hold of the rules for texts: in the code, the help, the README, the change log.
func TestWording(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	texts := append(saidInCode(t, root), saidInHelp(t)...)
	if len(texts) < 1500 {
		t.Fatalf("only %d texts were found", len(texts))
	}
	for _, file := range []string{"README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, said{file, string(text)})
	}
	checkWords(t, texts)
	for _, s := range texts {
		if strings.HasSuffix(s.at, ".md") { // lists and tables are no sentences
			continue
		}
		for _, sentence := range sentences(s.text) {
			if n := len(strings.Fields(sentence)); n > longest {
				t.Errorf("%s: a sentence of %d words: %s", s.at, n, sentence)
			}
		}
	}
}

func checkWords(t *testing.T, texts []said) {
	t.Helper()
	for pattern, instead := range forbiddenWords() {
		words := regexp.MustCompile(pattern)
		for _, s := range texts {
			if found := words.FindString(s.text); found != "" {
				t.Errorf("%s: %q; write: %s", s.at, found, instead)
			}
		}
	}
}

// TestForbiddenWordsAreFound: the rules find what they are there for, and nothing else.
func TestForbiddenWordsAreFound(t *testing.T) {
	t.Parallel()
	for text, bad := range map[string]bool{
		"Sign in anew": true, "It is quiet.": true, "takes it back": true, "Takes the change back": true, "Done!": true,
		"one — two — three": true, "A key was made for bob.": true, "the licence": true,
		"Sign in again": false, "The renewed session": false, "take the role": false, "412d! used": false, "one — two": false,
		"the license": false, "made of two parts": false,
	} {
		found := false
		for pattern := range forbiddenWords() {
			found = found || regexp.MustCompile(pattern).MatchString(text)
		}
		if found != bad {
			t.Errorf("%q: %v", text, found)
		}
	}
}

// sentences cuts a text where one idea ends: what follows a colon or a semicolon is the next.
func sentences(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".:;?\n", r) })
}

// saidInHelp returns the topics and the help of every command.
func saidInHelp(t *testing.T) []said {
	t.Helper()
	var texts []said
	for _, name := range manual.Names() {
		markdown, err := manual.Topic(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, said{"topic " + name + ".md", markdown})
	}
	for _, cmd := range everyCommand(t) {
		texts = append(texts, said{cmd.CommandPath(), cmd.Short}, said{cmd.CommandPath(), cmd.Long})
	}
	return texts
}

// saidInCode returns the texts of several words in the code, but for those of the built-in IAM, which speaks as IAM does.
func saidInCode(t *testing.T, root string) []said {
	t.Helper()
	var texts []said
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "local"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			e, isExpr := node.(ast.Expr)
			if _, isImport := node.(*ast.ImportSpec); isImport || !isExpr {
				return !isImport
			}
			text, ok := literal(e)
			if ok && strings.Contains(strings.TrimSpace(text), " ") {
				texts = append(texts, said{files.Position(node.Pos()).String(), text})
			}
			return !ok
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// literal returns a text that is written in the code, with x for what is put into it.
func literal(e ast.Expr) (string, bool) {
	switch v := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(v.Value)
		return text, v.Kind == token.STRING && err == nil
	case *ast.BinaryExpr:
		left, first := literal(v.X)
		right, second := literal(v.Y)
		if v.Op != token.ADD || !first && !second {
			return "", false
		}
		if !first {
			left = "x"
		}
		if !second {
			right = "x"
		}
		return left + right, true
	}
	return "", false
}
