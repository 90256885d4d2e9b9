package store

import "context"

// Run asks until nothing is wanted any more, without a screen. After answers have been taken it calls took for each,
// and then wants for what is wanted now; both are called by the goroutine that called Run. It returns the cause if
// ctx ends first; then what is under way is ended.
func (a *Asker) Run(ctx context.Context, wants func() []Want, took func(Answer)) error {
	answers := make(chan Answer)
	underWay := 0
	defer func() {
		a.EndAll()
		for ; underWay > 0; underWay-- {
			<-answers
		}
	}()
	take := func(answer Answer) {
		underWay--
		if a.Take(answer) {
			took(answer)
		}
	}
	for {
		for _, call := range a.Ask(wants()) {
			underWay++
			go func() { answers <- call.Make() }()
		}
		if len(a.inFlight) == 0 {
			return nil
		}
		select {
		case answer := <-answers:
			take(answer)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
