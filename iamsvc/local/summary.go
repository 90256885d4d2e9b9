package local

import "encoding/xml"

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
	return accountSummaryResult{summary{
		{"AccessKeysPerUserQuota", keysPerUserQuota},
		{"AccountAccessKeysPresent", min(1, len(a.root.keys))},
		{"AccountMFAEnabled", min(1, len(a.root.mfa))},
		{"AccountPasswordPresent", 1},
		{"AccountSigningCertificatesPresent", 0},
		{"AttachedPoliciesPerUserQuota", attachedQuota},
		{"Groups", len(a.groups)},
		{"GroupsPerUserQuota", 10},
		{"GroupsQuota", 300},
		{"MFADevices", devices},
		{"MFADevicesInUse", inUse},
		{"Roles", len(a.roles)},
		{"RolesQuota", 1000},
		{"UserPolicySizeQuota", inlineQuota},
		{"Users", len(a.users.sorted)},
		{"UsersQuota", usersQuota},
	}}, nil
}
