package local

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"akia/iamsvc/local/policy"
)

const inlineQuota = 2048 // characters of all inline policies of a user, white space not counted

// inlinePolicy is a policy that belongs to one user.
type inlinePolicy struct {
	name, document string
}

// policy returns where the user's inline policy of a name is or would be. Names that differ in case alone are the
// same.
func (u *user) policy(name string) (int, bool) {
	return slices.BinarySearchFunc(u.inline, foldName(name), func(p inlinePolicy, fold string) int {
		return strings.Compare(foldName(p.name), fold)
	})
}

func (a *account) putUserPolicy(r *Request) (any, error) {
	name, document := r.in.Get("PolicyName"), r.in.Get("PolicyDocument")
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	if err := checkPolicy(document); err != nil {
		return nil, err
	}
	i, found := u.policy(name)
	size := policySize(document)
	for at, p := range u.inline {
		if !found || at != i {
			size += policySize(p.document)
		}
	}
	if size > inlineQuota {
		return nil, &Error{
			http.StatusConflict, "LimitExceeded",
			fmt.Sprintf("Maximum policy size of %d bytes exceeded for user %s", inlineQuota, u.name),
		}
	}
	if found {
		u.inline[i].document = document
	} else {
		u.inline = slices.Insert(u.inline, i, inlinePolicy{name, document})
	}
	return nil, nil
}

// checkPolicy refuses a document that is no policy.
func checkPolicy(document string) error {
	if message := policy.Check(document); message != "" {
		return &Error{http.StatusBadRequest, "MalformedPolicyDocument", message}
	}
	return nil
}

func policySize(document string) (n int) {
	for _, c := range document {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}

type userPolicyResult struct {
	UserName, PolicyName, PolicyDocument string
}

func (a *account) getUserPolicy(r *Request) (any, error) {
	u, i, err := a.policyOfRequest(r)
	if err != nil {
		return nil, err
	}
	return userPolicyResult{u.name, r.in.Get("PolicyName"), encodeDocument(u.inline[i].document)}, nil
}

func (a *account) deleteUserPolicy(r *Request) (any, error) {
	u, i, err := a.policyOfRequest(r)
	if err != nil {
		return nil, err
	}
	u.inline = slices.Delete(u.inline, i, i+1)
	return nil, nil
}

// policyOfRequest returns the user and the inline policy that UserName and PolicyName name.
func (a *account) policyOfRequest(r *Request) (*user, int, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, 0, err
	}
	name := r.in.Get("PolicyName")
	i, found := u.policy(name)
	if !found {
		return nil, 0, noSuchEntity("The user policy with name %s cannot be found.", name)
	}
	return u, i, nil
}

// encodeDocument encodes a policy as answers hold it: percent-encoded as RFC 3986 has it.
func encodeDocument(document string) string {
	return strings.ReplaceAll(url.QueryEscape(document), "+", "%20")
}

type listUserPoliciesResult struct {
	pageInfo
	PolicyNames list[string]
}

func (a *account) listUserPolicies(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	var out listUserPoliciesResult
	policies, info := turn(page, u.inline, func(p inlinePolicy) string { return foldName(p.name) }, nil)
	out.pageInfo = info
	for _, p := range policies {
		out.PolicyNames.add(p.name)
	}
	return out, nil
}
