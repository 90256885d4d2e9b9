// Package about says in lines what is known of a key and of its user: findings, description, rotation; path, password,
// MFA, groups, policies, tags. Each line stands by itself and says whether it was asked yet, is on its way, or could
// not be had. It draws nothing and asks nothing: [Parts] are the reads that would tell more. What else is to be told of
// a key or a user is one more [Source].
package about

import (
	"cmp"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// Subject is what the lines are about: a user, and one of its keys, which may be none.
type Subject struct {
	User iamsvc.Principal
	Key  iamsvc.Key // the zero key if there is none
}

// State is what is known of a line.
type State uint8

// The states of a line. Each reads differently.
const (
	NotAsked State = iota
	Loading
	None // it is known that there is nothing
	Told
	Denied
	Failed
	Stopped // by the person
)

// Line is one thing that is known of a subject, or is not.
type Line struct {
	Label string
	State State
	// Words are what is known, one for each value. They are there beside a failure, too, if they are from before it.
	Words []string
	Err   *iamsvc.Error // of Denied and Failed
	Tone  dialog.Tone   // of the words
	// Advice is what to do about it; empty for nothing.
	Advice string
}

// Source tells lines about the key of a subject, or about its user.
type Source struct {
	OfKey bool
	Lines func(*stage.Stage, Subject) []Line
	// Parts returns the reads that the lines lack; nil if there are none, or what is known is from elsewhere.
	Parts func(*stage.Stage, Subject) []store.Op
}

// sources are what there is to tell, in the order it is shown.
func sources() []Source {
	return []Source{
		{OfKey: true, Lines: findingLines},
		{OfKey: true, Lines: descriptionLine},
		{OfKey: true, Lines: rotationLine},
		{Lines: pathLine},
		{Lines: passwordLine},
		{Lines: mfaLine, Parts: mfaParts},
		{Lines: groupsLine, Parts: part(store.AskGroups)},
		{Lines: policyLines, Parts: part(store.AskAttached, store.AskInline)},
		{Lines: tagsLine, Parts: tagsParts},
	}
}

// Lines returns what is known of a key, and of its user.
func Lines(s *stage.Stage, of Subject) (key, user []Line) {
	for _, source := range sources() {
		switch {
		case !source.OfKey:
			user = append(user, source.Lines(s, of)...)
		case of.Key.ID != "":
			key = append(key, source.Lines(s, of)...)
		}
	}
	return key, user
}

// Parts returns which details of its user would tell more of a subject.
func Parts(s *stage.Stage, of Subject) []store.Op {
	var parts []store.Op
	if of.User.IsRoot() {
		return nil // IAM tells nothing of it
	}
	for _, source := range sources() {
		if source.Parts != nil {
			parts = append(parts, source.Parts(s, of)...)
		}
	}
	return parts
}

func part(ops ...store.Op) func(*stage.Stage, Subject) []store.Op {
	return func(*stage.Stage, Subject) []store.Op { return ops }
}

// Of returns the line of a fact.
func Of[T any](label string, f *store.Fact[T], inWords func(T) []string) Line {
	l := Line{Label: label}
	switch {
	case f.State() == store.Unasked:
		return l
	case f.State() == store.Loading:
		l.State = Loading
		return l
	case f.Denied():
		l.State, l.Err = Denied, f.Err
	case f.Err != nil && f.Err.Kind == iamsvc.KindCancelled:
		l.State = Stopped
	case f.Err != nil:
		l.State, l.Err = Failed, f.Err
	default:
		l.State = Told
	}
	if f.Err == nil || f.Old() {
		l.Words = inWords(f.Value)
	}
	if l.State == Told && len(l.Words) == 0 {
		l.State = None
	}
	return l
}

// Page returns a line as lines of a page, a value on each.
func (l Line) Page(s *stage.Stage) []dialog.Line {
	label := l.Label
	var lines []dialog.Line
	add := func(s string, tone dialog.Tone) {
		line := dialog.Entry(label, s)
		line.Tone = tone
		lines, label = append(lines, line), " "
	}
	switch l.State {
	case NotAsked, Loading:
		add(s.Wait(), dialog.Dim)
	case None:
		add("none", dialog.Dim)
	case Denied:
		add("denied: "+cmp.Or(s.Remedy(l.Err.Remedy()), l.Err.Error()), dialog.Warn)
	case Failed:
		add("failed: "+l.Err.Error(), dialog.Bad)
	case Stopped:
		add("stopped", dialog.Dim)
	case Told:
	}
	for _, v := range l.Words {
		add(v, l.Tone)
	}
	return lines
}

// oneOrNone returns a text as a list.
func oneOrNone(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// Tags are the tags that do not describe keys: these are shown with their keys.
func Tags(tags []iamsvc.Tag) []string {
	var all []string
	for _, t := range tags {
		if !t.Describes() {
			all = append(all, t.Key+" = "+t.Value)
		}
	}
	return all
}
