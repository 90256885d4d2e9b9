package store

import (
	"testing"
	"time"

	"akia/iamsvc"
)

func TestFactStates(t *testing.T) {
	failure := &iamsvc.Error{Kind: iamsvc.KindNetwork}
	set := func(f *Fact[string]) { f.set("value", noon) }
	begin := func(f *Fact[string]) { f.begin(noon) }
	stop := func(f *Fact[string]) { f.stop() }
	fail := func(f *Fact[string]) { f.fail(failure, noon) }
	forget := func(f *Fact[string]) { f.forget() }
	type do = func(*Fact[string])
	for _, c := range []struct {
		name        string
		do          []do
		state       State
		value       string
		asking, old bool
		at          time.Time
	}{
		{"never asked", nil, Unasked, "", false, false, time.Time{}},
		{"asked", []do{begin}, Loading, "", true, false, time.Time{}},
		{"asked and given up", []do{begin, stop}, Unasked, "", false, false, time.Time{}},
		{"answered", []do{begin, set}, Known, "value", false, false, noon},
		{"failed", []do{begin, fail}, Failed, "", false, false, noon},
		{"failed, asked again", []do{fail, begin}, Failed, "", true, false, noon},
		{"failed, answered", []do{fail, begin, set}, Known, "value", false, false, noon},
		{"refreshing", []do{set, begin}, Known, "value", true, false, noon},
		{"refreshing, given up", []do{set, begin, stop}, Known, "value", false, false, noon},
		{"refresh failed", []do{set, begin, fail}, Failed, "value", false, true, noon},
		{"forgotten", []do{set, forget}, Known, "value", false, false, time.Time{}},
		{"failure forgotten", []do{fail, forget}, Unasked, "", false, false, time.Time{}},
		{"old value, failure forgotten", []do{set, fail, forget}, Known, "value", false, false, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f Fact[string]
			for _, do := range c.do {
				do(&f)
			}
			_, asking := f.Asking()
			if f.State() != c.state || f.Known() != (c.state == Known) || f.Value != c.value || asking != c.asking || f.Old() != c.old || !f.At().Equal(c.at) {
				t.Errorf("state %d, value %q, asking %v, old %v, at %v; want %+v", f.State(), f.Value, asking, f.Old(), f.At(), c)
			}
		})
	}
}

func TestNilFactIsUnasked(t *testing.T) {
	var f *Fact[string]
	_, asking := f.Asking()
	if f.State() != Unasked || f.Known() || f.Old() || f.Denied() || asking || !f.At().IsZero() {
		t.Error("a nil fact is something else than unasked")
	}
}

func TestDenied(t *testing.T) {
	for kind, want := range map[iamsvc.Kind]bool{iamsvc.KindDenied: true, iamsvc.KindNetwork: false} {
		var f Fact[string]
		f.fail(&iamsvc.Error{Kind: kind}, noon)
		if f.Denied() != want {
			t.Errorf("kind %d: denied is %v", kind, f.Denied())
		}
	}
}
