package cli

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local"
)

const (
	// auditedUsers is how many users the account has whose audit is measured.
	auditedUsers = 5000
	// mostMemory is how many MiB the audit of that account may take.
	mostMemory = 80
)

// BenchmarkAudit measures the audit of a large account in the stripped binary, in a terminal of 120 by 40 characters:
//
//	go test -run '^$' -bench Audit -benchtime 1x ./ui/cli
//
// "overview" is where IAM takes 30 ms to answer and lets through 20 calls a second of each action, 40 at once: how long from
// the key "a" until the table of all keys is there and in order, how much of that the report itself took, and how long from
// then until the key IDs in view are there. "memory" is the most memory by when the ID of every key is known, of an IAM that
// sets no limit: 5,000 calls at the pace that akia keeps take it about two minutes.
func BenchmarkAudit(b *testing.B) {
	binary := buildBinary(b)
	b.Run("overview", func(b *testing.B) { benchmarkOverview(b, binary) })
	b.Run("memory", func(b *testing.B) { benchmarkAuditMemory(b, binary) })
}

// The rows of the audit that the screen shows, and the key IDs among them.
var (
	auditRows = regexp.MustCompile(`[●○] (?:in)?active`)
	auditIDs  = regexp.MustCompile(`AKIA\w{16}`)
)

// overviewComplete reports whether the screen shows the keys of the report.
func overviewComplete(screen string) bool {
	return strings.Contains(screen, "credential report of this minute") && auditRows.MatchString(screen)
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
		server := serveUsers(b, auditedUsers)
		server.Inject(
			local.Fault{Effect: local.Throttle(20, 40)}, local.Fault{Effect: local.Delay(30 * time.Millisecond)},
		)
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
func reportTook(server *local.Server) time.Duration {
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
		server := serveUsers(b, auditedUsers)
		r := record(b, commandOn(b, server, binary))
		r.shows("Keys of")
		pressed := r.press("a")
		r.shown(pressed, overviewComplete)
		if peak := peakMemory(b, r.cmd.Process.Pid); peak > 0 {
			figures.add("MiB-peak-overview", peak)
		}
		listedUsers := func() int { return server.Count("ListAccessKeys") }
		for late := time.Now().Add(6 * time.Minute); ; time.Sleep(2 * time.Second) {
			if before := listedUsers(); before > auditedUsers/2 {
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
func lastCall(server *local.Server, action string) time.Time {
	var last time.Time
	for _, c := range server.Calls() {
		if c.Action == action && c.At.After(last) {
			last = c.At
		}
	}
	return last
}
