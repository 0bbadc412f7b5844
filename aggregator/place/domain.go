package place

import "strings"

// worldly are country-code domains that are sold to the whole world, and so
// say nothing of a place.
var worldly = map[string]bool{
	"ac": true, "ag": true, "ai": true, "am": true, "as": true, "bz": true, "cc": true, "cd": true, "co": true, "dj": true,
	"fm": true, "gg": true, "gl": true, "gs": true, "im": true, "io": true, "is": true, "la": true, "ly": true, "me": true, "ml": true,
	"ms": true, "mu": true, "nu": true, "pw": true, "sc": true, "sh": true, "so": true, "st": true, "su": true, "tk": true,
	"to": true, "tv": true, "vc": true, "vg": true, "ws": true, "sx": true, "ga": true, "cf": true, "gq": true,
}

// domainRegion is the country whose code ends an address's host.
func (x *index) domainRegion(address string) (slug, domain string) {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return "", ""
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	host = host[strings.LastIndexByte(host, '@')+1:]
	host, _, _ = strings.Cut(host, ":")
	dot := strings.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot != 3 {
		return "", ""
	}
	code := strings.ToLower(host[dot+1:])
	if worldly[code] {
		return "", ""
	}
	if code == "uk" {
		code = "gb"
	}
	return x.countryOf(code), "." + host[dot+1:]
}
