// Package ui is the screen of akia: a Bubble Tea program over the account that a Service speaks for. Update and View do
// no I/O; every call is made by a command, and its answer comes back as a message that says what it answers.
//
// [Screen] holds the screens of several accounts, each a [Model], and shows one of them.
//
// [Model] is a router. It passes keys, answers and results to the rooms, lays the screen out, and draws the header, the
// line of news and the help. What a person sees and does is in the rooms.
//
// # The rooms
//
//	stage      what every room may use: settings, theme, size, the store and the asker, windows, news, words for keys
//	write      the changes: where each begins, which are under way, undo, several at once
//	browse     the panes of users and keys
//	audit      the table of all keys, its charts, marks, filter, export and full scan
//	journal    the page of what was changed from this machine
//	filterline the line in which a filter is typed
//	flow/…     what takes several steps, one package each: leak, secret, toggle and others
//	action     the table of actions with their keys, the guard in front of them, how much each asks
//	keyboard   divides what a terminal sends into keys, answers and bursts
//	about      what is known of a key and its user, in lines: what else there is to tell is one more Source
//	dialog     windows that know nothing of IAM
//	area        what is where on the screen, for the mouse
//	list, text, theme, words
//	collect    gathers an account's keys without a screen: akia report, scripts
//	cli        flags, subcommands, exit statuses, wiring: it builds a Model and runs it
//
// A room holds a [stage.Stage], its own state, and a Host: the few things it needs of the root, in an interface that
// the room declares. Rooms do not know each other. Facts are in the store of [akia/iamsvc/store] alone; a room is a
// view of it.
//
// # The way of a key press
//
//	bytes → keyboard: a key, a burst, or an answer of the terminal
//	 → press (fast.go): is it one of a burst?
//	 → input: a window on top takes it (dialogs.go), or the line of a filter
//	 → perform (perform.go): the action of the table
//	 → guard: is what it acts on still what was drawn?
//	 → a method of a room or a flow, perhaps with a question (stage.Window: it must have been seen before it is answered)
//	 → write.Desk: the change begins here and nowhere else; it is sent when the key is known to be one
//
// # The way of an answer
//
//	a command returns it → Update → the asker or the desk takes it → the store notes the change
//	 → react: the views follow the store's changes, what waited goes on, and one plan says what is wanted now
//	 → store.Asker: what is wanted and not under way is sent, what nobody wants is ended
//
// # Where something new goes
//
// A new dialog: a window of package dialog, opened by a room with stage.Open; its answer is a stage.Result. A new fact:
// an Op in the store, wanted by the plan of whoever shows it. A new action: an ID and a row in the table of package
// action, and a method in perform.go. A new capability: a flow or a room of its own.
package ui
