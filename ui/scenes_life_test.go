package ui

// changed alters the account before a scene is opened on it, and reads it anew.
func (s *screen) changed(change func(*fakeService, *Config)) {
	s.t.Helper()
	change(s.svc, &s.m.Config)
	s.tap("ctrl+r", "T", "T")
	s.m.Status.News.Text = ""
}

// lifeScenes are the screens about a key's life as a whole and about its user.
func lifeScenes() map[string]func(*screen) {
	return map[string]func(*screen){
		"rotate-room":   func(s *screen) { s.changed(func(*fakeService, *Config) {}); s.tap("R") },
		"rotate-create": func(s *screen) { s.tap("j", "R") },
		"rotate-wait":   func(s *screen) { s.changed(rotatingBob(2)); s.rotateBob() },
		"rotate-quiet":  func(s *screen) { s.changed(rotatingBob(10)); s.rotateBob() },
		"rotate-delete": func(s *screen) { s.changed(inactiveBob(10)); s.rotateBob() },
		"rotate-done": func(s *screen) {
			s.changed(inactiveBob(10))
			s.rotateBob()
			s.svc.keys["bob"] = s.svc.keys["bob"][1:]
			s.press("enter")
		},
		"user": func(s *screen) { s.changed(furnished); s.tap("j", "i") },
		"user-denied": func(s *screen) {
			s.changed(quarantined)
			s.svc.errs["Groups"] = denied("ListGroupsForUser", "bob")
			s.svc.errs["User"] = denied("GetUser", "bob")
			s.tap("j", "i")
		},
		"new-user":      func(s *screen) { s.tap("n"); s.typeText("dora"); s.press("tab"); s.typeText("x") },
		"new-user-may":  func(s *screen) { s.nameUser("dora") },
		"new-user-ask":  func(s *screen) { s.nameUser("dora"); s.tap("down", "enter") },
		"new-user-made": func(s *screen) { s.nameUser("dora"); s.tap("down", "enter", "y") },
		"new-user-failed": func(s *screen) {
			s.svc.errs["PutPolicy"] = denied("PutUserPolicy", "dora")
			s.nameUser("dora")
			s.tap("down", "enter", "y")
		},
		"leak":          func(s *screen) { s.changed(quarantined); s.tap("j", "L") },
		"leak-sessions": func(s *screen) { s.tap("j", "L", "tab", "down") },
		"leak-deny":     func(s *screen) { s.changed(func(*fakeService, *Config) {}); s.tap("j", "L", "tab", "down", "enter") },
		"leak-trail":    func(s *screen) { s.tap("j", "L", "tab", "down", "down", "down") },
		"leak-other":    func(s *screen) { s.tap("G", "up", "L", "tab", "down", "down") },
	}
}
