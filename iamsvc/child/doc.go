// Package child runs other programs in the background of one that owns the terminal. They have no part of it: they
// read nothing that a person types and draw nothing on the screen. What they say on stderr is kept for the error, and
// one that hangs is ended together with all that it has started.
package child
