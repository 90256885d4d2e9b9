package local

import "time"

// cast returns what makes the users that every demonstration has, in the order of their importance: between them they
// show all that an administrator of keys meets.
func (p *population) cast() []func() {
	return []func(){
		p.firstOfTheList, p.quarantined, p.rotationBegun, p.rotationMoved, p.rotationTested, p.rotationDone,
		p.neverUsed, p.forgotten, p.allInactive,
	}
}

// firstOfTheList is who the list opens at: the two keys show what there is to see.
func (p *population) firstOfTheList() {
	u := p.user("/people/engineering/", "aaliyah.khan", 1100*day)
	p.password(u, p.now.Add(-200*day), p.now.Add(-5*time.Hour))
	p.mfa(u)
	u.join(p.groups["developers"])
	p.tag(u, "team", "checkout")
	old := p.key(u, 980*day)
	old.status = statusInactive
	p.used(old, 430*day, "ec2", "eu-west-1")
	k := p.key(u, 412*day)
	p.used(k, 3*time.Hour, "s3", "us-east-1")
	p.describe(k, "laptop - aws s3 sync of the design assets")
}

// quarantined is a user whose key AWS has found in public.
func (p *population) quarantined() {
	u := p.user("/people/contractors/", "pavel.novak", 260*day)
	p.attach(u, "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3")
	p.attach(u, "arn:aws:iam::aws:policy/AmazonEC2FullAccess")
	u.boundary = "arn:aws:iam::aws:policy/PowerUserAccess"
	u.join(p.groups["developers"])
	k := p.key(u, 255*day)
	p.used(k, 70*time.Minute, "ec2", "ap-northeast-3")
	p.describe(k, "migration scripts")
}

// rotationBegun has a new key that nobody uses yet.
func (p *population) rotationBegun() {
	u := p.robotNamed("/ci/", "deploy-bot", "platform")
	p.used(p.key(u, 412*day), 12*time.Minute, "s3", "us-east-1")
	p.describe(p.key(u, 2*time.Hour), "replaces the key of last year")
}

// rotationMoved has a new key in use, and the old one still works.
func (p *population) rotationMoved() {
	u := p.robotNamed("/ci/", "build-runner", "platform")
	p.used(p.key(u, 96*day), 6*day, "ecr", "us-east-1")
	p.used(p.key(u, 7*day), 4*time.Minute, "ecr", "us-east-1")
}

// rotationTested has the old key switched off, but not deleted.
func (p *population) rotationTested() {
	u := p.robotNamed("/ci/", "checkout-release", "checkout")
	old := p.key(u, 181*day)
	old.status = statusInactive
	p.used(old, 15*day, "cloudfront", "us-east-1")
	p.used(p.key(u, 20*day), time.Hour, "cloudfront", "us-east-1")
}

// rotationDone has only the new key.
func (p *population) rotationDone() {
	u := p.robotNamed("/ci/", "payments-deploy", "payments")
	p.used(p.key(u, 9*day), 35*time.Minute, "lambda", "eu-west-1")
}

func (p *population) neverUsed() {
	u := p.user("/people/finance/", "carla.mendes", 45*day)
	p.password(u, p.now.Add(-45*day), time.Time{})
	u.join(p.groups["billing"])
	p.key(u, 45*day)
}

// forgotten is a service that nobody has looked after for years.
func (p *population) forgotten() {
	u := p.user("/legacy/", "oracle-export", 1990*day)
	p.tag(u, "owner", "unknown")
	p.inline(u, "oracle-export-s3",
		`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}`)
	p.used(p.key(u, 1988*day), 640*day, "s3", "N/A")
	p.used(p.key(u, 1240*day), 26*time.Hour, "s3", "us-east-1")
}

func (p *population) allInactive() {
	u := p.user("/vendors/", "statuspage-integration", 700*day)
	p.inline(u, "publish",
		`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}]}`)
	for _, age := range []time.Duration{690 * day, 360 * day} {
		k := p.key(u, age)
		k.status = statusInactive
		p.used(k, age-60*day, "sns", "us-east-1")
	}
}

// robotNamed adds a user of the build system.
func (p *population) robotNamed(path, name, team string) *user {
	u := p.user(path, name, 620*day)
	p.tag(u, "team", team)
	p.attach(u, "arn:aws:iam::"+p.account.id+":policy/acme/deploy-production")
	u.join(p.groups["ci"])
	return u
}
