package session

import "akia/iamsvc"

// observer is told of each call, as iamsvc.Options describes it.
type observer func(iamsvc.Call)

// observe returns an observer of calls that passes on that the service limits their rate. It never waits: the calls do.
func observe(slower chan<- struct{}) observer {
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

// together returns an observer that tells each of several.
func together(observers ...observer) observer {
	return func(call iamsvc.Call) {
		for _, tell := range observers {
			tell(call)
		}
	}
}
