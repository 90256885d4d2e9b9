package iamsvc

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"akia/iamsvc/queue"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// NewUser is a user to be made.
type NewUser struct {
	Name string
	// Path begins and ends with a slash; empty: "/".
	Path string
	Tags []Tag
}

// check returns what IAM will not accept of it, or nil.
func (u NewUser) check() error {
	return firstError(ValidNewUserName(u.Name), checkIfSet(u.Path, ValidPath), ValidTags(u.Tags))
}

// CreateUser makes a user, who may do nothing yet and has neither password nor key (iam:CreateUser; with tags it
// needs iam:TagUser as well). If there is such a user already it is an *Error of KindConflict for which UserExists is
// true, and User returns the one there is; IAM does not tell names apart by case.
//
// IAM may take some seconds to know the user everywhere. For 15 s every call of this Service that meets a place where
// it is not known yet is sent again.
//
// After an answer that was lost the create is sent again. If the user exists then, and is as this one was to be, it
// is the one made here (iam:GetUser).
func (s *Service) CreateUser(ctx context.Context, u NewUser) (User, error) {
	a := action{op: "CreateUser", subject: u.Name, write: true}
	if err := s.mayWrite(a); err != nil {
		return User{}, err
	}
	if err := u.check(); err != nil {
		return User{}, err
	}
	begun := s.now()
	in := &iam.CreateUserInput{UserName: &u.Name, Path: nilIfEmpty(u.Path), Tags: sdkTags(u.Tags)}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.CreateUserOutput, error) {
		out, err := s.iam.CreateUser(ctx, in)
		if err == nil && out.User == nil {
			return nil, &malformedResponse{what: "does not describe the user"}
		}
		return out, err
	})
	if err != nil {
		return s.createUserFailed(ctx, AsError(err), u, begun)
	}
	s.newUsers.add(NamedUser(u.Name).folded(), struct{}{})
	return user(*out.User), nil
}

// createUserFailed returns the user after all if an answer that was lost had made it.
func (s *Service) createUserFailed(ctx context.Context, e *Error, u NewUser, begun time.Time) (User, error) {
	switch {
	case UserExists(e) && e.Unclear:
		e.Unclear = false
		s.newUsers.add(NamedUser(u.Name).folded(), struct{}{})
		there, err := s.User(queue.WithClass(ctx, queue.Write), NamedUser(u.Name))
		if err != nil {
			e.Unclear = true
			return User{}, e
		}
		if u.describes(there) && there.Created.After(begun.Add(-time.Minute)) {
			return there.User, nil
		}
	case e.Kind == KindQuota:
		e.sentence = "The account has as many users as IAM allows" + quotaNumber(e.Message) + "."
		e.remedy = Remedy{Kind: RemedyFreeUser}
	}
	if UserExists(e) && !e.Unclear {
		e.sentence = "There is a user " + u.Name + " already."
		e.remedy = Remedy{Kind: RemedyOpenUser}
	}
	return User{}, e
}

// describes reports whether a user is as this one was to be.
func (u NewUser) describes(there UserDetails) bool {
	byKey := func(a, b Tag) int { return strings.Compare(a.Key, b.Key) }
	want, have := slices.SortedFunc(slices.Values(u.Tags), byKey), slices.SortedFunc(slices.Values(there.Tags), byKey)
	return there.Name == u.Name && there.Path == cmp.Or(u.Path, "/") && slices.Equal(want, have)
}

// UserExists reports whether an error of CreateUser says that there is a user of that name already.
func UserExists(err error) bool {
	e := AsError(err)
	return e != nil && e.Op == "CreateUser" && e.Kind == KindConflict && strings.HasPrefix(e.Code, "EntityAlreadyExists")
}

// DeleteUser deletes a user who has nothing any more (iam:DeleteUser), to undo a CreateUser. IAM refuses it while
// there are keys, policies, groups or the like: that is an *Error of KindConflict. It removes nothing of these by
// itself. To delete again what may have been deleted from here is a success.
func (s *Service) DeleteUser(ctx context.Context, user Principal) error {
	a := action{op: "DeleteUser", subject: user.subject(), user: user, named: true, write: true, goneIsDone: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if err := validUser(user); err != nil {
		return err
	}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.DeleteUserOutput, error) {
		return s.iam.DeleteUser(ctx, &iam.DeleteUserInput{UserName: user.param()})
	})
	if e := AsError(err); e != nil {
		if strings.HasPrefix(e.Code, "DeleteConflict") {
			e.sentence = "IAM does not delete " + user.String() + " while it has keys, policies, groups or the like."
			e.remedy = Remedy{Kind: RemedyEmptyUser}
		}
		return e
	}
	s.newUsers.forget(user.folded())
	return nil
}
