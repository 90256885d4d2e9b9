package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
)

// Every key of the account with its last use, as a script gets them: user by user, key by key.
const (
	awsLoop = `
for user in $(aws iam list-users --query 'Users[].UserName' --output text); do
	for key in $(aws iam list-access-keys --user-name "$user" --query 'AccessKeyMetadata[].AccessKeyId' --output text); do
		aws iam get-access-key-last-used --access-key-id "$key" --output text
	done
done`
	botocoreLoop = `
import botocore.session
iam = botocore.session.get_session().create_client("iam")
for page in iam.get_paginator("list_users").paginate():
    for user in page["Users"]:
        for keys in iam.get_paginator("list_access_keys").paginate(UserName=user["UserName"]):
            for key in keys["AccessKeyMetadata"]:
                print(key["AccessKeyId"], iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"])`
)

// compared is a program that finds out the last use of all keys.
type compared struct {
	name    string
	most    int           // users it is run for at most; 0: any number
	missing string        // why it cannot be run
	run     func() figure // on a server of its own
}

// figure is what it took.
type figure struct {
	took  time.Duration
	calls int
	err   error
}

// by is a ratio in words.
func by(a, b float64) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3g", a/b)
}

// TestCompare runs akia beside scripts on the same account, served in this process over loopback, and prints what
// each took until it had the last use of every key, and as a ratio of what the loop over botocore took. AKIA_COMPARE
// has the numbers of users; "@iam" after one says that calls take 30 ms and that 20 a second of each action are let
// through, 40 at once.
func TestCompare(t *testing.T) {
	sizes := strings.Fields(os.Getenv("AKIA_COMPARE"))
	if len(sizes) == 0 {
		t.Skip("set AKIA_COMPARE, as .ci/compare does")
	}
	binary := buildBinary(t)
	t.Logf("%-22s %6s %9s %7s %8s %8s", "", "users", "time", "calls", "time", "calls")
	for _, size := range sizes {
		number, likeIAM := strings.CutSuffix(size, "@iam")
		users, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		compareAt(t, binary, users, likeIAM)
	}
}

func compareAt(t *testing.T, binary string, users int, likeIAM bool) {
	serve := func() *localtest.Server {
		server := clitest.Serve(t, users)
		if likeIAM {
			server.Inject(
				localtest.Fault{Effect: localtest.Throttle(20, 40)}, localtest.Fault{Effect: localtest.Delay(30 * time.Millisecond)},
			)
		}
		return server
	}
	outside := func(name string, args ...string) func() figure {
		return func() figure {
			server := serve()
			return timed(t, server, func(ctx context.Context) *exec.Cmd { return script(ctx, server, name, args...) })
		}
	}
	akia := func(args ...string) func() figure {
		return func() figure {
			server := serve()
			return timed(t, server, func(context.Context) *exec.Cmd { return commandOn(t, server, binary, args...) })
		}
	}
	python, noPython := "python3", ""
	if exec.CommandContext(t.Context(), python, "-c", "import botocore").Run() != nil {
		noPython = "botocore is not installed"
	}
	noAWS := ""
	if _, err := exec.LookPath("aws"); err != nil {
		noAWS = "the aws command is not installed"
	}
	programs := []compared{
		{name: "botocore loop", missing: noPython, run: outside(python, "-c", botocoreLoop)},
		{name: "aws iam", most: 20, missing: noAWS, run: outside("bash", "-c", awsLoop)},
		{name: "akia, a on the screen", run: func() figure { return timedScreen(t, serve(), binary) }},
		{name: "akia report", run: akia("report", "--format", "json")},
		{name: "akia report --exact", run: akia("report", "--format", "json", "--exact")},
	}
	limits := ""
	if likeIAM {
		limits = "30 ms a call, 20 a second"
	}
	loop := figure{}
	for i, p := range programs {
		switch {
		case p.missing != "":
			t.Logf("%-22s %6d skipped: %s", p.name, users, p.missing)
			continue
		case p.most > 0 && users > p.most:
			t.Logf("%-22s %6d skipped: run for up to %d users", p.name, users, p.most)
			continue
		}
		f := p.run()
		if i == 0 {
			loop = f
		}
		if f.err != nil {
			t.Errorf("%s: %v", p.name, f.err)
			continue
		}
		t.Logf("%-22s %6d %8.2fs %7d %8s %8s %s", p.name, users, f.took.Seconds(), f.calls,
			by(f.took.Seconds(), loop.took.Seconds()), by(float64(f.calls), float64(loop.calls)), limits)
	}
}

// script returns the command that runs a script on a server's account, with no other configuration of AWS.
func script(ctx context.Context, server *localtest.Server, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "AWS_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	id, secret := server.Admin()
	cmd.Env = append(cmd.Env, "AWS_ENDPOINT_URL="+server.URL(), "AWS_ACCESS_KEY_ID="+id, "AWS_SECRET_ACCESS_KEY="+secret,
		"AWS_DEFAULT_REGION=us-east-1", "AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull)
	return cmd
}

// timed runs a command to its end, for ten minutes at most.
func timed(t *testing.T, server *localtest.Server, command func(context.Context) *exec.Cmd) figure {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := command(ctx)
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })
	defer stop()
	var said strings.Builder
	cmd.Stderr, cmd.WaitDelay = &said, 5*time.Second
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	if err != nil {
		err = fmt.Errorf("%w: %s", err, said.String())
	}
	return figure{took, server.Count(""), err}
}

// timedScreen opens akia and presses "a", until the table of all keys is there.
func timedScreen(t *testing.T, server *localtest.Server, binary string) figure {
	r := record(t, commandOn(t, server, binary))
	r.shows("Users")
	r.press("a")
	complete := r.shown(r.began, overviewComplete)
	calls := 0
	for _, c := range server.Calls() {
		if c.At.Before(complete) {
			calls++
		}
	}
	_ = r.cmd.Process.Kill()
	return figure{complete.Sub(r.began), calls, nil}
}
