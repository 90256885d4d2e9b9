package local

import "time"

// trade is a kind of machine user: where it lives, what its names are made of, how old it may be, what it may do.
type trade struct {
	path             string
	names            nameParts
	youngest, oldest int // in days
	policy           string
}

// someUser adds a user of some kind: most are people, the rest machines.
func (p *population) someUser() {
	own := "arn:aws:iam::" + p.account.id + ":policy/acme/"
	switch n := p.random.IntN(100); {
	case n < 62:
		p.person()
	case n < 80:
		p.machine(trade{"/ci/", p.words.robots, 5, 900, own + "deploy-staging"})
	case n < 89:
		p.machine(trade{"/legacy/", p.words.legacy, 800, 2000, own + "backup-buckets"})
	case n < 95:
		p.machine(trade{"/vendors/", p.words.vendors, 60, 1300, "arn:aws:iam::aws:policy/ReadOnlyAccess"})
	default:
		p.machine(trade{"/", p.words.services, 30, 1600, "arn:aws:iam::aws:policy/AmazonS3FullAccess"})
	}
}

func (p *population) person() {
	name := p.free(func() string { return pick(p.random, p.words.first) + "." + pick(p.random, p.words.last) })
	team := pick(p.random, p.words.teams)
	u := p.user("/people/"+team+"/", name, p.age(1, 1700))
	u.join(p.groups[groupOf(team)])
	if p.random.IntN(10) < 8 {
		set := p.since(u.created, 0)
		p.password(u, set, p.since(set, 60))
		if p.random.IntN(10) < 8 {
			p.mfa(u)
		}
	}
	p.keys(u, [3]int{38, 42, 20}, p.words.personUses)
}

// groupOf returns the group that people of a team are in.
func groupOf(team string) string {
	switch team {
	case "finance":
		return "billing"
	case "support":
		return "support"
	case "data", "research":
		return "data-readers"
	case "security":
		return "administrators"
	}
	return "developers"
}

func (p *population) machine(t trade) {
	name := p.free(func() string { return t.names.make(p.random) })
	u := p.user(t.path, name, p.age(t.youngest, t.oldest))
	p.attach(u, t.policy)
	if p.random.IntN(3) == 0 {
		p.tag(u, "team", pick(p.random, p.words.teams))
	}
	p.keys(u, [3]int{5, 63, 32}, p.words.machineUses)
	for _, k := range u.keys {
		if p.random.IntN(5) == 0 {
			p.describe(k, pick(p.random, p.words.purposes))
		}
	}
}

// keys gives a user no key, one or two, with the given weights of 100. Some keys are as old as their user, some were
// made since; old ones may be inactive.
func (p *population) keys(u *user, weights [3]int, services []use) {
	n, at := 0, p.random.IntN(100)
	for n < 2 && at >= weights[n] {
		at -= weights[n]
		n++
	}
	for range n {
		k := p.key(u, 0)
		if k.created = p.since(u.created, 0); p.random.IntN(100) < 40 {
			k.created = u.created.Add(time.Duration(p.random.IntN(86400)) * time.Second)
		}
		if k.created.After(p.now) {
			k.created = p.now
		}
		if p.now.Sub(k.created) > 60*day && p.random.IntN(100) < 28 {
			k.status = statusInactive
		}
		p.use(k, services)
	}
}

// use makes up when a key was last used: an active one mostly lately, an inactive one long ago, some never.
func (p *population) use(k *accessKey, services []use) {
	n := p.random.IntN(100)
	if n < 14 {
		return
	}
	k.used = services[p.random.IntN(len(services))]
	switch {
	case k.status == statusInactive:
		span := p.now.Sub(k.created) - 20*day
		k.used.at = k.created.Add(time.Duration(p.random.Float64() * float64(span))).Truncate(time.Second)
	case n < 34:
		k.used.at = p.since(k.created, 0)
	case n < 60:
		k.used.at = p.since(k.created, 30)
	default:
		k.used.at = p.since(k.created, 1)
	}
}
