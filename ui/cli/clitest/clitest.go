// Package clitest is what the tests of the command line and of its rooms share. No program imports it.
package clitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// Patience is the longest wait for what must come: long enough for a machine that is busy.
const Patience = 20 * time.Second

// Serve serves an account of so many users until the test ends.
func Serve(tb testing.TB, users int) *localtest.Server {
	tb.Helper()
	server, err := localtest.Start(local.Options{Users: users})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = server.Close() })
	return server
}

// Open returns the account of a server as its administrator sees it. Every call is told to observe.
func Open(t *testing.T, server *localtest.Server, observe func(iamsvc.Call)) *iamsvc.Service {
	t.Helper()
	id, secret := server.Admin()
	service, err := iamsvc.Open(t.Context(), iamsvc.Options{
		EndpointURL: server.URL(), KeyID: id, Secret: iamsvc.NewSecret(secret), Observe: observe, Timeout: 2 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return service
}

// NewUser makes a user without keys, without akia's knowing.
func NewUser(t *testing.T, server *localtest.Server, name string) string {
	t.Helper()
	if _, err := Open(t, server, nil).CreateUser(t.Context(), iamsvc.NewUser{Name: name}); err != nil {
		t.Fatal(err)
	}
	server.ClearCalls()
	return name
}

// Changes reads a journal, all of whose lines must be readable.
func Changes(t *testing.T, path string) []journal.Change {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	changes, unreadable, err := journal.Read(file)
	if err != nil || unreadable > 0 {
		t.Fatalf("%d lines unreadable, %v", unreadable, err)
	}
	return changes
}

// Contents returns the text of a file.
func Contents(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// WaitFor waits until something is so.
func WaitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	for late := time.Now().Add(Patience); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("never: %s", what)
		}
	}
}

// Isolate keeps the configuration of whoever runs the test away from it, and returns a folder for the AWS files.
func Isolate(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, setting := range os.Environ() {
		if name, _, _ := strings.Cut(setting, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(folder, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(folder, "credentials"))
	return folder
}
