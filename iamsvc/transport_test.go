package iamsvc_test

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
)

// serve returns a service whose endpoint answers with the handler, and the number of requests that came.
func serve(t *testing.T, o iamsvc.Options, start func(http.Handler) *httptest.Server, h http.HandlerFunc) (*iamsvc.Service, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	server := start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		body, _ := io.ReadAll(r.Body)
		r.PostForm, _ = url.ParseQuery(string(body))
		h(w, r)
	}))
	t.Cleanup(server.Close)
	o.EndpointURL, o.KeyID, o.Secret = server.URL, "AKIAIOSFODNN7EXAMPLE", iamsvc.NewSecret("x")
	s, err := iamsvc.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s, &asked
}

const noUsers = "<ListUsersResponse><ListUsersResult><Users/><IsTruncated>false</IsTruncated></ListUsersResult></ListUsersResponse>"

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere, reached := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, noUsers)
	})
	for _, status := range []int{301, 302, 303, 307, 308} {
		s, asked := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.Endpoint(), status)
		})
		_, err := s.ListUsers(t.Context(), "")
		if e := iamsvc.AsError(err); e == nil || !strings.Contains(e.Error(), " answered ListUsers with a redirect to 127.0.0.1:") || asked.Load() != 1 {
			t.Errorf("%d: %v after %d requests", status, err, asked.Load())
		}
	}
	if reached.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

func TestCertificateThatFails(t *testing.T) {
	t.Parallel()
	quiet := func(h http.Handler) *httptest.Server {
		server := httptest.NewUnstartedServer(h)
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.StartTLS()
		return server
	}
	s, asked := serve(t, iamsvc.Options{}, quiet, func(http.ResponseWriter, *http.Request) {})
	_, err := s.CreateKey(t.Context(), iamsvc.NamedUser("bob"))
	e := iamsvc.AsError(err)
	if e == nil || e.Kind != iamsvc.KindNetwork || e.Unclear || !strings.Contains(e.Error(), "certificate") || asked.Load() != 0 {
		t.Errorf("%+v after %d requests", e, asked.Load())
	}
}

// slowly answers within the process: a byte after each pause, as long as there are bytes, then the rest.
type slowly struct {
	bytes int
	pause time.Duration
	rest  string // empty: no more comes
	asked atomic.Int64
}

func (s *slowly) Do(r *http.Request) (*http.Response, error) {
	s.asked.Add(1)
	text, end := io.Pipe()
	go func() {
		for _, c := range []byte(noUsers)[:s.bytes] {
			select {
			case <-time.After(s.pause):
			case <-r.Context().Done():
			}
			_, _ = end.Write([]byte{c})
		}
		if s.rest == "" {
			<-r.Context().Done()
		}
		_, _ = io.WriteString(end, s.rest)
		_ = end.CloseWithError(r.Context().Err())
	}()
	return &http.Response{StatusCode: http.StatusOK, Body: text, Header: http.Header{}}, nil
}

func (s *slowly) open(t *testing.T) *iamsvc.Service {
	t.Helper()
	svc, err := iamsvc.Open(t.Context(), iamsvc.Options{
		EndpointURL: "https://iam.invalid", KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: iamsvc.NewSecret("x"), HTTPClient: s,
	})
	if err != nil {
		t.Fatal(err)
	}
	return svc
}

func TestAnswersThatStop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := &slowly{bytes: 40}
		_, err := client.open(t).ListUsers(t.Context(), "")
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindTimeout || client.asked.Load() != 3 {
			t.Errorf("%v after %d requests", err, client.asked.Load())
		}
	})
}

// An answer may come slowly, but all of it, and all attempts at it, have an end.
func TestSlowAnswersAreRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := &slowly{bytes: 4, pause: 14 * time.Second, rest: noUsers[4:]}
		start := time.Now()
		if _, err := client.open(t).ListUsers(t.Context(), ""); err != nil || client.asked.Load() != 1 {
			t.Errorf("%v after %d requests", err, client.asked.Load())
		}
		if took := time.Since(start); took != 4*14*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func TestAnswersByTheByteEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		deadline, want time.Duration
	}{{0, time.Minute}, {7 * time.Second, 7 * time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			client := &slowly{bytes: len(noUsers), pause: time.Second, rest: " "}
			svc, err := iamsvc.Open(t.Context(), iamsvc.Options{
				EndpointURL: "https://iam.invalid", KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: iamsvc.NewSecret("x"), HTTPClient: client,
				Deadline: c.deadline,
			})
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			_, err = svc.ListUsers(t.Context(), "")
			e := iamsvc.AsError(err)
			if e == nil || e.Kind != iamsvc.KindTimeout || !strings.HasPrefix(e.Error(), "The answer to ListUsers was not complete within ") {
				t.Errorf("%v", err)
			}
			if took := time.Since(start); took != c.want || client.asked.Load() != 1 {
				t.Errorf("it took %s and %d requests, want %s", took, client.asked.Load(), c.want)
			}
			// A create that was cut off may have been carried out.
			_, err = svc.CreateKey(t.Context(), iamsvc.NamedUser("bob"))
			if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindTimeout {
				t.Errorf("%v", err)
			}
		})
	}
}

// What one call may take is shared by its attempts.
func TestAttemptsShareTheDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := &slowly{}
		svc, err := iamsvc.Open(t.Context(), iamsvc.Options{
			EndpointURL: "https://iam.invalid", KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: iamsvc.NewSecret("x"), HTTPClient: client,
			Timeout: 10 * time.Second, Deadline: 15 * time.Second,
		})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = svc.ListUsers(t.Context(), "")
		if took := time.Since(start); iamsvc.AsError(err) == nil || took < 15*time.Second || took > 16*time.Second || client.asked.Load() != 2 {
			t.Errorf("%v after %s and %d requests", err, took, client.asked.Load())
		}
	})
}

func TestEndlessAnswersEnd(t *testing.T) {
	t.Parallel()
	part := []byte(strings.Repeat("<!-- -->", 64<<10))
	s, asked := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(part); err != nil {
				return
			}
		}
	})
	_, err := s.ListUsers(t.Context(), "")
	if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindService || asked.Load() != 1 || errors.Unwrap(e) == nil {
		t.Errorf("%v after %d requests", err, asked.Load())
	}
}

func TestUserPagesThatLeadNowhere(t *testing.T) {
	t.Parallel()
	for name, rest := range map[string]string{
		"no marker": "<IsTruncated>true</IsTruncated>", "an empty one": "<IsTruncated>true</IsTruncated><Marker></Marker>",
		"the same": "<IsTruncated>true</IsTruncated><Marker>here</Marker>",
	} {
		s, asked := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "<ListUsersResponse><ListUsersResult>"+rest+"</ListUsersResult></ListUsersResponse>")
		})
		_, err := s.ListUsers(t.Context(), "here")
		if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindService || asked.Load() != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUsersOfOnePageComeOnce(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<ListUsersResponse><ListUsersResult><Users><member><UserName>bob</UserName></member>"+
			"<member><UserName>bob</UserName></member><member/></Users></ListUsersResult>"+
			"<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></ListUsersResponse>")
	})
	page, err := s.ListUsers(t.Context(), "")
	if err != nil || len(page.Users) != 1 || page.More || !page.Users[0].Created.IsZero() {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestWrongClockIsCorrected(t *testing.T) {
	t.Parallel()
	ahead := time.Now().Add(time.Hour)
	s, asked := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", ahead.UTC().Format(http.TimeFormat))
		signed, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
		if err != nil || signed.Sub(ahead).Abs() > 5*time.Minute {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>Signature expired: "+
				"it is late</Message></Error></ErrorResponse>")
			return
		}
		_, _ = io.WriteString(w, noUsers)
	})
	if _, err := s.ListUsers(t.Context(), ""); err != nil || asked.Load() != 2 {
		t.Errorf("%v after %d requests", err, asked.Load())
	}
}

// TestCreateHasItsOwnConnection keeps a create off a connection that may have died while it lay idle.
func TestCreateHasItsOwnConnection(t *testing.T) {
	t.Parallel()
	var from []string // requests come one after the other
	s, _ := serve(t, iamsvc.Options{}, httptest.NewServer, func(w http.ResponseWriter, r *http.Request) {
		if r.PostForm.Get("Action") == "ListAccessKeys" {
			_, _ = io.WriteString(w, noKeys)
			return
		}
		from = append(from, r.RemoteAddr)
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>")
	})
	for range 2 {
		_, _ = s.ListUsers(t.Context(), "")
		_, _ = s.CreateKey(t.Context(), iamsvc.NamedUser("bob"))
	}
	if len(from) != 4 || from[0] != from[2] || from[0] == from[1] || from[1] == from[3] {
		t.Errorf("connections: %v", from)
	}
}
