package store

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestDetailsArePlannedPartByPart(t *testing.T) {
	a := known(false)
	v := View{Details: []DetailsView{{iamsvc.NamedUser("bob"), DetailParts(), noon}}}
	ops := func() (got []Op) {
		for _, w := range a.Plan(v) {
			got = append(got, w.Op)
		}
		return got
	}
	if got := ops(); !slices.Equal(got, DetailParts()) {
		t.Fatalf("at first the plan is %v", got)
	}
	a.SetMFA(iamsvc.NamedUser("bob"), nil, noon)
	a.Fail(Read{Op: AskGroups, User: iamsvc.NamedUser("bob")}, &iamsvc.Error{Kind: iamsvc.KindDenied}, noon)
	if got := ops(); !slices.Equal(got, []Op{AskUser, AskAttached, AskInline}) {
		t.Errorf("with two answers the plan is %v", got)
	}
	v.Details[0].Since = noon.Add(Fresh + time.Second)
	if got := ops(); !slices.Equal(got, DetailParts()) {
		t.Errorf("opened again after a minute the plan is %v", got)
	}
	v.Details = nil
	if got := ops(); len(got) > 0 {
		t.Errorf("with nothing open the plan is %v", got)
	}
}

func TestPolicyOfOursOutranksALateList(t *testing.T) {
	for _, c := range []struct {
		asked time.Duration
		there bool
		list  []string
		want  []string
	}{
		{-time.Second, true, []string{"a"}, []string{"a", "deny"}},
		{late, false, []string{"a", "deny"}, []string{"a"}},
		{late + time.Second, false, []string{"a", "deny"}, []string{"a", "deny"}},
	} {
		a := New()
		a.begin(Read{Op: AskInline, User: iamsvc.NamedUser("bob")}, noon.Add(c.asked))
		a.EditInline(iamsvc.NamedUser("bob"), "deny", c.there, noon)
		a.SetInline(iamsvc.NamedUser("bob"), c.list, noon.Add(time.Minute))
		if got := a.Details(iamsvc.NamedUser("bob")).Inline.Value; !slices.Equal(got, c.want) {
			t.Errorf("asked %v after the change, the policies are %q, want %q", c.asked, got, c.want)
		}
	}
}
