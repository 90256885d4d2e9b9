package local

import (
	"slices"
	"strconv"
	"strings"
)

type userDetailXML struct {
	Path, UserName, UserId, Arn, CreateDate string
	UserPolicyList                          list[policyDetailXML]
	GroupList                               list[string]
	AttachedManagedPolicies                 list[managedPolicy]
	PermissionsBoundary                     *boundaryXML `xml:",omitempty"`
	Tags                                    list[tag]
}

type policyDetailXML struct {
	PolicyName, PolicyDocument string
}

type authorizationDetailsResult struct {
	pageInfo
	UserDetailList  list[userDetailXML]
	GroupDetailList list[string] // always empty
	RoleDetailList  list[string] // always empty
	Policies        list[string] // always empty
}

// getAccountAuthorizationDetails tells of users. What it would tell of groups, roles and policies it leaves out, as if there
// were none.
func (a *account) getAccountAuthorizationDetails(r *Request) (any, error) {
	c := r.check()
	var filter []string
	for i := 1; c.has("Filter.member." + strconv.Itoa(i)); i++ {
		kind := c.params.Get("Filter.member." + strconv.Itoa(i))
		if !slices.Contains([]string{"User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"}, kind) {
			c.fail("Filter", "Member must satisfy enum value set")
		}
		filter = append(filter, kind)
	}
	slices.Sort(filter)
	page, err := c.page(r, strings.Join(filter, ","))
	if err != nil {
		return nil, err
	}
	var out authorizationDetailsResult
	if len(filter) > 0 && !slices.Contains(filter, "User") {
		return out, nil
	}
	users, info := turn(page, a.users.sorted, func(u *user) string { return u.fold }, nil)
	out.pageInfo = info
	for _, u := range users {
		out.UserDetailList.add(u.detail())
	}
	return out, nil
}

func (u *user) detail() userDetailXML {
	d := userDetailXML{
		Path: u.path, UserName: u.name, UserId: u.id, Arn: u.arn, CreateDate: stamp(u.created),
		AttachedManagedPolicies: list[managedPolicy]{slices.Clone(u.attached)}, Tags: list[tag]{u.tags},
		PermissionsBoundary: u.inFull().PermissionsBoundary,
	}
	for _, p := range u.inline {
		d.UserPolicyList.add(policyDetailXML{p.name, encodeDocument(p.document)})
	}
	for _, g := range u.groups {
		d.GroupList.add(g.name)
	}
	return d
}
