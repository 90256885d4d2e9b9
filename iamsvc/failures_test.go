package iamsvc

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// failing is a failure that is made on loopback, and what the sentence must say of it.
type failing struct {
	open   func(t *testing.T) *Service
	kind   Kind
	remedy RemedyKind
	says   string // what the sentence holds
}

// at returns a service at the address, called through a transport that is changed as given.
func at(t *testing.T, address string, change func(*http.Transport)) *Service {
	t.Helper()
	transport := awshttp.NewBuildableClient().GetTransport()
	transport.Proxy = nil
	if change != nil {
		change(transport)
	}
	return mustOpen(t, Options{
		EndpointURL: address, KeyID: "AKIAIOSFODNN7EXAMPLE", Secret: NewSecret("x"), Timeout: 20 * time.Second,
		AllowPlainHTTP: true, HTTPClient: plain(transport),
	})
}

// soon has a service give up soon, for what never comes: all else may take as long as a machine under load needs.
func soon(open func(t *testing.T) *Service) func(t *testing.T) *Service {
	return func(t *testing.T) *Service {
		s := open(t)
		s.iam.Options().HTTPClient.(*timedClient).timeout = 500 * time.Millisecond
		return s
	}
}

// through sends everything by way of a proxy.
func through(proxy string) func(*http.Transport) {
	return func(tr *http.Transport) {
		u, err := url.Parse(proxy)
		tr.Proxy = func(*http.Request) (*url.URL, error) { return u, err }
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
}

// raw listens on loopback and hands each connection to a func.
func raw(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				serve(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

// says answers every request with this text, and then closes the connection.
func says(text string) func(net.Conn) {
	return func(conn net.Conn) {
		readRequest(conn)
		_, _ = io.WriteString(conn, text)
	}
}

// readRequest reads a request to its end, or whatever else comes first.
func readRequest(conn net.Conn) {
	var got []byte
	part := make([]byte, 64<<10)
	for !bytes.Contains(got, []byte("Version=")) && !bytes.HasPrefix(got, []byte("CONNECT")) && !bytes.HasPrefix(got, []byte{5}) &&
		!bytes.HasPrefix(got, []byte{0x16}) {
		n, err := conn.Read(part)
		if got = append(got, part[:n]...); err != nil {
			return
		}
	}
}

// hangsUp resets every connection once something came.
func hangsUp(conn net.Conn) {
	readRequest(conn)
	_ = conn.(*net.TCPConn).SetLinger(0)
}

// unheard returns an address where nobody listens.
func unheard(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// certificate makes a certificate that signs itself.
func certificate(t *testing.T, change func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if change != nil {
		change(cert)
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// overTLS serves with a certificate, and returns a service that trusts it if it is to.
func overTLS(t *testing.T, cert tls.Certificate, trust bool, change func(*tls.Config)) *Service {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	if change != nil {
		change(server.TLS)
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return at(t, server.URL, func(tr *http.Transport) {
		if trust {
			pool := x509.NewCertPool()
			pool.AddCert(cert.Leaf)
			tr.TLSClientConfig = &tls.Config{RootCAs: pool}
		}
	})
}

// answering serves one answer for everything.
func answering(status int, kind, body string, headers ...string) func(t *testing.T) *Service {
	return func(t *testing.T) *Service {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", kind)
			for i := 0; i+1 < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return at(t, server.URL, nil)
	}
}

// refusing answers with an error of IAM.
func refusing(status int, code, message string) func(t *testing.T) *Service {
	return answering(status, "text/xml", fmt.Sprintf("<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>", code, message))
}

// with has the service sign with credentials of a source.
func with(source string, token bool, open func(t *testing.T) *Service) func(t *testing.T) *Service {
	return func(t *testing.T) *Service {
		s := open(t)
		found := aws.Credentials{AccessKeyID: "ASIAIOSFODNN7EXAMPLE", SecretAccessKey: "x", Source: source}
		if token {
			found.SessionToken = "t"
		}
		s.profile = "prod"
		s.creds.replace(aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return found, nil }))
		return s
	}
}

// causes returns one real failure of each kind.
func causes() map[string]failing {
	const scope = "Credential should be scoped to a valid region, not 'eu-west-1'. "
	xml := "text/xml"
	tlsWith := func(change func(*x509.Certificate), trust bool) func(t *testing.T) *Service {
		return func(t *testing.T) *Service { return overTLS(t, certificate(t, change), trust, nil) }
	}
	socket := func(scheme string, serve func(net.Conn)) func(t *testing.T) *Service {
		return func(t *testing.T) *Service { return at(t, scheme+"://"+raw(t, serve), nil) }
	}
	proxy := func(proxy func(t *testing.T) string) func(t *testing.T) *Service {
		return func(t *testing.T) *Service { return at(t, "https://iam.invalid", through(proxy(t))) }
	}
	lookup := func(failure net.DNSError) func(t *testing.T) *Service {
		return func(t *testing.T) *Service {
			return at(t, "https://iam.invalid", func(tr *http.Transport) {
				tr.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, &failure }
			})
		}
	}
	dial := func(failure error) func(t *testing.T) *Service {
		return func(t *testing.T) *Service {
			return at(t, "https://iam.invalid", func(tr *http.Transport) {
				tr.DialContext = func(context.Context, string, string) (net.Conn, error) {
					return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", failure)}
				}
			})
		}
	}
	hanging := func(net.Conn) { time.Sleep(2 * time.Second) }
	return map[string]failing{
		// the proxy
		"proxy: no URL": {func(t *testing.T) *Service {
			return at(t, "https://iam.invalid", func(tr *http.Transport) {
				tr.Proxy = func(*http.Request) (*url.URL, error) {
					return nil, errors.New("invalid proxy address \"http://u:hunter2@:x\"")
				}
			})
		}, KindNetwork, RemedyCheckProxy, "_PROXY doesn't hold the address of a proxy"},
		"proxy: refuses": {proxy(func(t *testing.T) string { return "http://" + raw(t, says("HTTP/1.1 403 Forbidden\r\n\r\n")) }), KindNetwork, RemedyCheckProxy, "didn't connect to iam.invalid (HTTP 403)"},
		"proxy: password": {proxy(func(t *testing.T) string {
			return "http://" + raw(t, says("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"))
		}), KindNetwork, RemedyCheckProxy, "The proxy 127.0.0.1:"},
		"proxy: password, plain HTTP": {
			func(t *testing.T) *Service {
				return at(t, "http://iam.invalid", through("http://"+raw(t, says("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))))
			}, KindService, RemedyCheckProxy, "asks for a user name and a password: HTTP 407",
		},
		"proxy: nobody there": {proxy(func(t *testing.T) string { return "http://" + unheard(t) }), KindNetwork, RemedyCheckProxy, "The proxy 127.0.0.1:"},
		"proxy: name":         {proxy(func(*testing.T) string { return "http://proxy.invalid:3128" }), KindNetwork, RemedyCheckProxy, "proxy.invalid, the proxy,"},
		"proxy: resets":       {proxy(func(t *testing.T) string { return "http://" + raw(t, hangsUp) }), KindNetwork, RemedyCheckProxy, "reset the connection"},
		"proxy: SOCKS junk":   {proxy(func(t *testing.T) string { return "socks5://" + raw(t, says("\x05\xff")) }), KindNetwork, RemedyCheckProxy, "The SOCKS proxy 127.0.0.1:"},
		"proxy: TLS":          {proxy(func(t *testing.T) string { return "https://" + raw(t, says("HTTP/1.1 200 OK\r\n\r\n")) }), KindNetwork, RemedyCheckProxy, "doesn't speak TLS"},

		// the DNS
		"DNS: no such name":  {lookup(net.DNSError{Err: "no such host", Name: "iam.invalid", IsNotFound: true}), KindNetwork, RemedyCheckNetwork, "iam.invalid, the endpoint of IAM, was not found in the DNS"},
		"DNS: no answer":     {lookup(net.DNSError{Err: "i/o timeout", Name: "iam.invalid", IsTimeout: true}), KindNetwork, RemedyCheckNetwork, "The DNS didn't answer"},
		"DNS: fails for now": {lookup(net.DNSError{Err: "server misbehaving", Name: "iam.invalid", IsTemporary: true}), KindNetwork, RemedyCheckNetwork, "The DNS failed"},

		// TLS
		"TLS: unknown authority": {tlsWith(nil, false), KindNetwork, RemedyTrust, "isn't signed by an authority that is trusted here"},
		"TLS: expired":           {tlsWith(func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, true), KindNetwork, RemedyCheckEndpoint, "expired on "},
		"TLS: not valid yet":     {tlsWith(func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }, true), KindNetwork, RemedySetClock, "isn't valid before "},
		"TLS: wrong host":        {tlsWith(func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"other.example"} }, true), KindNetwork, RemedyCheckEndpoint, "is for other.example, not for 127.0.0.1"},
		"TLS: wrong use":         {tlsWith(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} }, true), KindNetwork, RemedyCheckEndpoint, "may not be used for this"},
		"TLS: old version": {func(t *testing.T) *Service {
			return overTLS(t, certificate(t, nil), true, func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 })
		}, KindNetwork, RemedyCheckEndpoint, "no version of TLS that is safe"},
		"TLS: client certificate": {func(t *testing.T) *Service {
			return overTLS(t, certificate(t, nil), true, func(c *tls.Config) { c.ClientAuth, c.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12 })
		}, KindNetwork, RemedyCheckEndpoint, "refused the TLS handshake"},
		"TLS: plain HTTP server": {func(t *testing.T) *Service {
			server := httptest.NewServer(http.NotFoundHandler())
			t.Cleanup(server.Close)
			return at(t, "https"+strings.TrimPrefix(server.URL, "http"), nil)
		}, KindNetwork, RemedyCheckEndpoint, "doesn't speak TLS"},
		"TLS: broken off": {socket("https", hangsUp), KindNetwork, RemedyCheckEndpoint, "broke off the TLS handshake"},
		"TLS: hangs":      {soon(socket("https", hanging)), KindTimeout, RemedyReadAgain, "did not finish the TLS handshake"},

		// the connection
		"refused":          {func(t *testing.T) *Service { return at(t, "http://"+unheard(t), nil) }, KindNetwork, RemedyCheckNetwork, "IAM (127.0.0.1:"},
		"reset":            {socket("http", hangsUp), KindNetwork, RemedyCheckNetwork, "reset the connection"},
		"closed":           {socket("http", says("")), KindNetwork, RemedyCheckNetwork, "closed the connection without an answer"},
		"closed within":    {socket("http", says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<List")), KindNetwork, RemedyCheckNetwork, "closed the connection within its answer"},
		"no route":         {dial(syscall.EHOSTUNREACH), KindNetwork, RemedyCheckNetwork, "There is no route to IAM"},
		"not allowed":      {dial(syscall.EPERM), KindNetwork, RemedyCheckNetwork, "This computer doesn't allow a connection"},
		"connect timeout":  {dial(syscall.ETIMEDOUT), KindNetwork, RemedyCheckNetwork, "didn't accept the connection in time"},
		"junk":             {socket("http", says("SSH-2.0-OpenSSH_9.6\r\n")), KindNetwork, RemedyCheckEndpoint, "is not HTTP"},
		"interim for ever": {socket("http", says(strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 4))), KindNetwork, RemedyCheckEndpoint, "never got past its interim part"},
		"HTTP/2": {func(t *testing.T) *Service {
			return overTLSRaw(t, "h2", func(conn net.Conn) {
				_, _ = io.WriteString(conn, strings.Repeat("junk", 100))
				_, _ = io.Copy(io.Discard, conn)
			})
		}, KindNetwork, RemedyCheckNetwork, "The HTTP/2 connection to IAM"},
		"no answer":    {soon(socket("http", hanging)), KindTimeout, RemedyReadAgain, "IAM did not answer within 500 ms."},
		"answer stops": {soon(socket("http", func(c net.Conn) { says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<List")(c); hanging(c) })), KindTimeout, RemedyReadAgain, "The answer to ListUsers stopped"},
		"answer drips": {func(t *testing.T) *Service {
			s := at(t, "http://"+raw(t, drips), nil)
			s.options.Deadline = time.Second
			return s
		}, KindTimeout, RemedyReadAgain, "The answer to ListUsers was not complete within 1 s."},
		"too long": {socket("http", endless), KindService, RemedyLater, "The answer to ListUsers is too long"},

		// what is not IAM
		"redirect":      {answering(301, xml, "", "Location", "https://evil.example/x"), KindService, RemedyCheckEndpoint, "with a redirect to evil.example"},
		"sign-in page":  {answering(200, "text/html", "<!DOCTYPE html><html><br>Sign in</html>"), KindService, RemedySignInPage, "A web page answered in place of IAM"},
		"gateway":       {answering(502, "text/html", "<html>Bad gateway</html>"), KindService, RemedyLater, "A gateway or load balancer answered"},
		"nothing there": {answering(404, "text/plain", "404 page not found"), KindService, RemedyCheckEndpoint, "has no IAM API there"},
		"empty":         {answering(200, xml, ""), KindService, RemedyCheckEndpoint, "an empty answer"},
		"JSON":          {answering(200, "application/json", `{"message":"hello"}`), KindService, RemedyCheckEndpoint, "in JSON"},
		"S3":            {answering(405, "application/xml", "<Error><Code>MethodNotAllowed</Code><HostId>x</HostId></Error>"), KindService, RemedyCheckEndpoint, "An S3 service answered"},
		"other XML":     {answering(200, xml, "<Other/>"), KindService, RemedySignInPage, "is not one of IAM"},
		"guise":         {answering(200, xml, "<ErrorResponse/>"), KindService, RemedySignInPage, "an error in the guise of a success"},
		"no such op":    {refusing(400, "InvalidAction", "Could not find operation"), KindService, RemedyCheckEndpoint, "doesn't know the operation ListUsers"},

		// what IAM says
		"IAM fails":       {refusing(500, "ServiceFailure", "oops"), KindService, RemedyLater, "IAM failed to list the users"},
		"IAM unavailable": {refusing(503, "ServiceUnavailable", "oops"), KindService, RemedyLater, "IAM is unavailable for now"},
		"not signed up":   {refusing(403, "OptInRequired", "You are not subscribed"), KindService, RemedyOtherProfile, "isn't signed up for IAM"},
		"denied":          {refusing(403, "AccessDenied", "no"), KindDenied, RemedyPermission, "You may not list the users"},
		"region":          {refusing(403, "SignatureDoesNotMatch", scope), KindCredentials, RemedyCheckRegion, "signed for region us-east-1"},
		"service":         {refusing(403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'. "), KindCredentials, RemedyCheckEndpoint, "is another service"},
		"scope":           {refusing(403, "SignatureDoesNotMatch", "Credential should be scoped with a valid terminator: 'aws4_request'"), KindCredentials, RemedyCheckEndpoint, "(its scope)"},
		"secret":          {refusing(403, "SignatureDoesNotMatch", "The request signature we calculated does not match"), KindCredentials, RemedyCheckSecret, "secret access key"},
		"clock":           {refusing(403, "SignatureDoesNotMatch", "Signature expired: 20261125T000000Z is now earlier than"), KindCredentials, RemedySetClock, "The clock of this computer"},
		"key":             {refusing(403, "InvalidClientTokenId", "The security token included in the request is invalid."), KindCredentials, RemedyCheckIdentity, "does not know the access key"},
		"token":           {with("environment", true, refusing(403, "InvalidClientTokenId", "The security token included in the request is invalid.")), KindCredentials, RemedySignIn, "doesn't accept the session token"},
		"incomplete":      {refusing(400, "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements"), KindCredentials, RemedyCheckIdentity, "incomplete signature"},
		"no signature":    {refusing(403, "MissingAuthenticationToken", "Request is missing Authentication Token"), KindCredentials, RemedyCheckEndpoint, "without a signature"},
		"region off":      {refusing(403, "RegionDisabledException", "STS is not activated"), KindCredentials, RemedyEnableRegion, "turned off for this account in region us-east-1"},

		// sessions that run out
		"expired: environment": {with("environment", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "environment (AWS_SESSION_TOKEN) has run out"},
		"expired: file":        {with("profile", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "saved for profile prod has run out"},
		"expired: SSO":         {with("SSOProvider", true, refusing(403, "ExpiredTokenException", "x")), KindExpired, RemedySignIn, "SSO login of profile prod has run out"},
		"expired: login":       {with("LoginProvider", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "The login of profile prod has run out"},
		"expired: process":     {with("process", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "credential process of profile prod has run out"},
		"expired: role":        {with("AssumeRoleProvider", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "The role session of profile prod has run out"},
		"expired: web":         {with("WebIdentityCredentials", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "web identity session of profile prod has run out"},
		"expired: container":   {with("CredentialsEndpointProvider", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "container's credential endpoint has run out"},
		"expired: instance":    {with("EC2RoleProvider", true, refusing(403, "ExpiredToken", "x")), KindExpired, RemedySignIn, "EC2 instance's role has run out"},
		"expired: unknown":     {refusing(403, "ExpiredToken", "x"), KindExpired, RemedySignIn, "The AWS credentials have run out"},
	}
}

// Each cause of a failure has a sentence of its own, which names what failed, and holds nothing of a secret.
func TestEachCauseIsNamed(t *testing.T) {
	t.Parallel()
	numbers := regexp.MustCompile(`127\.0\.0\.1:\d+|\d{4}-\d\d-\d\d`)
	var mu sync.Mutex
	said := map[string]string{}
	t.Run("each", func(t *testing.T) {
		for name, c := range causes() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				_, err := c.open(t).ListUsers(t.Context(), "")
				e := AsError(err)
				if e == nil {
					t.Fatal("no failure")
				}
				if e.Kind != c.kind || e.Remedy().Kind != c.remedy || !strings.Contains(e.Error(), c.says) {
					t.Errorf("kind %d, remedy %d: %s\n%v", e.Kind, e.Remedy().Kind, e.Error(), e.cause)
				}
				speaks(t, e)
				if strings.Contains(e.Error()+e.Details(), "hunter2") {
					t.Errorf("a password is shown: %s", e.Details())
				}
				sentence := numbers.ReplaceAllString(e.Error(), "N")
				mu.Lock()
				defer mu.Unlock()
				if other, ok := said[sentence]; ok {
					t.Errorf("%q is said of %s as well", sentence, other)
				}
				said[sentence] = name
			})
		}
	})
}

// overTLSRaw serves TLS by a raw socket that agrees on a protocol.
func overTLSRaw(t *testing.T, protocol string, serve func(net.Conn)) *Service {
	t.Helper()
	cert := certificate(t, nil)
	address := raw(t, func(conn net.Conn) {
		secure := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{protocol}})
		if secure.HandshakeContext(t.Context()) == nil {
			serve(secure)
		}
	})
	return at(t, "https://"+address, func(tr *http.Transport) {
		pool := x509.NewCertPool()
		pool.AddCert(cert.Leaf)
		tr.TLSClientConfig = &tls.Config{RootCAs: pool}
	})
}

// drips answers with a byte each 20 ms, for long.
func drips(conn net.Conn) {
	says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")(conn)
	for range 100 {
		if _, err := io.WriteString(conn, " "); err != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// endless answers without end.
func endless(conn net.Conn) {
	says("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")(conn)
	part := strings.Repeat("<!-- -->", 64<<10)
	for {
		if _, err := io.WriteString(conn, part); err != nil {
			return
		}
	}
}
