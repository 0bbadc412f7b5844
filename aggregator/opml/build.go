package opml

import (
	"fmt"
	"strings"
)

// neverEnd reports whether the outlines of feeds have neither "/>" nor an end
// tag, as in HTML: the end tags are then those of folders.
func neverEnd(doc string) bool {
	folders, open, ends := 0, 0, 0
	s := newScanner(doc)
	for {
		t, ok := s.next()
		switch {
		case !ok:
			return open > 0 && ends <= folders
		case t.name != "outline" || t.isEmpty:
		case t.isEnd:
			ends++
		case t.isLeaf():
			open++
		default:
			folders++
		}
	}
}

// builder makes a list of the tags of a file.
type builder struct {
	*scanner
	list   List
	known  map[string]int // by key, the place in list.Feeds
	isVoid bool
	// folders are the outlines around, deeper ones only counted.
	folders []folder
	deeper  int
	// outlines counts all, beyond those feeds that were too many.
	outlines, beyond, notes int
	// isWhole starts true, and is false between the start of the root or the
	// body and its end.
	isOPML, isWhole bool
}

// folder is an outline that is open. Feeds are too, without a name.
type folder struct {
	name      string
	isComment bool
}

func (b *builder) run() {
	for {
		t, ok := b.next()
		switch {
		case !ok:
			return
		case t.name == "opml" || t.name == "body":
			b.isOPML = b.isOPML || t.name == "opml"
			b.isWhole = t.isEnd || t.isEmpty
		case t.name != "outline":
		case t.isEnd:
			b.leave()
		default:
			b.outlines++
			b.outline(t)
		}
	}
}

// outline takes one outline, and enters it if others may be in it.
func (b *builder) outline(t tag) {
	isComment := strings.EqualFold(strings.TrimSpace(t.comment), "true") || b.inComment()
	f := folder{isComment: isComment}
	if !b.take(t, isComment) {
		f.name = t.label()
	}
	if isAlone := t.isEmpty || b.isVoid && t.isLeaf(); !isAlone {
		b.enter(f)
	}
}

func (b *builder) inComment() bool {
	return len(b.folders) > 0 && b.folders[len(b.folders)-1].isComment
}

func (b *builder) enter(f folder) {
	if len(b.folders) >= maxDepth {
		b.deeper++
		return
	}
	b.folders = append(b.folders, f)
}

func (b *builder) leave() {
	switch {
	case b.deeper > 0:
		b.deeper--
	case len(b.folders) > 0:
		b.folders = b.folders[:len(b.folders)-1]
	}
}

// path is the names of the folders around.
func (b *builder) path() []string {
	var path []string
	for _, f := range b.folders {
		if f.name != "" {
			path = append(path, f.name)
		}
	}
	return path
}

// note keeps a remark on the tag, as far as there is room.
func (b *builder) note(t tag, format string, args ...any) {
	b.notes++
	if len(b.list.Notes) < maxNotes {
		b.list.Notes = append(b.list.Notes, Note{b.lineAt(t.at), fmt.Sprintf(format, args...)})
	}
}

// finish adds what is only known at the end.
func (b *builder) finish() List {
	end := tag{at: len(b.text)}
	if more := b.notes - len(b.list.Notes); more > 0 {
		b.list.Notes = append(b.list.Notes, Note{b.lineAt(end.at), fmt.Sprintf("%d more remarks like these", more)})
	}
	if b.beyond > 0 {
		b.list.Notes = append(b.list.Notes, Note{b.lineAt(end.at), fmt.Sprintf("%d more feeds: a list may have %d, split it", b.beyond, maxFeeds)})
	}
	b.list.IsCut = !b.isWhole
	return b.list
}
