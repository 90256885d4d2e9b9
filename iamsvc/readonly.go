package iamsvc

import (
	"context"
	"errors"

	"github.com/aws/smithy-go/middleware"
)

// errReadOnly is why a call was refused before anything was sent.
var errReadOnly = errors.New("the program runs read-only")

// reads reports whether the operation is one of those that read only. It is a list of what is allowed: an operation
// that nobody thought of is refused.
func reads(service, op string) bool {
	switch service + "." + op {
	case "IAM.ListUsers",
		"IAM.ListAccessKeys",
		"IAM.GetAccessKeyLastUsed",
		"IAM.ListAccountAliases",
		"IAM.ListUserTags",
		"IAM.GetUser",
		"IAM.ListGroupsForUser",
		"IAM.ListAttachedUserPolicies",
		"IAM.ListUserPolicies",
		"IAM.ListMFADevices",
		"IAM.GenerateCredentialReport",
		"IAM.GetCredentialReport",
		"IAM.GetAccountSummary",
		"IAM.GetAccountAuthorizationDetails",
		"IAM.GetLoginProfile",
		"IAM.ListOrganizationsFeatures",
		"Organizations.DescribeOrganization",
		"Organizations.ListAccounts",
		"STS.AssumeRoot", // with a task policy that reads only
		"STS.GetAccessKeyInfo",
		"STS.GetCallerIdentity":
		return true
	}
	return false
}

// refuseWrites makes a client refuse every operation that is not known to read only, before its input is even looked
// at.
func refuseWrites(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("akia.ReadOnly",
		func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
			middleware.InitializeOutput, middleware.Metadata, error,
		) {
			if !reads(middleware.GetServiceID(ctx), middleware.GetOperationName(ctx)) {
				return middleware.InitializeOutput{}, middleware.Metadata{}, errReadOnly
			}
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
}
