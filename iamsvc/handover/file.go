package handover

import (
	"fmt"
	"path/filepath"

	"akia/iamsvc"
)

// File is a file that holds the key and nothing else, in one of the formats.
type File struct {
	Format Format
	// Path is the file to write; ~ is the home folder, a relative path starts from Env.Dir. Empty: the default path.
	Path string
}

// Name returns the name of the format.
func (f File) Name() string { return f.Format.String() }

// DefaultPath returns a file in the home folder that is called after the user and the key, so that no two keys meet.
func (f File) DefaultPath(key iamsvc.Key, env Env) string {
	if env.Home == "" {
		return ""
	}
	return filepath.Join(env.Home, userLabel(key.User)+"_"+key.ID+f.Format.extension())
}

// Plan tells what would be written. A symbolic link in place of the file is refused.
func (f File) Plan(key iamsvc.NewKey, env Env) (Plan, error) {
	if err := checkKey(key); err != nil {
		return Plan{}, err
	}
	text, err := f.Format.render(key.Key, key.Secret.Reveal())
	if err != nil {
		return Plan{}, err
	}
	path := f.Path
	if path == "" {
		path = f.DefaultPath(key.Key, env)
	}
	if path, err = env.absolute(path); err != nil {
		return Plan{}, err
	}
	found, _, err := look(path, false)
	if err != nil {
		return Plan{}, err
	}
	masked, err := f.Format.render(key.Key, key.Secret.String())
	if err != nil {
		return Plan{}, err
	}
	secret := iamsvc.NewSecret(text) // so that no dump of the plan holds it
	p := Plan{
		Path: path, Resolved: found.file, Exists: found.exists,
		Notes:   append(f.Format.notes(key.Key, path), found.notes(path)...),
		Preview: lines(masked),
		disk:    env.storage(), found: found,
		content: func([]byte) ([]byte, error) { return []byte(secret.Reveal()), nil },
	}
	if found.exists {
		p.Replaces = fmt.Sprintf("a file of %s, last changed %s", size(found.size), found.modified.Format("2006-01-02 15:04"))
		p.Notes = append(p.Notes, "All that the file holds now would be gone.")
	}
	return p, nil
}

// size writes a number of bytes as a person would.
func size(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1_000_000)
	}
}
