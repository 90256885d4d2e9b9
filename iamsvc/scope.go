package iamsvc

// OtherCredentials names what a user can have besides access keys, none of which this program looks at: the one wording for
// every place that must say what it leaves out.
const OtherCredentials = "API keys (Bedrock, CloudWatch), Git, database (Keyspaces) and SSH credentials, certificates, " +
	"passwords, MFA devices and roles"
