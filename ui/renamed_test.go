package ui

import (
	"context"
	"testing"
	"time"

	"akia/iamsvc"
)

// renamer is a service that follows a user who is renamed behind the screen's back, as iamsvc does.
type renamer struct{ *fakeService }

// rename makes bob robert.
func (f *fakeService) rename() {
	for i := range f.users {
		if f.users[i].Name == "bob" {
			f.users[i].Name = "robert"
		}
	}
	f.keys["robert"] = f.keys["bob"]
	for i := range f.keys["robert"] {
		f.keys["robert"][i].User = robert()
	}
	delete(f.keys, "bob")
	f.errs["ListKeys bob"] = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "ListAccessKeys", Subject: "bob"}
	for _, op := range []string{"InlinePolicies", "AttachedPolicies", "User", "Groups", "MFADevices", "Descriptions"} {
		f.errs[op+" bob"] = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: op, Subject: "bob"}
	}
}

func robert() iamsvc.Principal { return iamsvc.NamedUser("robert") }

func (r renamer) moved(user iamsvc.Principal, keyID, op string) *iamsvc.RenamedError {
	if user != iamsvc.NamedUser("bob") || r.keys["robert"] == nil {
		return nil
	}
	return &iamsvc.RenamedError{KeyID: keyID, Was: user, Now: robert(), Err: &iamsvc.Error{Kind: iamsvc.KindRenamed, Op: op, Subject: keyID}}
}

func (r renamer) SetStatus(ctx context.Context, user iamsvc.Principal, keyID string, to iamsvc.Status) error {
	moved := r.moved(user, keyID, "UpdateAccessKey")
	if moved == nil {
		return r.fakeService.SetStatus(ctx, user, keyID, to)
	}
	if to == iamsvc.Active {
		return moved
	}
	if err := r.fakeService.SetStatus(ctx, robert(), keyID, to); err != nil {
		return err
	}
	moved.Err = nil
	return moved
}

func (r renamer) DeleteKey(ctx context.Context, seen iamsvc.SeenKey) error {
	if moved := r.moved(seen.Key.User, seen.Key.ID, "DeleteAccessKey"); moved != nil {
		return moved
	}
	return r.fakeService.DeleteKey(ctx, seen)
}

func newRenamed(t *testing.T, change ...func(*fakeService, *Config)) *screen {
	return newScreen(t, 120, 40, append(change, func(f *fakeService, c *Config) { c.Service = renamer{f} })...)
}

// TestDeactivationFollowsARenamedUser, and the screen goes on under the present name; its undo too.
func TestDeactivationFollowsARenamedUser(t *testing.T) {
	s := newRenamed(t, func(f *fakeService, _ *Config) { f.keys["bob"][0].Created = start.AddDate(0, 0, -200) })
	use := s.svc.lastUse[bobsKey]
	use.At = start.AddDate(0, 0, -100)
	s.svc.lastUse[bobsKey] = use
	s.tap("ctrl+r", "j", "tab")
	s.svc.rename()
	s.tap("t")
	s.wait(time.Second)
	s.shows("of robert deactivated; its user was bob", "robert")
	s.hides("does not exist", "Keys of bob")
	s.tap("u")
	s.wrote("SetStatus "+bobsKey+" Inactive", "SetStatus "+bobsKey+" Active")
}

// TestDeletionOfARenamedUsersKeyIsAskedAnew under the present name.
func TestDeletionOfARenamedUsersKeyIsAskedAnew(t *testing.T) {
	s := newRenamed(t, func(f *fakeService, _ *Config) { f.keys["bob"][0].Status = iamsvc.Inactive })
	s.tap("j", "tab", "d")
	s.svc.rename()
	s.tap("y")
	s.wait(time.Second)
	s.shows("belongs to another user now", bobsKey+" of robert")
	s.wrote()
	s.tap("y")
	s.wrote("DeleteKey " + bobsKey)
}

// TestRenamedUserIsFoundByItsKeys where a list or a page does not find it any more; nothing says that a key is gone.
func TestRenamedUserIsFoundByItsKeys(t *testing.T) {
	for name, keys := range map[string][]string{"list": {"r"}, "details": {"i", "r"}, "leak page": {"L"}} {
		t.Run(name, func(t *testing.T) {
			s := newRenamed(t, func(f *fakeService, _ *Config) { f.keys["bob"][0].Status = iamsvc.Inactive })
			s.tap("j")
			s.tap("tab")
			s.svc.rename()
			s.tap(keys...)
			s.wait(2 * time.Second)
			s.shows("robert")
			s.hides("the key is gone", "does not exist")
		})
	}
}

// TestKeyThatIsNotListedIsNotCalledGone unless IAM knows it no more.
func TestKeyThatIsNotListedIsNotCalledGone(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		shows string
	}{
		"not known": {&iamsvc.Error{Kind: iamsvc.KindKeyUnknown, Op: "DeleteAccessKey", Subject: bobsKey}, "not known: not listed"},
		"gone":      {nil, "the key is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { f.keys["bob"][0].Status = iamsvc.Inactive })
			s.tap("j", "tab", "L")
			s.svc.errs["WhoHas"] = c.err
			if c.err == nil {
				delete(s.svc.errs, "WhoHas")
			}
			s.svc.keys["bob"] = nil
			s.m.Store.ForgetKeys(iamsvc.NamedUser("bob"))
			s.tap("down")
			s.wait(2 * time.Second)
			s.shows(c.shows)
		})
	}
}

// TestRotationDoesNotCallTheOldKeyGone because its user's list does not hold it.
func TestRotationDoesNotCallTheOldKeyGone(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.keys["bob"] = append(f.keys["bob"], iamsvc.Key{ID: newKeyID, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start.AddDate(0, 0, -1)})
		f.errs["WhoHas"] = &iamsvc.Error{Kind: iamsvc.KindKeyUnknown, Op: "DeleteAccessKey", Subject: bobsKey}
	})
	s.tap("j", "tab", "R")
	s.svc.keys["bob"] = s.svc.keys["bob"][1:]
	s.m.Store.ForgetKeys(iamsvc.NamedUser("bob"))
	s.tap("down")
	s.wait(2 * time.Second)
	s.shows("whether it still works isn't known")
	s.hides("the old key is gone")
}

// TestARotationLooksAgainUnderThePresentName of its user, once a minute as before.
func TestARotationLooksAgainUnderThePresentName(t *testing.T) {
	s := newRenamed(t, rotatingBob(2))
	s.rotateBob()
	s.svc.rename()
	s.wait(2 * time.Minute)
	s.shows("of robert")
	s.svc.calls = nil
	s.wait(3*time.Minute + time.Second)
	if n := s.svc.count("ListKeys robert"); n != 3 {
		t.Errorf("in 3 minutes the keys were read %d times", n)
	}
}
