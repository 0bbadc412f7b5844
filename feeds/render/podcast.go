package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/feeds"
	"dateline/feeds/render/cover"
)

// castable are the media types that podcast directories take (Apple's podcaster
// requirements, section Media). An app plays others if it can.
const castable = "audio/mpeg audio/mp3 audio/mp4 audio/x-m4a audio/m4a audio/aac video/mp4 video/x-m4v video/m4v video/quicktime"

// cast makes an item an episode: it has one file to play, a title and a date. Or
// it says why it is none.
func (it *item) cast() (reason string) {
	best := it.bestFile()
	if best < 0 {
		return "it has no audio or video at an address that apps can follow"
	}
	play := it.files[best]
	it.others = slices.Delete(slices.Clone(it.files), best, best+1)
	it.files = []file{play}
	it.title = it.name
	if it.published.IsZero() {
		it.published = it.modified
	}
	tell := func(name, text string) {
		it.extensions = append(it.extensions, feeds.Element{Space: itunesSpace, Name: name, Text: text})
	}
	// What the source says itself stands before, and is what counts.
	tell("title", it.title)
	tell("duration", unlessZero(play.seconds))
	tell("episodeType", "full")
	if len(it.sources) > 0 {
		tell("author", it.sources[0].name)
	}
	if kind := it.picture.kind; kind == "image/jpeg" || kind == "image/png" {
		link := []feeds.Attr{{Name: "href", Value: it.picture.url}}
		it.extensions = append(it.extensions, feeds.Element{Space: itunesSpace, Name: "image", Attrs: link})
	}
	return ""
}

// bestFile is the file an app is to play, -1 if there is none: one that
// directories take, of the kind that the source has first, with a length.
func (it *item) bestFile() int {
	best, most, first := -1, -1, ""
	for i, f := range it.files {
		if !f.isPlayable() || !isDomain(f.url) {
			continue
		}
		kind, _, _ := strings.Cut(f.kind, "/")
		first = firstOf(first, kind)
		score := 0
		for bit, is := range []bool{f.length > 0, kind == first, lists(castable, f.kind)} {
			if is {
				score += 1 << bit
			}
		}
		if score > most {
			best, most = i, score
		}
	}
	return best
}

func (f file) isPlayable() bool { return feeds.Enclosure{Type: f.kind}.IsPlayable() }

// show writes what podcast apps want to know of a feed (Apple's podcaster
// requirements; Podcasting 2.0). Who owns it is said with what every feed with
// itunes elements says: see podcast.
func (w *writer) show(p *page) {
	w.textOf(itunesSpace, "author", p.publisher.name)
	w.textOf(itunesSpace, "type", "episodic")
	w.textOf(itunesSpace, "summary", p.description)
	w.textOf(itunesSpace, "subtitle", shorten(p.description, 250))
	if isDomain(p.cover) {
		w.emptyOf(itunesSpace, "image", "href", p.cover)
	}
	side := strconv.Itoa(cover.Size)
	w.emptyOf(podcastSpace, "image", "href", p.cover, "alt", p.title, "aspect-ratio", "1/1", "width", side, "height", side,
		"type", "image/png", "purpose", "artwork")
	w.textOf(podcastSpace, "guid", p.guid)
	w.text(w.of(podcastSpace, "")+":locked", "yes", "owner", p.contact) // the episodes are others' to host
	w.textOf(podcastSpace, "medium", p.medium())
}

// medium is "video" if all episodes are.
func (p *page) medium() string {
	isVideo := func(it item) bool { return strings.HasPrefix(it.files[0].kind, "video/") }
	if len(p.items) > 0 && !slices.ContainsFunc(p.items, func(it item) bool { return !isVideo(it) }) {
		return "video"
	}
	return "podcast"
}

// alternates writes the files beside the one to play. What can be played is
// another form of it.
func (w *writer) alternates(it *item) {
	for _, f := range it.others {
		switch {
		case hasElement(it.extensions, mediaSpace, "content", f.url):
		case f.isPlayable() && !isAlternate(it.extensions, f.url):
			name := w.of(podcastSpace, "") + ":alternateEnclosure"
			w.open(name, "type", f.kind, "length", unlessZero(f.length), "title", shorten(f.title, 32))
			w.emptyOf(podcastSpace, "source", "uri", f.url)
			w.close(name)
		case !f.isPlayable():
			w.file(f)
		}
	}
}

// isAlternate reports whether a podcast:alternateEnclosure leads to an address.
func isAlternate(list []feeds.Element, link string) bool {
	return slices.ContainsFunc(list, func(e feeds.Element) bool {
		return knownSpace(e.Space) == podcastSpace && (address(attr(e, "uri")) == link || isAlternate(e.Children, link))
	})
}

// Cover draws the picture of a channel's podcasts: a square PNG.
func Cover(site feeds.Site, region feeds.Region) ([]byte, error) {
	body, err := cover.PNG(region.Slug, line(region.Name), line(site.Title))
	if err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return body, nil
}
