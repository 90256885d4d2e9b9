package iamsvc

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// Group is a group that a user is in.
type Group struct {
	Name string
}

// Groups returns the groups that the user is in (iam:ListGroupsForUser, all pages).
func (s *Service) Groups(ctx context.Context, user Principal) ([]Group, error) {
	var groups []Group
	err := s.partOfUser(ctx, "ListGroupsForUser", user, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListGroupsForUser(ctx, &iam.ListGroupsForUserInput{UserName: user.param(), Marker: marker})
		if err != nil {
			return page{}, err
		}
		for _, g := range out.Groups {
			groups = append(groups, Group{aws.ToString(g.GroupName)})
		}
		return page{out.IsTruncated, out.Marker}, nil
	})
	return itemsOrError(groups, err)
}

// AttachedPolicy is a managed policy that is attached to a user.
type AttachedPolicy struct {
	Name, ARN string
}

// AttachedPolicies returns the managed policies that are attached to the user itself (iam:ListAttachedUserPolicies, all
// pages).
func (s *Service) AttachedPolicies(ctx context.Context, user Principal) ([]AttachedPolicy, error) {
	var policies []AttachedPolicy
	err := s.partOfUser(ctx, "ListAttachedUserPolicies", user, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListAttachedUserPolicies(ctx,
			&iam.ListAttachedUserPoliciesInput{UserName: user.param(), Marker: marker})
		if err != nil {
			return page{}, err
		}
		for _, p := range out.AttachedPolicies {
			policies = append(policies, AttachedPolicy{aws.ToString(p.PolicyName), aws.ToString(p.PolicyArn)})
		}
		return page{out.IsTruncated, out.Marker}, nil
	})
	return itemsOrError(policies, err)
}

// InlinePolicies returns the names of the policies that are written into the user (iam:ListUserPolicies, all pages).
// What this Service wrote or deleted is corrected in it, for as long as it outranks the list.
func (s *Service) InlinePolicies(ctx context.Context, user Principal) ([]string, error) {
	var names []string
	var first attempt
	err := s.partOfUser(ctx, "ListUserPolicies", user, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListUserPolicies(ctx, &iam.ListUserPoliciesInput{UserName: user.param(), Marker: marker})
		if err != nil {
			return page{}, err
		}
		if marker == nil {
			first = *attemptOf(ctx)
		}
		names = append(names, out.PolicyNames...)
		return page{out.IsTruncated, out.Marker}, nil
	})
	return itemsOrError(s.correctPolicies(user, first.begun, names), err)
}

// MFADevice is a second factor of a user.
type MFADevice struct {
	// Serial is the ARN of a virtual device, or the number on one made of matter.
	Serial string
	// Enabled is when it was given to the user, in UTC; zero if the service did not say.
	Enabled time.Time
}

// MFADevices returns the MFA devices of the user (iam:ListMFADevices, all pages).
func (s *Service) MFADevices(ctx context.Context, user Principal) ([]MFADevice, error) {
	var devices []MFADevice
	err := s.partOfUser(ctx, "ListMFADevices", user, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListMFADevices(ctx, &iam.ListMFADevicesInput{UserName: user.param(), Marker: marker})
		if err != nil {
			return page{}, err
		}
		for _, d := range out.MFADevices {
			devices = append(devices, MFADevice{aws.ToString(d.SerialNumber), utc(d.EnableDate)})
		}
		return page{out.IsTruncated, out.Marker}, nil
	})
	return itemsOrError(devices, err)
}

// partOfUser walks a list about one user.
func (s *Service) partOfUser(
	ctx context.Context, op string, user Principal, get func(ctx context.Context, marker *string) (page, error),
) error {
	if err := validUser(user); err != nil {
		return err
	}
	return walk(ctx, s, action{op: op, subject: user.subject(), user: user, named: true}, get)
}

// itemsOrError returns the items of a list that was read to its end.
func itemsOrError[T any](items []T, err error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	return items, nil
}

// Quarantined reports whether the policies hold one with which AWS has quarantined a user whose key it found in public.
func Quarantined(policies []AttachedPolicy) bool {
	for _, p := range policies {
		if _, name, ofAWS := strings.Cut(p.ARN, ":iam::aws:policy/"); ofAWS &&
			strings.HasPrefix(name[strings.LastIndexByte(name, '/')+1:], "AWSCompromisedKeyQuarantine") {
			return true
		}
	}
	return false
}
