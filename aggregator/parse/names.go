package parse

import "strings"

// The namespaces that the formats and their extensions use.
const (
	atomSpace    = "http://www.w3.org/2005/Atom"
	atom03Space  = "http://purl.org/atom/ns#"
	rdfSpace     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rss10Space   = "http://purl.org/rss/1.0/"
	rss11Space   = "http://purl.org/net/rss1.1#"
	xhtmlSpace   = "http://www.w3.org/1999/xhtml"
	xmlSpace     = "http://www.w3.org/XML/1998/namespace"
	contentSpace = "http://purl.org/rss/1.0/modules/content/"
	dcSpace      = "http://purl.org/dc/elements/1.1/"
	dctermsSpace = "http://purl.org/dc/terms/"
	mediaSpace   = "http://search.yahoo.com/mrss/"
	itunesSpace  = "http://www.itunes.com/dtds/podcast-1.0.dtd"
	podcastSpace = "https://podcastindex.org/namespace/1.0"
	georssSpace  = "http://www.georss.org/georss"
	geoSpace     = "http://www.w3.org/2003/01/geo/wgs84_pos#"
	gmlSpace     = "http://www.opengis.net/gml"
	icbmSpace    = "http://postneo.com/icbm"
	sySpace      = "http://purl.org/rss/1.0/modules/syndication/"
	svgSpace     = "http://www.w3.org/2000/svg"
	mathSpace    = "http://www.w3.org/1998/Math/MathML"
)

// native are the namespaces whose elements gofeed reads as the format's own.
// The rest of the vocabulary is extensions.
var native = map[string]bool{
	"": true, atomSpace: true, atom03Space: true, rdfSpace: true, rss10Space: true, rss11Space: true,
	"http://channel.netscape.com/rdf/simple/0.9/": true,
	"http://my.netscape.com/rdf/simple/0.9/":      true,
	"http://backend.userland.com/rss2":            true,
	"http://blogs.law.harvard.edu/tech/rss":       true,
	"http://cyber.law.harvard.edu/rss/rss.html":   true,
	"http://purl.org/atom/ns":                     true,
}

// customary maps namespaces to the prefix that readers expect.
var customary = map[string]string{
	atomSpace: "atom", rdfSpace: "rdf", xhtmlSpace: "xhtml", xmlSpace: "xml",
	contentSpace: "content", dcSpace: "dc", dctermsSpace: "dcterms", mediaSpace: "media",
	itunesSpace: "itunes", podcastSpace: "podcast", georssSpace: "georss", geoSpace: "geo",
	gmlSpace: "gml", icbmSpace: "icbm", sySpace: "sy",
	"http://podlove.org/simple-chapters":                    "psc",
	"http://www.google.com/schemas/play-podcasts/1.0":       "googleplay",
	"http://rssnamespace.org/feedburner/ext/1.0":            "feedburner",
	"http://purl.org/rss/1.0/modules/slash/":                "slash",
	"http://purl.org/syndication/thread/1.0":                "thr",
	"http://purl.org/syndication/history/1.0":               "fh",
	"http://purl.org/atompub/tombstones/1.0":                "at",
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
	"http://search.yahoo.com/mrss":                                                mediaSpace,
	"https://search.yahoo.com/mrss":                                               mediaSpace,
	"http://www.itunes.com/dtds/podcast-1.0.dtd":                                  itunesSpace,
	"https://www.itunes.com/dtds/podcast-1.0.dtd":                                 itunesSpace,
	"http://example.com/dtds/podcast-1.0.dtd":                                     itunesSpace,
	"http://podcastindex.org/namespace/1.0":                                       podcastSpace,
	"https://podcastindex.org/namespace/1.0":                                      podcastSpace,
	"https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": podcastSpace,
	"http://purl.org/dc/elements/1.0":                                             dcSpace,
	"http://purl.org/dc/elements/1.1":                                             dcSpace,
	"https://purl.org/dc/elements/1.1":                                            dcSpace,
	"http://purl.org/rss/1.0/modules/dc":                                          dcSpace,
	"http://purl.org/dc/terms":                                                    dctermsSpace,
	"http://purl.org/rss/1.0/modules/content":                                     contentSpace,
	"http://www.georss.org/georss":                                                georssSpace,
	"http://www.georss.org/georss/10":                                             georssSpace,
	"http://www.w3.org/2003/01/geo/wgs84_pos":                                     geoSpace,
	"http://www.opengis.net/gml":                                                  gmlSpace,
	"http://www.w3.org/2005/atom":                                                 atomSpace,
	"http://www.w3.org/1999/xhtml":                                                xhtmlSpace,
	"http://purl.org/atom/ns":                                                     atom03Space,
}

// knownSpace returns the namespace that uri is a spelling of, or uri.
func knownSpace(uri string) string {
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
