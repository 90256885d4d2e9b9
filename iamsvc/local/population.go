package local

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

const (
	emptyAccount = "123456789012"
	demoAccount  = "210987654321"
	demoAlias    = "acme-prod"
	adminName    = "akia-admin"
	day          = 24 * time.Hour
)

// populate makes an account with an administrator and n other users. Whatever it makes is the same each time, but for the
// moment that ages are counted from.
func populate(n int, now func() time.Time) (*account, *accessKey) {
	a := newAccount(emptyAccount, "", now)
	if n > 0 {
		a = newAccount(demoAccount, demoAlias, now)
	}
	seed := rand.NewChaCha8([32]byte([]byte("a company of people and machines")))
	p := population{
		account: a, random: rand.New(seed), ids: idMaker{a.id, seed}, //nolint:gosec // a demonstration that must repeat
		words: newVocabulary(), now: a.time(), taken: make(map[string]bool, n),
	}
	a.keys = make(map[string]*accessKey, 2*n)
	a.users.sorted = make([]*user, 0, n+1)
	admin := p.administrator()
	if n > 0 {
		p.rootKey()
		p.firstUser()
	}
	for range n - 1 {
		p.someUser()
	}
	slices.SortFunc(a.users.sorted, func(x, y *user) int { return strings.Compare(x.fold, y.fold) })
	return a, admin
}

// population makes up the users of the demonstration.
type population struct {
	account *account
	random  *rand.Rand
	ids     idMaker
	words   *vocabulary
	now     time.Time
	taken   map[string]bool // names in use
}

func (p *population) administrator() *accessKey {
	u := p.user("/", adminName, 800*day)
	return p.key(u, 40*day)
}

func (p *population) rootKey() {
	root := p.account.root
	root.created = p.now.Add(-2400 * day)
	k := p.key(root, 1900*day)
	k.used = use{p.now.Add(-1210 * day), "s3", "us-east-1"}
}

// firstUser is the one that the list opens at: its two keys show what there is to see.
func (p *population) firstUser() {
	u := p.user("/people/engineering/", "aaliyah.khan", 1100*day)
	u.passwordSet, u.passwordUsed = p.now.Add(-200*day), p.now.Add(-3*time.Hour)
	p.key(u, 412*day).used = use{p.now.Add(-3 * time.Hour), "s3", "us-east-1"}
	old := p.key(u, 980*day)
	old.status, old.used = statusInactive, use{p.now.Add(-430 * day), "ec2", "eu-west-1"}
}

// someUser adds a user of some kind: most are people, the rest machines.
func (p *population) someUser() {
	switch n := p.random.IntN(100); {
	case n < 62:
		p.person()
	case n < 80:
		p.robot("/ci/", p.words.robots, 900)
	case n < 89:
		p.robot("/legacy/", p.words.legacy, 2000)
	case n < 95:
		p.robot("/vendors/", p.words.vendors, 1200)
	default:
		p.robot("/", p.words.services, 1500)
	}
}

func (p *population) person() {
	name := p.free(func() string { return pick(p.random, p.words.first) + "." + pick(p.random, p.words.last) })
	u := p.user("/people/"+pick(p.random, p.words.teams)+"/", name, p.age(1500))
	if p.random.IntN(10) < 8 {
		u.passwordSet = p.since(u.created, 0)
		u.passwordUsed = p.since(u.passwordSet, 60)
	}
	p.keys(u, []int{38, 40, 22}, p.words.personUses)
}

func (p *population) robot(path string, names nameParts, oldest int) {
	name := p.free(func() string { return names.make(p.random) })
	u := p.user(path, name, p.age(oldest))
	p.keys(u, []int{6, 60, 34}, p.words.machineUses)
}

// free returns a name that is not taken yet. Where the words run out it numbers.
func (p *population) free(propose func() string) string {
	name := ""
	for range 40 {
		if name = propose(); !p.taken[name] {
			return name
		}
	}
	base := name
	for i := 2; p.taken[name]; i++ {
		name = numbered(base, i)
	}
	return name
}

func (p *population) user(path, name string, age time.Duration) *user {
	p.taken[name] = true
	u := p.account.newUser(path, name, p.ids.unique("AIDA"), p.now.Add(-age))
	p.account.users.sorted = append(p.account.users.sorted, u)
	return u
}

func (p *population) key(u *user, age time.Duration) *accessKey {
	return p.account.addKey(u, p.ids.accessKey("AKIA"), p.ids.secret(), p.now.Add(-age))
}

// keys gives a user no key, one or two, with the given weights of 100, each of some age, state and last use.
func (p *population) keys(u *user, weights []int, services []use) {
	n, at := 0, p.random.IntN(100)
	for n < len(weights)-1 && at >= weights[n] {
		at -= weights[n]
		n++
	}
	for range n {
		k := p.key(u, 0)
		k.created = p.since(u.created, 0)
		if p.random.IntN(100) < 22 {
			k.status = statusInactive
		}
		p.use(k, services)
	}
}

// use makes up when a key was last used: an active one mostly lately, an inactive one long ago, some never.
func (p *population) use(k *accessKey, services []use) {
	n := p.random.IntN(100)
	if n < 15 {
		return
	}
	k.used = services[p.random.IntN(len(services))]
	switch {
	case k.status == statusInactive || n < 45:
		k.used.at = p.since(k.created, 0)
	case n < 70:
		k.used.at = p.since(k.created, 30)
	default:
		k.used.at = p.since(k.created, 1)
	}
}

// age returns up to the given number of days, the younger ages being the more likely.
func (p *population) age(days int) time.Duration {
	x := p.random.Float64()
	return time.Duration(x * x * float64(days) * float64(day)).Truncate(time.Second)
}

// since returns a moment between a start, or so many days ago where that is later and not 0, and now.
func (p *population) since(start time.Time, days int) time.Time {
	span := p.now.Sub(start)
	if limit := time.Duration(days) * day; days > 0 && limit < span {
		span = limit
	}
	return p.now.Add(-time.Duration(p.random.Float64() * float64(span))).Truncate(time.Second)
}

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }
