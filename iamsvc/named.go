package iamsvc

import (
	"context"
	"errors"
	"reflect"

	"github.com/aws/smithy-go/middleware"
)

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

// signedByRoot returns nil if the calls are signed by the root user, whose keys nobody else may list or change: IAM would take
// the missing name for that of the signer.
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

// refuseUnnamed makes a client refuse a call without the name of a user where one can be given, unless the signer is meant: IAM
// would carry it out on the signer's own user.
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
