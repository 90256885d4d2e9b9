package localtest_test

import (
	"net/http"
	"runtime"
	"strings"
	"testing"

	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// What a refused request holds is not remembered, but that it came is.
func TestCallsRememberNoLongTexts(t *testing.T) {
	const requests, each = 64, 1 << 19
	s, err := localtest.Start(local.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	client := http.Client{Transport: s.Transport()}
	before := heap()
	for range requests {
		form := strings.NewReader("Action=ListUsers&UserName=" + strings.Repeat("a", each))
		hr, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL(), form)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := client.Do(hr)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Fatalf("status %d", answer.StatusCode)
		}
	}
	if kept := int64(heap()) - int64(before); kept > requests*each/8 {
		t.Errorf("%d KiB are kept of %d requests", kept>>10, requests)
	}
	if got := s.Count("ListUsers"); got != requests {
		t.Errorf("%d calls are remembered, want %d", got, requests)
	}
	if code := s.Calls()[0].Code; code != "MissingAuthenticationToken" {
		t.Errorf("the first ended with %q", code)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return memory.HeapAlloc
}
