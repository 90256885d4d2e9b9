package local_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"akia/iamsvc/local"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// clock is a clock that a test moves by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Now().Truncate(time.Second)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// walk lists the names of all users, in pages of the given size.
func walk(t *testing.T, client *iam.Client, size int32) []string {
	t.Helper()
	var names []string
	in := &iam.ListUsersInput{MaxItems: &size}
	for {
		out, err := client.ListUsers(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range out.Users {
			names = append(names, *u.UserName)
		}
		if out.IsTruncated != (out.Marker != nil) {
			t.Fatalf("truncated: %t, marker: %v", out.IsTruncated, out.Marker)
		}
		if !out.IsTruncated {
			return names
		}
		in.Marker = out.Marker
	}
}

func TestWalksAreCompleteAndSorted(t *testing.T) {
	s := start(t, local.Options{Users: 250})
	want := walk(t, admin(s), 1000)
	if len(want) != 251 || !slices.IsSortedFunc(want, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
		t.Fatalf("%d users, sorted wrongly or not all", len(want))
	}
	for _, size := range []int32{1, 7, 100, 251} {
		if got := walk(t, admin(s), size); !slices.Equal(got, want) {
			t.Errorf("pages of %d differ", size)
		}
	}
}

func TestMarkersSurviveChanges(t *testing.T) {
	s := start(t, local.Options{})
	client, ctx := admin(s), t.Context()
	create := func(names ...string) {
		for _, name := range names {
			if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: &name}); err != nil {
				t.Fatal(err)
			}
		}
	}
	create("b", "D", "f", "h")
	out, err := client.ListUsers(ctx, &iam.ListUsersInput{MaxItems: aws.Int32(3)})
	if err != nil || *out.Users[2].UserName != "D" {
		t.Fatal(out, err)
	}
	create("a", "c", "e")
	out, err = client.ListUsers(ctx, &iam.ListUsersInput{MaxItems: aws.Int32(1000), Marker: out.Marker})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, u := range out.Users {
		got += *u.UserName
	}
	if got != "efh" {
		t.Errorf("the second page has %q, want efh", got)
	}
}

func TestPathPrefix(t *testing.T) {
	s := start(t, local.Options{Users: 200})
	in := &iam.ListUsersInput{PathPrefix: aws.String("/ci/"), MaxItems: aws.Int32(5)}
	n := 0
	for {
		out, err := admin(s).ListUsers(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range out.Users {
			n++
			if *u.Path != "/ci/" {
				t.Errorf("%s is in the answer", *u.Arn)
			}
		}
		if in.Marker = out.Marker; !out.IsTruncated {
			break
		}
	}
	if n < 10 {
		t.Errorf("%d users under /ci/", n)
	}
}

func TestMaxItems(t *testing.T) {
	s := start(t, local.Options{Users: 3})
	for text, want := range map[string]string{
		"1": "", "01": "", "+1": "", "1000": "", "0": "ValidationError", "1001": "ValidationError", "-1": "ValidationError",
		" 1 ": "MalformedInput", "1.0": "MalformedInput", "1e0": "MalformedInput", "2147483648": "MalformedInput", "": "MalformedInput",
	} {
		status, body := post(t, s, "Action=ListUsers&Version=2010-05-08&MaxItems="+escape(text))
		if want == "" {
			if status != 200 {
				t.Errorf("MaxItems %q: %d %s", text, status, body)
			}
			continue
		}
		if status != 400 || !strings.Contains(body, "<Code>"+want+"</Code>") {
			t.Errorf("MaxItems %q: %d %s", text, status, body)
		}
	}
	for _, marker := range []string{"x", "%%%", "AAAA", fmt.Sprintf("%0400d", 1)} {
		status, body := post(t, s, "Action=ListUsers&Version=2010-05-08&Marker="+escape(marker))
		if status != 400 || !strings.Contains(body, "<Code>ValidationError</Code>") {
			t.Errorf("Marker %q: %d %s", marker, status, body)
		}
	}
}
