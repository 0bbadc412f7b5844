package render

import (
	"slices"
	"strconv"

	"dateline/feeds"
)

// shared writes what RSS and Atom take from the same other vocabularies.
func (w *writer) shared(it *item) {
	w.textOf(georssSpace, "point", it.point)
	w.picture(it.picture)
	for _, f := range it.files {
		if it.isUntold(f) {
			w.file(f)
		}
	}
	for _, n := range w.pass(it.extensions) {
		w.node(n)
	}
}

// picture writes the image of an item: with its credit, and for readers that
// look for thumbnails only.
func (w *writer) picture(p picture) {
	if p.url == "" {
		return
	}
	width, height := unlessZero(int64(p.width)), unlessZero(int64(p.height))
	media := w.of(mediaSpace, "")
	attrs := []string{"url", p.url, "medium", "image", "type", p.kind, "width", width, "height", height}
	if p.credit == "" && p.alt == "" {
		w.empty(media+":content", attrs...)
	} else {
		w.open(media+":content", attrs...)
		w.text(media+":credit", p.credit)
		w.text(media+":description", p.alt)
		w.close(media + ":content")
	}
	w.empty(media+":thumbnail", "url", p.url, "width", width, "height", height)
}

// file writes a file as Media RSS has it.
func (w *writer) file(f file) {
	name := w.of(mediaSpace, "") + ":content"
	attrs := []string{"url", f.url, "fileSize", unlessZero(f.length), "type", f.kind, "duration", unlessZero(f.seconds)}
	if f.title == "" {
		w.empty(name, attrs...)
		return
	}
	w.open(name, attrs...)
	w.textOf(mediaSpace, "title", f.title)
	w.close(name)
}

// isUntold reports whether a file has a title or a duration that no extension
// element will tell.
func (it *item) isUntold(f file) bool {
	if f.title == "" && (f.seconds == 0 || hasElement(it.extensions, itunesSpace, "duration", "")) {
		return false
	}
	return !hasElement(it.extensions, mediaSpace, "content", f.url)
}

// hasElement looks for an element, anywhere, whose url is link unless link is
// empty.
func hasElement(list []feeds.Element, space, name, link string) bool {
	return slices.ContainsFunc(list, func(e feeds.Element) bool {
		found := knownSpace(e.Space) == space && e.Name == name && (link == "" || address(attr(e, "url")) == link)
		return found || hasElement(e.Children, space, name, link)
	})
}

// podcast tells podcast apps, who expect it of a feed with itunes elements,
// what ours is about.
func (w *writer) podcast(p *page) {
	if _, used := w.bySpace[itunesSpace]; !used {
		return
	}
	explicit := "false"
	if w.explicit {
		explicit = "true"
	}
	w.open("itunes:category", "text", "News")
	w.empty("itunes:category", "text", "Daily News")
	w.close("itunes:category")
	w.text("itunes:explicit", explicit)
	if p.contact != "" {
		w.open("itunes:owner")
		w.text("itunes:name", p.publisher.name)
		w.text("itunes:email", p.contact)
		w.close("itunes:owner")
	}
}

// sizeOf guesses the size of a feed, so that the buffer need not grow.
func sizeOf(p *page) int {
	const frame = 3000
	size := frame
	for i := range p.items {
		size += frame + len(p.items[i].summary) + len(p.items[i].content)
	}
	return size
}

func unlessZero(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
