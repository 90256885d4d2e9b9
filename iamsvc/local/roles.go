package local

import (
	"strings"
	"time"
)

// role is what users can assume. Every account has one, named operator, that any user of the account may assume.
type role struct {
	name, id, arn string
}

// session is a set of temporary credentials.
type session struct {
	id, secret, token string
	arn, userID       string
	expires           time.Time
}

func roleSessionName() rule { return rule{2, 64, `[\w+=,.@-]*`, isNameRune, nil} }

type assumeRoleResult struct {
	Credentials struct {
		AccessKeyId, SecretAccessKey, SessionToken, Expiration string
	}
	AssumedRoleUser struct {
		AssumedRoleId, Arn string
	}
}

func (a *account) assumeRole(r *Request) (any, error) {
	c := r.check()
	arn := c.required("RoleArn", arnRule())
	name := c.required("RoleSessionName", roleSessionName())
	seconds, err := c.number("DurationSeconds", 900, 43200, 3600)
	if err != nil {
		return nil, err
	}
	if err := c.err(); err != nil {
		return nil, err
	}
	found, ok := a.roles[arn]
	switch {
	case r.signer.user == a.root:
		return nil, forbidden("AccessDenied", "Roles may not be assumed by root accounts.")
	case !ok:
		return nil, forbidden("AccessDenied", "User: "+r.signer.arn+" is not authorized to perform: sts:AssumeRole on resource: "+arn)
	case seconds > 3600:
		return nil, invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	s := &session{
		id: a.ids.accessKey("ASIA"), secret: a.ids.secret(), token: a.ids.token(),
		arn:    strings.Replace(strings.Replace(found.arn, ":iam:", ":sts:", 1), ":role/", ":assumed-role/", 1) + "/" + name,
		userID: found.id + ":" + name, expires: a.time().Add(time.Duration(seconds) * time.Second),
	}
	a.sessions[s.id] = s
	var out assumeRoleResult
	out.AssumedRoleUser.AssumedRoleId, out.AssumedRoleUser.Arn = s.userID, s.arn
	out.Credentials.AccessKeyId, out.Credentials.SecretAccessKey = s.id, s.secret
	out.Credentials.SessionToken, out.Credentials.Expiration = s.token, stamp(s.expires)
	return out, nil
}
