package render

import "strings"

// The namespaces we write ourselves.
const (
	atomSpace      = "http://www.w3.org/2005/Atom"
	historySpace   = "http://purl.org/syndication/history/1.0"
	tombstoneSpace = "http://purl.org/atompub/tombstones/1.0"
	contentSpace   = "http://purl.org/rss/1.0/modules/content/"
	ccSpace        = "http://backend.userland.com/creativeCommonsRssModule"
	dcSpace        = "http://purl.org/dc/elements/1.1/"
	dctermsSpace   = "http://purl.org/dc/terms/"
	geoSpace       = "http://www.w3.org/2003/01/geo/wgs84_pos#"
	georssSpace    = "http://www.georss.org/georss"
	gmlSpace       = "http://www.opengis.net/gml"
	itunesSpace    = "http://www.itunes.com/dtds/podcast-1.0.dtd"
	mediaSpace     = "http://search.yahoo.com/mrss/"
	podcastSpace   = "https://podcastindex.org/namespace/1.0"
	webCCSpace     = "http://web.resource.org/cc/"
	xmlSpace       = "http://www.w3.org/XML/1998/namespace"
)

// customary are the prefixes that readers expect. Validators know the
// namespaces of the first part, and what may stand in them; those of the
// second have no rules.
var customary = map[string]string{
	"http://www.bloglines.com/about/specs/fac-1.0": "access", "http://webns.net/mvcb/": "admin",
	"http://purl.org/rss/1.0/modules/aggregation/": "ag", "http://purl.org/rss/1.0/modules/annotate/": "annotate",
	"http://www.w3.org/2007/app": "app", atomSpace: "atom", "http://media.tangent.org/rss/1.0/": "audio",
	"http://backend.userland.com/blogChannelModule": "blogChannel", webCCSpace: "cc",
	"http://www.microsoft.com/schemas/rss/core/2005": "cf", "http://purl.org/rss/1.0/modules/company": "company",
	contentSpace: "content", "http://conversationsnetwork.org/rssNamespace-1.0/": "conversationsNetwork",
	"http://my.theinfo.org/changed/1.0/rss/": "cp", ccSpace: "creativeCommons", dcSpace: "dc", dctermsSpace: "dcterms",
	"http://purl.org/rss/1.0/modules/email/": "email", "http://purl.org/rss/1.0/modules/event/": "ev",
	"http://rssnamespace.org/feedburner/ext/1.0": "feedburner", historySpace: "fh",
	"http://xmlns.com/foaf/0.1/": "foaf", "http://base.google.com/ns/1.0": "g", geoSpace: "geo", georssSpace: "georss",
	"http://geourl.org/rss/module/": "geourl", gmlSpace: "gml", "http://postneo.com/icbm": "icbm",
	"http://purl.org/rss/1.0/modules/image/": "image", "urn:atom-extension:indexing": "indexing", itunesSpace: "itunes",
	"http://earth.google.com/kml/2.0": "kml20", "http://earth.google.com/kml/2.1": "kml21",
	"http://www.opengis.net/kml/2.2": "kml22", "http://purl.org/rss/1.0/modules/link/": "l",
	"http://www.w3.org/1998/Math/MathML": "mathml", mediaSpace: "media", "http://openid.net/xmlns/1.0": "openid",
	"http://a9.com/-/spec/opensearch/1.1/": "opensearch", "http://a9.com/-/spec/opensearchrss/1.0/": "opensearch10",
	"http://www.opml.org/spec2": "opml", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
	"http://www.w3.org/2000/01/rdf-schema#": "rdfs", "http://purl.org/rss/1.0/modules/reference/": "ref",
	"http://purl.org/rss/1.0/modules/richequiv/": "reqv", "http://my.netscape.com/rdf/simple/0.9/": "rss090",
	"http://purl.org/rss/1.0/modules/rss091#": "rss091", "http://purl.org/rss/1.0/": "rss1",
	"http://purl.org/net/rss1.1#": "rss11", "http://purl.org/rss/1.0/modules/search/": "search",
	"http://purl.org/rss/1.0/modules/slash/": "slash", "http://schemas.xmlsoap.org/soap/envelope/": "soap",
	"http://purl.org/rss/1.0/modules/servicestatus/": "ss", "http://hacks.benhammersley.com/rss/streaming/": "str",
	"http://purl.org/rss/1.0/modules/subscription/": "sub", "http://www.w3.org/2000/svg": "svg",
	"http://feedsync.org/2007/feedsync": "sx", "http://purl.org/rss/1.0/modules/syndication/": "sy",
	"http://purl.org/rss/1.0/modules/taxonomy/": "taxo", "http://purl.org/rss/1.0/modules/threading/": "threading",
	"http://purl.org/syndication/thread/1.0": "thr", "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
	"http://wellformedweb.org/CommentAPI/": "wfw", "http://purl.org/rss/1.0/modules/wiki/": "wiki",
	"http://www.usemod.com/cgi-bin/mb.pl?ModWiki": "usemod", "http://www.w3.org/1999/xhtml": "xhtml",
	"http://www.w3.org/1999/xlink": "xlink", xmlSpace: "xml", "xri://$xrd*($v*2.0)": "xrd", "xri://$xrds": "xrds",
	"http://purl.org/atom/ns#": "atom03", "http://www.w3.org/2000/xmlns/": "xmlns",

	tombstoneSpace: "at", "http://schemas.google.com/g/2005": "gd",
	"http://www.google.com/schemas/play-podcasts/1.0": "googleplay", "http://newsml.org/": "newsml", podcastSpace: "podcast",
	"http://prismstandard.org/namespaces/basic/2.0/": "prism", "http://podlove.org/simple-chapters": "psc",
	"http://www.rawvoice.com/rawvoiceRssModule/": "rawvoice", "http://www.spotify.com/ns/rss": "spotify",
}

// spaces maps the spellings of namespaces that validators take for one to the
// right one.
var spaces = func() map[string]string {
	m := make(map[string]string, len(customary))
	for space := range customary {
		m[spelling(space)] = space
	}
	return m
}()

// spelling is what is left of a namespace when case and punctuation at the end
// do not count.
func spelling(space string) string {
	return strings.ToLower(strings.TrimRightFunc(space, func(r rune) bool {
		return r != '_' && (r >= 0x80 || !isLetter(byte(r)) && !isDigit(byte(r)))
	}))
}

// knownSpace returns the namespace that s is a spelling of, or s.
func knownSpace(s string) string {
	if _, ok := customary[s]; ok {
		return s
	}
	if known, ok := spaces[spelling(s)]; ok {
		return known
	}
	return s
}

// reserved are the prefixes that no other namespace may have.
var reserved = func() map[string]bool {
	m := map[string]bool{"xml": true, "xmlns": true}
	for _, prefix := range customary {
		m[prefix] = true
	}
	return m
}()
