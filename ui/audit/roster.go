package audit

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// roster is who is in the credential report, and how many users are not in it though the account has them.
type roster struct {
	users *report.Roster // nil while there is no report
	short int            // how many users are missing, as far as only their number is known
}

// present notes a user of the account: the keys of one whom the report does not have are asked for.
func (r *roster) present(a *Room, u iamsvc.UserFacts) {
	if r.users != nil && r.users.Lacks(u.Name, u.Path) {
		a.table.Absent(iamsvc.NamedUser(u.Name))
	}
}

// absent returns of how many users it is not known whether they have keys.
func (a *Room) absent() int {
	if a.scan.done {
		return 0
	}
	return max(a.table.AbsentUsers(), a.roster.short)
}

// usersCountedMsg says how many users the account has.
type usersCountedMsg struct {
	room      *Room
	id, users int
}

// countUsers asks how many users there are, where their facts, which would name them, are not to be had.
func (a *Room) countUsers() tea.Cmd {
	svc, id := a.Config.Service, a.report.id
	if a.roster.users == nil {
		return nil
	}
	return func() tea.Msg {
		s, err := svc.AccountSummary(context.Background())
		if err != nil {
			return nil
		}
		return usersCountedMsg{a, id, s.Users}
	}
}

// Take implements stage.Message.
func (msg usersCountedMsg) Take() tea.Cmd {
	a := msg.room
	if r := &a.roster; msg.id == a.report.id && r.users != nil {
		r.short = max(0, msg.users-r.users.Users())
	}
	return nil
}
