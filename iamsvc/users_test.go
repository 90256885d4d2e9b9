package iamsvc_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
	"akia/iamsvc/policy"
)

// TestCreateUserWhoseAnswerIsLost loses answers to CreateUser before and after the effect.
func TestCreateUserWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	wanted := iamsvc.NewUser{Name: "robot", Path: "/ci/", Tags: []iamsvc.Tag{{Key: "b", Value: "2"}, {Key: "a", Value: "1"}}}
	for name, effect := range map[string]localtest.Effect{
		"before": localtest.DropBefore(), "after": localtest.DropAfter(), "500 after": localtest.FailAfter(500, "ServiceFailure", "oops"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{})
			a.Inject(localtest.Fault{Action: "CreateUser", Count: 1, Effect: effect})
			made, err := a.svc.CreateUser(t.Context(), wanted)
			if err != nil || made.Name != "robot" || made.Path != "/ci/" || made.ID == "" {
				t.Errorf("%+v, %v", made, err)
			}
		})
	}
}

// TestCreateUserFindsSomeoneElses loses an answer, and finds a user who was there before, or who is not as the new one was
// to be: they are never taken for the one that was made here.
func TestCreateUserFindsSomeoneElses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		there   iamsvc.NewUser
		later   time.Duration
		created iamsvc.NewUser
	}{
		"old":         {iamsvc.NewUser{Name: "robot"}, time.Hour, iamsvc.NewUser{Name: "robot"}},
		"elsewhere":   {iamsvc.NewUser{Name: "robot", Path: "/ci/"}, 0, iamsvc.NewUser{Name: "robot"}},
		"tagged":      {iamsvc.NewUser{Name: "robot", Tags: []iamsvc.Tag{{Key: "a"}}}, 0, iamsvc.NewUser{Name: "robot"}},
		"capitalised": {iamsvc.NewUser{Name: "Robot"}, 0, iamsvc.NewUser{Name: "robot"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{Now: func() time.Time { return time.Now().Add(c.later) }})
			if _, err := a.other(t).CreateUser(t.Context(), c.there); err != nil {
				t.Fatal(err)
			}
			a.Inject(localtest.Fault{Action: "CreateUser", Count: 1, Effect: localtest.DropBefore()})
			_, err := a.svc.CreateUser(t.Context(), c.created)
			wantKind(t, err, iamsvc.KindConflict, "There is a user robot already.")
			if !iamsvc.UserExists(err) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestCreateUserThatCannotBeLookedAt is left in doubt.
func TestCreateUserThatCannotBeLookedAt(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(
		localtest.Fault{Action: "CreateUser", Count: 1, Effect: localtest.DropAfter()},
		localtest.Fault{Action: "GetUser", Effect: localtest.Deny(localtest.NoIdentityPolicy)},
	)
	_, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "robot"})
	e := iamsvc.AsError(err)
	if e == nil || !e.Unclear || !strings.HasPrefix(e.Error(), "It is not known whether the user robot was created: ") {
		t.Errorf("%v", err)
	}
}

func TestDeletesOfUsersAndPoliciesCanBeRepeated(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	if _, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "robot"}); err != nil {
		t.Fatal(err)
	}
	if err := a.svc.PutPolicy(t.Context(), iamsvc.NamedUser("robot"), "p", policy.Templates("aws")[0].Document); err != nil {
		t.Fatal(err)
	}
	a.Inject(
		localtest.Fault{Action: "DeleteUserPolicy", Count: 1, Effect: localtest.DropAfter()},
		localtest.Fault{Action: "DeleteUser", Count: 1, Effect: localtest.DropAfter()},
	)
	if err := a.svc.DeletePolicy(t.Context(), iamsvc.NamedUser("robot"), "p"); err != nil {
		t.Error(err)
	}
	if err := a.svc.DeleteUser(t.Context(), iamsvc.NamedUser("robot")); err != nil {
		t.Error(err)
	}
}

func TestQuotaOfUsers(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Action: "CreateUser", Effect: localtest.FailBefore(http.StatusConflict, "LimitExceeded", "Cannot exceed quota for UsersPerAccount: 5000")})
	_, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "robot"})
	wantKind(t, err, iamsvc.KindQuota, "The account has as many users as IAM allows, 5000.")
	a.Inject(localtest.Fault{
		Action: "PutUserPolicy",
		Effect: localtest.FailBefore(http.StatusConflict, "LimitExceeded", "Maximum policy size of 2048 bytes exceeded for user x"),
	})
	_, err = a.svc.DenyOldSessions(t.Context(), iamsvc.NamedUser(a.user), time.Now())
	e := failure(t, err, iamsvc.KindQuota, "There is no room for the policy that ends old sessions: the inline policies of "+
		a.user+" would be longer than IAM allows, 2048 characters in all.")
	if e.Remedy().Kind != iamsvc.RemedyEndSessions {
		t.Errorf("%+v", e.Remedy())
	}
}

// TestDetailsOfTheCast looks at users of the demonstration that have something of everything.
func TestDetailsOfTheCast(t *testing.T) {
	t.Parallel()
	server := startLocal(t, 12)
	keyID, secret := server.Admin()
	s := backend{url: server.URL(), keyID: keyID, secret: secret}.open(t, iamsvc.Options{})
	ctx := t.Context()
	u, err := s.User(ctx, iamsvc.NamedUser("pavel.novak"))
	if err != nil || u.Boundary != "arn:aws:iam::aws:policy/PowerUserAccess" || !strings.HasSuffix(u.ARN, ":user/people/contractors/pavel.novak") {
		t.Errorf("%+v, %v", u, err)
	}
	if policies, err := s.AttachedPolicies(ctx, iamsvc.NamedUser("pavel.novak")); err != nil || len(policies) != 2 || !iamsvc.Quarantined(policies) {
		t.Errorf("%v, %v", policies, err)
	}
	if groups, err := s.Groups(ctx, iamsvc.NamedUser("pavel.novak")); err != nil || len(groups) != 1 || groups[0].Name != "developers" {
		t.Errorf("%v, %v", groups, err)
	}
	if devices, err := s.MFADevices(ctx, iamsvc.NamedUser("aaliyah.khan")); err != nil || len(devices) != 1 || devices[0].Serial == "" || devices[0].Enabled.IsZero() {
		t.Errorf("%v, %v", devices, err)
	}
	if names, err := s.InlinePolicies(ctx, iamsvc.NamedUser("oracle-export")); err != nil || len(names) != 1 || names[0] != "oracle-export-s3" {
		t.Errorf("%v, %v", names, err)
	}
	if texts, err := s.Descriptions(ctx, iamsvc.NamedUser("aaliyah.khan")); err != nil || len(texts) != 1 {
		t.Errorf("%v, %v", texts, err)
	}
	if self, err := s.User(ctx, iamsvc.Caller()); err != nil || self.Name != "akia-admin" || !self.Created.Equal(self.Created.UTC()) {
		t.Errorf("%+v, %v", self, err)
	}
}

func TestQuarantined(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]bool{
		"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine":             true,
		"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3":           true,
		"arn:aws-cn:iam::aws:policy/folder/AWSCompromisedKeyQuarantineV9": true,
		"arn:aws:iam::aws:policy/AdministratorAccess":                     false,
		"arn:aws:iam::123456789012:policy/AWSCompromisedKeyQuarantineV3":  false,
		"": false,
	} {
		others := iamsvc.AttachedPolicy{Name: "ReadOnlyAccess", ARN: "arn:aws:iam::aws:policy/ReadOnlyAccess"}
		if got := iamsvc.Quarantined([]iamsvc.AttachedPolicy{others, {ARN: arn}}); got != want {
			t.Errorf("%q: %v", arn, got)
		}
	}
	if iamsvc.Quarantined(nil) {
		t.Error("quarantined by nothing")
	}
}

// TestDenialsNameWhatIsMissing denies everything, and looks at what is said.
func TestDenialsNameWhatIsMissing(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	ctx := t.Context()
	_, user := a.svc.User(ctx, iamsvc.NamedUser(a.user))
	_, self := a.svc.User(ctx, iamsvc.Caller())
	_, groups := a.svc.Groups(ctx, iamsvc.NamedUser(a.user))
	_, attached := a.svc.AttachedPolicies(ctx, iamsvc.NamedUser(a.user))
	_, inline := a.svc.InlinePolicies(ctx, iamsvc.NamedUser(a.user))
	_, devices := a.svc.MFADevices(ctx, iamsvc.NamedUser(a.user))
	_, texts := a.svc.Descriptions(ctx, iamsvc.NamedUser(a.user))
	_, made := a.svc.CreateUser(ctx, iamsvc.NewUser{Name: "robot"})
	_, sessions := a.svc.DenyOldSessions(ctx, iamsvc.NamedUser(a.user), time.Now())
	for sentence, c := range map[string]struct {
		err        error
		permission string
	}{
		"You may not see the details of aaliyah.khan.":                  {user, "iam:GetUser"},
		"You may not see the details of your own user.":                 {self, "iam:GetUser"},
		"You may not see the groups of aaliyah.khan.":                   {groups, "iam:ListGroupsForUser"},
		"You may not see the policies attached to aaliyah.khan.":        {attached, "iam:ListAttachedUserPolicies"},
		"You may not see the inline policies of aaliyah.khan.":          {inline, "iam:ListUserPolicies"},
		"You may not see the MFA devices of aaliyah.khan.":              {devices, "iam:ListMFADevices"},
		"You may not see the descriptions of the keys of aaliyah.khan.": {texts, "iam:ListUserTags"},
		"You may not describe " + someKey + ".":                         {a.svc.Describe(ctx, iamsvc.NamedUser(a.user), someKey, "x"), "iam:TagUser"},
		"You may not remove the description of " + someKey + ".":        {a.svc.Undescribe(ctx, iamsvc.NamedUser(a.user), someKey), "iam:UntagUser"},
		"You may not create the user robot.":                            {made, "iam:CreateUser"},
		"You may not delete the user aaliyah.khan.":                     {a.svc.DeleteUser(ctx, iamsvc.NamedUser(a.user)), "iam:DeleteUser"},
		"You may not write an inline policy of aaliyah.khan.":           {sessions, "iam:PutUserPolicy"},
		"You may not delete an inline policy of aaliyah.khan.":          {a.svc.DeletePolicy(ctx, iamsvc.NamedUser(a.user), "p"), "iam:DeleteUserPolicy"},
	} {
		if e := failure(t, c.err, iamsvc.KindDenied, sentence); e.Permission() != c.permission {
			t.Errorf("%s: %s", sentence, e.Permission())
		}
	}
}
