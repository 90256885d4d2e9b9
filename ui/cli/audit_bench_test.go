package cli

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
	"akia/ui/text"
)

// The account whose audit is measured.
const (
	auditedUsers = 5000
	auditedKeys  = 7500
	// callsPerSecond of each action, callsAtOnce of them in one moment: what its service lets through.
	callsPerSecond, callsAtOnce = 20, 40
	// mostMemory is how many MiB the audit of that account may take, mostOfLimit how many times as long as the limit of
	// calls makes it the full scan.
	mostMemory  = 80
	mostOfLimit = 1.15
)

// BenchmarkAudit measures the audit of a large account in the stripped binary, in a terminal of 120 by 40 characters:
//
//	go test -run '^$' -bench Audit/overview -benchtime 5x ./ui/cli
//	go test -run '^$' -bench Audit/memory -benchtime 1x ./ui/cli
//	go test -run '^$' -bench Audit/exact -benchtime 1x -timeout 20m ./ui/cli
//
// "overview" and "exact" are where the service takes 30 ms to answer and lets through 20 calls a second of each
// action, 40 at once. "overview": how long from the key "a" until the table of all keys is there and in order, how
// much of that the report itself took, and how long from then until the key IDs in view are there. "exact", which
// takes some seven minutes: how long the full scan takes, by what the limit makes it take, and how long after a
// cursor key the cursor has moved meanwhile. "memory" is the most memory by when the ID of every key is known, of a
// service that sets no limit: 5,000 calls at the pace that akia keeps take it about two minutes.
func BenchmarkAudit(b *testing.B) {
	binary := buildBinary(b)
	b.Run("overview", func(b *testing.B) { benchmarkOverview(b, binary) })
	b.Run("memory", func(b *testing.B) { benchmarkAuditMemory(b, binary) })
	b.Run("exact", func(b *testing.B) { benchmarkExactScan(b, binary) })
}

// serveAudited serves the account whose audit is measured.
func serveAudited(b *testing.B) *localtest.Server {
	b.Helper()
	server := clitest.Serve(b, auditedUsers)
	api := administrator(server)
	have, some := 0, []string{} // who has room for one more
	for pages := iam.NewListUsersPaginator(api, &iam.ListUsersInput{}); pages.HasMorePages(); {
		page, err := pages.NextPage(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		for _, u := range page.Users {
			keys, err := api.ListAccessKeys(b.Context(), &iam.ListAccessKeysInput{UserName: u.UserName})
			if err != nil {
				b.Fatal(err)
			}
			if have += len(keys.AccessKeyMetadata); len(keys.AccessKeyMetadata) < 2 {
				some = append(some, *u.UserName)
			}
		}
	}
	if have > auditedKeys || have+len(some) < auditedKeys {
		b.Fatalf("%d keys cannot become %d", have, auditedKeys)
	}
	for _, name := range some[:auditedKeys-have] {
		if _, err := api.CreateAccessKey(b.Context(), &iam.CreateAccessKeyInput{UserName: &name}); err != nil {
			b.Fatal(err)
		}
	}
	server.ClearCalls()
	return server
}

// limited has a server take its time and let through so many calls.
func limited(server *localtest.Server) {
	server.Inject(
		localtest.Fault{Effect: localtest.Throttle(callsPerSecond, callsAtOnce)}, localtest.Fault{Effect: localtest.Delay(30 * time.Millisecond)},
	)
}

// The rows of the audit that the screen shows, and the key IDs among them.
var (
	auditRows = regexp.MustCompile(`[●○] (?:in)?active`)
	auditIDs  = regexp.MustCompile(`AKIA\w{16}`)
)

// overviewComplete reports whether the screen shows the keys of the report.
func overviewComplete(screen string) bool {
	return strings.Contains(screen, "credential report just now") && auditRows.MatchString(screen)
}

// idsComplete reports whether each row that is shown has its key ID; that of the root user has none.
func idsComplete(screen string) bool {
	rows := len(auditRows.FindAllString(screen, -1))
	if strings.Contains(screen, "root-key") {
		rows--
	}
	return overviewComplete(screen) && len(auditIDs.FindAllString(screen, -1)) >= rows
}

func benchmarkOverview(b *testing.B, binary string) {
	figures := samples{}
	for b.Loop() {
		server := serveAudited(b)
		limited(server)
		r := record(b, commandOn(b, server, binary))
		r.shows("Keys of")
		settled(b, server)
		pressed := r.press("a")
		complete := r.shown(pressed, overviewComplete)
		ids := r.shown(pressed, idsComplete)
		figures.milliseconds("ms-overview", complete.Sub(pressed))
		figures.milliseconds("ms-report", reportTook(server))
		figures.milliseconds("ms-key-IDs", ids.Sub(complete))
		if peak := peakMemory(b, r.cmd.Process.Pid); peak > 0 {
			figures.add("MiB-peak", peak)
		}
		_ = r.cmd.Process.Kill()
	}
	figures.report(b)
}

// reportTook returns how long after it was first asked for the report was fetched.
func reportTook(server *localtest.Server) time.Duration {
	var asked, got time.Time
	for _, c := range server.Calls() {
		switch {
		case c.Action == "GenerateCredentialReport" && asked.IsZero():
			asked = c.At
		case c.Action == "GetCredentialReport" && c.Code == "OK":
			got = c.At
		}
	}
	return got.Sub(asked)
}

func benchmarkAuditMemory(b *testing.B, binary string) {
	figures := samples{}
	for b.Loop() {
		server := serveAudited(b)
		r := record(b, commandOn(b, server, binary))
		r.shows("Keys of")
		pressed := r.press("a")
		r.shown(pressed, overviewComplete)
		if peak := peakMemory(b, r.cmd.Process.Pid); peak > 0 {
			figures.add("MiB-peak-overview", peak)
		}
		listedUsers := func() int { return server.Count("ListAccessKeys") }
		for late := time.Now().Add(6 * time.Minute); ; time.Sleep(2 * time.Second) {
			if before := listedUsers(); before > auditedUsers/2 { // those with keys
				time.Sleep(2 * time.Second)
				if listedUsers() == before {
					break
				}
			}
			if time.Now().After(late) {
				b.Fatalf("the keys of %d users were listed in six minutes", listedUsers())
			}
		}
		figures.milliseconds("ms-all-key-IDs", lastCall(server, "ListAccessKeys").Sub(pressed))
		figures.add("calls", float64(server.Count("")))
		if peak := peakMemory(b, r.cmd.Process.Pid); peak > 0 {
			figures.add("MiB-peak", peak)
			if peak > mostMemory {
				b.Errorf("%.0f MiB of memory, at most %d are to be taken", peak, mostMemory)
			}
		}
		_ = r.cmd.Process.Kill()
	}
	figures.report(b)
}

// lastCall returns when an action was called last.
func lastCall(server *localtest.Server, action string) time.Time {
	var last time.Time
	for _, c := range server.Calls() {
		if c.Action == action && c.At.After(last) {
			last = c.At
		}
	}
	return last
}

// benchmarkExactScan runs the full scan from the screen, and moves the cursor while it runs.
func benchmarkExactScan(b *testing.B, binary string) {
	figures := samples{}
	for b.Loop() {
		server := serveAudited(b)
		limited(server)
		r := record(b, commandOn(b, server, binary, "--page-size", "1000"))
		r.shows("Keys of")
		pressed := r.press("a")
		r.shown(pressed, idsComplete)
		r.patience = 20 * time.Minute
		began := r.press("S")
		var keys []time.Time
		ticker := time.NewTicker(303 * time.Millisecond)
		for range 240 {
			<-ticker.C
			keys = append(keys, r.press("j"))
		}
		ticker.Stop()
		ended := r.shown(began, func(screen string) bool { return strings.Contains(screen, "Scan done") })
		figures.milliseconds("ms-scan", ended.Sub(began))
		moved := r.cursorMoved(keys)
		figures.milliseconds("ms-cursor-p50", moved[len(moved)/2])
		figures.milliseconds("ms-cursor-p99", moved[len(moved)*99/100])
		last := r.screenAt(ended)
		if want := "Scan done: " + text.Many(auditedUsers+1, "user") + ", " + text.Many(auditedKeys, "key"); !strings.Contains(last, want) {
			b.Errorf("the screen does not show %q:\n%s", want, last)
		}
		counts := callCounts(server)
		figures.add("calls", float64(counts.sent))
		figures.add("calls-throttled", float64(counts.throttled))
		allowed := float64(max(counts.answered["ListAccessKeys"], counts.answered["GetAccessKeyLastUsed"])-callsAtOnce) / callsPerSecond
		ratio := ended.Sub(began).Seconds() / allowed
		figures.add("of-the-limit", ratio)
		if ratio > mostOfLimit {
			b.Errorf("the scan took %.3f of what the limit makes it take, at most %.2f are allowed", ratio, mostOfLimit)
		}
		if peak := peakMemory(b, r.cmd.Process.Pid); peak > 0 {
			figures.add("MiB-peak", peak)
			if peak > mostMemory {
				b.Errorf("%.0f MiB of memory, at most %d are to be taken", peak, mostMemory)
			}
		}
		_ = r.cmd.Process.Kill()
	}
	figures.report(b)
}

// countedCalls says how the calls to a server went.
type countedCalls struct {
	sent, throttled int
	answered        map[string]int // by action
}

func callCounts(server *localtest.Server) countedCalls {
	c := countedCalls{answered: map[string]int{}}
	for _, call := range server.Calls() {
		c.sent++
		switch call.Code {
		case "Throttling":
			c.throttled++
		case "OK":
			c.answered[call.Action]++
		}
	}
	return c
}
