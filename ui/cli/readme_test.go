package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/ui/cli/clitest"
)

// notRunHere are the commands of the README that need the sources, or are this test itself.
func notRunHere() []string { return []string{"go run . --demo", "go install .", "go test ./..."} }

// readme returns the README.
func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// shBlocks returns the commands of the blocks of a text that are for a shell.
func shBlocks(text string) (commands []string) {
	within := false
	for line := range strings.Lines(text) {
		switch line = strings.TrimRight(line, "\n"); {
		case strings.HasPrefix(line, "```"):
			within = line == "```sh"
		case within && line != "":
			commands = append(commands, line)
		}
	}
	return commands
}

func TestReadmeIsShort(t *testing.T) {
	t.Parallel()
	if n := strings.Count(readme(t), "\n"); n > 200 {
		t.Errorf("%d lines", n)
	}
}

// runsTheReadme types every command of the README, one after the other, as someone does who has a new home and the
// built-in account. Those that open the screen are refused for want of a terminal, and for nothing else.
func runsTheReadme(t *testing.T, binary string) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for sh")
	}
	server := clitest.Serve(t, 5)
	server.SetReportTime(0)
	keyID, secret := server.Admin()
	home := t.TempDir()
	profile := "[profile prod]\n[profile prod-eu]\naws_access_key_id = " + keyID + "\naws_secret_access_key = " + secret + "\n"
	if err := os.Mkdir(filepath.Join(home, ".aws"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(profile), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Dir(binary)
	if filepath.Base(binary) != "akia" {
		path = t.TempDir()
		if err := os.Symlink(binary, filepath.Join(path, "akia")); err != nil {
			t.Fatal(err)
		}
	}
	var skipped []string
	for _, line := range shBlocks(readme(t)) {
		if slices.Contains(notRunHere(), line) {
			skipped = append(skipped, line)
			continue
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, "sh", "-eu", "-c", line)
		cmd.Dir = home
		cmd.Env = []string{
			"HOME=" + home, "PATH=" + path + string(os.PathListSeparator) + os.Getenv("PATH"), "TERM=xterm-256color",
			"AWS_ENDPOINT_URL=" + server.URL(), "AWS_REGION=us-east-1",
			"AWS_ACCESS_KEY_ID=" + keyID, "AWS_SECRET_ACCESS_KEY=" + secret,
		}
		out, err := cmd.CombinedOutput()
		cancel()
		var ended *exec.ExitError
		opens := errors.As(err, &ended) && ended.ExitCode() == 2 && strings.HasPrefix(string(out), "akia: standard output is not a terminal")
		if err != nil && !opens {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
	}
	if !slices.Equal(skipped, notRunHere()) {
		t.Errorf("not run: %q, want %q", skipped, notRunHere())
	}
	for _, file := range []string{"keys.md", "keys.csv", "akia-read.json", "akia-full.json", ".config/akia/config.toml", ".local/share/man/man7/akia-keys.7"} {
		if info, err := os.Stat(filepath.Join(home, file)); err != nil || info.Size() < 100 {
			t.Errorf("%s was not written: %v", file, err)
		}
	}
}

// The topics, commands, flags and files that the README names are there.
func TestReadmeNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	text := readme(t)
	known := map[string]bool{"--output": true}
	for _, cmd := range everyCommand(t) {
		_, stdout, _ := run(t, nil, append(strings.Fields(cmd.CommandPath())[1:], "--help")...)
		for word := range strings.FieldsSeq(stdout) {
			known[strings.Trim(word, ",")] = true
		}
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n`,.:;|()=", r) }) {
		if strings.HasPrefix(word, "--") && strings.Trim(word, "-") != "" && !known[word] {
			t.Errorf("there is no flag %s", word)
		}
	}
	for _, part := range strings.Split(text, "`akia help ")[1:] {
		topic, _, _ := strings.Cut(part, "`")
		if status, _, stderr := run(t, nil, "help", topic); status != 0 {
			t.Errorf("akia help %s: %s", topic, stderr)
		}
	}
	for _, part := range strings.Split(text, "](")[1:] {
		file, _, _ := strings.Cut(part, ")")
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(file))); err != nil {
			t.Error(err)
		}
	}
}
