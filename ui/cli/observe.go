package cli

import "akia/iamsvc"

// observe returns an observer of calls that passes on that the service limits their rate. It never waits: the calls do.
func observe(slower chan<- struct{}) func(iamsvc.Call) {
	return func(call iamsvc.Call) {
		if !call.Throttled {
			return
		}
		select {
		case slower <- struct{}{}:
		default:
		}
	}
}
