package markup

import (
	"strings"
)

// The namespaces that the formats and their extensions use.
const (
	AtomSpace    = "http://www.w3.org/2005/Atom"
	Atom03Space  = "http://purl.org/atom/ns#"
	RDFSpace     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	RSS10Space   = "http://purl.org/rss/1.0/"
	RSS11Space   = "http://purl.org/net/rss1.1#"
	XHTMLSpace   = "http://www.w3.org/1999/xhtml"
	XMLSpace     = "http://www.w3.org/XML/1998/namespace"
	ContentSpace = "http://purl.org/rss/1.0/modules/content/"
	DCSpace      = "http://purl.org/dc/elements/1.1/"
	DCTermsSpace = "http://purl.org/dc/terms/"
	MediaSpace   = "http://search.yahoo.com/mrss/"
	ITunesSpace  = "http://www.itunes.com/dtds/podcast-1.0.dtd"
	PodcastSpace = "https://podcastindex.org/namespace/1.0"
	GeoRSSSpace  = "http://www.georss.org/georss"
	GeoSpace     = "http://www.w3.org/2003/01/geo/wgs84_pos#"
	GMLSpace     = "http://www.opengis.net/gml"
	ICBMSpace    = "http://postneo.com/icbm"
	ATSpace      = "http://purl.org/atompub/tombstones/1.0"
	SYSpace      = "http://purl.org/rss/1.0/modules/syndication/"
	SVGSpace     = "http://www.w3.org/2000/svg"
	MathSpace    = "http://www.w3.org/1998/Math/MathML"
)

// native are the namespaces whose elements gofeed reads as the format's own.
// The rest of the vocabulary is extensions.
var native = map[string]bool{
	"": true, AtomSpace: true, Atom03Space: true, RDFSpace: true, RSS10Space: true, RSS11Space: true,
	"http://channel.netscape.com/rdf/simple/0.9/": true,
	"http://my.netscape.com/rdf/simple/0.9/":      true,
	"http://backend.userland.com/rss2":            true,
	"http://blogs.law.harvard.edu/tech/rss":       true,
	"http://cyber.law.harvard.edu/rss/rss.html":   true,
	"http://purl.org/atom/ns":                     true,
}

// customary maps namespaces to the prefix that readers expect.
var customary = map[string]string{
	AtomSpace: "atom", RDFSpace: "rdf", XHTMLSpace: "xhtml", XMLSpace: "xml",
	ContentSpace: "content", DCSpace: "dc", DCTermsSpace: "dcterms", MediaSpace: "media",
	ITunesSpace: "itunes", PodcastSpace: "podcast", GeoRSSSpace: "georss", GeoSpace: "geo",
	GMLSpace: "gml", ICBMSpace: "icbm", SYSpace: "sy", ATSpace: "at",
	"http://podlove.org/simple-chapters":                    "psc",
	"http://www.google.com/schemas/play-podcasts/1.0":       "googleplay",
	"http://rssnamespace.org/feedburner/ext/1.0":            "feedburner",
	"http://purl.org/rss/1.0/modules/slash/":                "slash",
	"http://purl.org/syndication/thread/1.0":                "thr",
	"http://purl.org/syndication/history/1.0":               "fh",
	"http://wellformedweb.org/CommentAPI/":                  "wfw",
	"http://madskills.com/public/xml/rss/module/trackback/": "trackback",
	"http://backend.userland.com/creativeCommonsRssModule":  "creativeCommons",
	"http://web.resource.org/cc/":                           "cc",
	"http://a9.com/-/spec/opensearch/1.1/":                  "opensearch",
	"http://schemas.google.com/g/2005":                      "gd",
	"http://webns.net/mvcb/":                                "admin",
	"http://purl.org/rss/1.0/modules/image/":                "image",
	"http://prismstandard.org/namespaces/basic/2.0/":        "prism",
	"http://newsml.org/":                                    "newsml",
}

// customarySpace maps customary prefixes to their namespaces, for feeds that
// use a prefix without declaring it.
var customarySpace = func() map[string]string {
	m := make(map[string]string, len(customary))
	for space, prefix := range customary {
		m[prefix] = space
	}
	return m
}()

// aliasSpaces are namespaces as some feeds write them, in lower case and
// without a slash at the end, and what they mean.
var aliasSpaces = map[string]string{
	"http://search.yahoo.com/mrss":                                                MediaSpace,
	"https://search.yahoo.com/mrss":                                               MediaSpace,
	"http://www.itunes.com/dtds/podcast-1.0.dtd":                                  ITunesSpace,
	"https://www.itunes.com/dtds/podcast-1.0.dtd":                                 ITunesSpace,
	"http://example.com/dtds/podcast-1.0.dtd":                                     ITunesSpace,
	"http://podcastindex.org/namespace/1.0":                                       PodcastSpace,
	"https://podcastindex.org/namespace/1.0":                                      PodcastSpace,
	"https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": PodcastSpace,
	"http://purl.org/dc/elements/1.0":                                             DCSpace,
	"http://purl.org/dc/elements/1.1":                                             DCSpace,
	"https://purl.org/dc/elements/1.1":                                            DCSpace,
	"http://purl.org/rss/1.0/modules/dc":                                          DCSpace,
	"http://purl.org/dc/terms":                                                    DCTermsSpace,
	"http://purl.org/rss/1.0/modules/content":                                     ContentSpace,
	"http://www.georss.org/georss":                                                GeoRSSSpace,
	"http://www.georss.org/georss/10":                                             GeoRSSSpace,
	"http://www.w3.org/2003/01/geo/wgs84_pos":                                     GeoSpace,
	"http://www.opengis.net/gml":                                                  GMLSpace,
	"http://www.w3.org/2005/atom":                                                 AtomSpace,
	"http://www.w3.org/1999/xhtml":                                                XHTMLSpace,
	"http://purl.org/atom/ns":                                                     Atom03Space,
}

// KnownSpace returns the namespace that uri is a spelling of, or uri.
func KnownSpace(uri string) string {
	uri = strings.TrimSpace(uri)
	if native[uri] || customary[uri] != "" {
		return uri
	}
	key := strings.ToLower(strings.TrimRight(uri, "/#"))
	if space, ok := aliasSpaces[key]; ok {
		return space
	}
	return uri
}

// IsNative reports whether the elements of a namespace are a format's own.
func IsNative(space string) bool { return native[space] }

// Prefix is the prefix that readers expect for a namespace, "" if there is
// none in particular.
func Prefix(space string) string { return customary[space] }

// SpaceOf is the namespace that a prefix stands for by custom, or "".
func SpaceOf(prefix string) string { return customarySpace[strings.ToLower(prefix)] }

// CutName splits a qualified name.
func CutName(name string) (prefix, local string) {
	if p, l, ok := strings.Cut(name, ":"); ok {
		return p, l
	}
	return "", name
}

// IsRel compares link relations, which may be written as addresses.
func IsRel(rel, want string) bool {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(rel)), "http://www.iana.org/assignments/relation/") == want
}
