package opml

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// Bounds of what is read.
const (
	// MaxSize is how large a file may be, in bytes.
	MaxSize = 16 << 20

	maxFeeds = 20000
	maxDepth = 32
	maxName  = 200
	maxTags  = 32
	maxPaths = 32
	maxNotes = 100
)

// What Parse returns for a file without outlines.
var (
	// ErrNotAList is for a file that is something else; the error says what.
	ErrNotAList = errors.New("no OPML")
	// ErrEmpty is for a list that is all there.
	ErrEmpty = errors.New("OPML without a single outline")
)

var errNoFile = errors.New("it is not a file")

// List is what a file holds.
type List struct {
	// Feeds are in the order of the file.
	Feeds []Feed
	// Notes are about what was not taken as it stands, in the order of the
	// file.
	Notes []Note
	// IsCut says that the file ends before its last tag does: it is not
	// all there.
	IsCut bool
}

// Feed is an outline with the address of a feed.
type Feed struct {
	// URL is an http or https address.
	URL string
	// Title is what the list calls it; empty if that is only its address.
	Title string
	// Home is the address of its site, empty if there is none.
	Home string
	// Language is what the list says, in whatever spelling.
	Language string
	// Folders are those it is in, each a path from the outside in. A feed
	// without a folder has none; in several folders, or with categories that
	// begin with "/", several.
	Folders [][]string
	// Tags are the other categories.
	Tags []string
	// Line is where the list has it first.
	Line int
}

// Note is a remark for people on a line of the file.
type Note struct {
	Line int
	Text string
}

// String returns the note as "line 7: …".
func (n Note) String() string { return fmt.Sprintf("line %d: %s", n.Line, n.Text) }

// Read reads the list in the file at path, or from standard input if path is
// "-".
func Read(path string) (List, error) {
	var body []byte
	var err error
	if path == "-" {
		body, err = io.ReadAll(io.LimitReader(os.Stdin, MaxSize+1))
	} else {
		body, err = load(path)
	}
	if err != nil {
		return List{}, err
	}
	return Parse(body)
}

// load reads a file that is not too large.
func load(path string) ([]byte, error) {
	at, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !at.Mode().IsRegular() { // opening a pipe would wait for a writer
		return nil, errNoFile
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, MaxSize+1))
}

// Parse reads a list. The error is ErrNotAList or ErrEmpty if it has no
// outline; outlines without a single feed are no error.
func Parse(body []byte) (List, error) {
	if len(body) > MaxSize {
		return List{}, fmt.Errorf("%w: it is larger than %d MiB", ErrNotAList, MaxSize>>20)
	}
	doc := text(body)
	b := builder{scanner: newScanner(doc), known: map[string]int{}, isVoid: neverEnd(doc), isWhole: true}
	b.run()
	if b.outlines == 0 {
		return List{}, b.instead()
	}
	return b.finish(), nil
}

// join adds to a feed what another outline says of it.
func (f *Feed) join(more Feed) {
	for _, part := range []struct {
		into *string
		from string
	}{{&f.Title, more.Title}, {&f.Home, more.Home}, {&f.Language, more.Language}} {
		if *part.into == "" {
			*part.into = part.from
		}
	}
	for _, path := range more.Folders {
		f.addFolder(path)
	}
	for _, tag := range more.Tags {
		f.addTag(tag)
	}
}

// gains reports whether more is in a folder that f is not in.
func (f *Feed) gains(more Feed) bool {
	return slices.ContainsFunc(more.Folders, func(path []string) bool { return !f.isIn(path) })
}

func (f *Feed) isIn(path []string) bool {
	return slices.ContainsFunc(f.Folders, func(p []string) bool { return slices.Equal(p, path) })
}

func (f *Feed) addFolder(path []string) {
	if len(path) > 0 && !f.isIn(path) && len(f.Folders) < maxPaths {
		f.Folders = append(f.Folders, path)
	}
}

func (f *Feed) addTag(tag string) {
	if tag != "" && !slices.Contains(f.Tags, tag) && len(f.Tags) < maxTags {
		f.Tags = append(f.Tags, tag)
	}
}
