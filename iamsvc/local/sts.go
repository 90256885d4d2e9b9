package local

import (
	"net/http"
	"slices"
	"time"
)

type callerIdentityResult struct {
	Arn     string
	UserId  string
	Account string
}

func (a *account) getCallerIdentity(r *Request) (any, error) {
	return callerIdentityResult{r.signer.arn, r.signer.userID, a.id}, nil
}

type accessKeyInfoResult struct {
	Account string
}

// getAccessKeyInfo tells the account that a key ID holds, whether or not there is such a key.
func (a *account) getAccessKeyInfo(r *Request) (any, error) {
	id := r.in.Get("AccessKeyId")
	number, ok := accountOf(id)
	if !ok {
		return nil, invalid("The access key ID " + id + " is not valid.")
	}
	return accessKeyInfoResult{number}, nil
}

// longestSession is how long a session of a role may last in seconds, for roles that were not given more.
const longestSession = 3600

// role is what users can assume. Every account has one, named operator, that any user of the account may assume.
type role struct {
	path, name, id, arn string
	trust               string // the document that says who may assume it
	attached            []*managedPolicy
	created             time.Time
	used                use // when a session of it signed something last
}

// newRole adds a role to the account.
func (a *account) newRole(path, name, id, trust string) *role {
	r := &role{
		path: path, name: name, id: id, arn: "arn:aws:iam::" + a.id + ":role" + path + name, trust: trust, created: a.time(),
	}
	a.roles[r.arn] = r
	return r
}

// session is a set of temporary credentials: of a role, of a user, or of a root user for a task.
type session struct {
	id, secret, token string
	arn, userID       string
	of                *role    // nil for the others
	user              *user    // who asked for it; nil for the others
	task              []string // the actions that a root user's session is for; nil for the others
	mfa               bool     // a code of an MFA device opened it
	transitive        []string // keys of the tags that go on to the sessions that this one assumes
	expires           time.Time
}

// newSession returns a session that lasts for so many seconds and is nobody's yet.
func (a *account) newSession(seconds int) *session {
	s := &session{
		id: a.ids.accessKey("ASIA"), secret: a.ids.secret(), token: a.ids.token(),
		expires: a.time().Add(time.Duration(seconds) * time.Second),
	}
	a.sessions[s.id] = s
	return s
}

type credentialsXML struct {
	AccessKeyId, SecretAccessKey, SessionToken, Expiration string
}

func (s *session) xml() credentialsXML {
	return credentialsXML{s.id, s.secret, s.token, stamp(s.expires)}
}

type assumeRoleResult struct {
	SourceIdentity  string `xml:",omitempty"`
	Credentials     credentialsXML
	AssumedRoleUser struct {
		AssumedRoleId, Arn string
	}
}

// checkSessionInput refuses the session's tags and policy where they cannot be, once each of them is well formed by
// itself.
func checkSessionInput(r *Request) error {
	refuse := func(message string) error {
		return &Error{http.StatusBadRequest, "InvalidParameterValue", message}
	}
	tags := r.tags()
	if message := tagFault(tags); message != "" {
		return refuse(message)
	}
	for _, key := range r.in.Member("TransitiveTagKeys").Items() {
		if !slices.ContainsFunc(tags, func(t tag) bool { return sameKey(key.Text())(t.Key) }) {
			return refuse("The specified transitive tag key must be included in the requested tags.")
		}
	}
	for _, t := range tags {
		if r.signer.session != nil && slices.ContainsFunc(r.signer.session.transitive, sameKey(t.Key)) {
			return refuse("One of the specified transitive tag keys can't be set because it conflicts with a transitive" +
				" tag key from the calling session.")
		}
	}
	if !r.in.Has("Policy") {
		return nil
	}
	return checkPolicy(r.in.Get("Policy"))
}

// transitive returns the keys of the tags that go on from the session that a request asks for.
func (r *Request) transitive() (keys []string) {
	if r.signer.session != nil {
		keys = slices.Clone(r.signer.session.transitive)
	}
	for _, key := range r.in.Member("TransitiveTagKeys").Items() {
		keys = append(keys, key.Text())
	}
	return keys
}

func (r *role) detail() roleDetailXML {
	return roleDetailXML{
		Path: r.path, RoleName: r.name, RoleId: r.id, Arn: r.arn, CreateDate: stamp(r.created),
		AssumeRolePolicyDocument: encodeDocument(r.trust),
		AttachedManagedPolicies:  attachedList(r.attached),
		RoleLastUsed:             roleLastUsedXML{stamp(r.used.at), r.used.region},
	}
}
