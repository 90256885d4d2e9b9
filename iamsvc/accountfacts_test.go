package iamsvc_test

import (
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

func TestAccountOfAKey(t *testing.T) {
	t.Parallel()
	server := startLocal(t, 3)
	keyID, secret := server.Admin()
	s := backend{url: server.URL(), keyID: keyID, secret: secret}.open(t, iamsvc.Options{ReadOnly: true})
	id, err := s.WhoAmI(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if account, err := s.AccountOf(t.Context(), keyID); err != nil || account != id.Account {
		t.Errorf("account %s, %v; want %s", account, err, id.Account)
	}
	if _, err := s.AccountOf(t.Context(), "AKIA"); iamsvc.AsError(err) == nil || iamsvc.AsError(err).Kind != iamsvc.KindInvalid {
		t.Errorf("not a key ID: %v", err)
	}
	server.Inject(localtest.Fault{Action: "GetAccessKeyInfo", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	_, err = s.AccountOf(t.Context(), keyID)
	if e := iamsvc.AsError(err); e == nil || e.Permission() != "sts:GetAccessKeyInfo" ||
		e.Error() != "You may not find out the account of "+keyID+"." {
		t.Errorf("denied: %v", err)
	}
}

func TestAccountInKeyID(t *testing.T) {
	for keyID, want := range map[string]string{
		"ASIAY34FZKBOKMUTVV7A":  "609629065308",
		"ASIAQNZGKIQY56JQ7WML":  "029608264753",
		"AKIAIOSFODNN7EXAMPLE":  "", // older than the encoding
		"AKIAY34FZKBOKMUTVV71":  "", // 1 is no digit of base 32
		"AIDAY34FZKBOKMUTVV7A":  "",
		"ASIAY34FZKBOKMUTVV7AX": "",
		"ASIA":                  "",
		"":                      "",
		"AKIA7777777777777777":  "", // a number of 13 digits
	} {
		if got, ok := iamsvc.AccountInKeyID(keyID); got != want && ok || ok != (want != "") {
			t.Errorf("%s: %s, %t; want %q", keyID, got, ok, want)
		}
	}
}

func TestAccountSummaryAndFacts(t *testing.T) {
	t.Parallel()
	server := startLocal(t, 300)
	keyID, secret := server.Admin()
	s := backend{url: server.URL(), keyID: keyID, secret: secret}.open(t, iamsvc.Options{ReadOnly: true})
	sum, err := s.AccountSummary(t.Context())
	if want := (iamsvc.AccountSummary{Users: 301, UsersQuota: 5000, KeysPerUserQuota: 2, RootKey: true}); err != nil || sum != want {
		t.Errorf("%+v, %v", sum, err)
	}
	users, quarantined, described, pages := 0, 0, 0, 0
	for marker, more := "", true; more; pages++ {
		page, err := s.UserFacts(t.Context(), marker)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range page.Users {
			users++
			described += len(u.Described)
			if u.Quarantined {
				quarantined++
			}
		}
		marker, more = page.Marker, page.More
	}
	if users != 301 || quarantined != 1 || described == 0 || pages != 2 {
		t.Errorf("%d users on %d pages, %d in quarantine, %d keys with a description", users, pages, quarantined, described)
	}
}
