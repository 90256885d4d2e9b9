package local

import (
	"crypto/rand"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// account is everything that the service knows. Its methods expect mu to be held, but for those that say otherwise.
type account struct {
	mu    sync.Mutex
	id    string
	alias string // "" for none
	now   func() time.Time
	ids   idMaker
	users directory
	root  *user
	keys  map[string]*accessKey // of all users and of the root user, by ID

	groups     []*group                  // sorted by name
	policies   map[string]*managedPolicy // by ARN
	statements map[string][]statement    // of policies, by ARN
	roles      map[string]*role          // by ARN
	sessions   map[string]*session       // by access key ID

	report *credentialReport // nil until one was asked for
}

func newAccount(id, alias string, now func() time.Time, of *stock) *account {
	a := &account{
		id: id, alias: alias, now: now, ids: idMaker{id, rand.Reader},
		keys: map[string]*accessKey{}, policies: maps.Clone(of.policies), statements: maps.Clone(of.statements),
		roles: map[string]*role{}, sessions: map[string]*session{},
	}
	a.keep(ownManagedPolicies(id, a.time()))
	a.root = &user{id: id, arn: "arn:aws:iam::" + id + ":root", isRoot: true}
	return a
}

// keep adds managed policies.
func (a *account) keep(policies []*managedPolicy) {
	for _, p := range policies {
		a.policies[p.arn] = p
		if statements, err := parsePolicy(p.document); err == nil { // a test reads each of them
			a.statements[p.arn] = statements
		}
	}
}

// time returns the present moment as IAM keeps it, in whole seconds.
func (a *account) time() time.Time { return a.now().UTC().Truncate(time.Second) }

// newUser returns a user that is not in the account yet.
func (a *account) newUser(path, name, id string, created time.Time) *user {
	return &user{
		path: path, name: name, fold: foldName(name), id: id, created: created,
		arn: "arn:aws:iam::" + a.id + ":user" + path + name,
	}
}

// addKey gives a user a key.
func (a *account) addKey(u *user, id, secret string, created time.Time) *accessKey {
	k := &accessKey{id: id, secret: secret, owner: u, status: statusActive, created: created}
	i, _ := slices.BinarySearchFunc(u.keys, id, func(k *accessKey, id string) int { return strings.Compare(k.id, id) })
	u.keys = slices.Insert(u.keys, i, k)
	a.keys[id] = k
	return k
}

// directory holds users in the order in which IAM lists them: by name, without regard to case.
type directory struct {
	sorted []*user
}

// search returns where a folded name is or would be.
func (d *directory) search(fold string) (int, bool) {
	return slices.BinarySearchFunc(d.sorted, fold, func(u *user, fold string) int { return strings.Compare(u.fold, fold) })
}

func (d *directory) find(name string) *user {
	if i, found := d.search(foldName(name)); found {
		return d.sorted[i]
	}
	return nil
}

// add puts a user where it belongs. Its name must be free.
func (d *directory) add(u *user) {
	i, _ := d.search(u.fold)
	d.sorted = slices.Insert(d.sorted, i, u)
}

func (d *directory) remove(u *user) {
	if i, found := d.search(u.fold); found {
		d.sorted = slices.Delete(d.sorted, i, i+1)
	}
}

// removeKey deletes a key.
func (a *account) removeKey(k *accessKey) {
	k.owner.keys = slices.DeleteFunc(k.owner.keys, func(other *accessKey) bool { return other == k })
	delete(a.keys, k.id)
}
