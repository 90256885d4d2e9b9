package handover

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// write brings the plan's content to the disk.
func (p Plan) write(ctx context.Context) (err error) {
	dir, name := filepath.Split(p.Resolved)
	dir = filepath.Clean(dir)
	made, err := makeDirs(p.disk, dir)
	defer func() {
		if e := (*Error)(nil); errors.As(err, &e) && e.Reason != ReasonUnsure {
			removeDirs(p.disk, made)
		}
	}()
	if err != nil {
		return err
	}
	in, err := p.disk.open(dir)
	if err != nil {
		return failed(dir, "opened", err)
	}
	defer in.close()
	if err := p.lock(ctx, in); err != nil {
		return err
	}
	old, err := p.unchanged()
	if err != nil {
		return err
	}
	text, err := p.content(old)
	if err != nil {
		return err
	}
	return p.put(ctx, in, name, text)
}

// put writes the text to a temporary file, and gives that the name.
func (p Plan) put(ctx context.Context, in folder, name string, text []byte) error {
	temp := "." + name + ".akia-new-" + rand.Text()[:8]
	if len(temp) > 255 { // the longest name that file systems have
		temp = ".akia-new-" + rand.Text()[:8]
	}
	if err := p.fill(in, temp, text); err != nil {
		_ = in.remove(temp)
		return err
	}
	if err := p.commit(ctx, in, temp, name); err != nil {
		_ = in.remove(temp)
		return err
	}
	if err := in.remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) { // a rename has taken it away already
		return &Error{
			Reason: ReasonUnsure, Path: p.Resolved, cause: err,
			What: p.Resolved + " was written, but " + temp + " beside it, which holds the same, could not be removed.",
			Next: "Remove it by hand.",
		}
	}
	if err := in.sync(); err != nil {
		return &Error{
			Reason: ReasonUnsure, Path: p.Resolved, cause: err,
			What: p.Resolved + " was written, but the disk did not confirm it.", Next: "Look whether it is there and whole.",
		}
	}
	return nil
}

// fill makes the temporary file. Its mode is 0600 from the start, and it belongs to whom the old file belongs to
// before the secret is in it.
func (p Plan) fill(in folder, temp string, text []byte) error {
	f, err := in.create(temp)
	if err != nil {
		return failed(p.Resolved, "written", err)
	}
	err = p.adopt(f)
	if err == nil {
		_, err = f.Write(text)
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return failed(p.Resolved, "written", err)
	}
	return nil
}

// adopt gives the new file the owner of the old one, and its mode without what is too wide.
func (p Plan) adopt(f file) error {
	if !p.found.exists {
		return nil
	}
	if uid, gid, known := owner(p.found.info); known && (uid != os.Geteuid() || gid != os.Getegid()) {
		if err := f.Chown(uid, gid); err != nil && uid != os.Geteuid() {
			return err // the person whose file it is could not read it any more
		}
	}
	if mode := p.found.mode & 0o600; mode != 0o600 {
		return f.Chmod(mode)
	}
	return nil
}

// commit gives the temporary file its name, unless what has that name is not what it was.
func (p Plan) commit(ctx context.Context, in folder, temp, name string) error {
	if err := ctx.Err(); err != nil {
		return p.stopped(err)
	}
	info, err := in.lstat(name)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return failed(p.Resolved, "looked at", err)
	case (err == nil) != p.found.exists, err == nil && !sameFile(info, p.found.info):
		return p.changed()
	case p.found.exists:
		err = in.rename(temp, name)
	default:
		err = claim(in, temp, name)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return p.changed()
	case err != nil:
		return failed(p.Resolved, "written", err)
	}
	return nil
}

func (p Plan) stopped(cause error) *Error {
	return &Error{
		Reason: ReasonCancelled, Path: p.Resolved, What: "Stopped: " + p.Resolved + " was not written.",
		cause: cause,
	}
}

// sameFile reports whether a file still is the one that was looked at, and was not written to since.
func sameFile(now, then fs.FileInfo) bool {
	return os.SameFile(now, then) && now.Size() == then.Size() && now.ModTime().Equal(then.ModTime())
}

// claim gives the temporary file a name that must be free; it may keep its own beside that. A rename would overwrite
// whatever has come there meanwhile; a hard link does not. Where there are no hard links, an empty file takes the
// name first.
func claim(in folder, temp, name string) error {
	if err := in.link(temp, name); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := in.create(name)
	if err != nil {
		return err
	}
	_ = f.Close()
	if err := in.rename(temp, name); err != nil {
		_ = in.remove(name)
		return err
	}
	return nil
}

// lockPatience is how long to wait for another program of this kind that is writing in the same folder.
const lockPatience = 2 * time.Second

func (p Plan) lock(ctx context.Context, in folder) error {
	late := time.After(lockPatience)
	for {
		err := in.lock()
		if err == nil {
			return nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return p.stopped(ctx.Err())
		case <-late:
			return &Error{
				Path: p.Resolved, cause: err,
				What: "Another akia is writing in the folder of " + p.Resolved + ".", Next: "Wait a moment, then try again.",
			}
		}
	}
}

// makeDirs makes the folders that are missing, and returns those it made, the outermost first.
func makeDirs(d disk, dir string) (made []string, err error) {
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			break
		}
		missing = append(missing, at)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		err := d.mkdir(missing[i])
		switch {
		case err == nil:
			made = append(made, missing[i])
		case !errors.Is(err, fs.ErrExist): // someone else may have made it meanwhile
			return made, failed(missing[i], "made", err)
		}
	}
	return made, nil
}

// removeDirs takes back what makeDirs made; a folder that is in use by now stays.
func removeDirs(d disk, made []string) {
	for i := len(made) - 1; i >= 0; i-- {
		_ = d.rmdir(made[i])
	}
}
