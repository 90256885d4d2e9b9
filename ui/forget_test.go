package ui

import (
	"context"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"akia/iamsvc"
)

// forgetful is a service whose new secrets are told of when nothing holds them any more.
type forgetful struct {
	*fakeService
	gone *atomic.Bool
}

func (f forgetful) CreateKey(ctx context.Context, who iamsvc.Principal) (iamsvc.NewKey, error) {
	made, err := f.fakeService.CreateKey(ctx, who)
	secret := []byte(testSecret)
	runtime.AddCleanup(&secret[0], func(gone *atomic.Bool) { gone.Store(true) }, f.gone)
	made.Secret = iamsvc.NewSecret(unsafe.String(&secret[0], len(secret)))
	return made, err
}

// noClipboard takes what it is given and keeps nothing.
type noClipboard struct{}

func (noClipboard) Copy(string) error     { return nil }
func (noClipboard) Read() (string, error) { return "", nil }

// TestAClosedSecretIsForgotten shows, copies and closes a secret: nothing of the screen holds on to it.
func TestAClosedSecretIsForgotten(t *testing.T) {
	gone := &atomic.Bool{}
	s := newScreen(t, 120, 40, func(f *fakeService, c *Config) {
		c.Service, c.Clipboard = forgetful{f, gone}, noClipboard{}
	})
	s.tap("j", "c", "y")
	s.shows("New access key of bob")
	s.tap("v")
	s.shows(testSecret)
	s.tap("y")
	collectAll()
	if gone.Load() {
		t.Fatal("a secret that is still in its window is gone")
	}
	s.tap("esc")
	s.hides("New access key of bob", testSecret)
	s.wait(2 * time.Minute) // the timers of showing and of the clipboard end
	s.copied = nil          // what the terminal was given
	for range 100 {
		if collectAll(); gone.Load() {
			break
		}
	}
	if !gone.Load() {
		t.Error("something still holds the secret")
	}
	if strings.Contains(s.view(), testSecret) {
		t.Error("it is on the screen")
	}
}

// collect has the collector take what nothing holds, and lets the cleanups run.
func collectAll() {
	runtime.GC()
	runtime.Gosched()
}
