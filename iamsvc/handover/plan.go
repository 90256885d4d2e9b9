package handover

import (
	"context"
	"errors"
)

// Plan is what a target would write, and what that would replace. Its texts hold no secret, but may quote paths and
// names: they must be sanitised before they are drawn.
type Plan struct {
	// Path is the file that was asked for, made absolute.
	Path string
	// Resolved is the file that is written: where Path leads if it, or a folder above it, is a symbolic link. Else it is
	// Path.
	Resolved string
	// Exists reports whether something is there that would be replaced: the file, or for a profile the profile. Then Write
	// must be allowed to.
	Exists bool
	// Replaces says what that is; empty if Exists is false.
	Replaces string
	// Notes are what else the person should know, one sentence or two each.
	Notes []string
	// Preview is what will be written, line by line, with the secret masked. Of a profile that is replaced it holds the
	// lines that change.
	Preview []string

	disk    disk
	links   bool  // whether the file itself may be a symbolic link
	whole   bool  // whether the file is replaced whatever it holds, and is not read
	found   place // as Plan found it
	content func(old []byte) ([]byte, error)
}

// Write does what the plan says, and returns the path written. Replace says that the person was asked and agreed;
// without it nothing that exists is replaced. It fails with an *Error, and then nothing has changed, but for
// ReasonUnsure: when it returns without an error the bytes are on the disk. A plan is for one Write: a second one
// finds its file changed.
func (p Plan) Write(ctx context.Context, replace bool) (path string, err error) {
	if p.content == nil {
		return "", &Error{Reason: ReasonInvalid, What: "There is no plan of what to write."}
	}
	if p.Exists && !replace {
		return "", &Error{
			Reason: ReasonExists, Path: p.Path, What: p.Path + " already has " + p.Replaces + ".",
			Next: "Say whether to replace it.",
		}
	}
	if _, err := p.unchanged(); err != nil { // before anything is made for it
		return "", err
	}
	err = p.write(ctx)
	if e := (*Error)(nil); err == nil || errors.As(err, &e) && e.Reason == ReasonUnsure {
		return p.Resolved, err
	}
	return "", err
}

// unchanged returns what is in the file, if that is read, or an error if it is not what the plan was made for.
func (p Plan) unchanged() (old []byte, err error) {
	var now place
	if p.whole {
		now, err = glance(p.Path)
	} else {
		now, old, err = look(p.Path, p.links)
	}
	if err != nil {
		return nil, err
	}
	if !now.same(p.found) {
		return nil, p.changed()
	}
	return old, nil
}

func (p Plan) changed() *Error {
	return &Error{
		Reason: ReasonChanged, Path: p.Path,
		What: p.Path + " has changed since you were shown what would be written. Nothing was written.",
		Next: "Check it again, then decide.",
	}
}
