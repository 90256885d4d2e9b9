package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
)

// measuredUsers is how many users the account has that the program is measured on.
const measuredUsers = 1000

// BenchmarkBinary measures the stripped binary as a person meets it: in a terminal of 120 by 40 characters, on the
// built-in account, served in this process over HTTP on loopback. One round of each takes about a minute in all:
//
//	go test -run '^$' -bench Binary -benchtime 1x ./ui/cli
//
// With more rounds each figure is the median of theirs.
func BenchmarkBinary(b *testing.B) {
	binary := buildBinary(b)
	for _, delay := range []time.Duration{0, 120 * time.Millisecond} {
		b.Run(fmt.Sprintf("start/%dms-a-call", delay.Milliseconds()), func(b *testing.B) { benchmarkStart(b, binary, delay) })
	}
	b.Run("held", func(b *testing.B) { benchmarkHeld(b, binary) })
	b.Run("rest", func(b *testing.B) { benchmarkRest(b, binary) })
}

// samples are the figures of several rounds, by unit.
type samples map[string][]float64

func (s samples) add(unit string, figure float64) { s[unit] = append(s[unit], figure) }

// milliseconds adds how long something took.
func (s samples) milliseconds(unit string, took time.Duration) {
	s.add(unit, float64(took.Microseconds())/1000)
}

// report reports the median of each figure, and not how long a round took.
func (s samples) report(b *testing.B) {
	for unit, figures := range s {
		slices.Sort(figures)
		b.ReportMetric(figures[len(figures)/2], unit)
	}
	b.ReportMetric(0, "ns/op")
}

// benchmarkStart measures from the start of the process to the first frame and to the first users, then from a lone
// press of a cursor key to the two keys of the next user with their last use, and counts the calls until then.
func benchmarkStart(b *testing.B, binary string, delay time.Duration) {
	figures := samples{}
	for b.Loop() {
		server := clitest.Serve(b, measuredUsers)
		users := listed(b, server, measuredHeight/2)
		next := 1 + slices.IndexFunc(users[1:], func(u listedUser) bool { return u.keys == 2 })
		server.ClearCalls()
		server.Inject(localtest.Fault{Effect: localtest.Delay(delay)})
		r := record(b, commandOn(b, server, binary))
		listedAt := r.shows(users[0].name)
		figures.milliseconds("ms-first-frame", r.shows("Users").Sub(r.began))
		figures.milliseconds("ms-first-users", listedAt.Sub(r.began))
		figures.add("calls-first-users", float64(callsForUsers(server, listedAt)))

		r.press(strings.Repeat("j", next-1))
		r.shown(r.began, users[next-1].inFull)
		pressed := r.press("j")
		figures.milliseconds("ms-keys-with-last-use", r.shown(pressed, users[next].inFull).Sub(pressed))

		settled(b, server)
		figures.add("calls-settled", float64(server.Count("")))
		_ = r.cmd.Process.Kill()
	}
	figures.report(b)
}

// listedUser is a user as the service lists them.
type listedUser struct {
	name string
	keys int
}

// inFull reports whether the screen shows each key of the user with its last use.
func (u listedUser) inFull(screen string) bool {
	return strings.Contains(screen, "Keys of "+u.name) && len(fullKeys.FindAllString(screen, -1)) == u.keys
}

// fullKeys matches a row of the table of keys whose last use is known.
var fullKeys = regexp.MustCompile(`AKIA\w{16}.? +\S (?:in)?active +\d+[mhd]!? +(?:never|now|\d+[mhd] ago)`)

// callsForUsers counts the calls that had come to a server before a time, but for those that ask the keys of a user:
// as soon as the users have come, even before they are drawn, the first one's keys are asked.
func callsForUsers(server *localtest.Server, t time.Time) int {
	n := 0
	for _, c := range server.Calls() {
		if c.At.Before(t) && c.Subject() == "" {
			n++
		}
	}
	return n
}

// settled waits until a server has not been called for a while.
func settled(tb testing.TB, server *localtest.Server) {
	tb.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
		calls := server.Calls()
		if n := len(calls); n > 0 && calls[n-1].Code != "" && time.Since(calls[n-1].At) > 1500*time.Millisecond {
			return
		}
	}
	tb.Fatal("the calls never ended")
}

// benchmarkHeld measures a cursor key that is held down, at 30 presses a second: what each costs the whole process,
// and how long after it the terminal has been told.
func benchmarkHeld(b *testing.B, binary string) {
	const (
		presses = 240
		pause   = 33 * time.Millisecond // no multiple of the time of a frame: the presses fall anywhere within one
	)
	figures := samples{}
	for b.Loop() {
		server := clitest.Serve(b, measuredUsers)
		r := record(b, commandOn(b, server, binary))
		r.shows("Keys of")
		settled(b, server)
		before := processorTime(b, r.cmd.Process.Pid)
		pressed := make([]time.Time, 0, presses)
		ticker := time.NewTicker(pause)
		for range presses {
			<-ticker.C
			pressed = append(pressed, r.press("j"))
		}
		ticker.Stop()
		r.answered(pressed[presses-1])
		used := processorTime(b, r.cmd.Process.Pid) - before
		if before > 0 {
			figures.milliseconds("ms-CPU/key", used/presses)
		}
		var took []time.Duration
		for _, at := range pressed {
			if drawn := r.firstAfter(at); !drawn.IsZero() {
				took = append(took, drawn.Sub(at))
			}
		}
		if len(took) < presses {
			b.Errorf("%d of %d presses were answered", len(took), presses)
		}
		slices.Sort(took)
		figures.milliseconds("ms-repaint-p50", took[len(took)/2])
		figures.milliseconds("ms-repaint-p99", took[len(took)*99/100])
		_ = r.cmd.Process.Kill()
	}
	figures.report(b)
}

// benchmarkRest measures what the program takes when nothing happens: writing, CPU, and memory, after all users were
// read.
func benchmarkRest(b *testing.B, binary string) {
	const rest = 5 * time.Second
	allRead := fmt.Sprintf(" of %d ", measuredUsers+1) // and the administrator
	figures := samples{}
	for b.Loop() {
		server := clitest.Serve(b, measuredUsers)
		r := record(b, commandOn(b, server, binary))
		r.shows("Keys of")
		r.press("/")
		r.press("a") // a filter reads all pages
		r.shown(r.began, func(screen string) bool { return strings.Contains(screen, allRead) })
		r.press("\x1b")
		settled(b, server)
		before, since := processorTime(b, r.cmd.Process.Pid), time.Now()
		time.Sleep(rest)
		figures.add("B-written", float64(r.wrote(since)))
		if before > 0 {
			used := processorTime(b, r.cmd.Process.Pid) - before
			figures.milliseconds("ms-CPU/s", time.Duration(float64(used)/rest.Seconds()))
		}
		if peak := peakMemory(b, r.cmd.Process.Pid); peak > 0 {
			figures.add("MiB-peak", peak)
		}
		info, err := os.Stat(binary)
		if err != nil {
			b.Fatal(err)
		}
		figures.add("MiB-binary", float64(info.Size())/(1<<20))
		_ = r.cmd.Process.Kill()
	}
	figures.report(b)
}

// processorTime returns how long the threads of a process have run; 0 where the system does not tell.
func processorTime(tb testing.TB, pid int) time.Duration {
	tb.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil {
		tb.Fatal(err)
	}
	var ran time.Duration
	for _, file := range files {
		text, _ := os.ReadFile(file) // a thread may have ended
		if fields := strings.Fields(string(text)); len(fields) > 0 {
			n, err := strconv.ParseInt(fields[0], 10, 64)
			if err != nil {
				tb.Fatal(err)
			}
			ran += time.Duration(n)
		}
	}
	return ran
}

// peakMemory returns the most memory that a process has had resident, in MiB; 0 where the system does not tell.
func peakMemory(tb testing.TB, pid int) float64 {
	tb.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		tb.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		tb.Fatal(err)
	}
	return float64(kib) / 1024
}
