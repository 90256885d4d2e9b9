package store

import (
	"testing"

	"akia/iamsvc"
)

// TestEditsCopyTheList: a screen may be drawing the old one.
func TestEditsCopyTheList(t *testing.T) {
	for name, edit := range map[string]func(*Store){
		"SetStatus": func(a *Store) { a.SetStatus(iamsvc.NamedUser("bob"), "K1", iamsvc.Inactive, noon) },
		"AddKey":    func(a *Store) { a.AddKey(iamsvc.Key{ID: "K3", User: iamsvc.NamedUser("bob")}, noon) },
		"RemoveKey": func(a *Store) { a.RemoveKey(iamsvc.NamedUser("bob"), "K1", noon) },
	} {
		t.Run(name, func(t *testing.T) {
			a := New()
			a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
			before := a.Keys(iamsvc.NamedUser("bob")).Value
			edit(a)
			if len(before) != 2 || before[0] != bobs()[0] || before[1] != bobs()[1] {
				t.Errorf("the list from before has become %v", before)
			}
		})
	}
}

func TestEdits(t *testing.T) {
	a := New()
	a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
	a.SetStatus(iamsvc.NamedUser("bob"), "K2", iamsvc.Inactive, noon)
	if k, _ := a.Key(iamsvc.NamedUser("bob"), "K2"); k.Status != iamsvc.Inactive {
		t.Errorf("the status is %s", k.Status)
	}
	a.AddKey(iamsvc.Key{ID: "K3", User: iamsvc.NamedUser("bob")}, noon)
	a.AddKey(iamsvc.Key{ID: "K3", User: iamsvc.NamedUser("bob")}, noon) // it may have been listed meanwhile
	if n := len(a.Keys(iamsvc.NamedUser("bob")).Value); n != 3 {
		t.Errorf("bob has %d keys", n)
	}
	if u := a.LastUse("K3"); !u.Known() || !u.Value.Never() {
		t.Error("a new key was used")
	}
	a.RemoveKey(iamsvc.NamedUser("bob"), "K1", noon)
	if _, ok := a.Key(iamsvc.NamedUser("bob"), "K1"); ok || a.LastUse("K1") != nil {
		t.Error("the deleted key is still there")
	}
	if _, ok := a.Key(iamsvc.NamedUser("bob"), "K2"); !ok {
		t.Error("the other key went too")
	}
}

// TestEditsOfUnknownKeysMakeNothingUp: a list that was never read is not known to hold one key.
func TestEditsOfUnknownKeysMakeNothingUp(t *testing.T) {
	a := New()
	a.AddKey(iamsvc.Key{ID: "K1", User: iamsvc.NamedUser("carol")}, noon)
	a.SetStatus(iamsvc.NamedUser("carol"), "K1", iamsvc.Active, noon)
	a.RemoveKey(iamsvc.NamedUser("carol"), "K9", noon)
	if a.Keys(iamsvc.NamedUser("carol")).Known() {
		t.Error("keys that were never listed are known")
	}
}

func TestSeen(t *testing.T) {
	a := New()
	k := bobs()[0]
	if a.Seen(k).LastUseKnown {
		t.Error("a last use that was never asked is known")
	}
	a.SetLastUse(iamsvc.NamedUser("bob"), "K1", iamsvc.LastUse{At: noon}, noon)
	if s := a.Seen(k); !s.LastUseKnown || !s.LastUse.At.Equal(noon) || s.Key != k {
		t.Errorf("Seen = %+v", s)
	}
	a.Fail(Read{AskLastUse, iamsvc.NamedUser("bob"), "K1"}, &iamsvc.Error{Kind: iamsvc.KindDenied}, noon)
	if a.Seen(k).LastUseKnown {
		t.Error("a last use that could not be read again counts as seen")
	}
	a.SetKeys(iamsvc.NamedUser("bob"), bobs(), noon)
	a.SetSeen(iamsvc.SeenKey{Key: iamsvc.Key{ID: "K1", User: iamsvc.NamedUser("bob"), Status: iamsvc.Inactive}, LastUse: iamsvc.LastUse{At: noon}, LastUseKnown: true}, noon)
	if k, _ := a.Key(iamsvc.NamedUser("bob"), "K1"); k.Status != iamsvc.Inactive || !a.LastUse("K1").Known() {
		t.Error("what a re-reading found was not kept")
	}
}
