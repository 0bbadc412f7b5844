package parse

import (
	"path"
	"strconv"
	"strings"
	"time"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/feeds"
)

// media gathers the files and pictures of an item from all the places where
// a format has them.
type media struct {
	base   string
	files  []feeds.Enclosure
	images []picture
}

// picture is a candidate for the item's image.
type picture struct {
	feeds.Image
	rank int // how surely it is the item's picture: higher wins
}

// The ranks of pictures, by where they were found.
const (
	byEnclosure = iota + 1
	byPodcast
	byThumbnail
	byContent
	byItem
)

// file adds an enclosure. One of the same address completes it.
func (m *media) file(e feeds.Enclosure) {
	if e.URL = address.Web(m.base, e.URL); e.URL == "" {
		return
	}
	e.Type = mediaType(e.Type, e.URL)
	if strings.HasPrefix(e.Type, "image/") {
		m.image(feeds.Image{URL: e.URL, Alt: e.Title}, byEnclosure)
	}
	for i := range m.files {
		if was := &m.files[i]; was.URL == e.URL {
			was.Type, was.Title = firstOf(was.Type, e.Type), firstOf(was.Title, e.Title)
			was.Length, was.Duration = max(was.Length, e.Length), max(was.Duration, e.Duration)
			return
		}
	}
	m.files = append(m.files, e)
}

// image adds a picture.
func (m *media) image(img feeds.Image, rank int) {
	if img.URL = address.Web(m.base, img.URL); img.URL == "" || strings.Contains(img.URL, "gravatar.com/avatar/") {
		return
	}
	m.images = append(m.images, picture{img, rank})
}

// best is the picture of the item: the surest, of these the widest, of these
// the first.
func (m *media) best(credit string) feeds.Image {
	var best picture
	for _, p := range m.images {
		if p.rank > best.rank || p.rank == best.rank && p.Width > best.Width {
			best = p
		}
	}
	if best.URL != "" && best.Credit == "" {
		best.Credit = credit
	}
	return best.Image
}

// playing gives the first file that can be played the item's own duration.
func (m *media) playing(d time.Duration) {
	for i := range m.files {
		if isPlayable(m.files[i].Type) {
			m.files[i].Duration = max(m.files[i].Duration, d)
			return
		}
	}
}

func isPlayable(mediaType string) bool {
	return strings.HasPrefix(mediaType, "audio/") || strings.HasPrefix(mediaType, "video/")
}

// extensions adds what Media RSS, iTunes and others say.
func (m *media) extensions(x extensions) {
	m.group(x, feeds.Element{})
	for e := range x.all(markup.ITunesSpace, "image") {
		m.image(feeds.Image{URL: firstOf(attr(e, "href"), attr(e, "url"), e.Text)}, byPodcast)
	}
	for e := range x.all(markup.ITunesSpace, "link") {
		if attr(e, "rel") == "image" {
			m.image(feeds.Image{URL: attr(e, "href")}, byPodcast)
		}
	}
	if d := duration(x.text(markup.ITunesSpace, "duration")); d > 0 {
		m.playing(d)
	}
}

// group adds the media elements in x; what the element around them says holds
// for those that do not say it themselves.
func (m *media) group(x extensions, around feeds.Element) {
	for _, e := range x {
		if e.Space != markup.MediaSpace {
			continue
		}
		switch strings.ToLower(e.Name) {
		case "group":
			m.group(inner(e), e)
		case "content":
			m.content(e, around)
			m.group(inner(e), e)
		case "thumbnail":
			img := pictureOf(e)
			img.URL = firstOf(img.URL, e.Text)
			img.Credit = credit(inner(around))
			m.image(img, byThumbnail)
		}
	}
}

// content adds a media:content: a picture, or a file that can be played.
func (m *media) content(e, around feeds.Element) {
	kind, medium := attr(e, "type"), strings.ToLower(attr(e, "medium"))
	address := attr(e, "url")
	if medium == "" {
		medium, _, _ = strings.Cut(mediaType(kind, address), "/")
	}
	title := firstOf(inner(e).text(markup.MediaSpace, "title"), inner(around).text(markup.MediaSpace, "title"))
	switch medium {
	case "image":
		img := pictureOf(e)
		img.Alt = firstOf(inner(e).text(markup.MediaSpace, "description"), inner(e).text(markup.MediaSpace, "text"), title)
		img.Credit = firstOf(credit(inner(e)), credit(inner(around)))
		m.image(img, byContent)
	case "audio", "video":
		if address == "" || strings.HasPrefix(kind, "application/x-shockwave") {
			return
		}
		if kind == "" {
			kind = mediaType("", address)
		}
		m.file(feeds.Enclosure{
			URL: address, Type: kind, Title: title, Length: length(attr(e, "fileSize")),
			Duration: duration(attr(e, "duration")),
		})
	}
}

func pictureOf(e feeds.Element) feeds.Image {
	return feeds.Image{URL: attr(e, "url"), Width: pixels(attr(e, "width")), Height: pixels(attr(e, "height"))}
}

// credit is who made the picture: media:credit, but not the author's.
func credit(x extensions) string {
	for e := range x.all(markup.MediaSpace, "credit") {
		if role := strings.ToLower(attr(e, "role")); e.Text != "" && role != "author" {
			return e.Text
		}
	}
	return x.text(markup.MediaSpace, "copyright")
}

func pixels(s string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "px"))
	if err != nil || n < 0 || n > 100_000 {
		return 0
	}
	return n
}

// length reads a number of bytes. What is no number means unknown.
func length(s string) int64 {
	n, err := strconv.ParseInt(strings.ReplaceAll(strings.TrimSpace(s), ",", ""), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// duration reads "3723", "62:03" or "1:02:03".
func duration(s string) time.Duration {
	var total float64
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) > 3 {
		return 0
	}
	for _, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || v < 0 || v > 1e7 {
			return 0
		}
		total = total*60 + v
	}
	if total > 1e7 { // four months: no recording is that long
		return 0
	}
	return time.Duration(total * float64(time.Second)).Round(time.Second)
}

// typesByName are the media types of files by the end of their name.
var typesByName = map[string]string{
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".m4b": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg",
	".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm",
	".ogv": "video/ogg", ".m3u8": "application/vnd.apple.mpegurl", ".pdf": "application/pdf",
	".epub": "application/epub+zip", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
	".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml",
}

// mediaType returns a declared media type in its plain form, or what the name
// of the file says if none was declared that makes sense.
func mediaType(declared, address string) string {
	declared, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(declared)), ";")
	declared = strings.TrimSpace(declared)
	main, sub, ok := strings.Cut(declared, "/")
	if ok && isToken(main) && isToken(sub) && declared != "application/octet-stream" {
		return declared
	}
	address, _, _ = strings.Cut(address, "?")
	address, _, _ = strings.Cut(address, "#")
	if known := typesByName[strings.ToLower(path.Ext(address))]; known != "" {
		return known
	}
	if !ok {
		return ""
	}
	return declared
}

// isToken reports whether s may be half of a media type (RFC 6838).
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && !markup.IsDigit(c) && strings.IndexByte("!#$&-^_.+", c) < 0 {
			return false
		}
	}
	return s != ""
}
