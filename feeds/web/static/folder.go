package static

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// folder is the folder of a site. Nothing of it reaches outside, not through
// symbolic links either.
type folder struct {
	root *os.Root
	// old is what was ours at the start.
	old manifest
}

// openFolder makes the folder if need be, and refuses one that is hardly meant.
func openFolder(dir string, apart []string) (*folder, error) {
	abs, err := realPath(dir)
	if err != nil {
		return nil, fmt.Errorf("publish: --out: %w", err)
	}
	if why := unfit(abs, apart); why != "" {
		return nil, fmt.Errorf("publish: --out %s %s: name a folder for the site alone", dir, why)
	}
	if err := os.MkdirAll(abs, 0o755); err != nil {
		return nil, fmt.Errorf("publish: --out: %w", err)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, fmt.Errorf("publish: --out: %w", err)
	}
	f := &folder{root: root}
	if f.old, err = readManifest(root); err == nil {
		err = root.RemoveAll(stageDir) // of a run that was killed
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("publish: --out %s: %w", dir, err), root.Close())
	}
	return f, nil
}

// unfit says why a folder cannot be meant, or "".
func unfit(dir string, apart []string) string {
	if home, err := os.UserHomeDir(); dir == filepath.Dir(dir) || err == nil && dir == home {
		return "is no folder of its own"
	}
	for _, other := range apart {
		real, err := realPath(other)
		switch {
		case err != nil || real == "":
		case real == dir:
			return "is the folder " + other + " of something else"
		case isIn(dir, real):
			return "is in the folder " + other + " of something else"
		case isIn(real, dir):
			return "has the folder " + other + " of something else in it"
		}
	}
	for _, name := range []string{".git", "go.mod", "dateline.yaml"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return "holds " + name
		}
	}
	return ""
}

// realPath is absolute and without symbolic links, as far as it exists.
func realPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	above, err := realPath(filepath.Dir(abs))
	return filepath.Join(above, filepath.Base(abs)), err
}

func isIn(dir, outer string) bool {
	rel, err := filepath.Rel(outer, dir)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// close takes the stage away.
func (f *folder) close() error {
	return errors.Join(f.root.RemoveAll(stageDir), f.root.Close())
}

// isCurrent reports whether a document's files are those that are there, and
// takes what the manifest says of them over.
func (f *folder) isCurrent(d *document) bool {
	old, ok := f.old.Files[d.name]
	if !ok || old.Hash != d.state.Hash {
		return false
	}
	for suffix, size := range old.Sizes {
		info, err := f.root.Stat(d.name + suffix)
		if err != nil || info.Size() != size || !info.ModTime().Equal(old.Modified) {
			return false
		}
	}
	d.state = old
	return true
}

// stage writes the files of a document to where they wait. A document whose
// name the operator uses is not written.
func (f *folder) stage(d *document, files map[string][]byte) error {
	if _, isOurs := f.old.Files[d.name]; !isOurs && f.isTaken(d.name, files) {
		d.isForeign = true
		return nil
	}
	d.isStaged = true
	d.state.Sizes = map[string]int64{}
	name := path.Join(stageDir, d.name)
	if err := f.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	for suffix, body := range files {
		d.state.Sizes[suffix] = int64(len(body))
		if err := f.root.WriteFile(name+suffix, body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// isTaken reports whether a file of that name is there, and is not what we
// would write anyway.
func (f *folder) isTaken(name string, files map[string][]byte) bool {
	for suffix, body := range files {
		there, err := f.root.ReadFile(name + suffix)
		if !errors.Is(err, fs.ErrNotExist) && !bytes.Equal(there, body) {
			return true
		}
	}
	return false
}

// place puts the staged files of a document where they are served, the twins
// first: a server takes them for the plain one's.
func (f *folder) place(d *document) error {
	if err := f.root.MkdirAll(path.Dir(d.name), 0o755); err != nil {
		return err
	}
	for _, suffix := range suffixes {
		if _, ok := d.state.Sizes[suffix]; !ok {
			continue
		}
		staged := path.Join(stageDir, d.name+suffix)
		if err := f.root.Chtimes(staged, d.state.Modified, d.state.Modified); err != nil {
			return err
		}
		if err := f.root.Rename(staged, d.name+suffix); err != nil {
			return err
		}
	}
	return nil
}

// suffixes are what a document's files may end in, the plain one last.
var suffixes = []string{".gz", ".br", ""}

// remove removes a document's files, the plain one first, and the folders that
// are left empty.
func (f *folder) remove(name string, old state) error {
	for suffix := range old.Sizes {
		if err := f.root.Remove(name + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	f.prune(path.Dir(name))
	return nil
}

// prune removes a folder and those around it, up to one that is not empty.
func (f *folder) prune(dir string) {
	for dir != "." && f.root.Remove(dir) == nil {
		dir = path.Dir(dir)
	}
}

// write replaces a file of ours that is no part of the site, if it changes.
func (f *folder) write(name string, body []byte) error {
	if there, err := f.root.ReadFile(name); err == nil && bytes.Equal(there, body) {
		return nil
	}
	staged := path.Join(stageDir, path.Base(name))
	if err := f.root.MkdirAll(stageDir, 0o755); err != nil {
		return err
	}
	if err := f.root.WriteFile(staged, body, 0o644); err != nil {
		return err
	}
	return f.root.Rename(staged, name)
}

// later returns when a changed file was modified: after what was there.
func later(modified, before time.Time) time.Time {
	if modified.After(before) {
		return modified
	}
	return before.Add(time.Second)
}
