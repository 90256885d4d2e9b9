package leak

import (
	"slices"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// steps draws the steps of a page.
type steps struct {
	page
	*write.Desk
	aws awsCommand
}

// step returns a step of the page without its action where nothing may be changed, and says what its command is
// missing.
func (p steps) step(s dialog.Step) dialog.Step {
	if p.Config.ReadOnly && s.Action != "" {
		s.Action, s.Result = "", nil
		s.Lines = append(s.Lines, dialog.Line{Text: write.ReadOnlyNote + ".", Tone: dialog.Warn})
	}
	return s
}

// keySwitch returns a step with how a key stands and the action that changes it.
func (p steps) keySwitch(s dialog.Step, keyID, again string) dialog.Step {
	k, there := p.Store.Key(p.user, keyID)
	w, busy := p.UnderWay.Pending(p.user, keyID)
	switch {
	case busy:
		s.State = dialog.Line{Text: p.Wait() + " " + stage.StatusWord(w.To), Tone: dialog.Warn}
	case !there && p.Store.Gone(keyID):
		s.State = dialog.Line{Text: "the key is gone", Tone: dialog.Good}
	case !there:
		s.State = dialog.Line{Text: "not known: not listed", Tone: dialog.Warn}
	case k.Status == iamsvc.Active:
		s.State = dialog.Line{Text: p.Theme.Marks.Overdue + " active", Tone: dialog.Bad}
		s.Action, s.Result = "deactivate"+p.Theme.Marks.Ellipsis, toggleKey{keyID}
	case k.Status == iamsvc.Inactive:
		s.State = dialog.Line{Text: p.Theme.Marks.Done + " inactive", Tone: dialog.Good}
		s.Action, s.Result = again, toggleKey{keyID}
	default:
		s.State = dialog.Line{Text: stage.StatusWord(k.Status), Tone: dialog.Warn}
	}
	return p.step(s)
}

func (p steps) deactivate() dialog.Step {
	s := dialog.Step{Title: "Deactivate the key", Lines: []dialog.Line{
		{Text: "AWS rejects new requests signed with it, usually within seconds. The key itself is kept, as evidence " +
			"and in case it wasn't the one that leaked."},
	}}
	return p.keySwitch(s, p.key, "activate again"+p.Theme.Marks.Ellipsis)
}

func (p steps) sessions() dialog.Step {
	s := dialog.Step{Title: "End the sessions issued with it", Lines: []dialog.Line{
		{Text: "Temporary credentials issued with this key stay valid for up to 36 hours. " +
			"A deny policy ends the existing ones."},
		{Text: "Role sessions aren't affected; revoke them on the role.", Tone: dialog.Dim},
	}}
	d := p.Store.Details(p.user)
	f := &d.Inline
	switch {
	case p.user.IsRoot():
		s.State = dialog.Line{Text: "not for root", Tone: dialog.Warn}
		s.Lines = []dialog.Line{
			{Text: "The root user can't have a policy. Its sessions expire by themselves, after an hour at most."},
		}
		return s
	case f.Known() && policy.DeniesOldSessions(f.Value):
		s.State = dialog.Line{Text: p.Theme.Marks.Overdue + " date unknown", Tone: dialog.Warn}
		s.Lines[0].Text = "There is a deny policy, but from which time it ends sessions isn't known. " +
			"Write it again to end all existing ones."
		if before := d.DeniedBefore(); !before.IsZero() {
			s.State = dialog.Line{Text: p.Theme.Marks.Done + " denied", Tone: dialog.Good}
			s.Lines[0].Text = "Sessions issued before " + text.Date(before, p.DateClock()) + " are denied."
		}
	case f.Known():
		s.State = dialog.Line{Text: "not denied", Tone: dialog.Warn}
	default:
		s.State = p.unknown(f.State(), f.Denied())
	}
	s.Command = p.aws.iam("put-user-policy", option{"user-name", p.user.UserName()},
		option{"policy-name", policy.OldSessionsName}, option{"policy-document", compact(policy.OldSessions(p.end()))})
	s.Action, s.Result = "deny them"+p.Theme.Marks.Ellipsis, deny{}
	return p.step(s)
}

// end returns the time from which on no session can have been issued with the key any more, as far as is known: a
// policy of an earlier time would leave some out.
func (p steps) end() time.Time {
	end := p.at
	if off := p.Store.Deactivated(p.key); off.After(end) {
		end = off
	}
	return p.Config.Clock.Service(end) // AWS dates the sessions
}

// unknown says why something is not known.
func (p steps) unknown(state store.State, denied bool) dialog.Line {
	switch {
	case denied:
		return dialog.Line{Text: "not known: denied", Tone: dialog.Warn}
	case state == store.Failed:
		return dialog.Line{Text: "not known: failed", Tone: dialog.Bad}
	default:
		return dialog.Line{Text: p.Wait(), Tone: dialog.Dim}
	}
}

// otherKeys are the further keys of the user: one that whoever holds the leaked key has created is a way back in.
func (p steps) otherKeys() []dialog.Step {
	f := p.Store.Keys(p.user)
	if !f.Known() {
		state := p.unknown(f.State(), f.Denied())
		return p.noOtherKeys(state)
	}
	var steps []dialog.Step
	for _, k := range f.Value {
		if k.ID != p.key {
			known := dialog.Line{Text: p.AgeWords(k) + ", " + p.LastUseWords(k)}
			s := dialog.Step{Title: "Check the other key, " + k.ID, Lines: []dialog.Line{known, p.otherKeyNote()}}
			steps = append(steps, p.keySwitch(s, k.ID, "activate"+p.Theme.Marks.Ellipsis))
		}
	}
	if steps == nil {
		none := dialog.Line{Text: p.Theme.Marks.Done + " none", Tone: dialog.Good}
		return p.noOtherKeys(none)
	}
	return steps
}

// noOtherKeys is the step where there is no other key to name.
func (p steps) noOtherKeys(state dialog.Line) []dialog.Step {
	return []dialog.Step{{Title: "Check the user's other keys", State: state, Lines: []dialog.Line{p.otherKeyNote()}}}
}

// otherKeyNote says why other keys matter, and as of when they were listed.
func (p steps) otherKeyNote() dialog.Line {
	words := "Whoever has the leaked key may have created another one to stay."
	if at := p.Store.Keys(p.user).ValueAt(); !at.IsZero() {
		words += " Keys listed " + strings.Replace(text.Ago(at, p.Config.Now()), "now", "just now", 1) + "."
	}
	return dialog.Line{Text: words}
}

func (p steps) trail() dialog.Step {
	region, where := iamsvc.HomeRegion(p.aws.partition), "IAM belongs to "
	if p.aws.partition == "aws" {
		where = "IAM calls are logged in "
	}
	use := p.LastUseWords(iamsvc.Key{ID: p.key, User: p.user})
	last := "" // the region it was used in last, where its trail is best taken up
	if f := p.Store.LastUse(p.key); f.Known() {
		last = f.Value.Region
	}
	return p.step(dialog.Step{
		Title: "See what was done with the key",
		Lines: []dialog.Line{
			{Text: strings.ToUpper(use[:1]) + use[1:] + ". Event history keeps 90 days, one Region at a time; " +
				where + region + "."},
			{Tone: dialog.Dim, Text: "The last 15 minutes may be missing, and data events, such as S3 objects and Lambda " +
				"calls, always are."},
		},
		Command: p.aws.lookUp(last, "AccessKeyId", p.key),
	})
}

func (p steps) trailOfUser() dialog.Step {
	return p.step(dialog.Step{
		Title: "See what was done under the user's name",
		Lines: []dialog.Line{
			{Text: "Sessions issued with the key have key IDs of their own, but the user's name. Look for users, keys " +
				"and roles that were created."},
			{Text: "Roles appear under the name of their session.", Tone: dialog.Dim},
		},
		Command: p.aws.lookUp(iamsvc.HomeRegion(p.aws.partition), "Username", stage.PlainName(p.user)),
	})
}

// otherCredentials says what the page does not look at.
func (p steps) otherCredentials() dialog.Step {
	s := dialog.Step{
		Title: "Check the user's other credentials",
		State: dialog.Line{Text: "not checked", Tone: dialog.Warn},
		Lines: []dialog.Line{{Text: "akia looks at access keys only. Whoever has the key may also have created or changed " +
			iamsvc.OtherCredentials + "."}},
	}
	if !p.user.IsRoot() {
		s.Command = p.aws.iam("list-service-specific-credentials", option{"user-name", p.user.UserName()})
	}
	return s
}

func (p steps) replace() dialog.Step {
	s := dialog.Step{
		Title: "Create a new key, delete this one",
		Lines: []dialog.Line{{Text: "The rotation leads through it. You can leave it and come back later."}},
	}
	if _, there := p.Store.Key(p.user, p.key); there {
		s.Action, s.Result = "rotate", rotate{}
	}
	return p.step(s)
}

// allow removes the policy against old sessions; no step where there is none.
func (p steps) allow() []dialog.Step {
	if f := &p.Store.Details(p.user).Inline; !policy.DeniesOldSessions(f.Value) {
		return nil
	}
	return []dialog.Step{p.step(dialog.Step{
		Title: "Remove the policy against old sessions",
		Lines: []dialog.Line{{Text: "36 hours after it was written it denies nothing anymore."}},
		Command: p.aws.iam("delete-user-policy",
			option{"user-name", p.user.UserName()}, option{"policy-name", policy.OldSessionsName}),
		Action: "remove the policy", Result: allow{},
	})}
}

// quarantine is about the policies with which AWS restricts a user whose key it found; no step where there is none.
func (p steps) quarantine() []dialog.Step {
	f := &p.Store.Details(p.user).Attached
	if p.user.IsRoot() {
		return nil
	}
	s := dialog.Step{Title: "Finally, detach the AWS quarantine policy"}
	if !f.Known() && !iamsvc.Quarantined(f.Value) {
		s.State = p.unknown(f.State(), f.Denied())
		s.Lines = []dialog.Line{
			{Text: "AWS attaches one to a user whose key it finds in public. Whether it did isn't known."},
		}
		return []dialog.Step{s}
	}
	var detach []string
	for _, policy := range f.Value {
		if iamsvc.Quarantined([]iamsvc.AttachedPolicy{policy}) {
			detach = append(detach, p.aws.iam("detach-user-policy",
				option{"user-name", p.user.UserName()}, option{"policy-arn", policy.ARN}))
		}
	}
	if detach == nil {
		return nil
	}
	if !slices.Contains(detach, "") {
		s.Command = strings.Join(detach, " && ")
	}
	s.State = dialog.Line{Text: p.Theme.Marks.Overdue + " quarantined", Tone: dialog.Warn}
	s.Lines = []dialog.Line{
		{Text: "AWS found a key of this user exposed and restricted the user. Answer its support case, " +
			"then detach the policy."},
		{Tone: dialog.Dim, Text: "Until then the user can't change keys or policies or read CloudTrail: sign in as " +
			"another administrator."},
	}
	return []dialog.Step{s}
}
