package stage

import (
	"context"
	"time"

	"akia/iamsvc/queue"
)

// WriteDeadline bounds a write, which nothing else cancels.
const WriteDeadline = 60 * time.Second

// ReadContext is the context of a read that is no part of the plan, in a class.
func ReadContext(class queue.Class) (context.Context, context.CancelFunc) {
	return context.WithCancel(queue.WithClass(context.Background(), class))
}
