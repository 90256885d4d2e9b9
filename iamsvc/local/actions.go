package local

import "net/http"

const (
	iamVersion = "2010-05-08"
	stsVersion = "2011-06-15"
)

// action is one thing that the service can do in the account that a request is signed in.
type action func(*account, *Request) (any, error)

// acrossAction is one thing that concerns several accounts, or all. It locks those that it looks into.
type acrossAction func(*organization, *Request) (any, error)

// acrossActions returns all that concerns more than one account, by service and name.
func acrossActions() map[string]acrossAction {
	return map[string]acrossAction{
		"iam:ListOrganizationsFeatures": (*organization).listFeatures,

		"organizations:DescribeOrganization":             (*organization).describeOrganization,
		"organizations:ListAccounts":                     (*organization).listAccounts,
		"organizations:ListAccountsForParent":            (*organization).listAccountsForParent,
		"organizations:ListOrganizationalUnitsForParent": (*organization).listUnits,
		"organizations:ListRoots":                        (*organization).listRoots,

		"sso:GetRoleCredentials": (*organization).portalSessionOf,
		"sso:ListAccountRoles":   (*organization).listPortalRoles,
		"sso:ListAccounts":       (*organization).listPortalAccounts,

		"sts:AssumeRole":      (*organization).assumeRole,
		"sts:AssumeRoot":      (*organization).assumeRoot,
		"sts:GetSessionToken": (*organization).getSessionToken,
	}
}

// actions returns all that concerns one account, by service and name.
func actions() map[string]action {
	return map[string]action{
		"iam:AttachUserPolicy":               (*account).attachUserPolicy,
		"iam:CreateAccessKey":                (*account).createAccessKey,
		"iam:CreateUser":                     (*account).createUser,
		"iam:DeleteAccessKey":                (*account).deleteAccessKey,
		"iam:DeleteUser":                     (*account).deleteUser,
		"iam:DeleteUserPolicy":               (*account).deleteUserPolicy,
		"iam:DetachUserPolicy":               (*account).detachUserPolicy,
		"iam:GenerateCredentialReport":       (*account).generateCredentialReport,
		"iam:GetAccessKeyLastUsed":           (*account).getAccessKeyLastUsed,
		"iam:GetAccountAuthorizationDetails": (*account).getAccountAuthorizationDetails,
		"iam:GetAccountSummary":              (*account).getAccountSummary,
		"iam:GetCredentialReport":            (*account).getCredentialReport,
		"iam:GetLoginProfile":                (*account).getLoginProfile,
		"iam:GetUser":                        (*account).getUser,
		"iam:GetUserPolicy":                  (*account).getUserPolicy,
		"iam:ListAccessKeys":                 (*account).listAccessKeys,
		"iam:ListAccountAliases":             (*account).listAccountAliases,
		"iam:ListAttachedUserPolicies":       (*account).listAttachedUserPolicies,
		"iam:ListGroupsForUser":              (*account).listGroupsForUser,
		"iam:ListMFADevices":                 (*account).listMFADevices,
		"iam:ListSigningCertificates":        (*account).listSigningCertificates,
		"iam:ListUserPolicies":               (*account).listUserPolicies,
		"iam:ListUserTags":                   (*account).listUserTags,
		"iam:ListUsers":                      (*account).listUsers,
		"iam:PutUserPolicy":                  (*account).putUserPolicy,
		"iam:TagUser":                        (*account).tagUser,
		"iam:UntagUser":                      (*account).untagUser,
		"iam:UpdateAccessKey":                (*account).updateAccessKey,
		"iam:UpdateUser":                     (*account).updateUser,
		"sts:GetAccessKeyInfo":               (*account).getAccessKeyInfo,
		"sts:GetCallerIdentity":              (*account).getCallerIdentity,
	}
}

// known returns an error if the service has no action of the request's name and version.
func (s *Server) known(r *Request) error {
	if r.Action == "" {
		return &Error{http.StatusBadRequest, "MissingAction", "The request is missing an action or a required parameter."}
	}
	if s.actions[r.name()] != nil || s.across[r.name()] != nil {
		return nil
	}
	version := r.version
	if version == "" {
		version = "NO_VERSION_SPECIFIED"
	}
	message := "Could not find operation " + r.Action + " for version " + version
	return &Error{http.StatusBadRequest, "InvalidAction", message}
}
