package about

import (
	"akia/iamsvc"
	"akia/iamsvc/report"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// User returns what the list of users tells of a user or, where that could not be had, GetUser; false if neither does.
func User(s *stage.Stage, who iamsvc.Principal) (iamsvc.User, bool) {
	u, _ := s.Store.User(who)
	if f := &s.Store.Details(who).User; f.Value.ARN != "" {
		u = f.Value.User
	}
	return u, u.ARN != ""
}

func pathLine(s *stage.Stage, of Subject) []Line {
	l := Of("path", &s.Store.Details(of.User).User, func(u iamsvc.UserDetails) []string { return oneOrNone(u.Path) })
	if path := s.Store.Path(of.User); path != "" {
		l = Line{Label: "path", State: Told, Words: []string{path}}
	}
	lines := []Line{l}
	if u, ok := User(s, of.User); ok && !u.Created.IsZero() {
		created := text.When(u.Created, s.Config.Clock.Now(), s.Times)
		lines = append(lines, Line{Label: "created", State: Told, Words: []string{created}})
	}
	return lines
}

// Password words what is known of the use of a user's password.
func Password(s *stage.Stage, who iamsvc.Principal) Line {
	u, known := User(s, who)
	in, _ := s.Store.Report().SignIn(who)
	l := Line{Label: "password", State: Told}
	switch used := u.PasswordLastUsed; {
	case !used.IsZero():
		l.Words = []string{"used " + text.Ago(used, s.Config.Clock.Now()) + ", " + text.Date(used, text.UTC)}
	case in == report.No:
		l.State = None
	case in == report.Yes:
		l.Words = []string{"never used"}
	case known:
		l.Words, l.Tone = []string{"none, or never used"}, dialog.Dim
	default:
		return Of("password", &s.Store.Details(who).User, func(iamsvc.UserDetails) []string { return nil })
	}
	return l
}

func passwordLine(s *stage.Stage, of Subject) []Line {
	l := Password(s, of.User)
	if u, _ := User(s, of.User); !u.PasswordLastUsed.IsZero() {
		l.Words = []string{"used " + text.When(u.PasswordLastUsed, s.Config.Clock.Now(), s.Times)}
	}
	return []Line{l}
}

// MFA names the MFA devices of a user, and since when each is there.
func MFA(s *stage.Stage, who iamsvc.Principal) Line {
	return list("MFA", &s.Store.Details(who).MFA, func(d iamsvc.MFADevice) string {
		if d.Enabled.IsZero() {
			return d.Serial
		}
		return d.Serial + " since " + text.Date(d.Enabled, text.UTC)
	})
}

// fromReport reports whether the credential report says if a user has MFA, and nobody else has said it.
func fromReport(s *stage.Stage, who iamsvc.Principal) (report.Answer, bool) {
	_, mfa := s.Store.Report().SignIn(who)
	return mfa, mfa != report.NotSaid && s.Store.Details(who).MFA.State() == store.Unasked
}

func mfaLine(s *stage.Stage, of Subject) []Line {
	l := list("MFA", &s.Store.Details(of.User).MFA, func(d iamsvc.MFADevice) string { return d.Serial })
	if mfa, told := fromReport(s, of.User); told {
		l.State = None
		if mfa == report.Yes {
			l.State = Told
			l.Words = []string{"active, by the credential report " + s.Since(s.Store.Report().Generated)}
		}
	}
	if in, _ := s.Store.Report().SignIn(of.User); l.State == None && in == report.Yes {
		l.State, l.Words, l.Tone = Told, []string{"none, and there is a password"}, dialog.Warn
	}
	return []Line{l}
}

func mfaParts(s *stage.Stage, of Subject) []store.Op {
	if _, told := fromReport(s, of.User); told {
		return nil
	}
	return []store.Op{store.AskMFA}
}

// Groups names the groups of a user.
func Groups(s *stage.Stage, who iamsvc.Principal) Line {
	return list("groups", &s.Store.Details(who).Groups, func(g iamsvc.Group) string { return g.Name })
}

func groupsLine(s *stage.Stage, of Subject) []Line { return []Line{Groups(s, of.User)} }

// Attached and Inline name the policies of a user.
func Attached(s *stage.Stage, who iamsvc.Principal) Line {
	return list("attached", &s.Store.Details(who).Attached, func(p iamsvc.AttachedPolicy) string { return p.Name })
}

// Inline names the inline policies of a user.
func Inline(s *stage.Stage, who iamsvc.Principal) Line {
	return list("inline", &s.Store.Details(who).Inline, func(name string) string { return name })
}

// policyLines are one line for all policies where both lists were had, else one each.
func policyLines(s *stage.Stage, of Subject) []Line {
	attached, inline := Attached(s, of.User), Inline(s, of.User)
	either := func(s State) bool { return attached.State == s || inline.State == s }
	switch {
	case either(Denied), either(Failed), either(Stopped):
		return []Line{attached, inline}
	case either(Loading):
		return []Line{{Label: "policies", State: Loading}}
	case either(NotAsked):
		return []Line{{Label: "policies", State: NotAsked}}
	case attached.State == None && inline.State == None:
		return append([]Line{{Label: "policies", State: None}}, boundaryLine(s, of)...)
	}
	l := Line{Label: "policies", State: Told, Words: attached.Words}
	for _, name := range inline.Words {
		l.Words = append(l.Words, name+" (inline)")
	}
	return append([]Line{l}, boundaryLine(s, of)...)
}

// boundaryLine names the permissions boundary of a user, if it has one.
func boundaryLine(s *stage.Stage, of Subject) []Line {
	if arn := s.Store.Details(of.User).User.Value.Boundary; arn != "" {
		return []Line{{Label: "boundary", State: Told, Words: []string{arn}}}
	}
	return nil
}

func tagsLine(s *stage.Stage, of Subject) []Line {
	l := Of("tags", &s.Store.Details(of.User).User, func(u iamsvc.UserDetails) []string { return Tags(u.Tags) })
	if known := s.Store.Tags(of.User); known != nil && (l.State == NotAsked || l.State == Loading) {
		l.Words, l.State = Tags(known.All()), Told
		if len(l.Words) == 0 {
			l.State = None
		}
	}
	return []Line{l}
}

// tagsParts are none where the facts about all users have told the tags.
func tagsParts(s *stage.Stage, of Subject) []store.Op {
	_, listed := User(s, of.User)
	if listed && s.Store.Tags(of.User) != nil && s.Store.Details(of.User).User.State() == store.Unasked {
		return nil
	}
	return []store.Op{store.AskUser}
}

// list is the line of a fact that is a list.
func list[T any](label string, f *store.Fact[[]T], word func(T) string) Line {
	return Of(label, f, func(items []T) []string {
		all := make([]string, len(items))
		for i, item := range items {
			all[i] = word(item)
		}
		return all
	})
}
