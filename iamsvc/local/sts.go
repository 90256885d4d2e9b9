package local

import (
	"net/http"
	"slices"
	"strings"
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
	name, id, arn string
	trust         string // the document that says who may assume it
	created       time.Time
	used          use // when a session of it signed something last
}

// session is a set of temporary credentials of a role.
type session struct {
	id, secret, token string
	arn, userID       string
	of                *role
	transitive        []string // keys of the tags that go on to the sessions that this one assumes
	expires           time.Time
}

type assumeRoleResult struct {
	SourceIdentity string `xml:",omitempty"`
	Credentials    struct {
		AccessKeyId, SecretAccessKey, SessionToken, Expiration string
	}
	AssumedRoleUser struct {
		AssumedRoleId, Arn string
	}
}

func (a *account) assumeRole(r *Request) (any, error) {
	arn, name := r.in.Get("RoleArn"), r.in.Get("RoleSessionName")
	seconds := r.in.Number("DurationSeconds", longestSession)
	if err := checkSessionInput(r); err != nil {
		return nil, err
	}
	found := a.roles[arn]
	switch {
	case r.signer.user == a.root:
		return nil, forbidden("AccessDenied", "Roles may not be assumed by root accounts.")
	case found == nil:
		return nil, forbidden("AccessDenied",
			"User: "+r.signer.arn+" is not authorized to perform: sts:AssumeRole on resource: "+arn)
	case seconds > longestSession && r.signer.user == nil:
		return nil, invalid(
			"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
	case seconds > longestSession:
		return nil, invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	s := &session{
		id: a.ids.accessKey("ASIA"), secret: a.ids.secret(), token: a.ids.token(),
		arn:    strings.Replace(strings.Replace(found.arn, ":iam:", ":sts:", 1), ":role/", ":assumed-role/", 1) + "/" + name,
		userID: found.id + ":" + name, of: found, transitive: r.transitive(),
		expires: a.time().Add(time.Duration(seconds) * time.Second),
	}
	a.sessions[s.id] = s
	out := assumeRoleResult{SourceIdentity: r.in.Get("SourceIdentity")}
	out.AssumedRoleUser.AssumedRoleId, out.AssumedRoleUser.Arn = s.userID, s.arn
	out.Credentials.AccessKeyId, out.Credentials.SecretAccessKey = s.id, s.secret
	out.Credentials.SessionToken, out.Credentials.Expiration = s.token, stamp(s.expires)
	return out, nil
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
		Path: "/", RoleName: r.name, RoleId: r.id, Arn: r.arn, CreateDate: stamp(r.created),
		AssumeRolePolicyDocument: encodeDocument(r.trust),
		RoleLastUsed:             roleLastUsedXML{stamp(r.used.at), r.used.region},
	}
}
