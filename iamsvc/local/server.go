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
	// Members is how many accounts the organization has of which this one is the management account, up to MostMembers.
	// Each has 20 to 200 users, and is made when it is asked for first. 0 is an account in no organization.
	Members int
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
	org      *organization
	admin    *accessKey
	now      func() time.Time
	handle   Handler
	watch    func(*Request) func(error)
	actions  map[string]action
	across   map[string]acrossAction
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
	if o.Members < 0 || o.Members > MostMembers {
		return nil, fmt.Errorf("demo members: %d is not within 0 and %d", o.Members, MostMembers)
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("demo server: %w", err)
	}
	of := newStock()
	a, admin := populate(o.Users, o.Now, of)
	if o.Members > 0 {
		admin.owner.mfa = []*mfaDevice{{serial: a.device(adminName), enabled: admin.owner.created.Add(time.Hour)}}
	}
	s := &Server{
		org: newOrganization(a, o.Members, of, o.Now), admin: admin, now: o.Now, actions: actions(), across: acrossActions(),
		model: model.New(), verifier: newVerifier(), listener: listener, watch: o.Watch,
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
	a := s.org.management
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.root.keys) == 0 {
		return "", ""
	}
	k := a.root.keys[0]
	return k.id, k.secret
}

// Secret returns the secret of any access key of the accounts, so that a test can sign as anyone.
func (s *Server) Secret(keyID string) (secret string, ok bool) {
	a := s.org.accountOfKey(keyID)
	a.mu.Lock()
	defer a.mu.Unlock()
	if k := a.keys[keyID]; k != nil {
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

// Account is an account of the organization, as its list tells of it.
type Account struct {
	ID, Name  string
	Suspended bool
	// Role is the role that the administrator may assume in it; empty where there is none.
	Role string
	// MFARole is such a role that takes a code of an MFA device as well.
	MFARole string
}

// Members returns the members of the organization, in the order of their joining. Nothing is made for it.
func (s *Server) Members() []Account {
	var out []Account
	for _, m := range s.org.members().all {
		a := Account{ID: m.id, Name: m.name, Suspended: m.suspended}
		if !m.invited {
			a.Role, a.MFARole = "arn:aws:iam::"+m.id+":role/"+accessRole, "arn:aws:iam::"+m.id+":role/"+mfaRole
		}
		out = append(out, a)
	}
	return out
}

// Management returns the number of the account whose administrator Admin is.
func (s *Server) Management() string { return s.org.management.id }

// Device returns the serial number of the administrator's MFA device, "" without one.
func (s *Server) Device() string {
	s.org.management.mu.Lock()
	defer s.org.management.mu.Unlock()
	for _, d := range s.admin.owner.mfa {
		return d.serial
	}
	return ""
}
