package iamsvc_test

import (
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/iamsvc/local/localtest"
)

// The root users of the members are looked at by a session that may do no more; nothing of it changes anything.
func TestAuditRootUsersOfMembers(t *testing.T) {
	t.Parallel()
	server, err := localtest.Start(local.Options{Users: 1, Members: 12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	keyID, secret := server.Admin()
	s := backend{url: server.URL(), keyID: keyID, secret: secret}.open(t, iamsvc.Options{ReadOnly: true})
	if on, err := s.RootAccess(t.Context()); err != nil || !on {
		t.Fatalf("centralized root access: %t, %v", on, err)
	}
	keys := 0
	for _, m := range server.Members() {
		found, err := s.AuditRoot(t.Context(), m.ID)
		if m.Suspended != (err != nil) {
			t.Errorf("%s: %v", m.Name, err)
			continue
		}
		keys += len(found.Keys)
		for _, k := range found.Keys {
			if k.ID == "" || k.Created.IsZero() {
				t.Errorf("%s: %+v", m.Name, k)
			}
		}
	}
	if keys != 1 {
		t.Errorf("%d keys of root users, want the one of the sandbox", keys)
	}
	server.Inject(localtest.Fault{Action: "AssumeRoot", Effect: localtest.Deny(localtest.NoIdentityPolicy)})
	_, err = s.AuditRoot(t.Context(), server.Members()[0].ID)
	if e := iamsvc.AsError(err); e == nil || e.Kind != iamsvc.KindDenied || e.Permission() != "sts:AssumeRoot" {
		t.Errorf("denied: %v", err)
	}
}
