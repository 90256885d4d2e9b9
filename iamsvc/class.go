package iamsvc

import "context"

// Class says how urgent a call is: of the calls that wait, those of a more urgent class are sent first. The zero Class is
// that of what a person looks at.
type Class uint8

// The classes. In the order of urgency they are: write, in view, ahead, sweep.
const (
	ClassInView Class = iota // what is on the screen now
	ClassWrite               // changes, and the reads that a change depends on; never waits for a free place
	ClassAhead               // what will probably be looked at next
	ClassSweep               // what goes through the whole account
)

// byUrgency returns all classes, the most urgent first.
func byUrgency() [4]Class { return [4]Class{ClassWrite, ClassInView, ClassAhead, ClassSweep} }

type classKey struct{}

// WithClass returns a context whose reading calls have the given class. Methods that write are of ClassWrite whatever the
// context says.
func WithClass(ctx context.Context, class Class) context.Context {
	return context.WithValue(ctx, classKey{}, class)
}

func classOf(ctx context.Context) Class {
	class, _ := ctx.Value(classKey{}).(Class)
	return class
}
