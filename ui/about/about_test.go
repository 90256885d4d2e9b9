package about

import (
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
	"akia/ui/stage"
)

var (
	noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	bob  = iamsvc.NamedUser("bob")
)

// onStage returns a stage on which nothing is known.
func onStage() *stage.Stage {
	now := func() time.Time { return noon }
	thresholds := audit.Defaults()
	return stage.New(stage.Config{Now: now, Clock: clock.New(now), Thresholds: &thresholds})
}

// lineOf returns the line of a label.
func lineOf(t *testing.T, lines []Line, label string) Line {
	t.Helper()
	for _, l := range lines {
		if l.Label == label {
			return l
		}
	}
	t.Fatalf("there is no line %q in %+v", label, lines)
	return Line{}
}

// TestNothingIsSaidThatIsNotKnown: of a user nobody has asked about there is neither a none nor a value.
func TestNothingIsSaidThatIsNotKnown(t *testing.T) {
	s := onStage()
	key, user := Lines(s, Subject{User: bob, Key: iamsvc.Key{ID: "AKIA1", User: bob}})
	for _, l := range append(key, user...) {
		if l.State != NotAsked || len(l.Words) > 0 {
			t.Errorf("nothing is known, and it says %+v", l)
		}
	}
}

// TestAFindingThatMayBeThereIsNoNone: what depends on what is not known yet is named.
func TestAFindingThatMayBeThereIsNoNone(t *testing.T) {
	s := onStage()
	k := iamsvc.Key{ID: "AKIA1", User: bob, Status: iamsvc.Active, Created: noon.AddDate(0, 0, -60)}
	s.Store.SetKeys(bob, []iamsvc.Key{k}, noon)
	of := Subject{User: bob, Key: k}
	findings := func() Line { key, _ := Lines(s, of); return lineOf(t, key, "findings") }
	if l := findings(); l.State != Told || l.Words[0] != "none so far; not known yet: quarantined never-used unused" {
		t.Errorf("with a last use that is not known: %+v", l)
	}
	s.Store.SetLastUse(bob, k.ID, iamsvc.LastUse{At: noon.AddDate(0, 0, -1), Service: "s3"}, noon)
	s.Store.SetAttached(bob, nil, noon)
	if l := findings(); l.State != None {
		t.Errorf("with all that it takes: %+v", l)
	}
	s.Store.SetAttached(bob, []iamsvc.AttachedPolicy{{
		Name: "AWSCompromisedKeyQuarantineV3", ARN: "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
	}}, noon)
	if l := findings(); l.State != Told || l.Advice == "" {
		t.Errorf("of a user in quarantine: %+v", l)
	}
}

// TestPartsAreWhatIsNotKnownFromElsewhere: five at most, none about root, and no tags that the facts about all users have told.
func TestPartsAreWhatIsNotKnownFromElsewhere(t *testing.T) {
	s := onStage()
	if parts := Parts(s, Subject{User: bob}); len(parts) != len(store.DetailParts()) {
		t.Errorf("of a user of whom nothing is known: %v", parts)
	}
	if parts := Parts(s, Subject{User: iamsvc.RootUser()}); len(parts) > 0 {
		t.Errorf("of the root user: %v", parts)
	}
}

// TestPolicies are one line; where a list could not be had, one each.
func TestPolicies(t *testing.T) {
	s := onStage()
	s.Store.SetAttached(bob, []iamsvc.AttachedPolicy{{Name: "ReadOnlyAccess"}}, noon)
	_, user := Lines(s, Subject{User: bob})
	if l := lineOf(t, user, "policies"); l.State != NotAsked {
		t.Errorf("with the inline policies not asked: %+v", l)
	}
	s.Store.SetInline(bob, []string{"backup"}, noon)
	_, user = Lines(s, Subject{User: bob})
	if l := lineOf(t, user, "policies"); l.State != Told || len(l.Words) != 2 || l.Words[1] != "backup (inline)" {
		t.Errorf("with both: %+v", l)
	}
	s.Store.Fail(store.Read{Op: store.AskInline, User: bob}, &iamsvc.Error{Kind: iamsvc.KindDenied}, noon)
	_, user = Lines(s, Subject{User: bob})
	if lineOf(t, user, "attached").State != Told || lineOf(t, user, "inline").State != Denied {
		t.Errorf("with one denied: %+v", user)
	}
}
