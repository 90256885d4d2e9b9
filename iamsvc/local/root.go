package local

import "net/http"

type loginProfileResult struct {
	LoginProfile struct {
		UserName   string `xml:",omitempty"`
		CreateDate string
	}
}

// getLoginProfile tells of the password of a user.
func (a *account) getLoginProfile(r *Request) (any, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	if !u.hasPassword() {
		return nil, noSuchEntity("Login Profile for User %s cannot be found.", orElse(u.name, "root"))
	}
	var out loginProfileResult
	out.LoginProfile.UserName, out.LoginProfile.CreateDate = u.name, stamp(u.passwordSet)
	return out, nil
}

type listSigningCertificatesResult struct {
	pageInfo
	Certificates list[string] // always empty
}

func (a *account) listSigningCertificates(r *Request) (any, error) {
	_, _, err := a.listOfUser(r)
	return listSigningCertificatesResult{}, err
}

type featuresResult struct {
	OrganizationId  string
	EnabledFeatures list[string]
}

// listFeatures tells the management account what it may do with the root users of its members.
func (o *organization) listFeatures(r *Request) (any, error) {
	switch {
	case !o.inUse():
		return nil, &Error{http.StatusBadRequest, "OrganizationNotFoundException", "The account is not in an organization."}
	case !o.manages(r):
		return nil, &Error{
			http.StatusBadRequest, "AccountNotManagementOrDelegatedAdministratorException",
			"The account is neither the management account of its organization nor a delegated administrator.",
		}
	}
	return featuresResult{organizationID, list[string]{[]string{"RootCredentialsManagement", "RootSessions"}}}, nil
}
