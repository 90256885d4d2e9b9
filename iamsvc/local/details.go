package local

import (
	"maps"
	"slices"
	"strings"
)

// authorizationDetailsResult has its lists in the order in which the service writes them.
type authorizationDetailsResult struct {
	pageInfo
	Policies        list[policyDetailXML]
	UserDetailList  list[userDetailXML]
	RoleDetailList  list[roleDetailXML]
	GroupDetailList list[groupDetailXML]
}

type userDetailXML struct {
	Path, UserName, UserId, Arn, CreateDate string
	UserPolicyList                          *list[inlineXML] `xml:",omitempty"`
	GroupList                               list[string]
	AttachedManagedPolicies                 list[attachedXML]
	PermissionsBoundary                     *boundaryXML `xml:",omitempty"`
	Tags                                    list[tag]
}

type inlineXML struct {
	PolicyName, PolicyDocument string
}

type groupDetailXML struct {
	groupXML
	GroupPolicyList         list[inlineXML] // always empty
	AttachedManagedPolicies list[attachedXML]
}

type roleDetailXML struct {
	Path, RoleName, RoleId, Arn, CreateDate string
	AssumeRolePolicyDocument                string
	InstanceProfileList                     list[string]    // always empty
	RolePolicyList                          list[inlineXML] // always empty
	AttachedManagedPolicies                 list[attachedXML]
	Tags                                    list[tag]
	RoleLastUsed                            roleLastUsedXML
}

type roleLastUsedXML struct {
	LastUsedDate string `xml:",omitempty"`
	Region       string `xml:",omitempty"`
}

// policyDetailXML leaves the description out, as the service does here.
type policyDetailXML struct {
	PolicyName, PolicyId, Arn, Path, DefaultVersionId string
	AttachmentCount, PermissionsBoundaryUsageCount    int
	IsAttachable                                      bool
	CreateDate, UpdateDate                            string
	PolicyVersionList                                 list[policyVersionXML]
}

type policyVersionXML struct {
	Document, VersionId string
	IsDefaultVersion    bool
	CreateDate          string
}

// detailed is one of the users, roles, groups and policies that the details tell of. Its key is where it stands among
// them all.
type detailed struct {
	key string
	add func(*authorizationDetailsResult)
}

// getAccountAuthorizationDetails tells of users, then of roles, groups and policies. A page holds so many of them all
// together.
func (a *account) getAccountAuthorizationDetails(r *Request) (any, error) {
	kinds := r.filter()
	page, err := r.page(strings.Join(kinds, ","))
	if err != nil {
		return nil, invalid("Marker and Filter do not match")
	}
	var all []detailed
	for i, kind := range entityTypes() {
		if slices.Contains(kinds, kind) {
			all = append(all, a.detailedOf(kind, string(rune('1'+i)))...)
		}
	}
	var out authorizationDetailsResult
	some, info := turn(page, all, func(d detailed) string { return d.key }, nil)
	out.pageInfo = info
	for _, d := range some {
		d.add(&out)
	}
	return out, nil
}

// entityTypes returns the kinds of what the details tell of, in the order in which they tell of them.
func entityTypes() []string {
	return []string{"User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"}
}

// filter returns the kinds that were asked for, sorted, each once. All is what is asked for by not asking.
func (r *Request) filter() []string {
	kinds := entityTypes()
	if items := r.in.Member("Filter").Items(); len(items) > 0 {
		kinds = kinds[:0]
		for _, kind := range items {
			kinds = append(kinds, kind.Text())
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// detailedOf returns all of one kind, sorted by keys that begin with a prefix.
func (a *account) detailedOf(kind, prefix string) (out []detailed) {
	switch kind {
	case "User":
		out = make([]detailed, 0, len(a.users.sorted))
		for _, u := range a.users.sorted {
			out = append(out, detailed{prefix + u.fold, func(r *authorizationDetailsResult) {
				r.UserDetailList.add(u.detail())
			}})
		}
	case "Role":
		for _, arn := range slices.Sorted(maps.Keys(a.roles)) {
			out = append(out, detailed{prefix + arn, func(r *authorizationDetailsResult) {
				r.RoleDetailList.add(a.roles[arn].detail())
			}})
		}
	case "Group":
		for _, g := range a.groups {
			out = append(out, detailed{prefix + g.name, func(r *authorizationDetailsResult) {
				r.GroupDetailList.add(groupDetailXML{groupXML: g.xml()})
			}})
		}
	default:
		use := a.usage()
		for _, arn := range slices.Sorted(maps.Keys(a.policies)) {
			p, used := a.policies[arn], use[arn]
			if (kind == "LocalManagedPolicy") == p.isOwn() && (p.isOwn() || used != policyUse{}) {
				out = append(out, detailed{prefix + arn, func(r *authorizationDetailsResult) { r.Policies.add(p.detail(used)) }})
			}
		}
	}
	return out
}

// policyUse is how often a policy is attached, and how often it is a permissions boundary.
type policyUse struct {
	attached, boundary int
}

// usage returns the use of all policies that are in use, by ARN.
func (a *account) usage() map[string]policyUse {
	out := map[string]policyUse{}
	for _, u := range a.users.sorted {
		for _, p := range u.attached {
			use := out[p.arn]
			use.attached++
			out[p.arn] = use
		}
		if u.boundary != "" {
			use := out[u.boundary]
			use.boundary++
			out[u.boundary] = use
		}
	}
	return out
}

func (u *user) detail() userDetailXML {
	d := userDetailXML{
		Path: u.path, UserName: u.name, UserId: u.id, Arn: u.arn, CreateDate: stamp(u.created),
		AttachedManagedPolicies: attachedList(u.attached), Tags: list[tag]{u.tags},
		PermissionsBoundary: u.inFull().PermissionsBoundary,
	}
	if len(u.inline) > 0 {
		d.UserPolicyList = &list[inlineXML]{}
	}
	for _, p := range u.inline {
		d.UserPolicyList.add(inlineXML{p.name, encodeDocument(p.document)})
	}
	for _, g := range u.groups {
		d.GroupList.add(g.name)
	}
	return d
}

func (p *managedPolicy) detail(use policyUse) policyDetailXML {
	d := policyDetailXML{
		PolicyName: p.name, PolicyId: p.id, Arn: p.arn, Path: p.path, DefaultVersionId: "v1",
		AttachmentCount: use.attached, PermissionsBoundaryUsageCount: use.boundary, IsAttachable: true,
		CreateDate: stamp(p.created), UpdateDate: stamp(p.created),
	}
	d.PolicyVersionList.add(policyVersionXML{encodeDocument(p.document), "v1", true, stamp(p.created)})
	return d
}
