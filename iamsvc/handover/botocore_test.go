package handover

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// readAll has the reader of the AWS CLI read each file that is named on standard input, and prints what it found, or null.
const readAll = `
import sys, json
from botocore.configloader import raw_config_parse
found = []
for path in json.load(sys.stdin):
    try:
        found.append(raw_config_parse(path, parse_subsections=True))
    except Exception:
        found.append(None)
json.dump(found, sys.stdout)
`

// botocoreReads returns what the AWS CLI reads in texts: settings by section; nil of one that it cannot read.
func botocoreReads(t *testing.T, texts []string) []map[string]map[string]any {
	t.Helper()
	if exec.CommandContext(t.Context(), "python3", "-c", "import botocore").Run() != nil {
		t.Skip("python3 with botocore is not installed: what the AWS CLI reads was not compared")
	}
	folder := t.TempDir()
	var paths []string
	for i, text := range texts {
		path := filepath.Join(folder, fmt.Sprint(i))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	list, err := json.Marshal(paths)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "python3", "-c", readAll)
	command.Env = append(os.Environ(), "PYTHONUTF8=1")
	command.Stdin = strings.NewReader(string(list))
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var found []map[string]map[string]any
	if err := json.Unmarshal(out, &found); err != nil || len(found) != len(texts) {
		t.Fatal(err, len(found))
	}
	return found
}

// lines that a credentials file may be made of, of all kinds.
func someLines() []string {
	return []string{
		"[a]", "[b]", "[ a ]", "[a] # x", "[a] x]", "[profile a]", "[DEFAULT]", "[]", "[c", "[x]y]", "",
		"aws_access_key_id = OLDID", "aws_secret_access_key = OLDSECRET", "AWS_ACCESS_KEY_ID: OLDID", "aws_session_token = T", "region = x",
		"region : y", "  region = z", "\taws_access_key_id = OLDID", "garbage", "  garbage", "# caf\xe9", "# remark", "; remark", " # remark",
		"s3 =", "  max = 3", "  nothing", "= x", "name =", "x = %(y)s", "u = \u2028 v", "w\u00a0= 1", "\ufeff[a]", "q = 'x", "é = 1", "r = 1 # 2",
	}
}

// TestSavedProfilesAreReadByTheCLI saves a profile into files of every two and many three lines: where it is saved, the AWS
// CLI reads the new key, and of all else what it read before; where the CLI reads nothing, it is not saved.
func TestSavedProfilesAreReadByTheCLI(t *testing.T) {
	var (
		before, after []string
		refused       []error
	)
	try := func(chosen ...string) {
		text := spell(strings.Join(chosen, "\n"))
		e := &edit{profile: "a", keyID: testID, secret: testSecret}
		out, err := e.apply([]byte(text))
		if err != nil {
			out = nil
		}
		before, after, refused = append(before, text), append(after, string(out)), append(refused, err)
	}
	all := someLines()
	for i, first := range all {
		for j, second := range all {
			try("[a]", first, second, all[(i*7+j*3)%len(all)])
			try("[b]", "region = x", first, second+"\r", "[a]")
		}
	}
	was, now := botocoreReads(t, before), botocoreReads(t, after)
	saved := 0
	for i := range before {
		if err := refused[i]; err != nil {
			if was[i] != nil && strings.Contains(err.Error(), "can't read") {
				t.Errorf("refused for a reason that is none: %v: %q", err, before[i])
			}
			continue
		}
		saved++
		if was[i] == nil {
			t.Errorf("saved into a file that the CLI does not read: %q", before[i])
			continue
		}
		if got := now[i]["a"]; got[keyIDSetting] != testID || got[secretSetting] != testSecret || got["aws_session_token"] != nil {
			t.Errorf("the CLI reads %v in %q, made of %q", got, after[i], before[i])
		}
		for name, settings := range was[i] {
			for setting, value := range settings {
				if name == "a" && (&edit{}).ours(setting) {
					continue
				}
				if fmt.Sprint(now[i][name][setting]) != fmt.Sprint(value) {
					t.Errorf("[%s] %s was %v, is %v: %q, made of %q", name, setting, value, now[i][name][setting], after[i], before[i])
				}
			}
		}
	}
	if saved < 500 {
		t.Errorf("only %d of %d were saved", saved, len(before))
	}
}
