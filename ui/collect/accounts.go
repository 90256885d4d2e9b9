package collect

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/estate"
)

// Under is how many accounts have calls under way at most. One that waits for its credential report has none.
const Under = 50

// State is how far an account is.
type State uint8

// The states. All after Reading are ends.
const (
	Waiting   State = iota // for its turn
	Reading                // calls are under way, or its credential report is waited for
	Read                   // read, with gaps perhaps
	SignedOut              // it takes a login, or a code of an MFA device
	Denied                 // a permission is missing, or its role can't be assumed
	Suspended              // it is not active in its organization, and is not asked
	Failed                 // it could not be read for another reason
	Same                   // it is another one's: two profiles lead to one account
)

// Ended reports whether nothing more comes of the account.
func (s State) Ended() bool { return s > Reading }

// Account is what is known of one of many accounts.
type Account struct {
	Member estate.Member
	State  State
	// Err is why it is not read; nil for Read and what comes before, and for Suspended.
	Err *iamsvc.Error
	// Identity is who asks there; zero until STS has said so.
	Identity iamsvc.Identity
	// Service is the account as it was opened; nil until then.
	Service *iamsvc.Service
	// Keys has what was collected; nil unless State is Read. It is no more written to.
	Keys *Collector
	// ReadAt is when it was read, by this machine; zero before.
	ReadAt time.Time
}

// ID returns the number of the account; empty while it is not known.
func (a Account) ID() string {
	if a.Member.ID != "" {
		return a.Member.ID
	}
	return a.Identity.Account
}

// Summary returns the counts of the keys; zero unless State is Read.
func (a Account) Summary() audit.Summary {
	if a.Keys == nil {
		return audit.Summary{}
	}
	return a.Keys.Table().Summary()
}

// Accounts collects the keys of many accounts side by side, each by itself and ended by its own failure alone. Make it
// with NewAccounts.
type Accounts struct {
	source  estate.Source
	like    iamsvc.Options
	options Options
	hear    func(i int, a Account)
	now     func() time.Time
	places  *semaphore.Weighted

	mu   sync.Mutex // also while hear is called
	all  []Account
	byID map[string]int
}

// NewAccounts returns a collector of the accounts of a source, which has asked nothing yet. What the services of all
// accounts have in common is taken from like, how each is collected from o. Each change of an account is told to hear,
// one at a time, from any goroutine, with its place in the order in which the source told the accounts.
func NewAccounts(source estate.Source, like iamsvc.Options, o Options, hear func(i int, a Account)) *Accounts {
	now := like.Now
	if now == nil {
		now = time.Now
	}
	return &Accounts{
		source: source, like: like, options: o, hear: hear, now: now,
		places: semaphore.NewWeighted(Under), byID: map[string]int{},
	}
}

// All returns the accounts as they are now.
func (a *Accounts) All() []Account {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.all)
}

// Run reads every account of the source. It returns the failure of the source, by which accounts may be missing, or the
// cause of ctx; what befalls a single account is its own.
func (a *Accounts) Run(ctx context.Context) error {
	var group errgroup.Group
	defer func() { _ = group.Wait() }() // none of them fails
	for m, err := range a.source(ctx) {
		if err != nil {
			return err
		}
		i, ok := a.add(m)
		if ok {
			group.Go(func() error { a.read(ctx, i); return nil })
		}
	}
	_ = group.Wait() // likewise
	return context.Cause(ctx)
}

// Again reads anew the accounts that a function chooses, such as those that are signed out once someone has signed in.
func (a *Accounts) Again(ctx context.Context, choose func(Account) bool) error {
	var group errgroup.Group
	for i, account := range a.All() {
		if account.State.Ended() && account.State != Same && account.Member.Live() && choose(account) {
			a.change(i, func(a *Account) { *a = Account{Member: a.Member, Identity: a.Identity} })
			group.Go(func() error { a.read(ctx, i); return nil })
		}
	}
	_ = group.Wait() // none of them fails
	return context.Cause(ctx)
}

// add takes an account of the source into the list, and reports whether there is something to read.
func (a *Accounts) add(m estate.Member) (int, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	i := len(a.all)
	account := Account{Member: m}
	if at, ok := a.byID[m.ID]; ok && m.ID != "" {
		account.State = Same
		a.all = append(a.all, account)
		a.join(at, m)
		a.hear(i, account)
		return i, false
	}
	if m.ID != "" {
		a.byID[m.ID] = i
	}
	if !m.Live() {
		account.State = Suspended
	}
	a.all = append(a.all, account)
	a.hear(i, account)
	return i, m.Live()
}

// join notes that another member leads to the same account.
func (a *Accounts) join(at int, m estate.Member) {
	a.all[at].Member = a.all[at].Member.Join(m)
	a.hear(at, a.all[at])
}

// change changes an account and tells of it.
func (a *Accounts) change(i int, do func(*Account)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	do(&a.all[i])
	a.hear(i, a.all[i])
}

// read reads an account, in the first of its ways by which one can sign in.
func (a *Accounts) read(ctx context.Context, i int) {
	if err := a.places.Acquire(ctx, 1); err != nil {
		a.change(i, func(account *Account) { account.end(iamsvc.AsError(iamsvc.Stopped(err))) })
		return
	}
	defer a.places.Release(1)
	a.change(i, func(account *Account) { account.State = Reading })
	a.mu.Lock()
	member := a.all[i].Member
	a.mu.Unlock()
	var last *iamsvc.Error
	for service, err := range member.Services(ctx, a.like) {
		if err == nil {
			err = a.enter(ctx, i, service)
		}
		if last = iamsvc.AsError(err); last == nil || !entry(last) {
			break
		}
	}
	if last != nil {
		a.change(i, func(account *Account) { account.end(last) })
	}
}

// enter reads an account by a service of it.
func (a *Accounts) enter(ctx context.Context, i int, service *iamsvc.Service) error {
	id, err := service.WhoAmI(ctx)
	if err != nil {
		return err
	}
	if same, err := a.identified(i, id, service); same || err != nil {
		return err
	}
	o := a.options
	o.Identity = id
	c := New(service, o, silent{})
	err = c.Collect(iamsvc.WithIdle(ctx, func(wait func() error) error {
		a.places.Release(1)
		err := wait()
		if again := a.places.Acquire(context.WithoutCancel(ctx), 1); again != nil { // it gives the place back
			return again
		}
		return err
	}))
	if err != nil {
		if e := iamsvc.AsError(err); e != nil {
			return e
		}
		return iamsvc.Stopped(err)
	}
	a.change(i, func(account *Account) {
		account.State, account.Err, account.Keys, account.ReadAt = Read, nil, c, a.now()
	})
	return nil
}

// identified notes whose account it is. It reports whether that is one that another member leads to already.
func (a *Accounts) identified(i int, id iamsvc.Identity, service *iamsvc.Service) (same bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	account := &a.all[i]
	if account.Member.ID != "" && account.Member.ID != id.Account {
		return false, iamsvc.Refused("GetCallerIdentity", id.Account, "The credentials are those of account "+id.Account+
			", not of "+account.Member.ID+": nothing was read.", "")
	}
	if at, ok := a.byID[id.Account]; ok && at != i {
		account.State = Same
		a.hear(i, *account)
		a.join(at, account.Member)
		return true, nil
	}
	a.byID[id.Account] = i
	account.Identity, account.Service = id, service
	a.hear(i, *account)
	return false, nil
}

// end notes why an account is not read.
func (a *Account) end(why *iamsvc.Error) {
	a.Err = why
	switch {
	case signedOut(why):
		a.State = SignedOut
	case why.Kind == iamsvc.KindDenied, why.RoleRefused() != "":
		a.State = Denied
	default:
		a.State = Failed
	}
}

// signedOut reports whether it takes a login, or a code, to go on.
func signedOut(e *iamsvc.Error) bool {
	return e.Kind == iamsvc.KindExpired || e.Kind == iamsvc.KindNoCredentials || e.Kind == iamsvc.KindMFA
}

// entry reports whether a failure is that of the way in, so that another way may lead there.
func entry(e *iamsvc.Error) bool {
	return signedOut(e) || e.RoleRefused() != "" || e.Kind == iamsvc.KindInvalid || e.Kind == iamsvc.KindCredentials
}

// silent is a Progress that nobody looks at.
type silent struct{}

func (silent) Say(string)  {}
func (silent) Note(string) {}
