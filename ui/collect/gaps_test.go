package collect

import (
	"errors"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

func denied(subject, request string) *iamsvc.Error {
	return &iamsvc.Error{Kind: iamsvc.KindDenied, Op: "ListAccessKeys", Subject: subject, Code: "AccessDenied", RequestID: request}
}

// TestRefusals: the example is the first by name, whoever answered first, and what is gone is counted no more.
func TestRefusals(t *testing.T) {
	t.Parallel()
	var r refusals
	if r.failed() != 0 || r.reason() != "" {
		t.Fatalf("none: %d, %q", r.failed(), r.reason())
	}
	for _, name := range []string{"mia", "ada", "zoe", "mia"} {
		r.note(name, denied(name, "r-"+name))
	}
	if got := r.reason(); r.failed() != 3 || !strings.HasPrefix(got, "The first: ") || !strings.Contains(got, "ada") {
		t.Errorf("%d, %q", r.failed(), got)
	}
	r.forget("ada")
	r.forget("mia")
	if got := r.reason(); r.failed() != 1 || strings.HasPrefix(got, "The first: ") {
		t.Errorf("one left: %d, %q", r.failed(), got)
	}
	r.forget("zoe")
	if r.failed() != 0 || r.reason() != "" {
		t.Errorf("all gone: %d, %q", r.failed(), r.reason())
	}
}

// TestConcern: only gaps that may hide one of the findings count, and they name the failure.
func TestConcern(t *testing.T) {
	t.Parallel()
	gaps := []Gap{
		{"The last use of 1 key could not be seen.", audit.SetOf(audit.Unused, audit.NeverUsed), denied("ada", "r-1")},
		{"It is not known whether the root user has a key.", audit.SetOf(audit.RootKey), nil},
	}
	missing, why := Concern(gaps, audit.SetOf(audit.Unused, audit.Old))
	if missing != audit.SetOf(audit.Unused) || len(why) != 1 || !strings.Contains(why[0].Traced(), "r-1") {
		t.Errorf("%v for %v", missing, why)
	}
	if missing, why := Concern(gaps, audit.SetOf(audit.Old)); missing != 0 || why != nil {
		t.Errorf("%v for %v, which none of it hides", missing, why)
	}
	if got := gaps[1].Traced(); got != gaps[1].Sentence {
		t.Errorf("%q has nothing behind it", got)
	}
}

// TestFailure: an error of the service gets its trace; any other stays as it is.
func TestFailure(t *testing.T) {
	t.Parallel()
	if got := Failure(denied("ada", "r-2")).Error(); !strings.Contains(got, "r-2") || !strings.Contains(got, "iam:ListAccessKeys") {
		t.Errorf("%q", got)
	}
	other := errors.New("the disk is full")
	if got := Failure(other); !errors.Is(got, other) || got.Error() != other.Error() {
		t.Errorf("%q", got)
	}
}
