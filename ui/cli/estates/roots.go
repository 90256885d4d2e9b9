package estates

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"akia/iamsvc"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/text"
	"akia/ui/words"
)

// rootUser is what the root user of a member has, as it is printed.
type rootUser struct {
	Keys     []rootKey `json:"keys"`
	Password *bool     `json:"password"`
	MFA      *int      `json:"mfa_devices"`
	Reason   *string   `json:"reason"` // why it is not known
}

type rootKey struct {
	ID       string  `json:"key_id"`
	Status   string  `json:"status"`
	Created  string  `json:"created"`
	LastUsed *string `json:"last_used"`
	Service  *string `json:"service"`
}

// rootsOff says what it takes to see the root users of members.
const rootsOff = "Centralized root access is off. Turn it on in the management account: IAM, Root access management."

// mostRoots is how many root users are looked at side by side.
const mostRoots = 10

// roots looks at the root users of the members, by their accounts' numbers.
func roots(ctx context.Context, base *iamsvc.Service, accounts []collect.Account) map[string]rootUser {
	found := map[string]rootUser{}
	on, err := base.RootAccess(ctx)
	own, _ := base.WhoAmI(ctx)
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(mostRoots)
	for _, a := range accounts {
		id := a.ID()
		switch {
		case id == "" || id == own.Account || !a.Member.Live():
		case err != nil:
			found[id] = rootUser{Keys: []rootKey{}, Reason: because(err)}
		case !on:
			found[id] = rootUser{Keys: []rootKey{}, Reason: optional(rootsOff)}
		default:
			group.Go(func() error {
				facts, err := base.AuditRoot(ctx, id)
				mu.Lock()
				defer mu.Unlock()
				found[id] = rootUserOf(facts, err)
				return nil
			})
		}
	}
	_ = group.Wait() // none of them fails
	return found
}

func because(err error) *string {
	if e := iamsvc.AsError(err); e != nil {
		return optional(words.Failure(e, words.Shell()))
	}
	return optional(err.Error())
}

func rootUserOf(facts iamsvc.RootFacts, err error) rootUser {
	r := rootUser{Keys: []rootKey{}}
	if err != nil {
		r.Reason = because(err)
		return r
	}
	r.Password, r.MFA = &facts.Password, &facts.MFA
	for _, k := range facts.Keys {
		key := rootKey{
			ID: system.OneLine(k.ID), Status: system.OneLine(string(k.Status)), Created: k.Created.UTC().Format(time.RFC3339),
			Service: optional(k.Use.Service),
		}
		if !k.Use.Never() {
			key.LastUsed = optional(k.Use.At.UTC().Format(time.RFC3339))
		}
		r.Keys = append(r.Keys, key)
	}
	return r
}

// String says what the root user has, in a line.
func (r rootUser) String() string {
	if r.Reason != nil {
		return *r.Reason
	}
	says := text.Many(len(r.Keys), "key")
	for _, k := range r.Keys {
		says += ", " + k.ID + " " + k.Status + " created " + k.Created + " last used " + or(k.LastUsed, "never")
	}
	says += ", " + yes(r.Password, "a password", "no password", "")
	return says + ", " + text.Many(*r.MFA, "MFA device")
}
