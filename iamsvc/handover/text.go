package handover

import "fmt"

// Text is a file of text without secrets, such as a list of keys.
type Text struct {
	// Path is the file to write, as that of File; there is no default.
	Path string
	// Content is what to write.
	Content []byte
}

// Plan looks at what is there, and tells what would be written and what would be replaced, which may be of any
// length. It changes nothing. A symbolic link in place of the file is refused. Its failures are an *Error.
func (t Text) Plan(env Env) (Plan, error) {
	if t.Path == "" {
		return Plan{}, &Error{Reason: ReasonInvalid, What: "There is no file to write to.", Next: "Name a file."}
	}
	path, err := env.absolute(t.Path)
	if err != nil {
		return Plan{}, err
	}
	found, err := glance(path)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{
		Path: path, Resolved: found.file, Exists: found.exists, Notes: found.notes(path),
		disk: env.storage(), whole: true, found: found, content: func([]byte) ([]byte, error) { return t.Content, nil },
	}
	if found.exists {
		p.Replaces = fmt.Sprintf("a file of %s, last changed %s", size(found.size), found.modified.Format("2006-01-02 15:04"))
	}
	return p, nil
}
