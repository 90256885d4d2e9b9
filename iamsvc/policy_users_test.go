package iamsvc_test

import (
	"maps"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
)

// TestUsersUnderEachPolicy calls every method about users, tags and policies under each policy, about oneself and about
// somebody else.
func TestUsersUnderEachPolicy(t *testing.T) {
	t.Parallel()
	reading := map[string]string{
		"User": "iam:GetUser", "Groups": "iam:ListGroupsForUser", "AttachedPolicies": "iam:ListAttachedUserPolicies",
		"InlinePolicies": "iam:ListUserPolicies", "MFADevices": "iam:ListMFADevices", "Descriptions": "iam:ListUserTags",
	}
	tagging := map[string]string{"Describe": "iam:TagUser", "Undescribe": "iam:UntagUser"}
	managing := map[string]string{
		"CreateUser": "iam:CreateUser", "PutPolicy": "iam:PutUserPolicy", "DeletePolicy": "iam:DeleteUserPolicy",
		"DeleteUser": "iam:DeleteUser",
	}
	all := func(parts ...map[string]string) map[string]string {
		out := map[string]string{}
		for _, p := range parts {
			maps.Copy(out, p)
		}
		return out
	}
	for kind, missing := range map[policy.Kind]struct{ own, others map[string]string }{
		policy.Read:  {all(tagging, managing), all(tagging, managing)},
		policy.Write: {managing, managing},
		policy.Self:  {all(tagging, managing), all(reading, tagging, managing)},
		policy.Full:  {},
	} {
		for name, path := range map[string]string{"": "/", " in a folder": "/people/finance/"} {
			t.Run(string(kind)+name, func(t *testing.T) {
				t.Parallel()
				s, self := asUserWith(t, kind, path)
				if got := askAboutUser(t, s, self); !maps.Equal(got, missing.own) {
					t.Errorf("about oneself: missing %v, want %v", got, missing.own)
				}
				if got := askAboutUser(t, s, "payments-deploy"); !maps.Equal(got, missing.others) {
					t.Errorf("about another: missing %v, want %v", got, missing.others)
				}
			})
		}
	}
}

// askAboutUser returns the permission that is missing for each method that is denied.
func askAboutUser(t *testing.T, s *signedAs, user string) map[string]string {
	t.Helper()
	ctx := t.Context()
	missing := map[string]string{}
	ask := func(method string, err error) {
		t.Helper()
		if p := permission(t, method, err); p != "" {
			missing[method] = p
		}
	}
	_, err := s.User(ctx, iamsvc.NamedUser(user))
	ask("User", err)
	_, err = s.Groups(ctx, iamsvc.NamedUser(user))
	ask("Groups", err)
	_, err = s.AttachedPolicies(ctx, iamsvc.NamedUser(user))
	ask("AttachedPolicies", err)
	_, err = s.InlinePolicies(ctx, iamsvc.NamedUser(user))
	ask("InlinePolicies", err)
	_, err = s.MFADevices(ctx, iamsvc.NamedUser(user))
	ask("MFADevices", err)
	_, err = s.Descriptions(ctx, iamsvc.NamedUser(user))
	ask("Descriptions", err)
	ask("Describe", s.Describe(ctx, iamsvc.NamedUser(user), someKey, "x"))
	ask("Undescribe", s.Undescribe(ctx, iamsvc.NamedUser(user), someKey))
	tagged := iamsvc.NewUser{Name: "robot", Path: "/ci/", Tags: []iamsvc.Tag{{Key: "team", Value: "x"}}}
	_, err = s.CreateUser(ctx, tagged)
	ask("CreateUser", err)
	if err != nil {
		if _, err := s.admin.CreateUser(ctx, tagged); err != nil {
			t.Fatal(err)
		}
	}
	ask("PutPolicy", s.PutPolicy(ctx, iamsvc.NamedUser("robot"), "p", policy.OldSessions(time.Now())))
	if err := s.admin.PutPolicy(ctx, iamsvc.NamedUser("robot"), "p", policy.OldSessions(time.Now())); err != nil {
		t.Fatal(err)
	}
	ask("DeletePolicy", s.DeletePolicy(ctx, iamsvc.NamedUser("robot"), "p"))
	_ = s.admin.DeletePolicy(ctx, iamsvc.NamedUser("robot"), "p") // unless it is gone
	ask("DeleteUser", s.DeleteUser(ctx, iamsvc.NamedUser("robot")))
	_ = s.admin.DeleteUser(ctx, iamsvc.NamedUser("robot")) // unless it is gone
	return missing
}
