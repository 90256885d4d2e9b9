package ui

import (
	"testing"

	"akia/iamsvc"
)

func TestNewKeyIsChecked(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "c", "y", "c")
	s.shows("Works as arn:aws:iam::123456789012:user/bob")
	if n := s.svc.count("VerifyKey"); n != 1 {
		t.Errorf("VerifyKey was called %d times", n)
	}
	s.tap("esc")
	s.shows("Discard the secret?") // that it works does not mean that it is saved
}

func TestNewKeyThatDoesNotWork(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["VerifyKey"] = &iamsvc.Error{Kind: iamsvc.KindTimeout, Op: "GetCallerIdentity"}
	s.tap("j", "c", "y", "c")
	s.hides("Works as")
	s.shows("in time", "New access key of bob")
}
