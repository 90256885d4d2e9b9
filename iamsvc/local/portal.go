package local

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The portal of IAM Identity Center: the administrator of the management account signs in to all accounts of the
// organization that are not suspended, in one role, and in the management account in another one as well.
const (
	portalAdmin   = "AdministratorAccess"
	portalAudit   = "SecurityAudit"
	portalSession = 3600           // how long the sessions of its roles last, in seconds
	loginLife     = 8 * time.Hour  // how long a login lasts
	portalUser    = "aaliyah.khan" // who is logged in
	tokenHeader   = "x-amz-sso_bearer_token"
)

// portalAction returns which action of the portal a request asks for, "" if it is none of them.
func portalAction(hr *http.Request) string {
	switch {
	case hr.Method != http.MethodGet:
		return ""
	case hr.URL.Path == "/assignment/accounts":
		return "ListAccounts"
	case hr.URL.Path == "/assignment/roles":
		return "ListAccountRoles"
	case hr.URL.Path == "/federation/credentials":
		return "GetRoleCredentials"
	}
	return ""
}

// Login logs in to the portal, and returns the token that its callers send and when that is over.
func (s *Server) Login() (token string, until time.Time) {
	o := s.org
	token = "aoaAAAAA" + base64.RawURLEncoding.EncodeToString(o.management.ids.bytes(96))
	until = s.now().UTC().Truncate(time.Second).Add(loginLife)
	o.logins.Store(token, until)
	return token, until
}

// LogOut ends all logins.
func (s *Server) LogOut() { s.org.logins.Clear() }

// loggedIn returns an error for a token that is over or was never given.
func (o *organization) loggedIn(r *Request) error {
	until, known := o.logins.Load(r.in.Get("accessToken"))
	if end, _ := until.(time.Time); known && r.At.Before(end) {
		return nil
	}
	return &Error{http.StatusUnauthorized, "UnauthorizedException", "Session token not found or invalid"}
}

func invalidPortal(message string) error {
	return &Error{http.StatusBadRequest, "InvalidRequestException", message}
}

type portalAccounts struct {
	NextToken   *string         `json:"nextToken"`
	AccountList []portalAccount `json:"accountList"`
}

type portalAccount struct {
	ID    string `json:"accountId"`
	Name  string `json:"accountName"`
	Email string `json:"emailAddress"`
}

// listPortalAccounts lists the accounts that one may sign in to.
func (o *organization) listPortalAccounts(r *Request) (any, error) {
	if err := o.loggedIn(r); err != nil {
		return nil, err
	}
	all := []portalAccount{{o.management.id, managementName, managementEmail}}
	for _, m := range o.members().all {
		if !m.suspended {
			all = append(all, portalAccount{m.id, m.name, m.email})
		}
	}
	out := portalAccounts{}
	var err error
	out.AccountList, out.NextToken, err = portalPage(r, all)
	return out, err
}

// portalPage returns a page of a list, and the token of the next one.
func portalPage[T any](r *Request, all []T) ([]T, *string, error) {
	const most = 100
	from := 0
	if r.in.Has("nextToken") {
		text, err := base64.RawURLEncoding.DecodeString(r.in.Get("nextToken"))
		if from, _ = strconv.Atoi(string(text)); err != nil || from <= 0 || from > len(all) {
			return nil, nil, invalidPortal("Invalid token")
		}
	}
	to := min(len(all), from+r.in.Number("maxResults", most))
	if to == len(all) {
		return all[from:], nil, nil
	}
	next := base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(to)))
	return all[from:to], &next, nil
}

type portalRoles struct {
	NextToken *string      `json:"nextToken"`
	RoleList  []portalRole `json:"roleList"`
}

type portalRole struct {
	Name    string `json:"roleName"`
	Account string `json:"accountId"`
}

// portalRolesIn returns the names of the roles that one may have in an account.
func (o *organization) portalRolesIn(a *account) []string {
	if a == o.management {
		return []string{portalAdmin, portalAudit}
	}
	return []string{portalAdmin}
}

func (o *organization) listPortalRoles(r *Request) (any, error) {
	if err := o.loggedIn(r); err != nil {
		return nil, err
	}
	in := o.account(r.in.Get("accountId"))
	if in == nil {
		return nil, noAccess()
	}
	var all []portalRole
	for _, name := range o.portalRolesIn(in) {
		all = append(all, portalRole{name, in.id})
	}
	out := portalRoles{}
	var err error
	out.RoleList, out.NextToken, err = portalPage(r, all)
	return out, err
}

type portalCredentials struct {
	RoleCredentials struct {
		KeyID      string `json:"accessKeyId"`
		Secret     string `json:"secretAccessKey"`
		Token      string `json:"sessionToken"`
		Expiration int64  `json:"expiration"` // in milliseconds
	} `json:"roleCredentials"`
}

// portalSessionOf gives a session of a role.
func (o *organization) portalSessionOf(r *Request) (any, error) {
	if err := o.loggedIn(r); err != nil {
		return nil, err
	}
	in, name := o.account(r.in.Get("accountId")), r.in.Get("roleName")
	if in == nil {
		return nil, noAccess()
	}
	for _, offered := range o.portalRolesIn(in) {
		if offered != name {
			continue
		}
		in.mu.Lock()
		defer in.mu.Unlock()
		s := in.sessionOf(in.reservedRole(name), portalUser, portalSession)
		var out portalCredentials
		out.RoleCredentials.KeyID, out.RoleCredentials.Secret = s.id, s.secret
		out.RoleCredentials.Token, out.RoleCredentials.Expiration = s.token, s.expires.UnixMilli()
		return out, nil
	}
	return nil, noAccess()
}

// noAccess is what the portal says of an account or a role that one does not have.
func noAccess() error { return &Error{http.StatusForbidden, "ForbiddenException", "No access"} }

// reservedRole returns the role that IAM Identity Center has in the account for one of its own, which is made when it
// is needed.
func (a *account) reservedRole(name string) *role {
	const path = "/aws-reserved/sso.amazonaws.com/"
	sum := sha256.Sum256([]byte(a.id + name))
	full := fmt.Sprintf("AWSReservedSSO_%s_%x", name, sum[:8])
	if r := a.roles["arn:aws:iam::"+a.id+":role"+path+full]; r != nil {
		return r
	}
	trust := strings.Replace(trustIn(a.id, ""), `"AWS":"arn:aws:iam::`+a.id+`:root"`,
		`"Federated":"arn:aws:iam::`+a.id+`:saml-provider/AWSSSO_DO_NOT_DELETE"`, 1)
	r := a.newRole(path, full, a.ids.unique("AROA"), trust)
	r.attached = []*managedPolicy{a.policies["arn:aws:iam::aws:policy/"+name]}
	return r
}

// encodePortal writes an answer as the portal does.
func encodePortal(_ *Request, result any, err error) RawAnswer {
	const contentType = "application/json"
	if raw, ok := result.(RawAnswer); ok && err == nil {
		return raw
	}
	if err == nil {
		return RawAnswer{http.StatusOK, contentType, written(result)}
	}
	status, code, message := failureOf(err)
	if code == "Throttling" {
		status, code = http.StatusTooManyRequests, "TooManyRequestsException"
	}
	return RawAnswer{status, contentType, written(struct {
		Message string `json:"message"`
		Type    string `json:"__type"`
	}{message, "com.amazonaws.switchboard.portal#" + code})}
}
