package handover

import (
	"strings"

	"akia/iamsvc"
	"akia/iamsvc/shell"
)

// The variables that the AWS CLI and the SDKs read.
const (
	envKeyID  = "AWS_ACCESS_KEY_ID"
	envSecret = "AWS_SECRET_ACCESS_KEY"
	// envToken goes with temporary credentials. One that is left in the environment would make the new key fail, so every
	// shell is told to drop it.
	envToken = "AWS_SESSION_TOKEN"
)

// comment is the first line of every file that may have one. It is the only place where the user's name stands.
func comment(key iamsvc.Key) string { return "Access key of " + userLabel(key.User) }

func shText(key iamsvc.Key, secret string) string {
	return "# " + comment(key) + "\n" +
		"export " + envKeyID + "=" + shell.Quoted(key.ID) + "\n" +
		"export " + envSecret + "=" + shell.Quoted(secret) + "\n" +
		"unset " + envToken + "\n"
}

func fishText(key iamsvc.Key, secret string) string {
	return "# " + comment(key) + "\n" +
		"set -gx " + envKeyID + " " + shell.Fish(key.ID) + "\n" +
		"set -gx " + envSecret + " " + shell.Fish(secret) + "\n" +
		"set -e " + envToken + "\n"
}

func powerShellText(key iamsvc.Key, secret string) string {
	return "# " + comment(key) + "\n" +
		"$Env:" + envKeyID + " = " + shell.PowerShell(key.ID) + "\n" +
		"$Env:" + envSecret + " = " + shell.PowerShell(secret) + "\n" +
		"$Env:" + envToken + " = $null\n"
}

// cmdText begins each line with @: else cmd shows it, with the secret, as it runs it.
func cmdText(key iamsvc.Key, secret string) (string, error) {
	if strings.ContainsAny(secret, `"%!`) {
		return "", unwritable(key, "a file for cmd")
	}
	return "@rem " + comment(key) + "\r\n" +
		`@set "` + envKeyID + "=" + key.ID + "\"\r\n" +
		`@set "` + envSecret + "=" + secret + "\"\r\n" +
		`@set "` + envToken + "=\"\r\n", nil
}

// dotEnvText writes no quotes: docker's --env-file takes them for a part of the value. What a .env reader would take
// for more than text is refused.
func dotEnvText(key iamsvc.Key, secret string) (string, error) {
	if strings.ContainsAny(secret, "\"'`$\\#") {
		return "", unwritable(key, "a .env file")
	}
	return "# " + comment(key) + "\n" + envKeyID + "=" + key.ID + "\n" + envSecret + "=" + secret + "\n", nil
}

// unwritable is the refusal of a secret that the format cannot hold so that every reader reads the same.
func unwritable(key iamsvc.Key, what string) *Error {
	return &Error{
		Reason: ReasonInvalid,
		What:   "The secret of " + key.ID + " holds characters that " + what + " cannot hold safely.",
		Next:   "Choose another format.",
	}
}

// use returns the command that runs a file of the format in the shell of whoever types it.
func (f Format) use(path string) string {
	switch f {
	case Fish:
		return "source " + shell.Fish(path)
	case PowerShell:
		return ". " + shell.PowerShell(path)
	case CommandCmd:
		return `call "` + path + `"`
	default:
		return ". " + shell.Quoted(path)
	}
}
