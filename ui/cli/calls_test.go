package cli

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
)

// rowsInView is how many users the screen of a test shows.
const rowsInView = screenHeight - 6

// administrator returns a client of the SDK that may do everything on a server.
func administrator(server *localtest.Server) *iam.Client {
	id, secret := server.Admin()
	return client(map[string]string{
		"AWS_ENDPOINT_URL": server.URL(), "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret,
	})
}

// listed asks a server for the first users that it lists, and for how many keys they have.
func listed(tb testing.TB, server *localtest.Server, n int) []listedUser {
	tb.Helper()
	api := administrator(server)
	page, err := api.ListUsers(tb.Context(), &iam.ListUsersInput{MaxItems: aws.Int32(int32(n))})
	if err != nil {
		tb.Fatal(err)
	}
	var users []listedUser
	for _, u := range page.Users {
		keys, err := api.ListAccessKeys(tb.Context(), &iam.ListAccessKeysInput{UserName: u.UserName})
		if err != nil {
			tb.Fatal(err)
		}
		users = append(users, listedUser{aws.ToString(u.UserName), len(keys.AccessKeyMetadata)})
	}
	return users
}

// Only what is looked at is asked: the first users and who asks; at rest the keys of the selected user with the last
// use of each, then the keys of the other users in view, each once and no more.
func asksLittle(t *testing.T, binary string) {
	server := clitest.Serve(t, measuredUsers)
	users := listed(t, server, rowsInView)
	server.ClearCalls()
	term := startIn(t, commandOn(t, server, binary))
	term.see("Keys of "+users[0].name, users[rowsInView-1].name)
	settled(t, server)

	calls := server.Calls()
	atRest := slices.IndexFunc(calls, func(c localtest.Call) bool { return c.Action == "ListAccessKeys" })
	if atRest < 0 {
		t.Fatal("no keys were asked")
	}
	start := map[string]int{}
	atStart := []string{"ListUsers", "GetCallerIdentity", "ListAccountAliases"} // the first keys need not wait for them
	for i, c := range calls {
		if i < atRest || slices.Contains(atStart, c.Action) {
			start[c.Action]++
		}
	}
	for action, n := range start {
		if n > 1 || !slices.Contains(atStart, action) {
			t.Errorf("%s was called %d times before the first users", action, n)
		}
	}
	if first := calls[atRest].User; first != users[0].name {
		t.Errorf("the keys of %s were asked first, want those of %s", first, users[0].name)
	}
	if n := server.Count("GetAccessKeyLastUsed"); n != users[0].keys {
		t.Errorf("the last use of %d keys was asked, want %d, those of the selected user", n, users[0].keys)
	}
	asked := map[string]int{}
	for _, c := range calls[atRest:] {
		if c.Action == "ListAccessKeys" {
			asked[c.User]++
		}
	}
	for _, u := range users {
		if asked[u.name] != 1 {
			t.Errorf("the keys of %s, who is in view, were asked %d times", u.name, asked[u.name])
		}
		delete(asked, u.name)
	}
	if len(asked) > 0 {
		t.Errorf("keys of users out of view were asked: %v", asked)
	}
	details := map[string]int{}
	for _, c := range calls[atRest:] {
		if c.Action != "ListAccessKeys" && c.Action != "GetAccessKeyLastUsed" && !slices.Contains(atStart, c.Action) {
			details[c.Action+" "+c.User]++
		}
	}
	const mostDetails = 6
	n := 0
	for what, times := range details {
		n += times
		if !strings.HasSuffix(what, " "+users[0].name) || times > 1 {
			t.Errorf("%s was called %d times for the details", what, times)
		}
	}
	if all := server.Count(""); n > mostDetails || all != 3+len(users)+users[0].keys+n {
		t.Errorf("%d calls in all, %d of them for the details", all, n)
	}
}

// When nothing happens nothing is written. An age on the screen may change meanwhile, so one quiet stretch is enough: a
// spinner, a blinking cursor or a clock would leave none.
func restsSilently(t *testing.T, binary string) {
	server := clitest.Serve(t, measuredUsers)
	r := record(t, commandOn(t, server, binary))
	r.shows("Keys of")
	settled(t, server)
	const stretch = time.Second
	for late := time.Now().Add(patience); time.Now().Before(late); {
		since := time.Now()
		time.Sleep(stretch)
		if r.wrote(since) == 0 {
			return
		}
	}
	t.Errorf("never silent for %s", stretch)
}

// The program is to stay small; a package that needs every method of every type (text/template does) adds half to it.
func staysSmall(t *testing.T, binary string) {
	const most = 20 << 20
	info, err := os.Stat(binary)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > most {
		t.Errorf("the binary has %d bytes, want at most %d", info.Size(), most)
	}
}
