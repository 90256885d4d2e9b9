package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"akia/ui/cli/exit"
	"akia/ui/cli/system"
)

// run carries out one command line without a terminal.
func run(t *testing.T, environment map[string]string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = Main(t.Context(), system.System{
		Args:   args,
		Getenv: func(name string) string { return environment[name] },
		Stdin:  strings.NewReader(""),
		Stdout: &out,
		Stderr: &errs,
	})
	return status, out.String(), errs.String()
}

func TestRefused(t *testing.T) {
	const noTerminal = "standard output is not a terminal; akia needs one to draw on"
	for _, test := range []struct{ line, want string }{
		{"--nope", "unknown flag: --nope; akia --help lists the flags"},
		{"-x", "unknown shorthand flag: 'x' in -x; akia --help lists the flags"},
		{"--profile", "flag needs an argument: --profile"},
		{"--profile=", `--profile "": must not be empty`},
		{"alice bob", "name one user or access key ID, not 2"},
		{"--page-size 0", `--page-size "0": must be a number from 1 to 1000`},
		{"--page-size 1001", `--page-size "1001": must be a number from 1 to 1000`},
		{"--page-size ten", `--page-size "ten": must be a number from 1 to 1000`},
		{"--demo --demo-users=-1", `--demo-users "-1": must be a number from 0 to 5000`},
		{"--demo --demo-users 5001", `--demo-users "5001": must be a number from 0 to 5000`},
		{"--demo-users 5", "--demo-users needs --demo"},
		{"--demo --demo-members 1001", `--demo-members "1001": must be a number from 0 to 1000`},
		{"--demo-members 5", "--demo-members needs --demo"},
		{"--demo --profile prod", "--demo can't be combined with --profile"},
		{"--demo --endpoint-url http://127.0.0.1:1", "--demo can't be combined with --endpoint-url"},
		{"--timeout 0", `--timeout "0": must be a number of seconds, or a time such as 1m, from 1s to 1m0s`},
		{"--timeout 61s", `--timeout "61s": must be a number of seconds, or a time such as 1m, from 1s to 1m0s`},
		{"--cli-read-timeout soon", `--cli-read-timeout "soon": must be a number of seconds, or a time such as 1m, from 1s to 1m0s`},
		{"--debug=", `--debug "": must not be empty`},
		{"--print-iam-policy all", `--print-iam-policy "all": must be read, write, self, full or org`},
		{"--print-iam-policy read alice", "--print-iam-policy can't be combined with a user or an access key ID"},
		{"--region evil.com/", `--region: "evil.com/" is not the name of a region, such as eu-central-1.`},

		{"--demo", noTerminal},
		{"--demo --page-size 1000 --demo-users 5000 --path-prefix /ci/ --region eu-central-1", noTerminal},
		{"--timeout 20 --no-journal", noTerminal},
		{"--rotation-quiet-days 0", `--rotation-quiet-days "0": must be a number from 1 to 365`},
		{"--rotation-inactive-days 366", `--rotation-inactive-days "366": must be a number from 1 to 365`},
		{"--rotation-inactive-days 1 --rotation-quiet-days=30", noTerminal},
		{"--cli-read-timeout 1.5s --debug /nowhere/log", noTerminal}, // nothing is opened before
		{"alice", noTerminal},
		{"AKIAIOSFODNN7EXAMPLE", noTerminal},
		{"-- demo-server", noTerminal}, // the user, not the subcommand

		{"repotr", "unknown command repotr; did you mean akia report? For a user of that name: akia -- repotr"},
		{"Reports --json", "unknown command Reports; did you mean akia report? For a user of that name: akia -- Reports"},
		{"jornal x", "unknown command jornal; did you mean akia journal? For a user of that name: akia -- jornal"},
		{"demo-serv", "unknown command demo-serv; did you mean akia demo-server? For a user of that name: akia -- demo-serv"},
		{"demo", "unknown command demo; did you mean akia --demo? For a user of that name: akia -- demo"},
		{"help repotr", "no help on repotr; did you mean report?"},
		{"help fitler", "no help on fitler; did you mean filter?"},
		{"help config shwo", "no help on config shwo; did you mean show?"},
		{"help nonsense", "no help on nonsense; akia help lists commands and topics"},
		{"config shwo", "unknown command config shwo; did you mean show?"},
		{"config nonsense", "unknown command config nonsense; akia config --help lists the commands"},
		{"config", "name a command: akia config show, validate or init"},
		{"completion", "name one shell: akia completion bash, zsh, fish or powershell"},
		{"completion bsah", "unknown shell bsah: must be bash, zsh, fish or powershell; did you mean bash?"},
		{"man one two", "name one folder, not 2"},
		{"--print-iam-policy raed", `--print-iam-policy "raed": must be read, write, self, full or org; did you mean read?`},
		{"--theme drak", `--theme "drak": must be auto, dark, light, high-contrast or mono; did you mean dark?`},
		{"report --output jsn", `--output "jsn": must be table, text, csv, json or markdown; did you mean json?`},
		{"report --only unusd", `--only "unusd": unknown finding "unusd"; did you mean unused?`},
		{"report --demo --output csv --format json", "--output csv and --format json differ: choose one"},
		{"-- repotr", noTerminal},
		{"reporter", noTerminal},
		{"helen", noTerminal},
		{"@a=b", noTerminal},
		{"/people/alice", "/people/alice has a path in it; give the user's name: akia alice"},
		{"people/a,b", "people/a,b has a path in it; give the user's name: akia 'a,b'"},
		{"/people/", "/people/ is a path; akia --path-prefix /people/ shows the users under it"},
		{"arn:aws-cn:iam::123456789012:user/people/alice", "arn:aws-cn:iam::123456789012:user/people/alice is an ARN; give the user's name: akia alice"},
		{"arn:aws:iam::123456789012:role/ops", "arn:aws:iam::123456789012:role/ops is an ARN, and not of a user"},
		{"akiaiosfodnn7example", "akiaiosfodnn7example looks like an access key ID, which is in capital letters: akia AKIAIOSFODNN7EXAMPLE"},
		{"AKIAIOSFODNN7EXAMPL", "AKIAIOSFODNN7EXAMPL looks like an access key ID that was cut short: they have 20 characters"},
		{"ASIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE is the key ID of temporary credentials; akia looks after long-term keys, whose IDs begin with AKIA"},
		{"-- akiaiosfodnn7example", noTerminal},
		{"--key AKIAIOSFODNN7EXAMPLE", "unknown flag: --key; a user name or an access key ID needs no flag: akia alice"},
		{"--read-onl", "unknown flag: --read-onl; did you mean --read-only?"},
		{"--read-only=maybe", `--read-only "maybe": must be true or false`},
		{"report --exactt", "unknown flag: --exactt; did you mean --exact?"},

		{"journal alice", "journal takes no arguments, only flags"},
		{"journal --limit 0", `--limit "0": must be a number from 1 to 1000000`},
		{"journal --demo", "unknown flag: --demo; akia journal --help lists the flags"},

		{"demo-server alice", "demo-server takes no arguments, only flags"},
		{"demo-server --demo", "unknown flag: --demo; akia demo-server --help lists the flags"},
		{"demo-server --users 5001", `--users "5001": must be a number from 0 to 5000`},
		{"demo-server --addr 127.0.0.1", `--addr "127.0.0.1": must be an address and a port, such as 127.0.0.1:4566`},
		{"demo-server --addr 127.0.0.1:65536", `--addr "127.0.0.1:65536": the port must be a number from 0 to 65535`},
		{"demo-server --addr :80", `--addr ":80": must be a loopback address: whoever reaches the server may do everything`},
		{
			"demo-server --addr 0.0.0.0:80",
			`--addr "0.0.0.0:80": must be a loopback address: whoever reaches the server may do everything`,
		},
	} {
		t.Run(test.line, func(t *testing.T) {
			status, stdout, stderr := run(t, nil, strings.Fields(test.line)...)
			if want := "akia: " + test.want + "\n"; status != 2 || stdout != "" || stderr != want {
				t.Errorf("status %d, stdout %q, stderr\n%swant status 2 and\n%s", status, stdout, stderr, want)
			}
		})
	}
}

// What is refused by a rule of IAM is worded by package iamsvc; here it must be one line, name the input, and end
// with 2.
func TestRefusedByTheServiceLayer(t *testing.T) {
	for _, test := range []struct{ name, input string }{
		{"user name", "deploy bot"},
		{"user name too long", strings.Repeat("a", 129)},
		{"control characters", "al\nice\x1b[2J"},
		{"neither user name nor key ID", "AKIAIOSFODNN7EXAMPLé"},
		{"endpoint", "--endpoint-url=not a url"},
		{"endpoint scheme", "--endpoint-url=ftp://127.0.0.1"},
		{"endpoint with a password", "--endpoint-url=http://me:hunter2@127.0.0.1"},
		{"path prefix", "--path-prefix=ci"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := run(t, nil, test.input)
			if status != 2 || stdout != "" {
				t.Errorf("status %d, stdout %q; want 2 and nothing", status, stdout)
			}
			if !strings.HasPrefix(stderr, "akia: ") || strings.Count(stderr, "\n") != 1 || strings.Contains(stderr, "\x1b") {
				t.Errorf("not one clean line: %q", stderr)
			}
			if strings.Contains(stderr, "is not a terminal") {
				t.Errorf("accepted: %q", stderr)
			}
			if strings.Contains(stderr, "hunter2") {
				t.Errorf("shows a password: %q", stderr)
			}
		})
	}
}

func TestVersionAndHelp(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--version"}, "akia version " + system.About() + "\n"},
		{[]string{"--help"}, "--demo-users"},
		{[]string{"demo-server", "--help"}, "--addr"},
		{[]string{"journal", "--help"}, "--json"},
		{[]string{"completion", "bash"}, "bash completion V2 for akia"},
		{[]string{"help"}, "exit-codes"},
		{[]string{"help", "report"}, "--fail-on FINDINGS"},
		{[]string{"help", "findings"}, "FINDINGS OF THE AUDIT"},
		{[]string{"help", "config"}, "CONFIGURATION FILE"},
		{[]string{"help", "config", "show"}, "akia config show [flags]"},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			status, stdout, stderr := run(t, nil, test.args...)
			if status != 0 || stderr != "" || !strings.Contains(stdout, test.want) {
				t.Errorf("status %d, stderr %q, stdout without %q:\n%s", status, stderr, test.want, stdout)
			}
		})
	}
}

func TestOneLine(t *testing.T) {
	const in, want = "a\n b\t\x1b[2Jc\u202e", "a b �[2Jc�"
	if got := system.OneLine(in); got != want {
		t.Errorf("oneLine(%q) = %q, want %q", in, got, want)
	}
}

func TestFailureAndRefusalHaveTheirStatus(t *testing.T) {
	end := &exit.Outcome{}
	end.Fail(context.DeadlineExceeded)
	if end.Status != 1 {
		t.Errorf("a failure ends with %d, want 1", end.Status)
	}
	end.Fail(exit.Usage("no"))
	if end.Status != 2 {
		t.Errorf("a refusal ends with %d, want 2", end.Status)
	}
}
