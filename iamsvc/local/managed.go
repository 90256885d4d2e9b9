package local

import (
	"slices"
	"strings"
)

const attachedQuota = 10

// managedPolicy is a policy that users share.
type managedPolicy struct {
	PolicyName string
	PolicyArn  string
	path       string
}

// managedPolicies returns the policies that can be attached, by ARN: some of those that AWS keeps, and the account's own.
func managedPolicies(account string) map[string]managedPolicy {
	const (
		amazon = `/AdministratorAccess /PowerUserAccess /ReadOnlyAccess /SecurityAudit /IAMFullAccess /IAMReadOnlyAccess
			/IAMUserChangePassword /AmazonS3FullAccess /AmazonS3ReadOnlyAccess /AmazonEC2FullAccess /AmazonEC2ReadOnlyAccess
			/AmazonEC2ContainerRegistryPowerUser /AmazonEC2ContainerRegistryReadOnly /AmazonDynamoDBFullAccess
			/AmazonSQSFullAccess /AmazonSESFullAccess /CloudWatchFullAccess /CloudWatchReadOnlyAccess /AWSLambda_FullAccess
			/AWSCompromisedKeyQuarantineV2 /AWSCompromisedKeyQuarantineV3 /job-function/Billing /job-function/ViewOnlyAccess
			/job-function/SupportUser /job-function/DataScientist`
		own = `/acme/deploy-production /acme/deploy-staging /acme/read-invoices /acme/backup-buckets`
	)
	out := map[string]managedPolicy{}
	for _, set := range []struct{ owner, paths string }{{"aws", amazon}, {account, own}} {
		for _, path := range strings.Fields(set.paths) {
			at := strings.LastIndex(path, "/") + 1
			p := managedPolicy{path[at:], "arn:aws:iam::" + set.owner + ":policy" + path, path[:at]}
			out[p.PolicyArn] = p
		}
	}
	return out
}

// attachment returns where a policy is or would be among those attached to the user.
func (u *user) attachment(arn string) (int, bool) {
	return slices.BinarySearchFunc(u.attached, arn, func(p managedPolicy, arn string) int { return strings.Compare(p.PolicyArn, arn) })
}

func (u *user) attach(p managedPolicy) {
	if i, found := u.attachment(p.PolicyArn); !found {
		u.attached = slices.Insert(u.attached, i, p)
	}
}

func (a *account) attachUserPolicy(r *Request) (any, error) {
	u, arn, err := a.attachmentOfRequest(r)
	if err != nil {
		return nil, err
	}
	p, found := a.policies[arn]
	if !found {
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
	c := r.check()
	name := c.required("UserName", newUserName())
	arn := c.required("PolicyArn", arnRule())
	if err := c.err(); err != nil {
		return nil, "", err
	}
	u, err := a.userNamed(r, name)
	return u, arn, err
}

type listAttachedUserPoliciesResult struct {
	pageInfo
	AttachedPolicies list[managedPolicy]
}

func (a *account) listAttachedUserPolicies(r *Request) (any, error) {
	c := r.check()
	name := c.required("UserName", newUserName())
	prefix := c.optional("PathPrefix", pathPrefix())
	page, err := c.page(r, "")
	if err != nil {
		return nil, err
	}
	u, err := a.userNamed(r, name)
	if err != nil {
		return nil, err
	}
	var out listAttachedUserPoliciesResult
	out.AttachedPolicies.Member, out.pageInfo = turn(page, u.attached,
		func(p managedPolicy) string { return p.PolicyArn },
		func(p managedPolicy) bool { return strings.HasPrefix(p.path, prefix) })
	return out, nil
}
