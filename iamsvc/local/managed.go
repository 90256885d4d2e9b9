package local

import (
	"slices"
	"strings"
	"time"
)

const attachedQuota = 10

// managedPolicy is a policy that users share.
type managedPolicy struct {
	name, path, id, arn string
	document            string
	created             time.Time
}

// attachedXML is what lists of attached policies tell of one.
type attachedXML struct {
	PolicyName, PolicyArn string
}

func attachedList(policies []*managedPolicy) (out list[attachedXML]) {
	for _, p := range policies {
		out.add(attachedXML{p.name, p.arn})
	}
	return out
}

// isOwn reports whether the policy is the account's, and not one of those that AWS keeps.
func (p *managedPolicy) isOwn() bool { return !strings.HasPrefix(p.arn, "arn:aws:iam::aws:") }

// attachment returns where a policy is or would be among those attached to the user.
func (u *user) attachment(arn string) (int, bool) {
	return slices.BinarySearchFunc(u.attached, arn, func(p *managedPolicy, arn string) int {
		return strings.Compare(p.arn, arn)
	})
}

func (u *user) attach(p *managedPolicy) {
	if i, found := u.attachment(p.arn); !found {
		u.attached = slices.Insert(u.attached, i, p)
	}
}

// boundaryOf returns the policy that a request names as a permissions boundary, "" if it names none.
func (a *account) boundaryOf(r *Request) (arn string, err error) {
	arn = r.in.Get("PermissionsBoundary")
	if arn != "" && a.policies[arn] == nil {
		return "", noSuchEntity("Scope ARN: %s does not exist or is not attachable.", arn)
	}
	return arn, nil
}

func (a *account) attachUserPolicy(r *Request) (any, error) {
	u, arn, err := a.attachmentOfRequest(r)
	if err != nil {
		return nil, err
	}
	p := a.policies[arn]
	if p == nil {
		return nil, noSuchEntity("Policy %s does not exist or is not attachable.", arn)
	}
	if _, there := u.attachment(arn); !there && len(u.attached) >= attachedQuota {
		return nil, overQuota("PoliciesPerUser", attachedQuota)
	}
	u.attach(p)
	return nil, nil
}

func (a *account) detachUserPolicy(r *Request) (any, error) {
	u, arn, err := a.attachmentOfRequest(r)
	if err != nil {
		return nil, err
	}
	i, found := u.attachment(arn)
	if !found {
		return nil, noSuchEntity("Policy %s was not found.", arn)
	}
	u.attached = slices.Delete(u.attached, i, i+1)
	return nil, nil
}

func (a *account) attachmentOfRequest(r *Request) (*user, string, error) {
	u, err := a.userOf(r)
	return u, r.in.Get("PolicyArn"), err
}

type listAttachedUserPoliciesResult struct {
	pageInfo
	AttachedPolicies list[attachedXML]
}

func (a *account) listAttachedUserPolicies(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	prefix := r.in.Get("PathPrefix")
	attached, info := turn(page, u.attached,
		func(p *managedPolicy) string { return p.arn },
		func(p *managedPolicy) bool { return strings.HasPrefix(p.path, prefix) })
	return listAttachedUserPoliciesResult{info, attachedList(attached)}, nil
}
