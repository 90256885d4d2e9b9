package local

import (
	"crypto/hmac"
	"crypto/sha1" // what the codes of MFA devices are made with
	"encoding/binary"
	"fmt"
	"time"
)

const (
	codeStep   = 30 * time.Second
	codeDrift  = 2 // steps that a device's clock may be off
	codeWindow = 3 * time.Minute
	codeChecks = 9 // in a window, those of good codes too
)

// MFACode returns the code that all MFA devices of the demonstration show at a moment, and until when they show it.
// They share one seed, which is no secret: whoever has this program knows it.
func MFACode(at time.Time) (code string, until time.Time) {
	step := stepAt(at)
	return codeOfStep(step), time.Unix((step+1)*int64(codeStep/time.Second), 0)
}

func stepAt(at time.Time) int64 { return at.Unix() / int64(codeStep/time.Second) }

// codeOfStep returns a code as RFC 6238 has it: six digits, SHA-1.
func codeOfStep(step int64) string {
	mac := hmac.New(sha1.New, []byte("akia demonstration"))
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:])&0x7fffffff%1000000)
}

// mfaTries is what is known of the codes that were tried with a device.
type mfaTries struct {
	used   map[int64]bool // the steps whose codes were used
	window int64          // the one that is counted in
	checks int
}

// codeOf checks the code of an MFA device that a request may have, and reports whether it has one. Its account's mutex
// must not be held.
func (a *account) codeOf(r *Request) (bool, error) {
	serial, code := r.in.Get("SerialNumber"), r.in.Get("TokenCode")
	switch {
	case !r.in.Has("SerialNumber") && !r.in.Has("TokenCode"):
		return false, nil
	case serial == "" || code == "":
		return false, codeDenied(", must provide both MFA serial number and one time pass code.")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if u := r.signer.user; u != nil {
		for i := range u.mfa {
			if u.mfa[i].serial == serial {
				return true, u.mfa[i].tries.check(code, r.At)
			}
		}
	}
	return false, uncheckable()
}

// check returns why a code is refused. A step's code works once, and no more codes are checked in a window than so
// many.
func (t *mfaTries) check(code string, at time.Time) error {
	if window := at.Unix() / int64(codeWindow/time.Second); window != t.window {
		t.window, t.checks = window, 0
	}
	if t.checks++; t.checks > codeChecks {
		return uncheckable()
	}
	now := stepAt(at)
	for step := range t.used {
		if step < now-codeDrift {
			delete(t.used, step)
		}
	}
	for step := now - codeDrift; step <= now+codeDrift; step++ {
		if codeOfStep(step) == code && !t.used[step] {
			if t.used == nil {
				t.used = map[int64]bool{}
			}
			t.used[step] = true
			return nil
		}
	}
	return codeDenied(" with invalid MFA one time pass code. ") // with a blank at its end, as STS has it
}

func uncheckable() error {
	return codeDenied(", unable to validate MFA code.  " +
		"Please verify your MFA serial number is valid and associated with this user.")
}

func codeDenied(why string) error {
	return forbidden("AccessDenied", "MultiFactorAuthentication failed"+why)
}
