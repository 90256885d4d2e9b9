package cli

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

func TestNoClipboardAtTheOtherEndOfSSH(t *testing.T) {
	if got := nativeClipboard(func(name string) string {
		return map[string]string{"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}[name]
	}); got != nil {
		t.Errorf("got %v, want none", got)
	}
}
