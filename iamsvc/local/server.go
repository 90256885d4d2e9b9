package local

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"akia/iamsvc/local/model"
)

// Options say what account a server has and where it listens. The zero value is an account with nobody in it but its
// administrator, on a port that the system chooses.
type Options struct {
	// Addr is the host:port on loopback to listen at. "" means 127.0.0.1:0.
	Addr string
	// Users is how many users the demonstration has besides the administrator, up to 5,000. 0 is account 123456789012
	// with only the administrator.
	Users int
	// Now tells the time for everything the account does. nil means time.Now.
	Now func() time.Time
	// Around, if not nil, returns what answers instead of the account, which is next.
	Around func(s *Server, next Handler) Handler
	// Watch, if not nil, is called with every request as it comes, whoever signed it, and what it returns with what
	// became of it: nil, an [*Error], or what else kept it from an answer.
	Watch func(*Request) (done func(error))
}

// Server is a running account. All its methods may be called from several goroutines at once.
type Server struct {
	account  *account
	admin    *accessKey
	handle   Handler
	watch    func(*Request) func(error)
	actions  map[string]action
	model    *model.Model
	verifier verifier
	listener net.Listener
	http     *http.Server
	open     context.Context // ends with Close
	close    context.CancelFunc
}

// Start makes an account and serves it until Close. It returns an error if it cannot listen at the address.
func Start(o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Users < 0 || o.Users > usersQuota {
		return nil, fmt.Errorf("demo users: %d is not within 0 and %d", o.Users, usersQuota)
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("demo server: %w", err)
	}
	a, admin := populate(o.Users, o.Now)
	s := &Server{
		account: a, admin: admin, actions: actions(), model: model.New(), verifier: newVerifier(),
		listener: listener, watch: o.Watch,
	}
	s.handle = s.perform
	if o.Around != nil {
		s.handle = o.Around(s, s.perform)
	}
	if s.watch == nil {
		s.watch = func(*Request) func(error) { return func(error) {} }
	}
	s.open, s.close = context.WithCancel(context.Background())
	_ = s.open.Done() // made here, so that it does not belong to the bubble of whichever test asks first
	s.http = newHTTPServer(s.Handler())
	go func() { _ = s.http.Serve(listener) }() // ends with Close, and then has nothing to report
	return s, nil
}

// URL returns the address of the server, such as http://127.0.0.1:4711. It is the endpoint of IAM and of STS.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Admin returns the access key with which the account's administrator signs.
func (s *Server) Admin() (keyID, secret string) { return s.admin.id, s.admin.secret }

// Root returns the access key of the root user, or empty strings if it has none.
func (s *Server) Root() (keyID, secret string) {
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	if len(s.account.root.keys) == 0 {
		return "", ""
	}
	k := s.account.root.keys[0]
	return k.id, k.secret
}

// Secret returns the secret of any access key of the account, so that a test can sign as anyone.
func (s *Server) Secret(keyID string) (secret string, ok bool) {
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	if k := s.account.keys[keyID]; k != nil {
		return k.secret, true
	}
	return "", false
}

// Close stops the server at once: requests under way, hanging ones too, lose their connection. It may be called twice.
func (s *Server) Close() error {
	s.close()
	return s.http.Close()
}

// Handler returns the same account without a socket, for a round tripper within the process. Where the connection is
// dropped it panics with [http.ErrAbortHandler], as net/http expects.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }
