package ui

import (
	"image/color"
	"maps"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
)

// background tells the model whether the terminal is dark.
func (s *screen) background(dark bool) {
	c := color.RGBA{0xff, 0xff, 0xff, 0xff}
	if dark {
		c = color.RGBA{0, 0, 0, 0xff}
	}
	s.send(tea.BackgroundColorMsg{Color: c})
}

// pictureScenes are the screens that are looked at, kept as golden files and swept over sizes; each starts from the first.
func pictureScenes() map[string]func(*screen) {
	scenes := lifeScenes()
	maps.Copy(scenes, basicScenes())
	return scenes
}

func basicScenes() map[string]func(*screen) {
	return map[string]func(*screen){
		"browse":          func(s *screen) { s.tap("j", "k") },
		"keys":            func(s *screen) { s.tap("j", "k", "tab") },
		"toggled":         func(s *screen) { s.tap("j", "t") },
		"filter":          func(s *screen) { s.tap("j", "/"); s.typeText("bot") },
		"create":          func(s *screen) { s.tap("j", "c") },
		"room":            func(s *screen) { s.tap("c") },
		"reveal":          func(s *screen) { s.tap("j", "c", "y") },
		"shown":           func(s *screen) { s.tap("j", "c", "y", "v") },
		"discard":         func(s *screen) { s.tap("j", "c", "y", "esc") },
		"delete-inactive": func(s *screen) { s.tap("j", "j", "d") },
		"delete-active":   func(s *screen) { s.tap("j", "d") },
		"delete-typed":    func(s *screen) { s.tap("j", "d", "y") },
		"delete-own":      func(s *screen) { s.tap("G", "d") },
		"toggle-own":      func(s *screen) { s.tap("G", "t") },
		"details":         func(s *screen) { s.tap("tab", "enter") },
		"owner":           func(s *screen) { s.tap("o") },
		"help":            func(s *screen) { s.tap("?") },
		"no-keys":         func(s *screen) { s.tap("j", "j", "j") },
		"denied-keys": func(s *screen) {
			s.svc.errs["ListKeys"] = denied("ListAccessKeys", "bob")
			s.tap("j")
		},
		"denied-use": func(s *screen) {
			s.svc.errs["LastUse"] = denied("GetAccessKeyLastUsed", "")
			s.tap("j")
		},
		"failed-toggle": func(s *screen) {
			s.svc.errs["SetStatus"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "UpdateAccessKey", Subject: "AKIABOBBOBBOBBOBBOB1"}
			s.tap("j", "t")
		},
		"error-details": func(s *screen) {
			s.svc.errs["SetStatus"] = denied("UpdateAccessKey", "bob")
			s.tap("j", "t", "!")
		},
	}
}

// denied is the error for a permission that is missing.
func denied(op, subject string) *iamsvc.Error {
	return &iamsvc.Error{
		Kind: iamsvc.KindDenied, Op: op, Subject: subject, Code: "AccessDenied", RequestID: "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE",
		Message: "User: arn:aws:iam::123456789012:user/ops is not authorized to perform: iam:" + op + " on resource: user " + subject +
			" because no identity-based policy allows the iam:" + op + " action",
	}
}
