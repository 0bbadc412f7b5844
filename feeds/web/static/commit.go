package static

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// commit puts what was staged in its place and, if all was asked for, removes
// what is no longer published.
//
// The manifest is written before and after: files that it names and that are
// not there, or not as it says, are written again by the next run.
func (f *folder) commit(docs []*document, isWhole bool, sum *Summary) error {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b *document) int {
		return cmp.Or(cmp.Compare(rank(a.name), rank(b.name)), cmp.Compare(a.name, b.name))
	})
	f.date(docs)
	now := f.mine(docs, sum)
	both := maps.Clone(f.old.Files)
	maps.Copy(both, now)
	if err := f.writeManifest(both); err != nil {
		return err
	}
	var failed []error
	for _, d := range docs {
		switch {
		case d.isForeign:
		case !d.isStaged:
			sum.Unchanged++
		default:
			if err := f.replace(d); err != nil {
				failed = append(failed, err)
				continue
			}
			sum.Written++
			for _, size := range d.state.Sizes {
				sum.Bytes += size
			}
		}
	}
	if len(failed) > 0 || !isWhole {
		return errors.Join(failed...)
	}
	return f.clear(now, sum)
}

// rank is the order in which documents are put in their places: what others
// lead to comes first, and leaves last.
func rank(name string) int {
	switch ext := path.Ext(name); {
	case strings.HasPrefix(name, "items/"):
		return 0
	case name == "index.html":
		return 5
	case ext == ".html":
		return 4
	case strings.HasPrefix(name, "regions.") || name == "sitemap.xml" || name == "robots.txt":
		return 3
	case !strings.Contains(name, "/"):
		return 2
	}
	return 1
}

// date gives each document that changes the time of its files.
func (f *folder) date(docs []*document) {
	var newest time.Time
	for _, d := range docs {
		if d.modified.After(newest) {
			newest = d.modified
		}
	}
	if newest.IsZero() {
		newest = time.Unix(0, 0).UTC()
	}
	for _, d := range docs {
		if !d.isStaged {
			continue
		}
		if d.modified.IsZero() {
			d.modified = newest
		}
		old, ok := f.old.Files[d.name]
		switch {
		case !ok:
			d.state.Modified = d.modified
		case old.Hash == d.state.Hash: // what the files lost
			d.state.Modified = old.Modified
		default:
			d.state.Modified = later(d.modified, old.Modified)
		}
	}
}

// mine are the states of the documents that are ours now. Those the operator
// has in their place are told in sum.
func (f *folder) mine(docs []*document, sum *Summary) map[string]state {
	mine := map[string]state{}
	for _, d := range docs {
		if d.isForeign {
			sum.Left = append(sum.Left, d.name)
			continue
		}
		mine[d.name] = d.state
	}
	slices.Sort(sum.Left)
	return mine
}

func (f *folder) writeManifest(files map[string]state) error {
	text, err := manifest{manifestVersion, files}.encode()
	if err == nil {
		err = f.root.MkdirAll(ourDir, 0o755)
	}
	if err == nil {
		err = f.write(manifestName, text)
	}
	return err
}

// replace puts a document in its place. A twin that it no longer has goes
// before, or it would be served for what it is not.
func (f *folder) replace(d *document) error {
	gone := maps.Clone(f.old.Files[d.name].Sizes)
	maps.DeleteFunc(gone, func(suffix string, _ int64) bool { _, stays := d.state.Sizes[suffix]; return stays })
	err := f.remove(d.name, state{Sizes: gone})
	if err == nil {
		err = f.place(d)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", d.name, err)
	}
	return nil
}

// clear removes what was ours and is not among files, pages before what they
// lead to.
func (f *folder) clear(files map[string]state, sum *Summary) error {
	names := slices.SortedFunc(maps.Keys(f.old.Files), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(a, b))
	})
	for _, name := range names {
		if _, stays := files[name]; stays {
			continue
		}
		if err := f.remove(name, f.old.Files[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		sum.Removed++
	}
	return f.writeManifest(files)
}
