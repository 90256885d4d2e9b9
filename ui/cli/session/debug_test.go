package session

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode"

	"akia/iamsvc"
)

func TestDebugLogHasALineForEachCall(t *testing.T) {
	var out bytes.Buffer
	log := newDebugLog(&out)
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	log.observe(iamsvc.Call{Op: "ListUsers", Start: start, Duration: 30 * time.Millisecond, Attempts: 1, RequestID: "r-1"})
	log.observe(iamsvc.Call{
		Op: "DeleteAccessKey", Subject: "AKIAIOSFODNN7EXAMPLE", Start: start, Attempts: 2, Throttled: true,
		Err: &iamsvc.Error{Kind: iamsvc.KindThrottled, Code: "Throttling"},
	})
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines, want 2:\n%s", len(lines), out.String())
	}
	for i, want := range [][]string{
		{"op=ListUsers", `subject=""`, "start=2026-03-01T12:00:00.000Z", "duration=30ms", "attempts=1", "throttled=false", "request_id=r-1", "outcome=ok"},
		{"op=DeleteAccessKey", "subject=AKIAIOSFODNN7EXAMPLE", "attempts=2", "throttled=true", "outcome=throttled", "code=Throttling", "unclear=false"},
	} {
		for _, field := range want {
			if !strings.Contains(lines[i], field) {
				t.Errorf("line %d has no %s: %s", i, field, lines[i])
			}
		}
	}
}

// A service may answer anything, and a person may look at the log with anything.
func TestDebugLogIsCleanAndHoldsNoText(t *testing.T) {
	var out bytes.Buffer
	const hostile = "a\n\x1b[2J\u202e\u009bb\x7f\u3164\u200b"
	newDebugLog(&out).observe(iamsvc.Call{
		Op: "ListUsers", Subject: hostile, RequestID: hostile,
		Err: &iamsvc.Error{Code: hostile, Message: "the service's own text"},
	})
	line := strings.TrimSuffix(out.String(), "\n")
	for _, r := range line {
		if (r < ' ' || r > '~') && r != unicode.ReplacementChar {
			t.Errorf("%q is in the log", r)
		}
	}
	if strings.Contains(line, "own text") {
		t.Errorf("the service's text is in the log: %s", line)
	}
}
