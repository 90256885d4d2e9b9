package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
)

// fakeUser is what the test's account knows of a user besides its keys.
type fakeUser struct {
	boundary string
	tags     []iamsvc.Tag
	mfa      []iamsvc.MFADevice
	groups   []iamsvc.Group
	attached []iamsvc.AttachedPolicy
	inline   map[string]string // documents by name
}

// about returns what is known of a user, to be changed.
func (f *fakeService) about(user string) *fakeUser {
	f.calling.Lock() // a scan makes several calls at once
	defer f.calling.Unlock()
	if f.details == nil {
		f.details = map[string]*fakeUser{}
	}
	if f.details[user] == nil {
		f.details[user] = &fakeUser{inline: map[string]string{}}
	}
	return f.details[user]
}

func (f *fakeService) find(user string) (iamsvc.User, bool) {
	i := slices.IndexFunc(f.users, func(u iamsvc.User) bool { return strings.EqualFold(u.Name, user) })
	if i < 0 {
		return iamsvc.User{}, false
	}
	return f.users[i], true
}

func (f *fakeService) User(ctx context.Context, who iamsvc.Principal) (iamsvc.UserDetails, error) {
	user := f.named(who)
	if err := f.call(ctx, "User", user); err != nil {
		return iamsvc.UserDetails{}, err
	}
	u, ok := f.find(user)
	if !ok {
		return iamsvc.UserDetails{}, &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "GetUser", Subject: user}
	}
	return iamsvc.UserDetails{User: u, Boundary: f.about(user).boundary, Tags: f.about(user).tags}, nil
}

func (f *fakeService) MFADevices(ctx context.Context, who iamsvc.Principal) ([]iamsvc.MFADevice, error) {
	user := f.named(who)
	return f.about(user).mfa, f.call(ctx, "MFADevices", user)
}

func (f *fakeService) Groups(ctx context.Context, who iamsvc.Principal) ([]iamsvc.Group, error) {
	user := f.named(who)
	return f.about(user).groups, f.call(ctx, "Groups", user)
}

func (f *fakeService) AttachedPolicies(ctx context.Context, who iamsvc.Principal) ([]iamsvc.AttachedPolicy, error) {
	user := f.named(who)
	return f.about(user).attached, f.call(ctx, "AttachedPolicies", user)
}

func (f *fakeService) InlinePolicies(ctx context.Context, who iamsvc.Principal) ([]string, error) {
	user := f.named(who)
	if err := f.call(ctx, "InlinePolicies", user); err != nil {
		return nil, err
	}
	var names []string
	for name := range f.about(user).inline {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}

func (f *fakeService) CreateUser(ctx context.Context, u iamsvc.NewUser) (iamsvc.User, error) {
	if err := f.call(ctx, "CreateUser", u.Name); err != nil {
		return iamsvc.User{}, err
	}
	if _, there := f.find(u.Name); there {
		return iamsvc.User{}, &iamsvc.Error{
			Kind: iamsvc.KindConflict, Op: "CreateUser", Subject: u.Name, Code: "EntityAlreadyExists",
			Message: "User with name " + u.Name + " already exists.",
		}
	}
	path := u.Path
	if path == "" {
		path = "/"
	}
	made := iamsvc.User{Name: u.Name, Path: path, ARN: "arn:aws:iam::123456789012:user" + path + u.Name, Created: start}
	f.users = append(f.users, made)
	f.about(u.Name).tags = u.Tags
	return made, nil
}

func (f *fakeService) DeleteUser(ctx context.Context, who iamsvc.Principal) error {
	user := f.named(who)
	if err := f.call(ctx, "DeleteUser", user); err != nil {
		return err
	}
	f.users = slices.DeleteFunc(f.users, func(u iamsvc.User) bool { return u.Name == user })
	delete(f.details, user)
	return nil
}

func (f *fakeService) PutPolicy(ctx context.Context, who iamsvc.Principal, name, document string) error {
	user := f.named(who)
	if err := f.call(ctx, "PutPolicy", user+" "+name); err != nil {
		return err
	}
	f.about(user).inline[name] = document
	return nil
}

func (f *fakeService) DeletePolicy(ctx context.Context, who iamsvc.Principal, name string) error {
	user := f.named(who)
	if err := f.call(ctx, "DeletePolicy", user+" "+name); err != nil {
		return err
	}
	delete(f.about(user).inline, name)
	return nil
}

func (f *fakeService) DenyOldSessions(ctx context.Context, who iamsvc.Principal, before time.Time) (string, error) {
	user := f.named(who)
	if err := f.call(ctx, "DenyOldSessions", user); err != nil {
		return "", err
	}
	f.about(user).inline[denyName] = policy.OldSessions(before)
	return denyName, nil
}

func (f *fakeService) AllowOldSessions(ctx context.Context, who iamsvc.Principal) error {
	user := f.named(who)
	if err := f.call(ctx, "AllowOldSessions", user); err != nil {
		return err
	}
	delete(f.about(user).inline, denyName)
	return nil
}

// denyName is the name of the policy that denies old sessions.
const denyName = "AkiaDenyOldSessions"
