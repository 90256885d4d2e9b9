package words

import (
	"akia/iamsvc"
	"akia/iamsvc/shell"
	"akia/ui/action"
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
		return p.pick("Press %s to enter a code.", action.Renew,
			"Give one with --mfa-code, or by the command in AKIA_MFA_COMMAND.")
	case iamsvc.RemedyOtherProfile:
		return "Run `aws configure list-profiles` to see which there are."
	case iamsvc.RemedyCheckIdentity:
		return "Check which profile and which key you are signed in with" + p.then(action.Renew) + "."
	case iamsvc.RemedyCheckSecret:
		return "Compare the secret with the one that was saved for the key" + p.then(action.Renew) + "."
	case iamsvc.RemedyCheckSource:
		return "Check " + r.Setting + p.then(action.Renew) + "."
	case iamsvc.RemedyCheckProcess:
		return "Run the credential_process command of the profile by hand to see why" + p.then(action.Renew) + "."
	case iamsvc.RemedyCheckRole:
		return "Check the role and who may assume it" + p.then(action.Renew) + "."
	case iamsvc.RemedySetClock:
		return "Set the clock" + p.then(action.Renew) + "."
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
		const set = "et new credentials in the environment"
		return p.pick("Quit (%s), s"+set+", and start akia again.", action.Quit, "S"+set+", then start akia again.")
	case iamsvc.SourceFile:
		return "Write new credentials to " + of + p.then(action.Renew) + "."
	case iamsvc.SourceSSO:
		if r.Profile == "" && r.Setting != "" {
			return "Run `aws sso login " + shell.Option("--sso-session", r.Setting) + "`" + p.then(action.Renew) + "."
		}
		return "Run `aws sso login" + profileFlag(r.Profile) + "`" + p.then(action.Renew) + "."
	case iamsvc.SourceLogin:
		return "Run `aws login" + profileFlag(r.Profile) + "`" + p.then(action.Renew) + "."
	case iamsvc.SourceProcess:
		return "Sign in to what the credential_process of " + of + " asks" + p.then(action.Renew) + "."
	case iamsvc.SourceRole, iamsvc.SourceWebIdentity, iamsvc.SourceContainer, iamsvc.SourceInstance:
		return p.pick("Press %s for a new session.", action.Renew, "Start akia again for a new session.")
	default:
		return "Sign in again, for example with `aws sso login" + profileFlag(r.Profile) + "`" + p.then(action.Renew) + "."
	}
}

// profileFlag returns " --profile prod" for a shell; empty if no profile was named.
func profileFlag(profile string) string {
	if profile == "" {
		return ""
	}
	return " " + shell.Option("--profile", profile)
}
