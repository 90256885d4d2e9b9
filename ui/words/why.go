package words

// Why an action does not apply: one sentence for each reason, wherever it is said.
const (
	NoUser         = "No user is selected"
	NoKey          = "No key is selected"
	NoRows         = "No keys are shown"
	RootsOwnKeys   = "Only the root user can change its own keys: sign in as root to delete them"
	RootHidden     = "The root user has no details in IAM"
	TakesOne       = "Takes one key: esc clears the marks"
	KeyChanging    = "A change of this key is under way"
	NothingToUndo  = "Nothing to undo"
	NoError        = "No errors yet"
	NoAccount      = "No account is selected"
	OneAccount     = "akia shows one account: --profiles, --sso or --org shows several"
	NoShell        = "There is no shell here that could resume akia"
	Reloading      = "The credentials are being reloaded"
	AuditOnly      = "Only in the audit"
	NothingToLeave = "There is nothing to go back from"
	PanesOnly      = "Only in the list of users"
)
