package handover

import (
	"strings"

	"akia/iamsvc"
)

// Format is what a File looks like inside.
type Format uint8

// The formats. The zero Format is CSV.
const (
	CSV        Format = iota // for `aws configure import --csv`
	POSIXShell               // lines for sh, bash, zsh
	Fish                     // lines for fish
	PowerShell               // lines for PowerShell
	CommandCmd               // lines for cmd.exe
	DotEnv                   // a .env file
	Process                  // the JSON that a credential_process prints
)

// Formats returns all formats in the order in which to offer them.
func Formats() []Format {
	return []Format{CSV, POSIXShell, Fish, PowerShell, CommandCmd, DotEnv, Process}
}

// String returns the name of the format, for a list.
func (f Format) String() string {
	switch f {
	case CSV:
		return "CSV for aws configure import"
	case POSIXShell:
		return "Environment lines for sh, bash and zsh"
	case Fish:
		return "Environment lines for fish"
	case PowerShell:
		return "Environment lines for PowerShell"
	case CommandCmd:
		return "Environment lines for cmd"
	case DotEnv:
		return ".env file"
	case Process:
		return "JSON for credential_process"
	}
	return "unknown format"
}

// extension returns what the names of such files end in.
func (f Format) extension() string {
	switch f {
	case CSV:
		return ".csv"
	case POSIXShell:
		return ".sh"
	case Fish:
		return ".fish"
	case PowerShell:
		return ".ps1"
	case CommandCmd:
		return ".cmd"
	case DotEnv:
		return ".env"
	case Process:
		return ".json"
	}
	return ".txt"
}

// render returns the whole text of the file. It is made twice: with the secret to be written, with dots to be shown.
func (f Format) render(key iamsvc.Key, secret string) (string, error) {
	switch f {
	case CSV:
		return csvText(key, secret)
	case POSIXShell:
		return shText(key, secret), nil
	case Fish:
		return fishText(key, secret), nil
	case PowerShell:
		return powerShellText(key, secret), nil
	case CommandCmd:
		return cmdText(key, secret)
	case DotEnv:
		return dotEnvText(key, secret)
	case Process:
		return processText(key, secret), nil
	}
	return "", &Error{Reason: ReasonInvalid, What: "There is no such format."}
}

// notes returns what to know about a file of this format at the path.
func (f Format) notes(key iamsvc.Key, path string) []string {
	switch f {
	case CSV:
		return csvNotes(key)
	case Process:
		return processNotes(path)
	case POSIXShell, Fish, PowerShell, CommandCmd:
		return []string{"Run it in the shell that is to use the key: " + f.use(path)}
	case DotEnv:
	}
	return nil
}

// lines returns the lines of a text without their ends.
func lines(text string) []string {
	return strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
}
