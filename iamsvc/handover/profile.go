package handover

import (
	"errors"
	"strings"

	"akia/iamsvc"
)

// Profile is a profile of the shared credentials file: one that is new, or one whose key is replaced. Of the file
// only the profile's aws_access_key_id and aws_secret_access_key change, and a session token that it had is removed;
// every other byte stays. Region and output are left to the config file. A file that programs read differently is
// refused.
type Profile struct {
	// Profile is its name, as [ValidProfileName] has it.
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
	if err := p.check(key); err != nil {
		return Plan{}, err
	}
	path := p.Path
	if path == "" {
		path = env.credentialsFile()
	}
	path, err := env.absolute(path)
	if err != nil {
		return Plan{}, err
	}
	found, old, err := look(path, true)
	if err != nil {
		return Plan{}, err
	}
	shown := edit{profile: p.Profile, keyID: key.ID, secret: key.Secret.String()}
	if _, err := shown.apply(old); err != nil {
		return Plan{}, uneditable(found.file, err)
	}
	return Plan{
		Path: path, Resolved: found.file, Exists: shown.exists, Replaces: shown.replaces(),
		Notes: append(shown.notes(), found.notes(path)...), Preview: shown.preview,
		disk: env.storage(), links: true, found: found,
		content: func(old []byte) ([]byte, error) {
			e := edit{profile: p.Profile, keyID: key.ID, secret: key.Secret.Reveal()}
			text, err := e.apply(old)
			if err != nil {
				return nil, uneditable(found.file, err)
			}
			return text, nil
		},
	}, nil
}

func (p Profile) check(key iamsvc.NewKey) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if strings.ContainsAny(key.Secret.Reveal(), "\"'") { // some SDKs take quotes off, the CLI does not
		return unwritable(key.Key, "the credentials file")
	}
	return ValidProfileName(p.Profile)
}

// uneditable says of which file it is that an edit was refused.
func uneditable(path string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return failed(path, "read", err)
	}
	whole := *e
	whole.Path, whole.What = path, path+" is left alone: "+e.What+"."
	return &whole
}

// replaces says which profile there is, and whose key it has.
func (e *edit) replaces() string {
	switch {
	case !e.exists:
		return ""
	case e.was == "":
		return "a profile " + e.profile + ", without an access key"
	case !plainKeyID(e.was):
		return "a profile " + e.profile + ", with an access key ID of an unusual form"
	default:
		return "a profile " + e.profile + ", with the access key " + e.was
	}
}

// plainKeyID reports whether the text has the form of AWS's own key IDs. What has not is never shown: it might be a
// secret that was put into the wrong line.
func plainKeyID(text string) bool {
	if len(text) < 16 || len(text) > 32 || text[0] != 'A' {
		return false
	}
	return strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
