package feeds

import "fmt"

// Format is a syndication format we publish. Its value is the file extension
// used in addresses.
type Format string

// The formats, in the order pages list them.
const (
	RSS  Format = "rss"  // RSS 2.0
	Atom Format = "atom" // Atom 1.0, RFC 4287
	JSON Format = "json" // JSON Feed 1.1
)

// Formats lists every Format.
func Formats() []Format { return []Format{RSS, Atom, JSON} }

// ParseFormat returns the Format named s, or an error that lists the known ones.
func ParseFormat(s string) (Format, error) {
	for _, f := range Formats() {
		if s == string(f) {
			return f, nil
		}
	}
	return "", fmt.Errorf("no format %q: there are rss, atom and json", s)
}

// MediaType returns the registered media type, without parameters.
func (f Format) MediaType() string {
	switch f {
	case Atom:
		return "application/atom+xml"
	case JSON:
		return "application/feed+json"
	case RSS:
		return "application/rss+xml"
	}
	return "application/octet-stream"
}

// Name returns what people call the format.
func (f Format) Name() string {
	switch f {
	case Atom:
		return "Atom"
	case JSON:
		return "JSON Feed"
	case RSS:
		return "RSS"
	}
	return string(f)
}
