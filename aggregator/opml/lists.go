package opml

import (
	"crypto/sha256"
	"errors"
	"log/slog"
	"os"
	"slices"
	"time"

	"dateline/feeds"
)

// settled is how long after a change of a file it can be changed again without
// its time showing it, on file systems with coarse clocks.
const settled = 2 * time.Second

// errCut is why a list is left alone for now.
var errCut = errors.New("it ends in the middle")

// Lists are live reading lists: files whose sources are visited beside the
// configured ones, for as long as the files have them.
//
//	lists := opml.NewLists(atlas)
//	err := lists.Add("subscriptions.opml")
//	sources := lists.Join(configured)
//	for … {
//		if now, changed := lists.Look(log); changed { … }
//	}
//
// A list that cannot be read any more, or that ends in the middle because
// somebody is writing it, keeps its sources; the log says so once. A list that
// is whole and empty has no sources, and the log says that too.
//
// Lists are for one goroutine at a time.
type Lists struct {
	// StripDatelines and Waits are set on every source of a list.
	StripDatelines, Waits bool

	atlas      *feeds.Atlas
	configured []feeds.Source
	files      []*file
	// notes are what Add had to say, isTold says that the log has it.
	notes  []string
	isTold bool
}

// file is a list and what was made of it.
type file struct {
	path string
	// seen and readAt are from the last reading, nil if that failed.
	seen   os.FileInfo
	readAt time.Time
	// hash is of the bytes that sources were made of.
	hash    [sha256.Size]byte
	sources []feeds.Source
	// trouble is what was said last of why it cannot be read.
	trouble string
}

// NewLists returns lists that place their sources in the regions of atlas.
func NewLists(atlas *feeds.Atlas) *Lists { return &Lists{atlas: atlas} }

// Add reads the list in a file and looks at it from now on. It returns an
// error if the list cannot be read, and then forgets it.
func (l *Lists) Add(path string) error {
	f := &file{path: path}
	body, err := f.read()
	if err != nil {
		return err
	}
	list, err := whole(body)
	if err != nil {
		return err
	}
	f.hash, f.sources = sha256.Sum256(body), list.Sources(l.atlas)
	l.files = append(l.files, f)
	if list.IsCut {
		l.notes = append(l.notes, path+": it ends in the middle: some feeds may be missing")
	}
	if len(list.Feeds) == 0 {
		l.notes = append(l.notes, path+": "+ErrNoFeeds.Error())
	}
	for _, n := range list.Notes {
		l.notes = append(l.notes, path+": "+n.String())
	}
	return nil
}

// Join returns the configured sources and then those of the lists. A list's
// source with the address or ID of one before is left out: so the configured
// one wins. Look does the same from then on.
func (l *Lists) Join(configured []feeds.Source) []feeds.Source {
	l.configured = configured
	return l.joined()
}

func (l *Lists) joined() []feeds.Source {
	all := slices.Clone(l.configured)
	taken := map[string]bool{}
	for _, src := range all {
		taken[key(src.URL)], taken["id "+src.ID] = true, true
	}
	for _, f := range l.files {
		for _, src := range f.sources {
			if taken[key(src.URL)] || taken["id "+src.ID] {
				continue
			}
			taken[key(src.URL)], taken["id "+src.ID] = true, true
			src.StripDatelines, src.Waits = l.StripDatelines, l.Waits
			all = append(all, src)
		}
	}
	return all
}

// Notes are remarks on the lists as Add read them, as "file: line 7: …".
func (l *Lists) Notes() []string {
	if l == nil {
		return nil
	}
	return slices.Clone(l.notes)
}

// Look reads the lists that have changed, and returns all sources and true if
// that changed them. What Add had to say is told in the log first. Nil Lists
// never change.
func (l *Lists) Look(log *slog.Logger) (sources []feeds.Source, changed bool) {
	if l == nil {
		return nil, false
	}
	if !l.isTold {
		l.isTold = true
		for _, note := range l.notes {
			log.Info("reading list", "note", note)
		}
	}
	for _, f := range l.files {
		if f.look(l.atlas, log) {
			changed = true
		}
	}
	if !changed {
		return nil, false
	}
	return l.joined(), true
}

// look reads the file if it has changed, and reports whether its sources may
// have.
func (f *file) look(atlas *feeds.Atlas, log *slog.Logger) bool {
	if f.isUnchanged() {
		return false
	}
	body, err := f.read()
	if err != nil {
		f.complain(err, log)
		return false
	}
	hash := sha256.Sum256(body)
	if hash == f.hash {
		if f.trouble != "" {
			log.Info("reading list is back", "list", f.path, "sources", len(f.sources))
		}
		f.trouble = ""
		return false
	}
	list, err := whole(body)
	if err == nil && list.IsCut && len(f.sources) > 0 {
		err = errCut
	}
	if err != nil {
		f.complain(err, log)
		return false
	}
	was := f.sources
	f.hash, f.sources, f.trouble = hash, list.Sources(atlas), ""
	f.tell(was, len(list.Notes), log)
	return true
}

// isUnchanged reports whether nothing can have been written since the file was
// read.
func (f *file) isUnchanged() bool {
	now, err := os.Stat(f.path)
	return err == nil && f.seen != nil && os.SameFile(f.seen, now) &&
		f.seen.Size() == now.Size() && f.seen.ModTime().Equal(now.ModTime()) &&
		f.readAt.Sub(now.ModTime()) > settled
}

// read returns the bytes of the file and remembers when it saw them.
func (f *file) read() ([]byte, error) {
	now := time.Now()
	f.seen = nil
	at, err := os.Stat(f.path)
	if err != nil {
		return nil, err
	}
	body, err := load(f.path)
	if err == nil {
		f.seen, f.readAt = at, now
	}
	return body, err
}

// whole parses a list that may be empty.
func whole(body []byte) (List, error) {
	list, err := Parse(body)
	if errors.Is(err, ErrEmpty) {
		return List{}, nil
	}
	return list, err
}

// complain says why a list cannot be read, unless it said so last time.
func (f *file) complain(err error, log *slog.Logger) {
	if f.trouble == err.Error() {
		return
	}
	f.trouble = err.Error()
	log.Warn("reading list cannot be read: its sources stay", "list", f.path, "sources", len(f.sources), "error", err)
}

// tell says what a list has now that it had not, and the other way round.
func (f *file) tell(was []feeds.Source, notes int, log *slog.Logger) {
	had := map[string]bool{}
	for _, src := range was {
		had[src.ID] = true
	}
	added := 0
	for _, src := range f.sources {
		if !had[src.ID] {
			added++
		}
		delete(had, src.ID)
	}
	if len(f.sources) == 0 {
		log.Warn("reading list is empty: its sources are no longer visited", "list", f.path, "removed", len(had))
		return
	}
	log.Info("reading list changed", "list", f.path, "sources", len(f.sources), "added", added, "removed", len(had), "notes", notes)
}
