package local

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
)

func serving(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func dial(t *testing.T, s *Server) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// ask sends a request of a host on a connection of its own, and returns the status of the answer.
func ask(t *testing.T, s *Server, host, body string) int {
	t.Helper()
	conn := dial(t, s)
	defer func() { _ = conn.Close() }()
	if _, err := fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n%s", host, len(body), body); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

func TestForeignHostsAreRefused(t *testing.T) {
	s := serving(t, Options{})
	for host, want := range map[string]int{
		"127.0.0.1": 403, "127.0.0.1:80": 403, "localhost": 403, "LocalHost.:1": 403, "127.9.9.9": 403, "[::1]": 403, "[::1]:9": 403,
		"[::ffff:127.0.0.1]:9": 403,
		"evil.example":         421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "x": 421, "10.0.0.1": 421,
		"0.0.0.0": 421, "[::]": 421, "169.254.169.254": 421, "2130706433": 421, "0x7f.1": 421,
	} {
		if got := ask(t, s, host, "Action=GetUser"); got != want {
			t.Errorf("%s: status %d, want %d", host, got, want)
		}
	}
}

// Whoever is refused leaves nothing behind.
func TestRefusedRequestsKeepNothing(t *testing.T) {
	const requests, each = 64, 1 << 19
	s := serving(t, Options{})
	before := heap()
	for range requests {
		if status := ask(t, s, "localhost", "Action=ListUsers&UserName="+strings.Repeat("a", each)); status != http.StatusForbidden {
			t.Fatalf("status %d", status)
		}
	}
	if kept := int64(heap()) - int64(before); kept > requests*each/8 {
		t.Errorf("%d KiB are kept of %d requests", kept>>10, requests)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return memory.HeapAlloc
}

func TestBodiesHaveALimit(t *testing.T) {
	s := serving(t, Options{})
	if status := ask(t, s, "localhost", "Action="+strings.Repeat("a", maxBody)); status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", status)
	}
}

func TestNobodyIsWaitedForWithoutEnd(t *testing.T) {
	h := newHTTPServer(http.NotFoundHandler())
	if h.ReadHeaderTimeout <= 0 || h.ReadTimeout <= 0 || h.IdleTimeout <= 0 || h.MaxHeaderBytes <= 0 {
		t.Errorf("%+v", h)
	}
}

// Connections on which nothing is asked keep nobody out, and are not kept.
func TestIdleConnectionsGiveWay(t *testing.T) {
	s := serving(t, Options{})
	first := dial(t, s)
	for range maxConns + 20 {
		dial(t, s)
	}
	if status := ask(t, s, "localhost", ""); status != http.StatusForbidden {
		t.Errorf("status %d", status)
	}
	if _, err := first.Read(make([]byte, 1)); err == nil {
		t.Error("the oldest was not closed")
	}
}

func TestSecretsAreNotTheSameEachTime(t *testing.T) {
	a, b := serving(t, Options{Users: 20}), serving(t, Options{Users: 20})
	same := 0
	for id, key := range a.org.management.keys {
		other, there := b.org.management.keys[id]
		switch {
		case !there:
			t.Errorf("%s is only in one of them", id)
		case key.secret == other.secret:
			same++
		}
	}
	if len(a.org.management.keys) < 10 || same > 0 {
		t.Errorf("%d of %d secrets are the same", same, len(a.org.management.keys))
	}
}
