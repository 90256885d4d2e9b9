package local

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"time"
)

const (
	managementName  = "acme"
	managementEmail = "aws@acme.example"
	// longestPage is how many accounts Organizations tells of at once, firstPage how many at first: a page may have
	// fewer than were asked for, or none, and still be followed by another.
	longestPage, firstPage = 20, 5
)

// administered checks that there is an organization, and that who signed is in its management account.
func (o *organization) administered(r *Request) error {
	if !o.inUse() {
		return notInUse()
	}
	if !o.manages(r) {
		return forbidden("AccessDeniedException", "You don't have permissions to access this resource.")
	}
	return nil
}

func notInUse() error {
	return &Error{
		http.StatusBadRequest, "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.",
	}
}

// arn returns the ARN of something of the organization.
func (o *organization) arn(kind, id string) string {
	return "arn:aws:organizations::" + o.management.id + ":" + kind + "/" + organizationID + id
}

type organizationResult struct {
	Organization struct {
		ID                 string `json:"Id"`
		Arn, FeatureSet    string
		MasterAccountID    string `json:"MasterAccountId"`
		MasterAccountArn   string
		MasterAccountEmail string
	}
}

// describeOrganization tells any account of the organization of it.
func (o *organization) describeOrganization(*Request) (any, error) {
	if !o.inUse() {
		return nil, notInUse()
	}
	var out organizationResult
	of := &out.Organization
	of.ID, of.Arn, of.FeatureSet = organizationID, o.arn("organization", ""), "ALL"
	of.MasterAccountID, of.MasterAccountEmail = o.management.id, managementEmail
	of.MasterAccountArn = o.arn("account", "/"+o.management.id)
	return out, nil
}

// accountJSON is an account as the lists tell of it: its state twice, as it was told before and as it is now.
type accountJSON struct {
	ID            string `json:"Id"`
	Arn           string
	Email, Name   string
	Status, State string
	Paths         []string
	JoinedMethod  string
	Joined        float64 `json:"JoinedTimestamp"`
}

type accountsResult struct {
	Accounts  []accountJSON
	NextToken *string `json:",omitempty"`
}

func (o *organization) listAccounts(r *Request) (any, error) {
	return o.accountsPage(r, func(*member) bool { return true }, true)
}

// listAccountsForParent lists the accounts that are in a unit or in the root itself, not in what is below.
func (o *organization) listAccountsForParent(r *Request) (any, error) {
	parent := r.in.Get("ParentId")
	if err := o.administered(r); err != nil {
		return nil, err
	}
	if !o.hasParent(parent) {
		return nil, parentNotFound()
	}
	return o.accountsPage(r, func(m *member) bool {
		return len(m.units) > 0 && m.units[len(m.units)-1].id == parent
	}, parent == rootID)
}

// accountsPage returns a page of the members that are wanted, after the management account if that is wanted too.
func (o *organization) accountsPage(r *Request, wanted func(*member) bool, management bool) (any, error) {
	if err := o.administered(r); err != nil {
		return nil, err
	}
	var all []accountJSON
	if management {
		all = append(all, o.listed(&member{
			id: o.management.id, name: managementName, email: managementEmail, joined: o.management.root.created, invited: true,
		}))
	}
	for _, m := range o.members().all {
		if wanted(m) {
			all = append(all, o.listed(m))
		}
	}
	var out accountsResult
	var err error
	out.Accounts, out.NextToken, err = organizationPage(r, all)
	return out, err
}

func (o *organization) listed(m *member) accountJSON {
	a := accountJSON{
		ID: m.id, Arn: o.arn("account", "/"+m.id), Email: m.email, Name: m.name, Status: "ACTIVE", JoinedMethod: "CREATED",
		Joined: float64(m.joined.UnixNano()/int64(time.Millisecond)) / 1000,
	}
	if m.suspended {
		a.Status = "SUSPENDED"
	}
	if m.invited {
		a.JoinedMethod = "INVITED"
	}
	a.State = a.Status
	path := organizationID + "/" + rootID + "/"
	for _, u := range m.units {
		path += u.id + "/"
	}
	a.Paths = []string{path + m.id + "/"}
	return a
}

// organizationPage returns a page of a list and the token of the next one. The second page is empty. In a token are
// where the list goes on, and whether that page was seen.
func organizationPage[T any](r *Request, all []T) ([]T, *string, error) {
	from, size, empty := 0, min(firstPage, r.in.Number("MaxResults", longestPage)), false
	if r.in.Has("NextToken") {
		text, err := base64.RawURLEncoding.DecodeString(r.in.Get("NextToken"))
		if err != nil || len(text) < 2 {
			return nil, nil, &invalidValue{"INVALID_NEXT_TOKEN"}
		}
		if from, err = strconv.Atoi(string(text[1:])); err != nil || from <= 0 || from > len(all) {
			return nil, nil, &invalidValue{"INVALID_NEXT_TOKEN"}
		}
		size, empty = r.in.Number("MaxResults", longestPage), text[0] == 'e'
	}
	to, kind := min(len(all), from+size), "n"
	switch {
	case empty:
		to = from
	case to == len(all):
		return all[from:], nil, nil
	case from == 0:
		kind = "e"
	}
	next := base64.RawURLEncoding.EncodeToString([]byte(kind + strconv.Itoa(to)))
	return all[from:to:to], &next, nil
}

type unitJSON struct {
	ID        string `json:"Id"`
	Arn, Name string
}

type rootJSON struct {
	unitJSON
	PolicyTypes []string
}

type rootsResult struct {
	Roots []rootJSON
}

func (o *organization) listRoots(r *Request) (any, error) {
	if err := o.administered(r); err != nil {
		return nil, err
	}
	return rootsResult{[]rootJSON{{unitJSON{rootID, o.arn("root", "/"+rootID), "Root"}, []string{}}}}, nil
}

type unitsResult struct {
	OrganizationalUnits []unitJSON
}

// listUnits lists the units that are in a unit or in the root itself.
func (o *organization) listUnits(r *Request) (any, error) {
	if err := o.administered(r); err != nil {
		return nil, err
	}
	parent := r.in.Get("ParentId")
	if !o.hasParent(parent) {
		return nil, parentNotFound()
	}
	out, seen := unitsResult{OrganizationalUnits: []unitJSON{}}, map[string]bool{}
	for _, m := range o.members().all {
		above := rootID
		for _, u := range m.units {
			if above == parent && !seen[u.id] {
				seen[u.id] = true
				out.OrganizationalUnits = append(out.OrganizationalUnits, unitJSON{u.id, o.arn("ou", "/"+u.id), u.name})
			}
			above = u.id
		}
	}
	return out, nil
}

func (o *organization) hasParent(id string) bool {
	if id == rootID {
		return true
	}
	for _, m := range o.members().all {
		if m.in(id) {
			return true
		}
	}
	return false
}

func parentNotFound() error {
	return &Error{
		http.StatusBadRequest, "ParentNotFoundException",
		"You specified parent that doesn't exist.",
	}
}
