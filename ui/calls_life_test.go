package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/ui/write"
)

// lifeMessages are the messages about users, their details, their policies and rotations, with a failure or without.
func lifeMessages(f write.Failed) []tea.Msg {
	n := &write.NewUser{User: iamsvc.NewUser{Name: "dora"}, Policy: policy.Template{Name: "p", Document: "{}"}}
	w := func(op write.Op) write.Write { return write.Write{Op: op, User: iamsvc.NamedUser("dora"), New: n} }
	msgs := []tea.Msg{
		write.UserCreated{Write: w(write.CreateUser), Failed: f, Made: iamsvc.User{Name: "dora", Path: "/"}},
		write.PolicyPut{Write: w(write.PutPolicy), Failed: f},
		write.KeyCreated{Write: w(write.Create), Failed: write.Failed{Err: &iamsvc.Error{Kind: iamsvc.KindQuota, Op: "CreateAccessKey", Subject: "dora"}}},
		write.UserDeleted{Write: w(write.DeleteUser), Failed: f},
		write.SessionsDenied{Write: write.Write{Op: write.DenySessions, User: iamsvc.NamedUser("bob"), Before: start}, Failed: f},
		write.SessionsAllowed{Write: write.Write{Op: write.AllowSessions, User: iamsvc.NamedUser("bob")}, Failed: f},
	}
	return msgs
}
