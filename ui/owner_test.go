package ui

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
)

func openAt(name string) func(*fakeService, *Config) {
	return func(_ *fakeService, c *Config) { c.OpenAt = name }
}

func TestOpenAtAUser(t *testing.T) {
	s := newScreen(t, 120, 24, openAt("carol"))
	s.on("carol")
	s.shows("› carol", "Keys of carol", "No access keys.")
}

// TestOpenAtAUserOfALaterPage: its keys are shown at once, while pages are read until it comes.
func TestOpenAtAUserOfALaterPage(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(500, 100), openAt("user-333"))
	s.on("user-333")
	s.shows("› user-333", "Keys of user-333", "AKIAUSER000000000333")
	if n := s.svc.count("ListUsers"); n != 4 {
		t.Errorf("%d pages were read, want the 4 up to that of the user", n)
	}
	if n := s.svc.count("ListKeys"); n != 1 {
		t.Errorf("ListKeys was called %d times, want once", n)
	}
}

func TestOpenAtAKeyOfALaterPage(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(500, 100), openAt("AKIAUSER000000000333"))
	s.on("user-333")
	s.shows("› user-333", "› AKIAUSER000000000333", "AKIAUSER000000000333 belongs to user-333")
	if !s.m.browse.OnKeys() {
		t.Error("the focus is not on the key")
	}
}

// TestOpenAtAnUnknownUser: nobody else is selected, so that no key press acts on somebody who was not meant.
func TestOpenAtAnUnknownUser(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(250, 100), openAt("user-2500"))
	s.svc.errs["ListKeys user-2500"] = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "ListAccessKeys", Subject: "user-2500"}
	s.wait(time.Second)
	s.shows("✗ There is no user user-2500. Similar: user-200, user-", "/user-2500", "No user is selected.")
	s.onNobody()
	s.tap("t", "d", "K", "L", "R", "i", "c", "e")
	s.wrote()
	s.onNobody()
	if s.open() != 0 {
		t.Errorf("%d windows are open", s.open())
	}
	s.tap("j") // now somebody is
	s.on("user-200")
}

func TestOpenAtANameThatNothingIsNear(t *testing.T) {
	s := newScreen(t, 120, 24, openAt("nobody"))
	s.shows("✗ There is no user nobody.", "No user matches nobody.", "0 of 6")
	s.hides("Similar")
	s.onNobody()
	s.tap("esc", "esc")
	s.shows("Users 6 ")
	s.on("alice")
}

// TestOpenAtAMisspelledName: a near name is a row, so that it can be chosen as any other.
func TestOpenAtAMisspelledName(t *testing.T) {
	s := newScreen(t, 120, 24, openAt("alcie"))
	s.shows("✗ There is no user alcie. Similar: alice.", "/alcie", "1 of 6")
	s.onNobody()
	s.tap("down")
	s.on("alice")
	s.shows("Keys of alice")
	s.tap("/")
	s.typeText("x") // another word: near names are no longer asked for
	s.shows("0 of 6")
}

// TestOpenAtAnUnknownUserUnderAPath: what is not listed may be there all the same.
func TestOpenAtAnUnknownUserUnderAPath(t *testing.T) {
	s := newScreen(t, 120, 24, openAt("alice"), func(f *fakeService, c *Config) { c.PathPrefix, f.users = "/ci/", f.users[2:3] })
	s.shows("✗ There is no user alice under /ci/.")
	s.onNobody()
}

func TestOpenAtAnUnknownKey(t *testing.T) {
	s := newScreen(t, 120, 24, openAt("AKIANOBODYNOBODYNOBO"))
	s.shows("✗ AKIANOBODYNOBODYNOBO belongs to account 999988887777", "/AKIANOBODYNOBODYNOBO")
	s.onNobody()
}

// TestOpenAtSelectsNobodyMeanwhile: a key that is pressed while the owner is looked for acts on nobody.
func TestOpenAtSelectsNobodyMeanwhile(t *testing.T) {
	for _, word := range []string{"AKIANOBODYNOBODYNOBO", "nobody"} {
		late := newScreen(t, 120, 24, openAt(word), func(f *fakeService, _ *Config) { f.errs["FindOwner"] = denied("GetAccessKeyLastUsed", "") })
		late.tap("esc") // the error, or the search
		late.onNobody()
		late.tap("t", "L")
		late.wrote()
	}
}

// TestOpenAtStoppedSelectsNobody: who stops the search has not chosen the first user by that.
func TestOpenAtStoppedSelectsNobody(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(500, 100), openAt("user-333"), func(f *fakeService, _ *Config) {
		f.errs["ListUsers"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListUsers"}
	})
	s.tap("esc", "esc")
	delete(s.svc.errs, "ListUsers")
	s.tap("r")
	s.wait(time.Second)
	s.onNobody()
	s.tap("j")
	s.on("user-000")
}

// TestOwnerWhoIsNotListed: that there is no such user is not said of one that IAM has named.
func TestOwnerWhoIsNotListed(t *testing.T) {
	s := newScreen(t, 120, 24, openAt("AKIAALICEALICEALICE1"), func(f *fakeService, c *Config) { c.PathPrefix, f.users = "/ci/", f.users[2:3] })
	s.shows("✗ alice is not in the list of users under /ci/.")
	s.hides("There is no user")
}

// TestOpenAtWhenUsersCannotBeListed: the search ends with the reading of pages, and nothing spins for ever.
func TestOpenAtWhenUsersCannotBeListed(t *testing.T) {
	for name, err := range map[string]*iamsvc.Error{
		"denied": denied("ListUsers", ""), "network": {Kind: iamsvc.KindNetwork, Op: "ListUsers"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 24, openAt("carol"), func(f *fakeService, _ *Config) { f.errs["ListUsers"] = err })
			s.wait(time.Minute)
			s.hides("Looking for carol")
			updates := s.updates
			s.wait(time.Minute)
			if n := s.updates - updates; n > 10 {
				t.Errorf("%d messages came in a minute of rest", n)
			}
		})
	}
}

func TestOwnerIsAskedFor(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("o")
	s.shows("Find the owner of an access key")
	s.typeText("short")
	s.tap("enter")
	s.shows("is not an access key ID")
	if n := s.svc.count("FindOwner"); n != 0 {
		t.Errorf("FindOwner was called %d times for what is no key ID", n)
	}
	s.tap("ctrl+u")
	s.paste("  AKIADEPLOYDEPLOYDEP2\n")
	s.tap("enter")
	s.on("deploy-bot")
	s.shows("AKIADEPLOYDEPLOYDEP2 belongs to deploy-bot", "› AKIADEPLOYDEPLOYDEP2")
}

func TestOwnerSearchIsStoppedByEscAndByMoving(t *testing.T) {
	for _, key := range []string{"esc", "j"} {
		s := newScreen(t, 120, 24)
		s.tap("o")
		s.paste("AKIADEPLOYDEPLOYDEP2")
		s.hold = true
		s.press("enter")
		s.shows("Looking for the owner of AKIADEPLOYDEPLOYDEP2")
		late := s.answers()
		s.hold = false
		s.press(key)
		for _, msg := range late {
			s.deliver(msg)
		}
		if user, _ := s.m.selectedUser(); user == iamsvc.NamedUser("deploy-bot") {
			t.Errorf("the screen jumped to the owner although %s stopped the search", key)
		}
		s.wait(10 * time.Second)
		s.hides("Looking for the owner")
	}
}

func TestOwnerThatMayNotBeAsked(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.errs["FindOwner"] = denied("GetAccessKeyLastUsed", "AKIADEPLOYDEPLOYDEP2")
	s.tap("o")
	s.paste("AKIADEPLOYDEPLOYDEP2")
	s.tap("enter")
	s.shows("✗ You may not see the last use of AKIADEPLOYDEPLOYDEP2.")
	s.on("alice")
}

// TestOwnerClearsTheFilter that would hide the user.
func TestOwnerClearsTheFilter(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("/")
	s.typeText("alice")
	s.tap("enter", "o")
	s.paste("AKIADEPLOYDEPLOYDEP2")
	s.tap("enter")
	s.on("deploy-bot")
	s.shows("Users 6 ", "› deploy-bot")
}

// TestOwnerThatIsTheRootUser: its keys are not listed, and no other user's are shown as if they were.
func TestOwnerThatIsTheRootUser(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) {
		f.keys[""] = []iamsvc.Key{{ID: "AKIAROOTROOTROOTROOT", Status: iamsvc.Active}}
	})
	s.tap("o")
	s.paste("AKIAROOTROOTROOTROOT")
	s.tap("enter")
	s.shows("AKIAROOTROOTROOTROOT has no user that IAM names")
	if k, ok := s.m.selectedKey(); s.m.browse.OnKeys() && ok && !k.User.IsRoot() {
		t.Errorf("after the search for root's key the focus is on %s of %s", k.ID, k.User)
	}
}

// TestOneForeignKeyIsToldItsAccount, as several of a text are.
func TestOneForeignKeyIsToldItsAccount(t *testing.T) {
	s := newScreen(t, 160, 24)
	s.tap("o")
	s.paste("AKIANOBODYNOBODYNOBO")
	s.tap("enter")
	s.shows("AKIANOBODYNOBODYNOBO belongs to account 999988887777, not to this one (123456789012).")
	if n := s.svc.count("AccountOf"); n != 1 {
		t.Errorf("AccountOf was called %d times", n)
	}
}

// TestRootsKeyBesideAnother in one text: the keys of whoever signs are not taken for those of root.
func TestRootsKeyBesideAnother(t *testing.T) {
	s := newScreen(t, 160, 40, func(f *fakeService, _ *Config) {
		f.keys[""] = []iamsvc.Key{{ID: "AKIAROOTROOTROOTROOT", User: iamsvc.RootUser(), Status: iamsvc.Active}}
	})
	s.svc.errs["ListKeys "] = denied("ListAccessKeys", "")
	s.tap("o")
	s.paste("AKIAROOTROOTROOTROOT AKIABOBBOBBOBBOBBOB1")
	s.tap("enter")
	s.wait(time.Second)
	s.shows("the root user", "bob, active")
	if f := s.m.Store.Keys(iamsvc.RootUser()); f.Known() && len(f.Value) != 1 {
		t.Errorf("the keys of root are %v", f.Value)
	}
}

// TestOwnerWhoIsNotInTheListYet came, or was renamed, after all of it had been read: it is read anew, and the search ends.
func TestOwnerWhoIsNotInTheListYet(t *testing.T) {
	for name, renamed := range map[string]bool{"renamed": true, "not listed at all": false} {
		t.Run(name, func(t *testing.T) {
			s := newRenamed(t)
			s.shows("Users 6 ")
			s.svc.rename()
			if !renamed {
				s.svc.users = slices.DeleteFunc(s.svc.users, func(u iamsvc.User) bool { return u.Name == "robert" })
			}
			s.m.browse.GoTo(robert(), bobsKey)
			s.tap("T")
			s.wait(2 * time.Second)
			if s.m.browse.Seeking() {
				t.Fatal(s.m.browse.SeekWords())
			}
			if renamed {
				s.on("robert")
				return
			}
			s.shows("robert is not in the list of users")
		})
	}
}
