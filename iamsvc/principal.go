package iamsvc

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"strings"

	"github.com/aws/smithy-go/middleware"
)

// Principal says whom a call is about: an IAM user by name, the account's root user, or whoever signs the calls. IAM
// takes a missing name to mean the signer, so "no name" must never stand for anything: the zero Principal is nobody,
// and every call about nobody is refused before it is sent. Two principals are the same if they are equal by ==.
type Principal struct {
	kind principalKind
	name string // of a user; else empty
}

type principalKind uint8

const (
	nobody principalKind = iota
	namedUser
	rootUser
	theCaller
)

// NamedUser is the IAM user of that name; nobody for an empty name.
func NamedUser(name string) Principal {
	if name == "" {
		return Principal{}
	}
	return Principal{namedUser, name}
}

// RootUser is the root user of the account, who has no name. Only root itself may list or change its keys: such a
// call is refused unless the calls are known to be signed by root.
func RootUser() Principal { return Principal{kind: rootUser} }

// Caller is the user who signs the calls, be it an IAM user or root, where its name is not known.
func Caller() Principal { return Principal{kind: theCaller} }

// IsZero reports whether this is nobody.
func (p Principal) IsZero() bool { return p.kind == nobody }

// IsRoot reports whether this is the root user.
func (p Principal) IsRoot() bool { return p.kind == rootUser }

// UserName returns the name of an IAM user; empty for everybody else, so it must not be used to tell who this is.
func (p Principal) UserName() string { return p.name }

// String names the principal to a person. It is for display only.
func (p Principal) String() string {
	switch p.kind {
	case namedUser:
		return p.name
	case rootUser:
		return "the root user"
	case theCaller:
		return "your own user"
	default:
		return "nobody"
	}
}

// rootLabel is how the credential report names the root user. No IAM user can have this name.
const rootLabel = "<root_account>"

// InReport is the principal that the credential report names so.
func InReport(name string) Principal {
	if name == rootLabel {
		return RootUser()
	}
	return NamedUser(name)
}

// ReportName returns the name that the credential report has for the user or for root; empty for everybody else. It
// is what exports and the journal hold.
func (p Principal) ReportName() string {
	if p.kind == rootUser {
		return rootLabel
	}
	return p.name
}

// Compare orders principals: root first, then users by name.
func (p Principal) Compare(o Principal) int {
	return cmp.Or(-cmp.Compare(p.kind, o.kind), cmp.Compare(p.name, o.name))
}

// SameUser reports whether both are the same user to IAM, which does not tell names apart by case.
func (p Principal) SameUser(o Principal) bool {
	return p.kind == o.kind && strings.EqualFold(p.name, o.name)
}

// folded is the same for every spelling of a user's name, to be used as a map key.
func (p Principal) folded() Principal { return Principal{p.kind, strings.ToLower(p.name)} }

// subject is how an Error and an observed Call name the principal: empty for the caller.
func (p Principal) subject() string {
	if p.kind == theCaller || p.kind == nobody {
		return ""
	}
	return p.String()
}

// validUser returns what IAM will not accept as an existing user's name; only users have one.
func validUser(p Principal) error {
	if p.kind != namedUser {
		return errNobody(p)
	}
	return ValidUserName(p.name)
}

// errNobody is the refusal of a call that must name a user and does not.
func errNobody(p Principal) *Error {
	if p.IsRoot() {
		return invalid("The root user can't be named in this call.")
	}
	return invalid("No user is named: nothing was sent.")
}

// param returns the UserName to send: nil, which means the signer, for the caller and for root. What must not be sent
// that way is refused by send: see Service.mayName.
func (p Principal) param() *string {
	if p.kind == namedUser {
		return &p.name
	}
	return nil
}

// mayName returns the context to send an action with, or why it must not be sent for the sake of whom it is about.
func (s *Service) mayName(ctx context.Context, a action) (context.Context, error) {
	switch {
	case !a.named || a.user.kind == namedUser:
		return ctx, nil
	case a.user.IsZero():
		return ctx, errNobody(a.user)
	case a.user.IsRoot():
		if err := s.signedByRoot(ctx); err != nil {
			return ctx, err
		}
	}
	return context.WithValue(ctx, signerMeant{}, true), nil
}

// signedByRoot returns nil if the calls are signed by the root user, whose keys nobody else may list or change: IAM
// would take the missing name for that of the signer.
func (s *Service) signedByRoot(ctx context.Context) error {
	id, err := s.established(ctx)
	if err != nil {
		return err
	}
	if !id.Root() {
		e := invalid("Only the root user can list or change its own access keys. Nothing was sent.")
		e.remedy = Remedy{Kind: RemedySignInAsRoot}
		return e
	}
	return nil
}

// established returns who the calls are signed as, which is asked if nobody has done so yet (sts:GetCallerIdentity).
func (s *Service) established(ctx context.Context) (Identity, error) {
	if id := s.signer.get(); id.Account != "" {
		return id, nil
	}
	id, err := s.identity(ctx)
	if err == nil {
		s.signer.establish(id)
	}
	return id, err
}

// signerMeant marks the context of a call that names nobody on purpose, because it is about the signer.
type signerMeant struct{}

// errUnnamed is why a call was refused that would have named nobody.
var errUnnamed = errors.New("the call names no user, so IAM would take the signer for it")

// refuseUnnamed makes a client refuse a call without the name of a user where one can be given, unless the signer is
// meant: IAM would carry it out on the signer's own user.
func refuseUnnamed(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("akia.Named",
		func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
			middleware.InitializeOutput, middleware.Metadata, error,
		) {
			if unnamed(in.Parameters) && ctx.Value(signerMeant{}) == nil {
				return middleware.InitializeOutput{}, middleware.Metadata{}, errUnnamed
			}
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
}

// unnamed reports whether the input of a call has room for the name of a user and holds none.
func unnamed(input any) bool {
	v := reflect.Indirect(reflect.ValueOf(input))
	if v.Kind() != reflect.Struct {
		return false
	}
	field := v.FieldByName("UserName")
	if !field.IsValid() {
		return false
	}
	name, ok := field.Interface().(*string)
	return ok && (name == nil || *name == "")
}
