package local

import "net/http"

const (
	iamVersion = "2010-05-08"
	stsVersion = "2011-06-15"
)

// action is one thing the service can do.
type action struct {
	run func(*account, *request) (any, error)
}

// actions returns all that the service can do, by service and name.
func actions() map[string]action {
	return map[string]action{
		"iam:CreateAccessKey":      {(*account).createAccessKey},
		"iam:CreateUser":           {(*account).createUser},
		"iam:DeleteAccessKey":      {(*account).deleteAccessKey},
		"iam:GetAccessKeyLastUsed": {(*account).getAccessKeyLastUsed},
		"iam:GetUser":              {(*account).getUser},
		"iam:ListAccessKeys":       {(*account).listAccessKeys},
		"iam:ListAccountAliases":   {(*account).listAccountAliases},
		"iam:ListUsers":            {(*account).listUsers},
		"iam:UpdateAccessKey":      {(*account).updateAccessKey},
		"sts:GetCallerIdentity":    {(*account).getCallerIdentity},
	}
}

// known returns an error if the service has no action of the request's name and version.
func (s *Server) known(r *request) error {
	if r.action == "" {
		return &apiError{http.StatusBadRequest, "MissingAction", "The request is missing an action or a required parameter."}
	}
	_, found := s.actions[r.service()+":"+r.action]
	if found && (r.version == iamVersion || r.version == stsVersion) {
		return nil
	}
	version := r.version
	if version == "" {
		version = "NO_VERSION_SPECIFIED"
	}
	return &apiError{http.StatusBadRequest, "InvalidAction", "Could not find operation " + r.action + " for version " + version}
}
