package handover

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
)

const (
	oldID     = "AKIAOLDOLDOLDOLDOLD1"
	oldSecret = "oldoldoldoldold/oldold+oldoldoldoldold12"
)

// spell writes OLDID, OLDSECRET, NEWID and NEWSECRET out, and PAIR as the two lines of the new key.
func spell(text string) string {
	text = strings.ReplaceAll(text, "PAIR", "aws_access_key_id = NEWID\naws_secret_access_key = NEWSECRET\n")
	return strings.NewReplacer("OLDID", oldID, "OLDSECRET", oldSecret, "NEWID", testID, "NEWSECRET", testSecret).Replace(text)
}

func editText(t *testing.T, profile, text string) (*edit, string, error) {
	t.Helper()
	e := &edit{profile: profile, keyID: testID, secret: testSecret}
	out, err := e.apply([]byte(text))
	return e, string(out), err
}

func TestEditCredentials(t *testing.T) {
	for name, c := range map[string]struct{ profile, before, after, replaces string }{
		"no file": {"bob", "", "[bob]\nPAIR", ""},
		"another profile": {
			"bob", "# mine\n[default]\naws_access_key_id=OLDID\n",
			"# mine\n[default]\naws_access_key_id=OLDID\n\n[bob]\nPAIR", "",
		},
		"a profile whose name begins alike": {
			"bob", "[bobby]\naws_access_key_id=OLDID\n\n",
			"[bobby]\naws_access_key_id=OLDID\n\n[bob]\nPAIR", "",
		},
		"names are told apart by their capitals": {"bob", "[Bob]\nx=y\n\n", "[Bob]\nx=y\n\n[bob]\nPAIR", ""},
		"no final newline":                       {"bob", "[default]\nregion = x", "[default]\nregion = x\n\n[bob]\nPAIR", ""},
		"CRLF": {
			"bob", "[default]\r\nregion = x",
			"[default]\r\nregion = x\r\n\r\n[bob]\r\naws_access_key_id = NEWID\r\naws_secret_access_key = NEWSECRET\r\n", "",
		},
		"replace": {
			"default",
			"; top\n[default]\naws_access_key_id = OLDID\naws_secret_access_key = OLDSECRET\naws_session_token = T==\nregion = x\n\n[b]\naws_session_token=U\n",
			"; top\n[default]\nPAIRregion = x\n\n[b]\naws_session_token=U\n",
			"a profile default, with the access key OLDID",
		},
		"replace, odd spacing": {
			"a", "[a]  # here\n\n  AWS_Access_Key_ID=OLDID  \n  aws_secret_access_key  :\tOLDSECRET\t\n  aws_security_token = x\n  # end",
			"[a]  # here\n\n  AWS_Access_Key_ID=NEWID  \n  aws_secret_access_key  :\tNEWSECRET\t\n  # end",
			"a profile a, with the access key OLDID",
		},
		"replace, CRLF and no final newline": {
			"a", "[a]\r\naws_secret_access_key=OLDSECRET\r\naws_access_key_id=OLDID",
			"[a]\r\naws_secret_access_key=NEWSECRET\r\naws_access_key_id=NEWID",
			"a profile a, with the access key OLDID",
		},
		"replace, mixed line ends": {
			"a", "[a]\naws_secret_access_key=OLDSECRET\r\naws_access_key_id=OLDID\n\r\n\n",
			"[a]\naws_secret_access_key=NEWSECRET\r\naws_access_key_id=NEWID\n\r\n\n",
			"a profile a, with the access key OLDID",
		},
		"nested settings": {
			"a", "[a]\ns3 =\n  aws_access_key_id = nested\n  max = 3\naws_access_key_id = OLDID\naws_secret_access_key = OLDSECRET\n",
			"[a]\ns3 =\n  aws_access_key_id = nested\n  max = 3\nPAIR",
			"a profile a, with the access key OLDID",
		},
		"a remark behind the key": {
			"a", "[a]\naws_access_key_id = OLDID # mine\naws_secret_access_key = OLDSECRET ; too\n", "[a]\nPAIR",
			"a profile a, with the access key OLDID",
		},
		"a profile without a key": {
			"a", "[a]\nregion = x\n[b]\nregion = y\n", "[a]\nPAIRregion = x\n[b]\nregion = y\n",
			"a profile a, without an access key",
		},
		"a profile of indented lines without a key": {
			"a", "[a]\r\n # note\r\n  region = x\r\n  output = y\r\n[b]\r\n",
			"[a]\r\n  aws_access_key_id = NEWID\r\n  aws_secret_access_key = NEWSECRET\r\n # note\r\n  region = x\r\n  output = y\r\n[b]\r\n",
			"a profile a, without an access key",
		},
		"an empty profile at the end": {
			"a", "[a]", "[a]\naws_access_key_id = NEWID\naws_secret_access_key = NEWSECRET",
			"a profile a, without an access key",
		},
		"half a key": {
			"a", "[a]\n\taws_secret_access_key = OLDSECRET\n\tregion = x\n",
			"[a]\n\taws_secret_access_key = NEWSECRET\n\taws_access_key_id = NEWID\n\tregion = x\n",
			"a profile a, without an access key",
		},
		"a secret where the ID should be": {
			"a", "[a]\naws_access_key_id = OLDSECRET\naws_secret_access_key = OLDID\n", "[a]\nPAIR",
			"a profile a, with an access key ID of an unusual form",
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, got, err := editText(t, c.profile, spell(c.before))
			if err != nil {
				t.Fatal(err)
			}
			if want := spell(c.after); got != want {
				t.Errorf("got\n%q\nwant\n%q", got, want)
			}
			if e.replaces() != spell(c.replaces) {
				t.Errorf("replaces %q", e.replaces())
			}
			sdkReads(t, c.profile, got)
		})
	}
}

// sdkReads fails unless the SDK for Go finds the new key, and no token, in the profile.
func sdkReads(t *testing.T, profile, text string) {
	t.Helper()
	defer func() {
		if broken := recover(); broken != nil { // as the SDK's own parser does at a value that is a lone quote
			t.Logf("the SDK does not read the file at all: %v", broken)
		}
	}()
	path := filepath.Join(t.TempDir(), "credentials")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := config.LoadSharedConfigProfile(context.Background(), profile, func(o *config.LoadSharedConfigOptions) {
		o.CredentialsFiles, o.ConfigFiles = []string{path}, []string{path + "-none"}
	})
	if c := found.Credentials; err != nil || c.AccessKeyID != testID || c.SecretAccessKey != testSecret || c.SessionToken != "" {
		t.Errorf("the SDK reads %q, %v", c.AccessKeyID, err)
	}
}

func TestEditRefusesWhatProgramsReadDifferently(t *testing.T) {
	for name, text := range map[string]string{
		"a key that goes on with the line above, or does not": "[a]\nregion = x\n  aws_access_key_id = OLDID\n",
		"a section that goes on with the line above, or not":  "[b]\nregion = x\n  [a]\n",
		"a value of two lines":                                "[a]\naws_secret_access_key = OLDSECRET\n  more\n",
		"a token of two lines":                                "[a]\naws_session_token = x\n  more\n",
		"nested below the key":                                "[a]\naws_access_key_id =\n  x = y\n",
		"a bracket in a remark":                               "[a] # [x]\nregion=x\n",
		"two profiles to the CLI, one to SDKs":                "[ a ]\nx = y\n[a]\nx = y\n",
		"UTF-16":                                              "\xff\xfe[\x00a\x00]\x00",
		"old Mac":                                             "[a]\rregion = x\r",
		"a carriage return at the end":                        "[a]\r",
		"a token for all":                                     "[DEFAULT]\naws_session_token = x\n[a]\n",
		"a key that only some programs indent":                "[a]\nx = y\n\faws_access_key_id = OLDID\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, got, err := editText(t, "a", spell(text))
			if err == nil {
				t.Fatalf("it was edited to %q", got)
			}
			if reasonFor(t, err) != ReasonAmbiguous {
				t.Error(err)
			}
		})
	}
}

// TestEditRefusesWhatTheCLICannotRead names the line at which the AWS CLI gives up.
func TestEditRefusesWhatTheCLICannotRead(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		line int
	}{
		"a line that is nothing":          {"[b]\nx = y\ngarbage\n", 3},
		"a line that is nothing, in ours": {"[a]\naws_access_key_id = OLDID\ngarbage\n", 3},
		"a setting before a section":      {"region = x\n[b]\n", 1},
		"not UTF-8":                       {"[b]\n\nfoo = \xff\xfe\n", 3},
		"not UTF-8, in a comment":         {"[b]\n# caf\xe9\n", 2},
		"a setting twice":                 {"[b]\nx = 1\n\nX: 2\n", 4},
		"a setting twice, in ours":        {"[a]\naws_access_key_id = 1\naws_access_key_id = OLDID\n", 3},
		"a setting twice, for all":        {"[DEFAULT]\nx = 1\n[DEFAULT]\nx = 2\n", 4},
		"an unclosed bracket":             {"[b\nx = y\n", 1},
		"an unclosed bracket, later":      {"[b]\nx = y\n[a\n", 3},
		"empty brackets":                  {"[]\nx = y\n", 1},
		"no name":                         {"[b]\n= y\n", 2},
		"no name, a colon":                {"[b]\n : y\n", 2},
		"a byte order mark":               {"\ufeff[a]\naws_access_key_id = OLDID\n", 1},
		"a byte order mark alone":         {"\ufeff", 1},
		"a section twice":                 {"[b]\nx = 1\n[c]\n[b]\ny = 2\n", 4},
		"our section twice":               {"[a]\nx = 1\n[c]\n[a]\ny = 2\n", 4},
		"a block that is none":            {"[b]\ns3 =\n  nothing\n", 2},
		"spaces in the brackets":          {"[ a ]\nx = y\n", 1},
		"CRLF":                            {"[b]\r\nx = y\r\ngarbage\r\n", 3},
	} {
		for _, profile := range []string{"a", "another"} {
			if profile == "another" && strings.Contains(name, "spaces") {
				continue // that is a profile of a name of its own
			}
			_, got, err := editText(t, profile, spell(c.text))
			if err == nil {
				t.Errorf("%s: it was edited to %q", name, got)
				continue
			}
			if reasonFor(t, err) != ReasonAmbiguous || !strings.Contains(err.Error(), fmt.Sprintf("line %d", c.line)) {
				t.Errorf("%s: %v; want line %d", name, err, c.line)
			}
		}
	}
}

// FuzzEdit checks what must hold of every file that is edited at all: the key can be read back, every other byte is the
// same in the same order, and editing it again changes nothing.
func FuzzEdit(f *testing.F) {
	for _, text := range []string{
		"", "[a]", "[a]\r\naws_access_key_id=x\r\n", "\ufeff[a]\n", "[a]\n  aws_secret_access_key = y # z\n",
		"[b]\ns3 =\n  x = y\n[a]\naws_session_token: t\nregion = x", "[ a ]\n#\n;\n[a]\n", "[a]\n x = y\n  aws_access_key_id = q\n",
	} {
		f.Add("a", text)
	}
	f.Fuzz(func(t *testing.T, profile, text string) {
		if ValidProfileName(profile) != nil {
			return
		}
		e, got, err := editText(t, profile, text)
		if err != nil {
			reasonFor(t, err)
			return
		}
		sdkReads(t, profile, got)
		if strings.Contains(strings.Join(append(e.notes(), e.replaces()), "\n"), testSecret) {
			t.Error("a note holds the secret")
		}
		if before, after := rest(text), rest(got); !e.exists && !strings.HasPrefix(got, text) || e.exists && before != after {
			t.Errorf("another byte changed:\n%q\n%q", text, got)
		}
		if again, twice, err := editText(t, profile, got); err != nil || twice != got || !again.exists {
			t.Errorf("a second edit gives %q, %v", twice, err)
		}
	})
}

// rest returns a file without the lines of keys and tokens, whichever profile they are in. The end of its last line does
// not count.
func rest(text string) string {
	var out strings.Builder
	for l := range strings.SplitAfterSeq(text, "\n") {
		key, _, ok := splitProperty(strings.TrimPrefix(l, byteOrderMark))
		if !ok || key != keyIDSetting && key != secretSetting && key != "aws_session_token" && key != "aws_security_token" {
			out.WriteString(l)
		}
	}
	return strings.TrimRight(out.String(), "\r\n")
}
