package handover

import (
	"akia/iamsvc"
)

// Profile is a profile of the shared credentials file: one that is new, or one whose key is replaced.
type Profile struct {
	// Profile is its name.
	Profile string
	// Path is the credentials file. Empty: the default path.
	Path string
}

// Name returns what to call the target in a list.
func (p Profile) Name() string { return "Profile in the AWS credentials file" }

// DefaultPath returns what AWS_SHARED_CREDENTIALS_FILE names, else ~/.aws/credentials.
func (p Profile) DefaultPath(_ iamsvc.Key, env Env) string { return env.credentialsFile() }

// Plan tells what would be written. The file may be a symbolic link: then the file it leads to is written.
func (p Profile) Plan(key iamsvc.NewKey, env Env) (Plan, error) {
	if err := checkKey(key); err != nil {
		return Plan{}, err
	}
	if err := ValidProfileName(p.Profile); err != nil {
		return Plan{}, err
	}
	return Plan{}, &Error{Reason: ReasonInvalid, What: "Profiles cannot be written yet."}
}
