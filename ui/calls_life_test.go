package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
)

// lifeMessages are the messages about users, their details, their policies and rotations, with a failure or without.
func lifeMessages(f failed) []tea.Msg {
	n := &newcomer{user: iamsvc.NewUser{Name: "dora"}, policy: policy.Template{Name: "p", Document: "{}"}}
	w := func(op writeOp) write { return write{op: op, user: iamsvc.NamedUser("dora"), make: n} }
	msgs := []tea.Msg{
		userCreatedMsg{w(opCreateUser), f, iamsvc.User{Name: "dora", Path: "/"}},
		policyPutMsg{w(opPutPolicy), f},
		keyCreatedMsg{w(opCreate), failed{&iamsvc.Error{Kind: iamsvc.KindQuota, Op: "CreateAccessKey", Subject: "dora"}}, iamsvc.NewKey{}},
		userDeletedMsg{w(opDeleteUser), f},
		sessionsDeniedMsg{write{op: opDenySessions, user: iamsvc.NamedUser("bob"), before: start}, f},
		sessionsAllowedMsg{write{op: opAllowSessions, user: iamsvc.NamedUser("bob")}, f},
		policyReadMsg{policyRead{*n, "p.json", "p"}, "{}", f.err},
		lookMsg{rotation{iamsvc.NamedUser("bob"), bobKey}, 1},
	}
	return msgs
}
