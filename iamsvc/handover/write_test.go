package handover

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
)

// faultyDisk is the machine's disk, but for the steps that are given an error. What before holds is done before a step.
type faultyDisk struct {
	systemDisk
	fail   map[string]error
	before map[string]func()
}

func (d faultyDisk) step(name string) error {
	if do := d.before[name]; do != nil {
		do()
	}
	return d.fail[name]
}

func (d faultyDisk) mkdir(path string) error {
	if err := d.step("mkdir " + filepath.Base(path)); err != nil {
		return err
	}
	return d.systemDisk.mkdir(path)
}

func (d faultyDisk) open(path string) (folder, error) {
	if err := d.step("open"); err != nil {
		return nil, err
	}
	f, err := d.systemDisk.open(path)
	return faultyFolder{f, d}, err
}

type faultyFolder struct {
	folder
	disk faultyDisk
}

func (f faultyFolder) create(name string) (file, error) {
	if err := f.disk.step("create"); err != nil {
		return nil, err
	}
	made, err := f.folder.create(name)
	return faultyFile{made, f.disk}, err
}

func (f faultyFolder) link(from, to string) error {
	if err := f.disk.step("link"); err != nil {
		return err
	}
	return f.folder.link(from, to)
}

func (f faultyFolder) rename(from, to string) error {
	if err := f.disk.step("rename"); err != nil {
		return err
	}
	return f.folder.rename(from, to)
}

func (f faultyFolder) remove(name string) error {
	if err := f.disk.step("remove"); err != nil {
		return err
	}
	return f.folder.remove(name)
}

func (f faultyFolder) sync() error {
	if err := f.disk.step("sync folder"); err != nil {
		return err
	}
	return f.folder.sync()
}

func (f faultyFolder) lock() error {
	if err := f.disk.step("lock"); err != nil {
		return err
	}
	return f.folder.lock()
}

type faultyFile struct {
	file
	disk faultyDisk
}

func (f faultyFile) Write(p []byte) (int, error) {
	if err := f.disk.step("write"); err != nil {
		n, _ := f.file.Write(p[:len(p)/2])
		return n, err
	}
	return f.file.Write(p)
}

func (f faultyFile) Sync() error {
	if err := f.disk.step("sync"); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f faultyFile) Close() error {
	err := f.file.Close()
	if failure := f.disk.step("close"); failure != nil {
		return failure
	}
	return err
}

// TestFailuresLeaveNothingBehind fails each step of writing, for a file that is new and for a profile that is replaced.
func TestFailuresLeaveNothingBehind(t *testing.T) {
	for step, c := range map[string]struct {
		err error
		why string
	}{
		"mkdir b": {syscall.EROFS, "the file system is read-only"},
		"open":    {syscall.ENOENT, "its folder does not exist any more"},
		"create":  {syscall.EACCES, "it is not permitted"},
		"write":   {syscall.ENOSPC, "the disk is full"},
		"sync":    {syscall.EIO, "input/output error"},
		"close":   {syscall.ENOSPC, "the disk is full"},
		"rename":  {errors.New("odd"), "the system refused it"},
	} {
		t.Run("new/"+step, func(t *testing.T) {
			env := testEnv(t)
			env.disk = faultyDisk{fail: map[string]error{step: c.err, "link": syscall.EPERM}}
			p := mustPlan(t, File{Path: filepath.Join("a", "b", "key.csv")}, testKey("bob"), env)
			got, err := p.Write(t.Context(), false)
			if reasonFor(t, err) != ReasonFailed || got != "" || !errors.Is(err, c.err) {
				t.Errorf("%q, %v", got, err)
			}
			if runtime.GOOS != "windows" && !strings.HasSuffix(err.Error(), ": "+c.why+".") {
				t.Errorf("%q does not say %q", err, c.why)
			}
			onlyFiles(t, env.Home)
		})
		t.Run("replace/"+step, func(t *testing.T) {
			if strings.HasPrefix(step, "mkdir") {
				t.Skip("the folder is there already")
			}
			env := testEnv(t)
			before := spell("[a]\naws_access_key_id = OLDID\n")
			path := filepath.Join(env.Home, "creds")
			writeFile(t, path, before, 0o600)
			env.disk = faultyDisk{fail: map[string]error{step: c.err}}
			p := mustPlan(t, Profile{Profile: "a", Path: path}, testKey("bob"), env)
			if got, err := p.Write(t.Context(), true); reasonFor(t, err) != ReasonFailed || got != "" {
				t.Errorf("%q, %v", got, err)
			}
			if mustRead(t, path) != before {
				t.Error("the file was changed")
			}
			onlyFiles(t, env.Home, "creds")
		})
	}
}

func TestWhatTheDiskDidNotConfirmIsUnsure(t *testing.T) {
	env := testEnv(t)
	env.disk = faultyDisk{fail: map[string]error{"sync folder": syscall.EIO}}
	p := mustPlan(t, File{Path: filepath.Join("a", "key.csv")}, testKey("bob"), env)
	path, err := p.Write(t.Context(), false)
	if reasonFor(t, err) != ReasonUnsure || !strings.Contains(mustRead(t, path), testSecret) {
		t.Errorf("%q, %v", path, err)
	}
}

func TestDisksWithoutHardLinks(t *testing.T) {
	env := testEnv(t)
	env.disk = faultyDisk{fail: map[string]error{"link": syscall.EPERM}}
	path, err := mustPlan(t, File{Path: "key.csv"}, testKey("bob"), env).Write(t.Context(), false)
	if err != nil || !strings.Contains(mustRead(t, path), testSecret) {
		t.Errorf("%q, %v", path, err)
	}
	hasMode(t, path, 0o600)
	onlyFiles(t, env.Home, "key.csv")
}

func TestTemporaryFileThatStaysIsTold(t *testing.T) {
	env := testEnv(t)
	env.disk = faultyDisk{fail: map[string]error{"remove": syscall.EACCES}}
	path, err := mustPlan(t, File{Path: "key.csv"}, testKey("bob"), env).Write(t.Context(), false)
	if reasonFor(t, err) != ReasonUnsure || !strings.Contains(err.Error(), ".key.csv.akia-new-") || path == "" {
		t.Errorf("%q, %v", path, err)
	}
}

// TestTemporaryFile looks at the temporary file at the moment at which a crash would leave it behind.
func TestTemporaryFile(t *testing.T) {
	env := testEnv(t)
	looked := false
	env.disk = faultyDisk{before: map[string]func(){"sync": func() {
		found, _ := filepath.Glob(filepath.Join(env.Home, ".*"))
		if len(found) != 1 || !strings.Contains(found[0], ".key.csv.akia-new-") {
			t.Fatalf("found %q", found)
		}
		hasMode(t, found[0], 0o600)
		looked = true
	}}}
	if _, err := mustPlan(t, File{Path: "key.csv"}, testKey("bob"), env).Write(t.Context(), false); err != nil || !looked {
		t.Error(err, looked)
	}
}

// TestChangesBetweenPlanAndWrite changes what the plan was made for, before Write and at several moments during it.
func TestChangesBetweenPlanAndWrite(t *testing.T) {
	const before = "[a]\naws_access_key_id = x\naws_secret_access_key = y\n"
	for name, change := range map[string]func(t *testing.T, path string){
		"written to": func(t *testing.T, path string) { writeFile(t, path, before+"# more\n", 0o600) },
		"replaced": func(t *testing.T, path string) {
			writeFile(t, path+"2", strings.Replace(before, "x", "z", 1), 0o600)
			if err := os.Rename(path+"2", path); err != nil {
				t.Fatal(err)
			}
		},
		"removed": func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
		"made a link": func(t *testing.T, path string) {
			elsewhere := filepath.Join(filepath.Dir(filepath.Dir(path)), "elsewhere")
			if err := os.Rename(path, elsewhere); err != nil {
				t.Fatal(err)
			}
			symlink(t, elsewhere, path)
		},
		"its folder made a link": func(t *testing.T, path string) {
			dir := filepath.Dir(path)
			if err := os.Rename(dir, dir+"2"); err != nil {
				t.Skip(err) // it is open
			}
			symlink(t, dir+"2", dir)
		},
	} {
		for _, moment := range []string{"before", "open", "create", "rename"} {
			t.Run(name+"/"+moment, func(t *testing.T) {
				env := testEnv(t)
				path := filepath.Join(env.Home, "dir", "creds")
				writeFile(t, path, before, 0o600)
				env.disk = faultyDisk{before: map[string]func(){moment: func() { change(t, path) }}}
				p := mustPlan(t, Profile{Profile: "a", Path: path}, testKey("bob"), env)
				if moment == "before" {
					change(t, path)
				}
				_, err := p.Write(t.Context(), true)
				if moment == "rename" || moment == "create" && name == "its folder made a link" {
					return // too late to be seen, but it must not go astray
				}
				var e *Error
				if !errors.As(err, &e) || e.Reason != ReasonChanged && e.Reason != ReasonFailed {
					t.Errorf("error = %v", err)
				}
				_ = filepath.WalkDir(env.Home, func(at string, d fs.DirEntry, _ error) error {
					if strings.Contains(d.Name(), "akia-new") || d.Type().IsRegular() && strings.Contains(mustRead(t, at), testSecret) {
						t.Errorf("%s was left behind", at)
					}
					return nil
				})
			})
		}
	}
}

func TestNothingThatAppearsIsOverwritten(t *testing.T) {
	for _, moment := range []string{"open", "create", "link"} {
		for _, hardLinks := range []bool{true, false} {
			env := testEnv(t)
			path := filepath.Join(env.Home, "key.csv")
			d := faultyDisk{fail: map[string]error{}, before: map[string]func(){}}
			d.before[moment] = func() { writeFile(t, path, "mine", 0o600) }
			if !hardLinks {
				d.fail["link"] = syscall.EPERM
			}
			env.disk = d
			_, err := mustPlan(t, File{Path: path}, testKey("bob"), env).Write(t.Context(), true)
			if reasonFor(t, err) != ReasonChanged || mustRead(t, path) != "mine" {
				t.Errorf("%s: %v", moment, err)
			}
			onlyFiles(t, env.Home, "key.csv")
		}
	}
}

func TestLinksAreRefused(t *testing.T) {
	env := testEnv(t)
	at := func(name string) string { return filepath.Join(env.Home, name) }
	writeFile(t, at("real"), "mine", 0o600)
	symlink(t, "real", at("link"))
	symlink(t, "nowhere", at("dangling"))
	symlink(t, "loop", at("loop"))
	for name, target := range map[string]Target{
		"a file that is a link":          File{Path: at("link")},
		"a file that is a dangling link": File{Path: at("dangling")},
		"credentials, a dangling link":   Profile{Profile: "a", Path: at("dangling")},
		"a folder, a dangling link":      File{Path: filepath.Join(at("dangling"), "x")},
	} {
		if _, err := target.Plan(testKey("bob"), env); err == nil || reasonFor(t, err) != ReasonLink {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, target := range map[string]Target{
		"a loop":             Profile{Profile: "a", Path: at("loop")},
		"below a file":       File{Path: filepath.Join(at("real"), "x")},
		"far below a file":   File{Path: filepath.Join(at("real"), "x", "y")},
		"a device":           File{Path: os.DevNull},
		"a file of 2 MB":     File{Path: large(t)},
		"a name too long":    File{Path: at(strings.Repeat("x", 300))},
		"a zero in a name":   File{Path: at("a\x00b")},
		"credentials device": Profile{Profile: "a", Path: os.DevNull},
	} {
		if _, err := target.Plan(testKey("bob"), env); err == nil || reasonFor(t, err) == ReasonChanged {
			t.Errorf("%s: %v", name, err)
		}
	}
	if mustRead(t, at("real")) != "mine" {
		t.Error("the file behind the link was changed")
	}
}

func large(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "large")
	writeFile(t, path, strings.Repeat("x", 2_000_000), 0o600)
	return path
}

func TestFolderThatIsALink(t *testing.T) {
	env := testEnv(t)
	target := filepath.Join(env.Home, "real")
	writeFile(t, filepath.Join(target, "x"), "", 0o600)
	symlink(t, "real", filepath.Join(env.Home, "link"))
	p := mustPlan(t, File{Path: "~/link/new/key.csv"}, testKey("bob"), env)
	want := filepath.Join(target, "new", "key.csv")
	if p.Resolved != want || p.Path != filepath.Join(env.Home, "link", "new", "key.csv") {
		t.Errorf("%+v", p)
	}
	if got, err := p.Write(t.Context(), false); err != nil || got != want {
		t.Error(got, err)
	}
	hasMode(t, filepath.Dir(want), 0o700)
	hasMode(t, want, 0o600)
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing on Windows")
	}
	for before, after := range map[os.FileMode]os.FileMode{0o600: 0o600, 0o644: 0o600, 0o777: 0o600, 0o400: 0o400, 0o440: 0o400} {
		env := testEnv(t)
		path := filepath.Join(env.Home, "creds")
		writeFile(t, path, "[a]\n", before)
		p := mustPlan(t, Profile{Profile: "b", Path: path}, testKey("bob"), env)
		if told := strings.Contains(strings.Join(p.Notes, ""), "narrowed"); told != (before != after) {
			t.Errorf("%04o: %q", before, p.Notes)
		}
		if _, err := p.Write(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		hasMode(t, path, after)
	}
}

// TestOwnerStays writes a file of somebody else, as an administrator does who runs this as root.
func TestOwnerStays(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	env := testEnv(t)
	path := filepath.Join(env.Home, "creds")
	writeFile(t, path, "", 0o600)
	if err := os.Chown(path, 1234, 1234); err != nil {
		t.Skip(err)
	}
	if _, err := mustPlan(t, Profile{Profile: "b", Path: path}, testKey("bob"), env).Write(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if uid, gid, _ := owner(info); uid != 1234 || gid != 1234 {
		t.Errorf("it belongs to %d:%d now", uid, gid)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("permission bits do not hold this user back; the refusal is injected in TestFailuresLeaveNothingBehind")
	}
	env := testEnv(t)
	if err := os.Chmod(env.Home, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := mustPlan(t, File{Path: "key.csv"}, testKey("bob"), env).Write(t.Context(), false)
	if reasonFor(t, err) != ReasonFailed || !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
}

func TestRepositoriesAreNoted(t *testing.T) {
	env := testEnv(t)
	writeFile(t, filepath.Join(env.Home, "work", ".git", "HEAD"), "", 0o600)
	p := mustPlan(t, File{Path: filepath.Join("work", "deep", "key.env"), Format: DotEnv}, testKey("bob"), env)
	if !strings.Contains(strings.Join(p.Notes, ""), filepath.Join(env.Home, "work")+" is a git repository") {
		t.Errorf("%q", p.Notes)
	}
}

func TestAnotherWriterIsWaitedFor(t *testing.T) {
	env := testEnv(t)
	synctest.Test(t, func(t *testing.T) {
		busy := map[string]error{"lock": errBusy}
		tries := 0
		env.disk = faultyDisk{fail: busy, before: map[string]func(){"lock": func() {
			if tries++; tries == 5 {
				delete(busy, "lock")
			}
		}}}
		if _, err := mustPlan(t, File{Path: "key.csv"}, testKey("bob"), env).Write(t.Context(), false); err != nil || tries != 5 {
			t.Error(err, tries)
		}
		busy["lock"], tries = errBusy, 10
		_, err := mustPlan(t, File{Path: "key2.csv"}, testKey("bob"), env).Write(t.Context(), false)
		if reasonFor(t, err) != ReasonFailed || !strings.HasPrefix(err.Error(), "Another akia is writing") {
			t.Error(err)
		}
		onlyFiles(t, env.Home, "key.csv")
	})
}

func TestLock(t *testing.T) {
	dir := testEnv(t).Home
	first, err := systemDisk{}.open(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := systemDisk{}.open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer second.close()
	if err := first.lock(); err != nil {
		t.Fatal(err)
	}
	if err := second.lock(); err == nil {
		t.Skip("this system has no locks on folders")
	}
	first.close()
	if err := second.lock(); err != nil {
		t.Error(err)
	}
}
