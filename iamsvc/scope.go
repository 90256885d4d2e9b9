package iamsvc

// OtherCredentials names what a user can have besides access keys, none of which this program judges or changes: the one
// wording for every place that must say what it leaves out.
const OtherCredentials = "API keys (Bedrock), Git, Keyspaces and SSH credentials, certificates, passwords, MFA devices and roles"

// NotChecked says what no audit and no report of access keys tells of.
const NotChecked = "Not checked: " + OtherCredentials + "."
