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

// stock is what all accounts of a server are made of.
type stock struct {
	words      *vocabulary
	policies   map[string]*managedPolicy // those that AWS keeps, by ARN
	statements map[string][]statement    // of these
}

func newStock() *stock {
	a := &account{policies: map[string]*managedPolicy{}, statements: map[string][]statement{}}
	a.keep(amazonManagedPolicies())
	return &stock{newVocabulary(), a.policies, a.statements}
}

// populate makes an account with an administrator and n other users. Whatever it makes is the same each time, but for
// secrets and the moment that ages are counted from.
func populate(n int, now func() time.Time, of *stock) (*account, *accessKey) {
	id, alias := emptyAccount, ""
	if n > 0 {
		id, alias = demoAccount, demoAlias
	}
	p := begin(newAccount(id, alias, now, of), n, [32]byte([]byte("a company of people and machines")), of)
	p.founded()
	admin := p.administrator()
	p.operatorRole()
	if n > 0 {
		p.rootKey()
		p.foundGroups()
	}
	cast := p.cast()
	for i := range n {
		if i < len(cast) {
			cast[i]()
		} else {
			p.someUser()
		}
	}
	p.sort()
	return p.account, admin
}

// begin returns what fills an account with n users.
func begin(a *account, n int, seed [32]byte, of *stock) *population {
	source := rand.NewChaCha8(seed)
	a.keys = make(map[string]*accessKey, 2*n)
	a.users.sorted = make([]*user, 0, n+1)
	return &population{
		account: a, random: rand.New(source), ids: idMaker{a.id, source},
		words: of.words, now: a.time(), taken: make(map[string]bool, n),
	}
}

// sort puts the users in order, who are added in any.
func (p *population) sort() {
	slices.SortFunc(p.account.users.sorted, func(x, y *user) int { return strings.Compare(x.fold, y.fold) })
}

// population makes up the users of the demonstration.
type population struct {
	account *account
	random  *rand.Rand
	ids     idMaker
	words   *vocabulary
	groups  map[string]*group
	now     time.Time
	taken   map[string]bool // names in use
}

func (p *population) administrator() *accessKey {
	u := p.user("/", adminName, 800*day)
	p.attach(u, "arn:aws:iam::aws:policy/AdministratorAccess")
	return p.key(u, 40*day)
}

// operatorRole is the one role of the account, which any user may assume.
func (p *population) operatorRole() {
	p.role("/", "operator", 790*day, trustIn(p.account.id, ""))
}

// role adds a role that whoever its trust policy lets may assume.
func (p *population) role(path, name string, age time.Duration, trust string, policies ...string) {
	r := p.account.newRole(path, name, p.ids.unique("AROA"), trust)
	r.created = p.now.Add(-age)
	for _, arn := range policies {
		r.attached = append(r.attached, p.account.policies[arn])
	}
}

// founded gives the account its beginning, and its root user the password that came with it.
func (p *population) founded() {
	root := p.account.root
	root.created = p.now.Add(-2400 * day)
	root.passwordSet = root.created
}

func (p *population) rootKey() {
	root := p.account.root
	root.passwordUsed = p.now.Add(-95 * day)
	root.mfa = []*mfaDevice{{serial: p.account.device("root-account-mfa-device"), enabled: p.now.Add(-2390 * day)}}
	p.used(p.key(root, 1900*day), 1210*day, "s3", "us-east-1")
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

// used sets when a key was last used.
func (p *population) used(k *accessKey, ago time.Duration, service, region string) {
	k.used = use{p.now.Add(-ago), service, region}
}

// describe gives a key the description that the console shows: a tag of the user whose key is the key's ID.
func (p *population) describe(k *accessKey, text string) {
	p.tag(k.owner, k.id, text)
}

func (p *population) tag(u *user, key, value string) {
	u.tags = mergeTags(u.tags, []tag{{key, value}})
}

func (p *population) attach(u *user, arn string) { u.attach(p.account.policies[arn]) }

func (p *population) inline(u *user, name, document string) {
	u.inline = append(u.inline, inlinePolicy{name, document})
}

func (p *population) password(u *user, set, lastUsed time.Time) {
	u.passwordSet, u.passwordUsed = set, lastUsed
}

func (p *population) mfa(u *user) {
	u.mfa = []*mfaDevice{{serial: p.account.device(u.name), enabled: u.created.Add(time.Hour)}}
}

// device returns the ARN of a virtual MFA device.
func (a *account) device(name string) string { return "arn:aws:iam::" + a.id + ":mfa/" + name }

// foundGroups makes the groups of the company.
func (p *population) foundGroups() {
	p.groups = map[string]*group{}
	for _, name := range strings.Fields("administrators billing ci data-readers developers support") {
		g := &group{
			path: "/", name: name, id: p.ids.unique("AGPA"), arn: "arn:aws:iam::" + p.account.id + ":group/" + name,
			created: p.now.Add(-2300 * day),
		}
		p.groups[name] = g
		p.account.groups = append(p.account.groups, g)
	}
}

// key makes a key. Its ID is the same each time; its secret is not, or whoever knows this program could sign as
// anyone.
func (p *population) key(u *user, age time.Duration) *accessKey {
	id := p.ids.accessKey("AKIA")
	p.ids.secret() // what is made up next does not depend on where the secret is from
	return p.account.addKey(u, id, p.account.ids.secret(), p.now.Add(-age))
}

// age returns something between the given numbers of days.
func (p *population) age(youngest, oldest int) time.Duration {
	days := float64(youngest) + p.random.Float64()*float64(oldest-youngest)
	return time.Duration(days * float64(day)).Truncate(time.Second)
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
