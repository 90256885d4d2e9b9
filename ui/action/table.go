package action

import "slices"

// last is the rank of those that end the help line, however narrow it is.
const last = 1000

// Ends reports whether an action is at the end of the help line, where it always is.
func (a Action) Ends() bool { return a.Rank == last }

func keys(names ...string) []string { return names }

// cursor are the actions that move the cursor of a list.
func cursor() []Action {
	return []Action{
		{ID: Up, Name: "Up", Help: "↑ k", Desc: "up", Group: GroupMove, Keys: keys("up", "k", "ctrl+p")},
		{ID: Down, Name: "Down", Help: "↓ j", Desc: "down", Group: GroupMove, Keys: keys("down", "j", "ctrl+n")},
		{ID: First, Name: "First row", Help: "g", Desc: "first row", Group: GroupMove, Keys: keys("g", "home")},
		{ID: Last, Name: "Last row", Help: "G", Desc: "last row", Group: GroupMove, Keys: keys("G", "end")},
		{
			ID: HalfDown, Name: "Half a page down", Help: "ctrl+d", Desc: "half a page down",
			Group: GroupMove, Keys: keys("ctrl+d"),
		},
		{
			ID: HalfUp, Name: "Half a page up", Help: "ctrl+u", Desc: "half a page up",
			Group: GroupMove, Keys: keys("ctrl+u"),
		},
		{
			ID: PageDown, Name: "Page down", Help: "pgdn", Desc: "page down",
			Group: GroupMove, Keys: keys("pgdown", "ctrl+f"),
		},
		{ID: PageUp, Name: "Page up", Help: "pgup", Desc: "page up", Group: GroupMove, Keys: keys("pgup", "ctrl+b")},
	}
}

func panes() []Action {
	return slices.Concat(cursor(), []Action{
		{
			ID: OtherPane, Name: "Other pane", Help: "tab", Desc: "other pane",
			Short: "pane", Group: GroupMove, Rank: 1, Keys: keys("tab", "shift+tab"),
		},
		{ID: ToKeys, Name: "To the keys", Help: "→ l", Desc: "to the keys", Group: GroupMove, Keys: keys("right", "l")},
		{ID: ToUsers, Name: "To the users", Help: "← h", Desc: "to the users", Group: GroupMove, Keys: keys("left", "h")},
		{
			ID: Enter, Name: "Access key details", Help: "enter", Desc: "into the keys; on a key: its details",
			Short: "details",
			Group: GroupMove, Rank: 12, On: OfFocus, Keys: keys("enter"),
		},
		{
			ID: Back, Name: "Back", Help: "esc", Desc: "dismiss an error, stop loading, clear the filter, go back",
			Group: GroupMove,
			Keys:  keys("esc"),
		},
	}, rows(), []Action{
		{ID: Audit, Name: "Audit of all access keys", Help: "a", Desc: "audit", Group: GroupView, Rank: 8, Keys: keys("a")},
		{ID: Filter, Name: "Filter users", Help: "/", Desc: "filter", Group: GroupView, Rank: 2, Keys: keys("/")},
		{ID: Sort, Name: "Sort", Help: "s", Desc: "sort", Group: GroupView, Rank: 13, Keys: keys("s")},
	}, clock(), []Action{
		{ID: Refresh, Name: "Refresh", Help: "r", Desc: "refresh", Group: GroupView, Rank: 19, Keys: keys("r")},
	}, others())
}

// rows are the actions on a user or a key. They are the same in the panes and in the audit.
func rows() []Action {
	return []Action{
		{
			ID: Toggle, Name: "Activate or deactivate access key", Help: "t", Desc: "activate or deactivate",
			Short: "toggle", Group: GroupKeys,
			Rank: 4,
			On:   OfKey, Several: true, Need: NeedList, Changes: true, Once: true, Keys: keys("t"),
		},
		{
			ID: Create, Name: "Create access key", Help: "c", Desc: "create", Group: GroupKeys, Rank: 5,
			On: OfUser, Need: NeedList, Changes: true, Keys: keys("c"),
		},
		{
			ID: Delete, Name: "Delete access key", Help: "d", Desc: "delete", Group: GroupKeys, Rank: 6,
			On: OfKey, Several: true, Need: NeedList, Changes: true, Keys: keys("d", "delete"),
		},
		{
			ID: Undo, Name: "Undo", Help: "u", Desc: "undo", Group: GroupKeys, Rank: 3, On: OfOffer, Changes: true, Once: true,
			Keys: keys("u"),
		},
		{
			ID: Rotate, Name: "Rotate access key", Help: "R", Desc: "rotate", Group: GroupKeys, Rank: 10,
			On: OfKey, Need: NeedList, Changes: true, Keys: keys("R"),
		},
		{
			ID: Describe, Name: "Describe access key", Help: "e", Desc: "describe", Group: GroupKeys, Rank: 11,
			On: OfKey, Several: true, Need: NeedList, Changes: true, Keys: keys("e"),
		},
		{
			ID: AllKeys, Name: "All access keys of the user", Help: "K",
			Desc: "all keys of the user: deactivate or delete", Short: "all keys", Group: GroupKeys, Rank: 16,
			On: OfUser, Need: NeedList, Changes: true, Keys: keys("K"),
		},
		{
			ID: CopyID, Name: "Copy access key ID", Help: "y", Desc: "copy the key ID",
			Short: "copy ID", Group: GroupKeys, Rank: 15,
			On: OfKey, Several: true, Need: NeedID, Keys: keys("y"),
		},
		{
			ID: User, Name: "User details", Help: "i", Desc: "details of the user: groups, policies, MFA, tags", Short: "user",
			Group: GroupKeys, Rank: 14, On: OfUser, Keys: keys("i"),
		},
		{
			ID: NewUser, Name: "Create user", Help: "n", Desc: "new user, with a policy and a key",
			Short: "new user", Group: GroupKeys, Rank: 18,
			Changes: true, Keys: keys("n"),
		},
		{
			ID: Leak, Name: "Respond to a leaked access key", Help: "L",
			Desc:  "a key has leaked: deactivate it, and what to do next",
			Short: "leaked", Group: GroupKeys, Rank: 17, On: OfKey, Need: NeedList, Keys: keys("L"),
		},
		{
			ID: Owner, Name: "Find the owner of an access key", Help: "o", Desc: "owner",
			Group: GroupKeys, Rank: 9, Keys: keys("o"),
		},
	}
}

func audit() []Action {
	acts := rows()
	for i := range acts {
		if acts[i].Rank > 0 {
			acts[i].Rank += 2 // behind filter, finding and mark
		}
	}
	return slices.Concat(cursor(), []Action{
		{
			ID: Enter, Name: "Access key details", Help: "enter", Desc: "details of the key and its findings",
			Short: "details", Group: GroupMove, Rank: 17,
			On: OfKey, Keys: keys("enter"),
		},
		{
			ID: ToUser, Name: "To the user", Help: "tab", Desc: "to the user in the panes",
			Short: "to the user", Group: GroupMove, Rank: 13,
			On: OfUser, Keys: keys("tab", "right", "l"),
		},
		{
			ID: Back, Name: "Back", Help: "esc", Desc: "dismiss an error, stop loading, clear filter and marks, go back",
			Group: GroupMove,
			Keys:  keys("esc"),
		},
		{
			ID: Audit, Name: "Back to the users", Help: "a", Desc: "back to the users",
			Short: "back", Group: GroupMove, Rank: 10, Keys: keys("a"),
		},
	}, acts, []Action{
		{ID: Mark, Name: "Mark", Help: "space", Desc: "mark", Group: GroupMarks, Rank: 3, On: OfKey, Keys: keys("space")},
		{
			ID: MarkRange, Name: "Mark a range", Help: "V", Desc: "mark a range: begin, end",
			Short: "range", Group: GroupMarks, Rank: 24,
			On: OfKey, Keys: keys("V"),
		},
		{
			ID: MarkAll, Name: "Mark all", Help: "*", Desc: "mark all that the filter shows, or none of them",
			Short: "mark all",
			Group: GroupMarks, Rank: 9, On: OfRows, Keys: keys("*", "ctrl+a"),
		},
		{ID: Filter, Name: "Filter access keys", Help: "/", Desc: "filter", Group: GroupView, Rank: 1, Keys: keys("/")},
		{
			ID: Finding, Name: "Show keys with a finding", Help: "f", Desc: "finding",
			Group: GroupView, Rank: 2, Keys: keys("f"),
		},
		{ID: Sort, Name: "Sort", Help: "s", Desc: "sort", Group: GroupView, Rank: 8, Keys: keys("s")},
		{
			ID: Export, Name: "Export", Help: "x", Desc: "export the marked rows, or what is shown",
			Short: "export", Group: GroupView, Rank: 14, Several: true, Keys: keys("x"),
		},
		{
			ID: Scan, Name: "Full scan", Help: "S", Desc: "full scan: start, pause, resume",
			Short: "full scan", Group: GroupView, Rank: 22, Keys: keys("S"),
		},
		{ID: Refresh, Name: "Refresh", Help: "r", Desc: "refresh", Group: GroupView, Rank: 23, Keys: keys("r")},
	}, clock(), others())
}

// accounts are the actions on the screen of several accounts.
func accounts() []Action {
	return slices.Concat(cursor(), []Action{
		{
			ID: Enter, Name: "Into the account", Help: "enter", Desc: "into the account, or what keeps it from being read",
			Short: "open", Group: GroupMove, Rank: 1, On: OfKey, Keys: keys("enter"),
		},
		{ID: Back, Name: "Back", Help: "esc", Desc: "dismiss an error", Group: GroupMove, Keys: keys("esc")},
		{
			ID: Refresh, Name: "Refresh", Help: "r", Desc: "read again what could not be read, or else this account",
			Short: "read again", Group: GroupView, Rank: 2, Keys: keys("r"),
		},
	}, slices.DeleteFunc(others(), func(a Action) bool { return a.ID == Accounts }))
}

func clock() []Action {
	return []Action{{
		ID: Clock, Name: "Relative, local or UTC times", Help: "T", Desc: "times relative, local, UTC", Short: "times",
		Group: GroupView, Rank: 25, Keys: keys("T"),
	}}
}

func others() []Action {
	return []Action{
		{
			ID: Journal, Name: "Journal of changes", Help: "J", Desc: "journal: what was changed from this machine",
			Short: "journal", Group: GroupView, Rank: 24, Keys: keys("J"),
		},
		{
			ID: Profiles, Name: "Switch account", Help: "P", Desc: "another account, by a profile of the AWS configuration",
			Short: "account", Group: GroupView, Rank: 24, Keys: keys("P"),
		},
		{
			ID: Accounts, Name: "All accounts", Help: "A", Desc: "the accounts that akia was started with",
			Short: "accounts", Group: GroupView, Rank: 24, Keys: keys("A"),
		},
		{
			ID: Renew, Name: "Reload credentials and refresh", Help: "ctrl+r", Desc: "reload credentials and refresh everything",
			Short: "reload", Group: GroupView, Rank: 27, Keys: keys("ctrl+r"),
		},
		{
			ID: Redraw, Name: "Redraw the screen", Help: "ctrl+l", Desc: "redraw the screen",
			Group: GroupView, Keys: keys("ctrl+l"),
		},
		{
			ID: Error, Name: "Last error", Help: "!", Desc: "the last error in full",
			Short: "last error", Group: GroupView, Rank: 26, Keys: keys("!"),
		},
		{
			ID: Palette, Name: "All actions by name", Help: ":", Desc: "all actions by name",
			Short: "actions", Group: GroupOther,
			Rank: 7, Keys: keys(":", "ctrl+k"),
		},
		{ID: Help, Name: "Help", Help: "?", Desc: "help", Group: GroupOther, Rank: last, Keys: keys("?")},
		{ID: Quit, Name: "Quit", Help: "q", Desc: "quit", Group: GroupOther, Rank: last, Keys: keys("q")},
		{
			ID: Interrupt, Name: "Quit with status 130", Help: "ctrl+c", Desc: "quit with status 130",
			Group: GroupOther, Keys: keys("ctrl+c"),
		},
		{ID: Suspend, Name: "Suspend", Help: "ctrl+z", Desc: "suspend", Group: GroupOther, Keys: keys("ctrl+z")},
	}
}
