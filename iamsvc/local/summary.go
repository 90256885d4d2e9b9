package local

import (
	"encoding/xml"
)

type accountSummaryResult struct {
	SummaryMap summary
}

// summary is a map as the Query protocol writes it.
type summary []summaryEntry

type summaryEntry struct {
	Key   string `xml:"key"`
	Value int    `xml:"value"`
}

// MarshalXML writes the entries.
func (s summary) MarshalXML(enc *xml.Encoder, start xml.StartElement) error {
	return enc.EncodeElement(struct {
		Entry []summaryEntry `xml:"entry"`
	}{s}, start)
}

func (a *account) getAccountSummary(*Request) (any, error) {
	devices, inUse := 0, 0
	for _, u := range a.users.sorted {
		devices += len(u.mfa)
		inUse += min(1, len(u.mfa))
	}
	own := 0
	for _, p := range a.policies {
		if p.isOwn() {
			own++
		}
	}
	return accountSummaryResult{append(limits(), summary{
		{"AccountAccessKeysPresent", min(1, len(a.root.keys))},
		{"AccountMFAEnabled", min(1, len(a.root.mfa))},
		{"AccountPasswordPresent", present(a.root.hasPassword())},
		{"AccountSigningCertificatesPresent", 0},
		{"GlobalEndpointTokenVersion", 1},
		{"Groups", len(a.groups)},
		{"InstanceProfiles", 0},
		{"MFADevices", devices},
		{"MFADevicesInUse", inUse},
		{"Policies", own},
		{"PolicyVersionsInUse", len(a.usage())},
		{"Providers", 0},
		{"Roles", len(a.roles)},
		{"ServerCertificates", 0},
		{"Users", len(a.users.sorted)},
	}...)}, nil
}

func present(is bool) int {
	if is {
		return 1
	}
	return 0
}

// limits returns the quotas that the summary tells.
func limits() summary {
	return summary{
		{"AccessKeysPerUserQuota", keysPerUserQuota},
		{"AssumeRolePolicySizeQuota", 2048},
		{"AttachedPoliciesPerGroupQuota", 10},
		{"AttachedPoliciesPerRoleQuota", 20},
		{"AttachedPoliciesPerUserQuota", attachedQuota},
		{"GroupPolicySizeQuota", 5120},
		{"GroupsPerUserQuota", 10},
		{"GroupsQuota", 300},
		{"InstanceProfilesQuota", 1000},
		{"PoliciesQuota", 2000},
		{"PolicySizeQuota", 6144},
		{"PolicyVersionsInUseQuota", 10000},
		{"RolePolicySizeQuota", 10240},
		{"RolesQuota", 1000},
		{"ServerCertificatesQuota", 20},
		{"SigningCertificatesPerUserQuota", 2},
		{"UserPolicySizeQuota", inlineQuota},
		{"UsersQuota", usersQuota},
		{"VersionsPerPolicyQuota", 5},
	}
}

type listAccountAliasesResult struct {
	pageInfo
	AccountAliases list[string]
}

func (a *account) listAccountAliases(r *Request) (any, error) {
	page, err := r.page("")
	if err != nil {
		return nil, err
	}
	var aliases []string
	if a.alias != "" {
		aliases = append(aliases, a.alias)
	}
	var out listAccountAliasesResult
	out.AccountAliases.Member, out.pageInfo = turn(page, aliases, func(s string) string { return s }, nil)
	return out, nil
}
