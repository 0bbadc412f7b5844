package render

import (
	"path"
	"strings"
	"time"

	"dateline/feeds"
)

// unknownType is the media type of files that nobody knows the type of (RFC
// 2046 section 4.5.1): RSS and JSON Feed demand one.
const unknownType = "application/octet-stream"

// file is an enclosure. Length and seconds are 0 if unknown.
type file struct {
	url, kind, title string
	length           int64
	seconds          int64
}

// picture is the image of an item. It is absent when url is empty.
type picture struct {
	url, kind, credit, alt string
	width, height          int
}

// filesOf returns every enclosure that can be followed, each address once.
func filesOf(list []feeds.Enclosure) []file {
	var files []file
	seen := map[string]bool{}
	for _, e := range list {
		f := file{
			url: address(e.URL), title: line(e.Title), length: max(e.Length, 0), seconds: int64(max(e.Duration, 0) / time.Second),
		}
		if f.url == "" || seen[f.url] {
			continue
		}
		seen[f.url] = true
		f.kind = firstOf(mediaType(e.Type), typeByName(f.url), unknownType)
		files = append(files, f)
	}
	return files
}

func pictureOf(img feeds.Image) picture {
	p := picture{
		url: address(img.URL), credit: line(img.Credit), alt: line(img.Alt),
		width: pixels(img.Width), height: pixels(img.Height),
	}
	if kind := typeByName(p.url); strings.HasPrefix(kind, "image/") {
		p.kind = kind
	}
	return p
}

// pixels is a plausible number of them, else 0.
func pixels(n int) int {
	if n < 0 || n > 100_000 {
		return 0
	}
	return n
}

// mediaType returns a media type without parameters, or "" if s is none.
func mediaType(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(s), ";")
	s = strings.TrimSpace(s)
	main, sub, _ := strings.Cut(s, "/")
	if !isToken(main) || !isToken(sub) {
		return ""
	}
	return s
}

// isToken reports whether s may be half of a media type (RFC 6838 section 4.2).
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && strings.IndexByte("!#$&-^_.+", c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= 127
}

// typeByName is what the name of a file says of its type, or "".
func typeByName(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	_, name, _ := strings.Cut(rest, "/")
	name = name[:strings.IndexAny(name+"?", "?#")]
	return typesByName[strings.ToLower(path.Ext(name))]
}

var typesByName = map[string]string{
	".aac": "audio/aac", ".flac": "audio/flac", ".m4a": "audio/mp4", ".m4b": "audio/mp4", ".mp3": "audio/mpeg",
	".oga": "audio/ogg", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav",
	".m4v": "video/mp4", ".mov": "video/quicktime", ".mp4": "video/mp4", ".ogv": "video/ogg", ".webm": "video/webm",
	".avif": "image/avif", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png",
	".svg": "image/svg+xml", ".webp": "image/webp",
	".epub": "application/epub+zip", ".m3u8": "application/vnd.apple.mpegurl", ".pdf": "application/pdf",
	".zip": "application/zip",
}

// fileName is the last part of an address's path, for people.
func fileName(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	_, name, _ := strings.Cut(rest[:strings.IndexAny(rest+"?", "?#")], "/")
	return name[strings.LastIndexByte(name, '/')+1:]
}
