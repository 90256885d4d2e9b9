package action

// settings are the names of the actions in the configuration: what stands before the = below [keys]. They never change,
// whatever the screen calls an action.
func settings() [Count]string {
	return [Count]string{
		Up: "up", Down: "down", First: "first-row", Last: "last-row",
		HalfDown: "half-page-down", HalfUp: "half-page-up", PageDown: "page-down", PageUp: "page-up",
		OtherPane: "other-pane", ToKeys: "to-keys", ToUsers: "to-users", Enter: "details", Back: "back", ToUser: "to-user",
		Audit: "audit", Toggle: "toggle", Create: "create", Delete: "delete", Undo: "undo", Rotate: "rotate",
		Describe: "describe", AllKeys: "all-keys", CopyID: "copy-id", User: "user", NewUser: "create-user", Leak: "leak",
		Owner: "owner", Mark: "mark", MarkRange: "mark-range", MarkAll: "mark-all", Filter: "filter", Finding: "finding",
		Sort: "sort", Clock: "times", Refresh: "refresh", Renew: "reload-credentials", Redraw: "redraw", Export: "export",
		Scan: "scan", Journal: "journal", Profiles: "switch-account", Accounts: "accounts", Error: "last-error",
		Palette: "actions", Help: "help", Quit: "quit",
		Interrupt: "interrupt", Suspend: "suspend",
	}
}

// Setting returns the name of an action in the configuration.
func (id ID) Setting() string {
	if id >= Count {
		return ""
	}
	return settings()[id]
}
