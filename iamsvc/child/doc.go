// Package child runs other programs for one that owns the terminal. In the background, by [Run], they have no part of
// it: they read nothing that a person types and draw nothing on the screen; what they say on stderr is kept for the
// error, and one that hangs is ended together with all that it has started. A program that needs a person is given the
// whole terminal, by [RunOn], while nobody else uses it.
package child
