package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// Credentials can renew themselves into somebody else's. Then nothing more is sent, the person is told, and who that is
// now is asked anew: if it is another account, everything that was known of the old one goes.

// signerPause is how long who the calls are signed as is not asked again by itself.
const signerPause = 5 * time.Second

// askSigner asks anew who the calls are signed as, once no change is under way: its answer is about the old account.
func (m *Model) askSigner() {
	now := m.Config.Now()
	if !m.OtherSigner || len(m.UnderWay) > 0 || m.loads.renewing {
		return
	}
	m.OtherSigner = false
	if now.Sub(m.loads.signerAsked) < signerPause { // credentials that change each time are for the person to look into
		return
	}
	m.loads.signerAsked = now
	m.ForgetAll()
}

// saySigner says who the calls are signed as now, unless an error on the screen does.
func (m *Model) saySigner(text string) tea.Cmd {
	if m.Status.Err != nil && m.Status.Err.Kind == iamsvc.KindOtherSigner {
		return nil
	}
	return m.Say(dialog.Warn, text)
}
