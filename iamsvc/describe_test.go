package iamsvc_test

import (
	"errors"
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/local/localtest"
)

const someKey, otherKey = "AKIA0000000000000001", "AKIA0000000000000002"

// tagList is what ListUserTags answers for these tags, given as key and value in turn.
func tagList(rest string, pairs ...string) string {
	var b strings.Builder
	b.WriteString("<ListUserTagsResponse><ListUserTagsResult><Tags>")
	for i := 0; i < len(pairs); i += 2 {
		b.WriteString("<member><Key>" + pairs[i] + "</Key><Value>" + pairs[i+1] + "</Value></member>")
	}
	b.WriteString("</Tags>" + rest + "</ListUserTagsResult></ListUserTagsResponse>")
	return b.String()
}

// TestStaleDescriptionsAreCorrected writes descriptions and has IAM go on answering as before.
func TestStaleDescriptionsAreCorrected(t *testing.T) {
	t.Parallel()
	var passed atomic.Int64
	start := time.Now()
	a := newAccount(t, iamsvc.Options{Now: func() time.Time { return start.Add(time.Duration(passed.Load())) }})
	if err := a.svc.Describe(t.Context(), iamsvc.NamedUser(a.user), someKey, "new"); err != nil {
		t.Fatal(err)
	}
	if err := a.svc.Undescribe(t.Context(), iamsvc.NamedUser(strings.ToUpper(a.user)), otherKey); err != nil {
		t.Fatal(err)
	}
	a.Inject(localtest.Fault{Action: "ListUserTags", Effect: localtest.AnswerBefore(http.StatusOK, "text/xml",
		tagList("", "team", "checkout", otherKey, "was removed"))})
	look := func(user string, want map[string]string) {
		t.Helper()
		if got, err := a.svc.Descriptions(t.Context(), iamsvc.NamedUser(user)); err != nil || !maps.Equal(got, want) {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	}
	look(a.user, map[string]string{someKey: "new"})
	look("another", map[string]string{otherKey: "was removed"})
	passed.Store(int64(14 * time.Second))
	look(a.user, map[string]string{someKey: "new"})
	passed.Store(int64(17 * time.Second))
	look(a.user, map[string]string{otherKey: "was removed"})
}

// TestUnclearDescriptions loses the answers of writes for good: the list is believed from then on.
func TestUnclearDescriptions(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	if err := a.svc.Describe(t.Context(), iamsvc.NamedUser(a.user), someKey, "first"); err != nil {
		t.Fatal(err)
	}
	a.Inject(localtest.Fault{Action: "TagUser", Effect: localtest.DropBefore()}, localtest.Fault{Action: "UntagUser", Effect: localtest.DropAfter()})
	e := iamsvc.AsError(a.svc.Describe(t.Context(), iamsvc.NamedUser(a.user), someKey, "second"))
	if e == nil || !e.Unclear || !strings.HasPrefix(e.Error(), "It is not known whether "+someKey+" was described: ") {
		t.Fatalf("%v", e)
	}
	if got, err := a.svc.Descriptions(t.Context(), iamsvc.NamedUser(a.user)); err != nil || got[someKey] != "first" {
		t.Errorf("%v, %v", got, err)
	}
	e = iamsvc.AsError(a.svc.Undescribe(t.Context(), iamsvc.NamedUser(a.user), someKey))
	if e == nil || !e.Unclear || !strings.HasPrefix(e.Error(), "It is not known whether the description of "+someKey+" was removed: ") {
		t.Fatalf("%v", e)
	}
	if got, err := a.svc.Descriptions(t.Context(), iamsvc.NamedUser(a.user)); err != nil || got[someKey] != "" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestALostAnswerIsAskedForAgain(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	a.Inject(localtest.Fault{Action: "TagUser", Count: 1, Effect: localtest.DropAfter()})
	if err := a.svc.Describe(t.Context(), iamsvc.NamedUser(a.user), someKey, "text"); err != nil {
		t.Error(err)
	}
	if got, err := a.other(t).Descriptions(t.Context(), iamsvc.NamedUser(a.user)); err != nil || got[someKey] != "text" {
		t.Errorf("%v, %v", got, err)
	}
}

// TestConcurrentChanges has someone else change the user at the same time: for a moment, and for good.
func TestConcurrentChanges(t *testing.T) {
	t.Parallel()
	for _, times := range []int{1, 2, 3} {
		inBubble(t, iamsvc.Options{}, func(t *testing.T, a *account) {
			a.Inject(localtest.Fault{
				Action: "TagUser", Count: times,
				Effect: localtest.FailBefore(http.StatusConflict, "ConcurrentModification", "The user is being changed."),
			})
			err := a.svc.Describe(t.Context(), iamsvc.NamedUser(a.user), someKey, "text")
			if times < 3 {
				if err != nil {
					t.Errorf("after %d: %v", times, err)
				}
				return
			}
			e := failure(t, err, iamsvc.KindConflict, "Someone else is changing "+a.user+": could not describe "+someKey+".")
			if e.Remedy().Kind == iamsvc.RemedyNone || a.Count("TagUser") != 3 {
				t.Errorf("%+v after %d calls", e.Remedy(), a.Count("TagUser"))
			}
		})
	}
}

func TestDescriptionsOverManyPages(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	want := map[string]string{someKey: "one", otherKey: "two", "AKIA0000000000000003": "three"}
	for id, text := range want {
		if err := a.svc.Describe(t.Context(), iamsvc.NamedUser("akia-admin"), id, text); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []int{0, 1} {
		a.ClearFaults()
		a.Inject(localtest.Fault{Effect: localtest.ShortPages(n)})
		if got, err := a.other(t).Descriptions(t.Context(), iamsvc.NamedUser("akia-admin")); err != nil || !maps.Equal(got, want) {
			t.Errorf("pages of %d: %v, %v", n, got, err)
		}
	}
}

// TestPagesThatLeadNowhere has the lists about a user go on for ever, or say so without saying where.
func TestPagesThatLeadNowhere(t *testing.T) {
	t.Parallel()
	const nowhere, back = "says there is more, but not where it goes on.", "leads back to an earlier page: the list has no end."
	for rest, want := range map[string]string{
		"<IsTruncated>true</IsTruncated>": nowhere, "<IsTruncated>true</IsTruncated><Marker></Marker>": nowhere,
		"<IsTruncated>true</IsTruncated><Marker>again</Marker>": back,
	} {
		a := newAccount(t, iamsvc.Options{})
		a.Inject(localtest.Fault{Action: "ListUserTags", Effect: localtest.AnswerBefore(http.StatusOK, "text/xml", tagList(rest, someKey, "x"))})
		_, err := a.svc.Descriptions(t.Context(), iamsvc.NamedUser(a.user))
		wantKind(t, err, iamsvc.KindService, "What answered ListUserTags "+want)
	}
}

// TestDeleteWarnsOfALeftDescription deletes keys whose descriptions stay.
func TestDeleteWarnsOfALeftDescription(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		effect localtest.Effect
		kind   iamsvc.Kind
	}{
		"denied":   {localtest.Deny(localtest.NoIdentityPolicy), iamsvc.KindDenied},
		"unclear":  {localtest.DropBefore(), iamsvc.KindNetwork},
		"conflict": {localtest.FailBefore(http.StatusConflict, "ConcurrentModification", "busy"), iamsvc.KindConflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, iamsvc.Options{})
			if err := a.svc.Describe(t.Context(), iamsvc.NamedUser(a.user), a.key.ID, "laptop"); err != nil {
				t.Fatal(err)
			}
			a.Inject(localtest.Fault{Action: "UntagUser", Effect: c.effect})
			err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key, Description: "laptop"})
			var left *iamsvc.LeftDescriptionError
			if !errors.As(err, &left) || left.Err.Kind != c.kind || left.Err.Unclear {
				t.Fatalf("%+v", err)
			}
			if want := "Key " + a.key.ID + " was deleted, but its description was left among the tags of " + a.user + ". "; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%q", err)
			}
			for _, k := range a.truth(t, a.user) {
				if k.ID == a.key.ID {
					t.Error("the key is still there")
				}
			}
			a.ClearFaults()
			if err := a.svc.Undescribe(t.Context(), iamsvc.NamedUser(a.user), a.key.ID); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestDeleteLeavesDescriptionsAlone deletes keys without removing a description: there is none, or the key stays.
func TestDeleteLeavesDescriptionsAlone(t *testing.T) {
	t.Parallel()
	a := newAccount(t, iamsvc.Options{})
	changed := a.key
	changed.Status = iamsvc.Inactive
	var refused *iamsvc.ChangedError
	err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: changed, Description: "laptop"})
	if !errors.As(err, &refused) || refused.Now.Description != "laptop" {
		t.Errorf("%+v", err)
	}
	if err := a.svc.DeleteKey(t.Context(), iamsvc.SeenKey{Key: a.key}); err != nil {
		t.Error(err)
	}
	if n := a.Count("UntagUser"); n != 0 {
		t.Errorf("%d removals", n)
	}
}
