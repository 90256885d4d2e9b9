package session

import (
	"testing"

	"akia/iamsvc"
)

func TestObserverPassesThrottlingOnAndNeverWaits(t *testing.T) {
	slower := make(chan struct{}, 1)
	tell := observe(slower)
	tell(iamsvc.Call{Op: "ListUsers"})
	if len(slower) != 0 {
		t.Error("a call that went well was taken for a throttled one")
	}
	tell(iamsvc.Call{Op: "ListUsers", Throttled: true})
	tell(iamsvc.Call{Op: "ListUsers", Throttled: true}) // nobody has received yet
	if len(slower) != 1 {
		t.Errorf("%d pieces of news, want 1", len(slower))
	}
}
