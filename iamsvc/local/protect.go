package local

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

const (
	headerTime = 5 * time.Second  // for a request's head to come
	readTime   = 10 * time.Second // for all of a request
	idleTime   = 2 * time.Minute  // for the next request on a connection
	maxHeader  = 64 << 10
	maxBody    = 1 << 20
	maxConns   = 512
)

// newHTTPServer returns a server that waits for nobody without end, holds no more connections than it should, and
// answers only who calls it by a name of this machine.
func newHTTPServer(handler http.Handler) *http.Server {
	conns := &conns{most: maxConns, quiet: map[net.Conn]uint64{}}
	return &http.Server{
		Handler:           onlyLoopback(handler),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ConnState:         conns.state,
	}
}

// onlyLoopback refuses a request to a name that is not this machine's own: a web page can point a name of its own at a
// loopback address, and have a browser call it.
func onlyLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopbackHost(r.Host) {
			w.Header().Set("Connection", "close")
			http.Error(w, "This account is served to loopback addresses and localhost only.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// loopbackHost reports whether the host of a request, with or without a port, is a loopback address or localhost.
func loopbackHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	return err == nil && ip.Unmap().IsLoopback()
}

// conns knows the connections of a server. When there are too many it closes the one on which nothing is asked for the
// longest time, so that connections that are held open for nothing do not keep others out.
type conns struct {
	most int

	mu    sync.Mutex
	all   int
	turn  uint64
	quiet map[net.Conn]uint64 // those on which nothing is asked, and the turn at which that began
}

// state is told of each connection that is new, begins or ends a request, or is closed.
func (c *conns) state(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.quiet, conn)
	switch state {
	case http.StateNew:
		c.all++
		c.rest(conn)
	case http.StateIdle:
		c.rest(conn)
	case http.StateClosed, http.StateHijacked:
		c.all--
	case http.StateActive:
	}
}

// rest notes that nothing is asked on a connection, and closes the one that is quiet for the longest time if there
// are too many. The server finds out, and tells that it is closed.
func (c *conns) rest(conn net.Conn) {
	c.turn++
	c.quiet[conn] = c.turn
	if c.all <= c.most {
		return
	}
	oldest := conn
	for other, since := range c.quiet {
		if since < c.quiet[oldest] {
			oldest = other
		}
	}
	delete(c.quiet, oldest)
	_ = oldest.Close()
}

// reset ends a request without an answer: the connection is closed in such a way that the caller sees a reset.
func reset(w http.ResponseWriter) {
	if hijacker, ok := w.(http.Hijacker); ok {
		if conn, _, err := hijacker.Hijack(); err == nil {
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0)
			}
			_ = conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}
