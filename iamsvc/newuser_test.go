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

// notThere answers that IAM does not know the user.
func notThere(user string) localtest.Effect {
	return localtest.FailBefore(http.StatusNotFound, "NoSuchEntity", "The user with name "+user+" cannot be found.")
}

// TestNewUsersAreWaitedFor makes a user whom IAM does not know everywhere for a while, and goes on at once.
func TestNewUsersAreWaitedFor(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		if _, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "robot"}); err != nil {
			t.Fatal(err)
		}
		for _, action := range []string{"PutUserPolicy", "ListAccessKeys", "CreateAccessKey", "TagUser", "GetUser"} {
			a.Inject(localtest.Fault{Action: action, Count: 2, Effect: notThere("robot")})
		}
		begun := time.Now()
		if err := a.svc.PutPolicy(t.Context(), iamsvc.NamedUser("robot"), "p", policy.Templates("aws")[0].Document); err != nil {
			t.Error(err)
		}
		made, err := a.svc.CreateKey(t.Context(), iamsvc.NamedUser("robot"))
		if err != nil {
			t.Error(err)
		}
		if err := a.svc.Describe(t.Context(), iamsvc.NamedUser("Robot"), made.ID, "text"); err != nil {
			t.Error(err)
		}
		if _, err := a.svc.User(t.Context(), iamsvc.NamedUser("robot")); err != nil {
			t.Error(err)
		}
		if took := time.Since(begun); took < 10*time.Second || took > 11*time.Second {
			t.Errorf("it took %s", took)
		}
		if n := len(a.truth(t, "robot")); n != 1 {
			t.Errorf("%d keys", n)
		}
	})
}

// TestNewUsersAreWaitedForButNotForEver has IAM never know the new user, and others not at all.
func TestNewUsersAreWaitedForButNotForEver(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		if _, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "robot"}); err != nil {
			t.Fatal(err)
		}
		a.Inject(localtest.Fault{Subject: "robot", Effect: notThere("robot")}, localtest.Fault{Subject: a.user, Effect: notThere(a.user)})
		for user, want := range map[string]time.Duration{a.user: 0, "robot": 15 * time.Second} {
			begun := time.Now()
			_, err := a.svc.Groups(t.Context(), iamsvc.NamedUser(user))
			wantKind(t, err, iamsvc.KindNotFound, "There is no user "+user+".")
			if took := time.Since(begun); took < want || took > want+time.Second {
				t.Errorf("%s: it took %s", user, took)
			}
		}
		begun := time.Now()
		_, err := a.svc.Groups(t.Context(), iamsvc.NamedUser("robot"))
		wantKind(t, err, iamsvc.KindNotFound, "There is no user robot.")
		if took := time.Since(begun); took > time.Second {
			t.Errorf("after that it took %s", took)
		}
	})
}

// TestDeletedNewUsersAreNotWaitedFor makes users and deletes them again, one of them with an answer that is lost.
func TestDeletedNewUsersAreNotWaitedFor(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		for name, lost := range map[string]int{"robot": 1, "android": 0} {
			if _, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: name}); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			if lost > 0 {
				a.Inject(localtest.Fault{Action: "DeleteUser", Count: lost, Effect: localtest.DropAfter()})
			}
			if err := a.svc.DeleteUser(t.Context(), iamsvc.NamedUser(name)); err != nil {
				t.Error(err)
			}
			_, err := a.svc.User(t.Context(), iamsvc.NamedUser(name))
			wantKind(t, err, iamsvc.KindNotFound, "There is no user "+name+".")
			if took := time.Since(begun); took > time.Second {
				t.Errorf("%s: it took %s", name, took)
			}
		}
	})
}

// TestOnlyAMissingUserIsWaitedFor misses something else of a new user.
func TestOnlyAMissingUserIsWaitedFor(t *testing.T) {
	t.Parallel()
	inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
		if _, err := a.svc.CreateUser(t.Context(), iamsvc.NewUser{Name: "robot"}); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		e := failure(t, a.svc.DeletePolicy(t.Context(), iamsvc.NamedUser("robot"), "p"), iamsvc.KindNotFound, "robot has no inline policy p.")
		if took := time.Since(begun); took > time.Second || !strings.Contains(e.Message, "policy") {
			t.Errorf("it took %s: %s", took, e.Message)
		}
	})
}
