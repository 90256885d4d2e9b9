package handover

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// disk is what of the file system is written to. Tests put one in its place that fails.
type disk interface {
	// mkdir makes one folder of mode 0700.
	mkdir(path string) error
	// rmdir removes a folder that mkdir made, if it is empty.
	rmdir(path string) error
	// open returns a folder that exists and is no symbolic link.
	open(path string) (folder, error)
}

// folder is an open folder. Its methods take names in it and follow no symbolic link, whatever becomes of its path.
type folder interface {
	// create makes a file of mode 0600 that must not exist.
	create(name string) (file, error)
	lstat(name string) (fs.FileInfo, error)
	link(from, to string) error
	rename(from, to string) error
	remove(name string) error
	// sync brings the names in the folder to the disk.
	sync() error
	// lock keeps other programs that lock it out until the folder is closed. It returns errBusy if one is in.
	lock() error
	close()
}

// file is a new file that is being written.
type file interface {
	io.WriteCloser
	Chmod(mode fs.FileMode) error
	Chown(uid, gid int) error
	Sync() error
}

// errBusy is why a folder could not be locked.
var errBusy = errors.New("another program is writing here")

// systemDisk is the machine's file system.
type systemDisk struct{}

func (systemDisk) mkdir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return err
	}
	f, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return syncFolder(f)
}

func (systemDisk) rmdir(path string) error { return os.Remove(path) }

func (systemDisk) open(path string) (folder, error) {
	seen, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	self, err := root.Open(".")
	if err != nil {
		_ = root.Close()
		return nil, err
	}
	opened, err := self.Stat()
	if err == nil && !os.SameFile(seen, opened) {
		err = syscall.ENOTDIR // it is, or was for a moment, a link to elsewhere
	}
	f := systemFolder{root, self}
	if err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// systemFolder holds its folder open, so that a path that is changed meanwhile leads nothing astray.
type systemFolder struct {
	root *os.Root
	self *os.File
}

func (f systemFolder) create(name string) (file, error) {
	// O_EXCL follows no link, and never opens what someone else has put there.
	return f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

func (f systemFolder) lstat(name string) (fs.FileInfo, error) { return f.root.Lstat(name) }
func (f systemFolder) link(from, to string) error             { return f.root.Link(from, to) }
func (f systemFolder) rename(from, to string) error           { return f.root.Rename(from, to) }
func (f systemFolder) remove(name string) error               { return f.root.Remove(name) }
func (f systemFolder) sync() error                            { return syncFolder(f.self) }
func (f systemFolder) lock() error                            { return lockFile(f.self) }

func (f systemFolder) close() {
	_ = f.self.Close() // and with it the lock
	_ = f.root.Close()
}

// syncFolder brings the names in a folder to the disk, where the system has a way to: Windows and some network file
// systems have none, and see to it themselves.
func syncFolder(f *os.File) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	err := f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}
