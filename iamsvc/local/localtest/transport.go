package localtest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"syscall"
)

// Transport returns a round tripper that asks the account within the process, without a socket. A dropped connection
// is the error it would be on a socket, [syscall.ECONNRESET].
func (s *Server) Transport() http.RoundTripper { return transport{s.Handler()} }

type transport struct {
	handler http.Handler
}

// RoundTrip answers the request. It returns as soon as the request's context ends.
func (t transport) RoundTrip(hr *http.Request) (*http.Response, error) {
	in := hr.Clone(hr.Context())
	if in.Body == nil {
		in.Body = http.NoBody
	}
	if in.Host == "" {
		in.Host = in.URL.Host
	}
	defer func() { _ = in.Body.Close() }() // nothing was written to it
	w := &recorder{header: http.Header{}}
	if dropped := w.serve(t.handler, in); dropped {
		if err := hr.Context().Err(); err != nil {
			return nil, err
		}
		return nil, syscall.ECONNRESET
	}
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: hr,
	}, nil
}

// recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// serve has the handler write its answer into the recorder, and reports whether it dropped the connection instead.
func (w *recorder) serve(h http.Handler, hr *http.Request) (dropped bool) {
	defer func() {
		if cause := recover(); cause != nil {
			if err, ok := cause.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			dropped = true
		}
	}()
	h.ServeHTTP(w, hr)
	return false
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) { w.status = status }

func (w *recorder) Write(p []byte) (int, error) { return w.body.Write(p) }
