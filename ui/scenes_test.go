package ui

import (
	"image/color"
	"maps"
	"time"

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
		"toggle-on":       func(s *screen) { s.tap("j", "j", "t") },
		"toggle-used":     func(s *screen) { s.tap("j", "j", "j", "j", "tab", "t") },
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
		"audit-loading": func(s *screen) {
			s.hold, s.svc.making = true, true
			s.press("a")
			s.sendOnly("reportStateMsg")
			s.wait(3 * time.Second)
		},
		"audit":          func(s *screen) { s.tap("a") },
		"audit-filter":   func(s *screen) { s.tap("a", "/"); s.typeText("deploy") },
		"audit-findings": func(s *screen) { s.tap("a", "f", "down", "down") },
		"audit-sorted":   func(s *screen) { s.tap("a", "s", "down", "down", "down", "down", "enter") },
		"audit-marked":   func(s *screen) { s.tap("a", "space", "V", "down", "down", "V", "down", "V", "down") },
		"audit-bulk":     func(s *screen) { s.tap("a", "*", "t") },
		"audit-delete":   func(s *screen) { s.tap("a", "*", "d", "y") },
		"bulk-results": func(s *screen) {
			s.svc.errs["SetStatus AKIADEPLOYDEPLOYDEP2 Inactive"] = denied("UpdateAccessKey", "AKIADEPLOYDEPLOYDEP2")
			s.tap("a", "*", "t", "y")
		},
		"bulk-expired": func(s *screen) {
			s.tap("a", "*", "t")
			s.svc.errs["SetStatus"] = &iamsvc.Error{Kind: iamsvc.KindExpired, Op: "UpdateAccessKey"}
			s.tap("y")
		},
		"audit-details": func(s *screen) { s.tap("a", "enter") },
		"audit-help":    func(s *screen) { s.tap("a", "?") },
		"audit-scan": func(s *screen) {
			s.tap("a")
			s.hold = true
			s.press("S")
		},
		"audit-denied": func(s *screen) {
			s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
			s.tap("a")
		},
		"owners": func(s *screen) {
			s.tap("o")
			s.paste("leak.txt:12: AKIAALICEALICEALICE2 found, also AKIAQNZGKIQY56JQ7WML\nand again AKIAALICEALICEALICE2, AKIABOBBOBBOBBOBBOB1.")
			s.wait(time.Second)
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
