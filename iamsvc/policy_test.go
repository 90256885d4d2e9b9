package iamsvc_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/policy"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// statements is what a policy says, as far as these tests look.
type statements struct {
	Version   string
	Statement []struct {
		Sid, Effect string
		Action      []string
		Resource    any
	}
}

func read(t *testing.T, text string) (p statements) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &p); err != nil || p.Version != "2012-10-17" {
		t.Fatalf("%v: %s", err, text)
	}
	return p
}

// actions returns all actions that the policy allows, each once.
func (p statements) actions() map[string]bool {
	out := map[string]bool{}
	for _, s := range p.Statement {
		for _, a := range s.Action {
			out[a] = true
		}
	}
	return out
}

// TestPoliciesGrowWithTheProgram compares the policies with the calls of the SDK in the source: what is called must be
// allowed, and nothing else.
func TestPoliciesGrowWithTheProgram(t *testing.T) {
	called := callsOfTheSDK(t)
	delete(called, "sts:GetCallerIdentity") // needs no permission
	delete(called, "iam:GetLoginProfile")   // is called in the sessions of root users alone, whose task allows it
	ofOrganization := read(t, policy.For(policy.Org, "aws")).actions()
	for _, action := range []string{"iam:ListOrganizationsFeatures", "sts:AssumeRoot"} {
		if !called[action] || !ofOrganization[action] {
			t.Errorf("%s: called %v, allowed by the policy for organizations %v", action, called[action], ofOrganization[action])
		}
		delete(called, action)
	}
	if got := read(t, policy.For(policy.Full, "aws")).actions(); !maps.Equal(got, called) {
		t.Errorf("the policy allows %v, the program calls %v", got, called)
	}
	keys := maps.Clone(called)
	maps.DeleteFunc(keys, func(action string, _ bool) bool {
		return slices.Contains([]string{"iam:CreateUser", "iam:DeleteUser", "iam:PutUserPolicy", "iam:DeleteUserPolicy"}, action)
	})
	if got := read(t, policy.For(policy.Write, "aws")).actions(); !maps.Equal(got, keys) {
		t.Errorf("the policy for keys allows %v, the program calls %v for them", got, keys)
	}
	reads := maps.Clone(called)
	maps.DeleteFunc(reads, func(action string, _ bool) bool {
		return slices.ContainsFunc([]string{"Create", "Update", "Delete", "Put", "Tag", "Untag"}, func(verb string) bool {
			return strings.HasPrefix(action, "iam:"+verb)
		})
	})
	if got := read(t, policy.For(policy.Read, "aws")).actions(); !maps.Equal(got, reads) {
		t.Errorf("the policy for reading allows %v, the program reads by %v", got, reads)
	}
	for action := range read(t, policy.For(policy.Self, "aws")).actions() {
		if !called[action] {
			t.Errorf("nothing calls %s", action)
		}
	}
}

// callsOfTheSDK returns the actions that the source of the package calls, which are methods of s.iam and s.sts.
func callsOfTheSDK(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if method, ok := n.(*ast.SelectorExpr); ok && method.Sel.Name != "Options" {
				if client, ok := method.X.(*ast.SelectorExpr); ok && slices.Contains([]string{"iam", "sts"}, client.Sel.Name) {
					out[client.Sel.Name+":"+method.Sel.Name] = true
				}
			}
			return true
		})
	}
	if !out["iam:ListUsers"] || !out["sts:GetCallerIdentity"] {
		t.Fatalf("the source was not understood: %v", out)
	}
	return out
}

func TestPartitionOfAPolicy(t *testing.T) {
	for partition, want := range map[string]string{
		"": "arn:aws:iam::*:user/*", "aws": "arn:aws:iam::*:user/*", "aws-cn": "arn:aws-cn:iam::*:user/*",
		"aws-us-gov": "arn:aws-us-gov:iam::*:user/*", "aws-eusc": "arn:aws-eusc:iam::*:user/*", `a"b`: "arn:aws:iam::*:user/*",
	} {
		for _, s := range read(t, policy.For(policy.Write, partition)).Statement {
			if s.Effect != "Allow" || (s.Resource != want && (s.Sid != "Account" || s.Resource != "*")) {
				t.Errorf("%q: %+v", partition, s)
			}
		}
	}
	if got := policy.For("admin", "aws"); got != "" {
		t.Errorf("a kind that there is none of: %s", got)
	}
}

// TestEveryMethodUnderEachPolicy signs as a user who has one of the policies, on a key of their own and on one of somebody
// else.
func TestEveryMethodUnderEachPolicy(t *testing.T) {
	t.Parallel()
	const (
		yes        = ""
		listUsers  = "iam:ListUsers"
		listKeys   = "iam:ListAccessKeys"
		lastUsed   = "iam:GetAccessKeyLastUsed"
		create     = "iam:CreateAccessKey"
		update     = "iam:UpdateAccessKey"
		deleteKeys = "iam:DeleteAccessKey"
	)
	type answers struct{ users, keys, use, owner, create, status, remove string } // the permission that is missing
	for kind, c := range map[policy.Kind]struct{ own, others answers }{
		policy.Read: {
			own:    answers{yes, yes, yes, yes, create, update, deleteKeys},
			others: answers{yes, yes, yes, yes, create, update, deleteKeys},
		},
		policy.Write: {},
		policy.Self: {
			own:    answers{users: listUsers},
			others: answers{listUsers, listKeys, lastUsed, lastUsed, listKeys, update, listKeys},
		},
	} {
		for name, path := range map[string]string{"": "/", " in a folder": "/people/finance/"} {
			t.Run(string(kind)+name, func(t *testing.T) {
				t.Parallel()
				s, self := asUserWith(t, kind, path)
				for user, want := range map[iamsvc.Principal]answers{
					iamsvc.NamedUser(self): c.own, iamsvc.Caller(): c.own, iamsvc.NamedUser("payments-deploy"): c.others,
				} {
					got := askAll(t, s, user)
					if got != want {
						t.Errorf("%v: missing %+v, want %+v", user, got, want)
					}
				}
			})
		}
	}
}

// asUserWith makes a user with one key and the policy, and beside them one who has a key but no policy. It returns a service
// that signs as the first.
func asUserWith(t *testing.T, kind policy.Kind, path string) (s *signedAs, name string) {
	t.Helper()
	server := startLocal(t, 12)
	keyID, secret := server.Admin()
	b := backend{url: server.URL(), keyID: keyID, secret: secret}
	name = b.namedUser(t, "policy-holder", path)
	document := policy.For(kind, "aws")
	if _, err := b.client().PutUserPolicy(t.Context(), &iam.PutUserPolicyInput{
		UserName: &name, PolicyName: aws.String("akia"), PolicyDocument: &document,
	}); err != nil {
		t.Fatal(err)
	}
	admin := b.open(t, iamsvc.Options{})
	signer, err := admin.CreateKey(t.Context(), iamsvc.NamedUser(name))
	if err != nil {
		t.Fatal(err)
	}
	return &signedAs{
		Service: b.open(t, iamsvc.Options{KeyID: signer.ID, Secret: signer.Secret}), admin: admin, name: name, server: server,
	}, name
}

type signedAs struct {
	*iamsvc.Service
	admin  *iamsvc.Service
	name   string
	server *localtest.Server
}

// askAll calls every method about the user, and returns which permission was missing for each.
func askAll(t *testing.T, s *signedAs, user iamsvc.Principal) (missing struct{ users, keys, use, owner, create, status, remove string }) {
	t.Helper()
	ctx := t.Context()
	name := user.UserName()
	if name == "" {
		name = s.name
	}
	if id, err := s.WhoAmI(ctx); err != nil || id.Alias != "acme-prod" {
		t.Errorf("the identity is %+v, %v", id, err)
	}
	if err := s.Renew(ctx); err != nil {
		t.Error(err)
	}
	target := spareKey(t, s, iamsvc.NamedUser(name))
	_, err := s.ListUsers(ctx, "")
	missing.users = permission(t, "ListUsers", err)
	_, err = s.ListKeys(ctx, user)
	missing.keys = permission(t, "ListKeys", err)
	_, err = s.LastUse(ctx, target.ID)
	missing.use = permission(t, "LastUse", err)
	_, err = s.FindOwner(ctx, target.ID)
	missing.owner = permission(t, "FindOwner", err)
	missing.status = permission(t, "SetStatus", s.SetStatus(ctx, user, target.ID, target.Status))
	seen := iamsvc.SeenKey{Key: target}
	seen.Key.User = user
	missing.remove = permission(t, "DeleteKey", s.DeleteKey(ctx, seen))
	if missing.remove != "" {
		if err := s.admin.DeleteKey(ctx, iamsvc.SeenKey{Key: target}); err != nil {
			t.Fatal(err)
		}
	}
	made, err := s.CreateKey(ctx, user)
	missing.create = permission(t, "CreateKey", err)
	if err == nil {
		if err := s.admin.DeleteKey(ctx, iamsvc.SeenKey{Key: made.Key}); err != nil {
			t.Fatal(err)
		}
	}
	if missing.create == "" {
		settleUnderPolicy(t, s, user)
	}
	return missing
}

// settleUnderPolicy loses the answer of a create and finds out.
func settleUnderPolicy(t *testing.T, s *signedAs, user iamsvc.Principal) {
	t.Helper()
	s.server.Inject(localtest.Fault{Action: "CreateAccessKey", Count: 1, Effect: localtest.DropAfter()})
	_, err := s.CreateKey(t.Context(), user)
	e := iamsvc.AsError(err)
	if e == nil || e.Attempt == nil {
		t.Fatalf("%+v", err)
	}
	var lost *iamsvc.LostKeyError
	if err := s.ReconcileCreate(t.Context(), e.Attempt); !errors.As(err, &lost) || len(lost.Made) != 1 {
		t.Fatalf("%v", err)
	}
	if err := s.admin.DeleteKey(t.Context(), iamsvc.SeenKey{Key: lost.Made[0]}); err != nil {
		t.Fatal(err)
	}
}

// spareKey makes a second key for the user.
func spareKey(t *testing.T, s *signedAs, user iamsvc.Principal) iamsvc.Key {
	t.Helper()
	made, err := s.admin.CreateKey(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}
	return made.Key
}

// permission returns the permission that an error says is missing; empty for a success. Any other failure is a surprise.
func permission(t *testing.T, method string, err error) string {
	t.Helper()
	e := iamsvc.AsError(err)
	if e == nil {
		return ""
	}
	if e.Code != "AccessDenied" || (e.Kind != iamsvc.KindDenied && method != "FindOwner") || e.Permission() == "" ||
		e.Reason() != "no identity-based policy allows it" {
		t.Errorf("%s: %+v", method, e)
	}
	return e.Permission()
}
