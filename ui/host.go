package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/flow/leak"
)

// host is what the flows are given of the root: each declares the part of it that it needs.
type host struct{ m *Model }

var _ leak.Host = host{}

// EndSeek implements leak.Host.
func (h host) EndSeek() { h.m.browse.EndSeek() }

// Copy implements leak.Host.
func (h host) Copy(what, text string) tea.Cmd {
	return h.m.secrets.Copy(what, text)
}

// SwitchAsked implements leak.Host.
func (h host) SwitchAsked(k iamsvc.Key) tea.Cmd { return h.m.switchAsked(k) }

// AskToggle implements leak.Host.
func (h host) AskToggle(k iamsvc.Key) { h.m.askToggle(k) }

// AskReactivate implements leak.Host.
func (h host) AskReactivate(k iamsvc.Key, leaked bool) {
	h.m.openLive(toggleQuestion{user: k.User, key: k.ID, to: iamsvc.Active, leaked: leaked})
}

// Rotate implements leak.Host.
func (h host) Rotate(k iamsvc.Key) tea.Cmd { return h.m.rotate(k) }
