package local

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// MostMembers is how many members an organization can have besides its management account.
const MostMembers = 1000

// organization is the accounts of a server. The management account is there from the start, the members are made when
// they are asked for first. Without members there is no organization, and the account is alone.
type organization struct {
	management *account
	members    func() *members
	logins     sync.Map // of the portal: until when a token is good
	stock      *stock
	now        func() time.Time
}

// members are the members in the order of their joining. There are as many of them as the server was started with.
type members struct {
	all  []*member
	byID map[string]*member
}

// member is an account of the organization, as the organization knows it, before there is anything in it.
type member struct {
	id, name, email string
	units           []unit // from the root down, without the root
	joined          time.Time
	invited         bool // it has no role for the management account
	suspended       bool
	rootKey         bool
	rootPassword    bool
	made            func() *account
}

// unit is an organizational unit.
type unit struct {
	id, name string
}

func newOrganization(management *account, size int, of *stock, now func() time.Time) *organization {
	o := &organization{management: management, stock: of, now: now}
	o.members = sync.OnceValue(func() *members { return o.enroll(size) })
	return o
}

// inUse reports whether there is an organization at all.
func (o *organization) inUse() bool { return len(o.members().all) > 0 }

// manages reports whether a request is signed in the management account.
func (o *organization) manages(r *Request) bool { return r.account == o.management && o.inUse() }

// account returns an account that can be signed in to, nil if there is none of that number.
func (o *organization) account(id string) *account {
	if id == o.management.id {
		return o.management
	}
	if m := o.members().byID[id]; m != nil && !m.suspended {
		return m.made()
	}
	return nil
}

// accountOfKey returns the account whose number is in an access key ID, and the management account for any other ID: no
// such key is known there.
func (o *organization) accountOfKey(keyID string) *account {
	if id, ok := accountOf(keyID); ok {
		if a := o.account(id); a != nil {
			return a
		}
	}
	return o.management
}

// enroll makes up the members. They are the same each time, whatever their number.
func (o *organization) enroll(size int) *members {
	all := &members{byID: make(map[string]*member, size)}
	random := rand.New(rand.NewChaCha8([32]byte([]byte("an organization of many accounts"))))
	names, founded := map[string]bool{}, o.now().UTC().Truncate(time.Second).Add(-2200*day)
	for i := range size {
		m := &member{id: strconv.FormatInt(300_000_000_000+random.Int64N(600_000_000_000), 10)}
		m.name, m.units = o.place(random, names)
		m.email = "aws+" + m.name + "@acme.example"
		m.joined = founded.Add(time.Duration(i) * 2 * day)
		m.rootPassword = i%7 == 4
		m.made = sync.OnceValue(func() *account { return o.make(m) })
		all.all = append(all.all, m)
		all.byID[m.id] = m
	}
	for i, mark := range []func(*member){
		func(m *member) { m.rootKey, m.rootPassword = true, true },
		func(m *member) { m.invited = true },
		func(m *member) { m.suspended = true },
	} {
		if at := []int{1, max(2, size/2), max(3, size-1)}[i]; at < size {
			mark(all.all[at])
		}
	}
	return all
}

// place returns a name that no other account has, and the units that an account of that name is in.
func (o *organization) place(random *rand.Rand, taken map[string]bool) (string, []unit) {
	stage := pick(random, strings.Fields("prod prod dev staging sandbox"))
	base := pick(random, o.stock.words.robots.stems) + "-" + stage
	name := base
	for i := 2; taken[name]; i++ {
		name = numbered(base, i)
	}
	taken[name] = true
	if stage == "sandbox" {
		return name, unitsNamed("Sandbox")
	}
	return name, unitsNamed("Workloads", stage)
}

// unitsNamed returns units by the path of their names.
func unitsNamed(path ...string) (out []unit) {
	for _, name := range path {
		sum := sha256.Sum256([]byte(name))
		out = append(out, unit{fmt.Sprintf("ou-%s-%x", rootSuffix, sum[:4]), name})
	}
	return out
}

// make fills the account of a member.
func (o *organization) make(m *member) *account {
	seed := sha256.Sum256([]byte("account " + m.id))
	size := rand.New(rand.NewChaCha8(seed))
	n := 20 + size.IntN(181)
	p := begin(newAccount(m.id, "acme-"+m.name, o.now, o.stock), n, seed, o.stock)
	p.account.root.created = m.joined
	p.foundGroups()
	p.operatorRole()
	p.memberRoles(m, o.management.id)
	p.memberRoot(m)
	for _, enter := range p.cast() {
		if p.random.IntN(4) == 0 {
			enter()
		}
	}
	for len(p.account.users.sorted) < n {
		p.someUser()
	}
	p.sort()
	return p.account
}

// The roles of a member besides the one that each account has.
const (
	accessRole = "OrganizationAccountAccessRole"
	mfaRole    = "AdministratorWithMFA"
	vendorRole = "VendorAudit"
	// vendorID is the external ID that the last of them asks for.
	vendorID = "acme-audit-2481"
)

// memberRoles adds the roles that the management account may assume. An account that was invited has none of them.
func (p *population) memberRoles(m *member, management string) {
	if m.invited {
		return
	}
	administer, audit := "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/SecurityAudit"
	age := p.now.Sub(m.joined)
	p.role("/", accessRole, age, trustIn(management, ""), administer)
	p.role("/", mfaRole, age, trustIn(management, `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`), administer)
	p.role("/", vendorRole, age, trustIn(management, `{"StringEquals":{"sts:ExternalId":"`+vendorID+`"}}`), audit)
}

// memberRoot gives the root user of a member what it has: mostly nothing.
func (p *population) memberRoot(m *member) {
	root := p.account.root
	if m.rootPassword {
		root.passwordSet = m.joined
		root.passwordUsed = p.since(m.joined, 0)
	}
	if m.rootPassword && !m.rootKey {
		root.mfa = []*mfaDevice{{serial: p.account.device("root-account-mfa-device"), enabled: m.joined.Add(day)}}
	}
	if m.rootKey {
		k := p.key(root, 0)
		k.created = m.joined.Add(30 * day)
		p.used(k, 70*day, "s3", "us-east-1")
	}
}

// in reports whether the account is in a unit, or in one of those below it.
func (m *member) in(id string) bool {
	return slices.ContainsFunc(m.units, func(u unit) bool { return u.id == id })
}

// What the organization, its root and its units are called.
const (
	organizationID = "o-acme4akia7"
	rootSuffix     = "acme"
	rootID         = "r-" + rootSuffix
)
