package local

import (
	"strings"
	"time"
)

const usersQuota = 5000

// user is an IAM user, or the root user of the account, who has neither name nor path.
type user struct {
	path, name   string
	fold         string // the name as it is compared and sorted
	id, arn      string
	created      time.Time
	passwordSet  time.Time        // zero: no password
	passwordUsed time.Time        // zero: never used
	boundary     string           // ARN of the permissions boundary
	tags         []tag            // sorted by key
	keys         []*accessKey     // sorted by ID
	inline       []inlinePolicy   // sorted by name, without regard to case
	attached     []*managedPolicy // sorted by ARN
	groups       []*group         // sorted by name
	mfa          []*mfaDevice
	isRoot       bool
}

func (u *user) hasPassword() bool { return !u.passwordSet.IsZero() }

// foldName returns the form of a name that is unique in an account.
func foldName(name string) string { return strings.ToLower(name) }

type userXML struct {
	Path                string `xml:",omitempty"`
	UserName            string `xml:",omitempty"`
	UserId              string
	Arn                 string
	CreateDate          string
	PasswordLastUsed    string       `xml:",omitempty"`
	PermissionsBoundary *boundaryXML `xml:",omitempty"`
	Tags                *list[tag]   `xml:",omitempty"`
}

type boundaryXML struct {
	PermissionsBoundaryType string
	PermissionsBoundaryArn  string
}

// inList returns what ListUsers tells of a user: neither tags nor boundary.
func (u *user) inList() userXML {
	return userXML{
		Path: u.path, UserName: u.name, UserId: u.id, Arn: u.arn,
		CreateDate: stamp(u.created), PasswordLastUsed: stamp(u.passwordUsed),
	}
}

// inFull returns what GetUser and CreateUser tell of a user.
func (u *user) inFull() userXML {
	x := u.inList()
	if u.boundary != "" {
		x.PermissionsBoundary = &boundaryXML{"Policy", u.boundary}
	}
	if len(u.tags) > 0 {
		x.Tags = &list[tag]{u.tags}
	}
	return x
}

// userOf returns the user that the parameter UserName names or, where it was not given, the one whose key signed.
func (a *account) userOf(r *Request) (*user, error) {
	switch name := r.in.Get("UserName"); {
	case name != "":
		if u := a.users.find(name); u != nil {
			return u, nil
		}
		return nil, noSuchUser(name)
	case r.signer.session != nil && r.signer.session.task != nil:
		return a.root, nil
	case r.signer.user == nil:
		return nil, invalid("Must specify userName when calling with non-User credentials")
	}
	return r.signer.user, nil
}

type listUsersResult struct {
	pageInfo
	Users list[userXML]
}

func (a *account) listUsers(r *Request) (any, error) {
	prefix := r.in.Get("PathPrefix")
	page, err := r.page("")
	if err != nil {
		return nil, err
	}
	var keep func(*user) bool
	if prefix != "" && prefix != "/" {
		keep = func(u *user) bool { return strings.HasPrefix(u.path, prefix) }
	}
	var out listUsersResult
	users, info := turn(page, a.users.sorted, func(u *user) string { return u.fold }, keep)
	out.pageInfo = info
	for _, u := range users {
		out.Users.add(u.inList())
	}
	return out, nil
}

type userResult struct {
	User userXML
}

func (a *account) getUser(r *Request) (any, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	return userResult{u.inFull()}, nil
}

func (a *account) createUser(r *Request) (any, error) {
	name, path := r.in.Get("UserName"), orElse(r.in.Get("Path"), "/")
	tags := r.tags()
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	boundary, err := a.boundaryOf(r)
	if err != nil {
		return nil, err
	}
	if a.users.find(name) != nil {
		return nil, alreadyExists("User with name %s already exists.", name)
	}
	if len(a.users.sorted) >= usersQuota {
		return nil, overQuota("UsersPerAccount", usersQuota)
	}
	u := a.newUser(path, name, a.ids.unique("AIDA"), a.time())
	a.users.add(u)
	u.boundary = boundary
	u.tags = mergeTags(nil, tags)
	return userResult{u.inFull()}, nil
}

// deleteUser deletes a user who has nothing left that would be orphaned.
func (a *account) deleteUser(r *Request) (any, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	if u.hasPassword() || len(u.keys)+len(u.inline)+len(u.attached)+len(u.groups)+len(u.mfa) > 0 {
		return nil, deleteConflict()
	}
	a.users.remove(u)
	return nil, nil
}

// updateUser renames a user or moves it to another path. It keeps all that it has, its keys above all.
func (a *account) updateUser(r *Request) (any, error) {
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	newName, newPath := orElse(r.in.Get("NewUserName"), u.name), orElse(r.in.Get("NewPath"), u.path)
	if other := a.users.find(newName); other != nil && other != u {
		return nil, alreadyExists("User with name %s already exists.", newName)
	}
	a.users.remove(u)
	as := a.newUser(newPath, newName, u.id, u.created)
	u.path, u.name, u.fold, u.arn = as.path, as.name, as.fold, as.arn
	a.users.add(u)
	return nil, nil
}
