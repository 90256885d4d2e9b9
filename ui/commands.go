package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// renewedMsg says that the credentials were looked for anew.
type renewedMsg struct{ err error }

func renew(svc Service) tea.Cmd {
	return func() tea.Msg { return renewedMsg{svc.Renew(context.Background())} }
}
