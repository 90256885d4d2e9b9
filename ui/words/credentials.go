package words

import (
	"akia/iamsvc"
	"akia/iamsvc/shell"
)

// credentials words what helps where credentials are missing, ended or refused.
func credentials(r iamsvc.Remedy, p Place) string {
	switch r.Kind {
	case iamsvc.RemedyGetCredentials:
		return "Run `aws configure` or `aws sso login`, or try `akia --demo`."
	case iamsvc.RemedySignIn:
		return signIn(r, p)
	case iamsvc.RemedySignInAsRoot:
		return "Sign in as the root user to manage its keys."
	case iamsvc.RemedyMFA:
		return "Assume it with the AWS CLI: run `eval \"$(aws configure export-credentials" + profileFlag(r.Profile) +
			" --format env)\"`, then start again without naming the profile."
	case iamsvc.RemedyOtherProfile:
		return "Run `aws configure list-profiles` to see which there are."
	case iamsvc.RemedyCheckIdentity:
		return "Check which profile and which key you are signed in with" + p.key("ctrl+r") + "."
	case iamsvc.RemedyCheckSecret:
		return "Compare the secret with the one that was saved for the key" + p.key("ctrl+r") + "."
	case iamsvc.RemedyCheckSource:
		return "Check " + r.Setting + p.key("ctrl+r") + "."
	case iamsvc.RemedyCheckProcess:
		return "Run the credential_process command of the profile by hand to see why" + p.key("ctrl+r") + "."
	case iamsvc.RemedyCheckRole:
		return "Check the role and who may assume it" + p.key("ctrl+r") + "."
	case iamsvc.RemedySetClock:
		return "Set the clock" + p.key("ctrl+r") + "."
	default:
		return ""
	}
}

// signIn words how to renew what has run out, which depends on where it came from.
func signIn(r iamsvc.Remedy, p Place) string {
	of := "the profile"
	if r.Profile != "" {
		of = "profile " + r.Profile
	}
	switch r.Source {
	case iamsvc.SourceEnvironment:
		return p.pick("Quit, set new credentials in the environment, and start akia again.",
			"Set new credentials in the environment, then start akia again.")
	case iamsvc.SourceFile:
		return "Write new credentials to " + of + p.key("ctrl+r") + "."
	case iamsvc.SourceSSO:
		return "Run `aws sso login" + profileFlag(r.Profile) + "`" + p.key("ctrl+r") + "."
	case iamsvc.SourceLogin:
		return "Run `aws login" + profileFlag(r.Profile) + "`" + p.key("ctrl+r") + "."
	case iamsvc.SourceProcess:
		return "Sign in to what the credential_process of " + of + " asks" + p.key("ctrl+r") + "."
	case iamsvc.SourceRole, iamsvc.SourceWebIdentity, iamsvc.SourceContainer, iamsvc.SourceInstance:
		return p.pick("Press ctrl+r for a new session.", "Start akia again for a new session.")
	default:
		return "Sign in again, for example with `aws sso login" + profileFlag(r.Profile) + "`" + p.key("ctrl+r") + "."
	}
}

// profileFlag returns " --profile prod" for a shell; empty if no profile was named.
func profileFlag(profile string) string {
	if profile == "" {
		return ""
	}
	return " " + shell.Option("--profile", profile)
}
