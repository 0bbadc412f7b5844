package fetch

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// maxHubs is how many hubs of a document are worth knowing.
const maxHubs = 8

// hubs returns what the Link headers of the document at base name as its hubs
// and as itself (WebSub section 4).
func hubs(h http.Header, base *url.URL) (hubs []string, self string) {
	for _, l := range parseLinks(h.Values("Link")) {
		target, ok := resolve(base, l.target)
		if !ok || !l.isAbout(base) {
			continue
		}
		if self == "" && l.has("self") {
			self = target
		}
		if l.has("hub") && len(hubs) < maxHubs && !slices.Contains(hubs, target) {
			hubs = append(hubs, target)
		}
	}
	return hubs, self
}

// resolve makes a reference absolute. It is not ok if it leads nowhere on the
// web. What is written out is read again, since url.Parse takes references such
// as "//::" whose absolute form it then refuses.
func resolve(base *url.URL, ref string) (string, bool) {
	u, err := base.Parse(strings.TrimSpace(ref))
	if err != nil {
		return "", false
	}
	address := u.String()
	if u, err = url.Parse(address); err != nil || check(u) != nil {
		return "", false
	}
	return address, true
}

// link is one of a Link header (RFC 8288 section 3).
type link struct {
	target, rel, anchor string
}

// has reports whether l is of the relation, whose name is in lower case.
func (l link) has(relation string) bool {
	return slices.Contains(strings.Fields(strings.ToLower(l.rel)), relation)
}

// isAbout reports whether l starts at base and not at another document, which
// it may not speak for.
func (l link) isAbout(base *url.URL) bool {
	if l.anchor == "" {
		return true
	}
	u, err := base.Parse(l.anchor)
	return err == nil && *bare(u) == *bare(base)
}

// parseLinks reads Link headers. What is no link is passed over.
func parseLinks(headers []string) []link {
	var links []link
	rest := strings.Join(headers, ",")
	for {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			return links
		}
		target, params, ok := strings.Cut(after, ">")
		if !ok {
			return links
		}
		var l link
		l, rest = parseParams(params)
		l.target = target
		links = append(links, l)
	}
}

// parseParams reads the parameters that follow a target, up to the next link.
// Of several of a name the first counts.
func parseParams(s string) (l link, rest string) {
	rest = s
	for {
		rest = strings.TrimLeft(rest, " \t")
		if !strings.HasPrefix(rest, ";") {
			return l, rest
		}
		var name, value string
		name, value, rest = param(rest[1:])
		switch {
		case name == "rel" && l.rel == "":
			l.rel = value
		case name == "anchor" && l.anchor == "":
			l.anchor = value
		}
	}
}

// param reads a parameter; its value may be missing, bare or quoted.
func param(s string) (name, value, rest string) {
	end := strings.IndexAny(s, "=;,")
	if end < 0 {
		return strings.ToLower(strings.TrimSpace(s)), "", ""
	}
	name, rest = strings.ToLower(strings.TrimSpace(s[:end])), s[end:]
	if rest[0] != '=' {
		return name, "", rest
	}
	rest = strings.TrimLeft(rest[1:], " \t")
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		value, rest = unquote(quoted)
		return name, value, rest
	}
	end = strings.IndexAny(rest, ";,")
	if end < 0 {
		end = len(rest)
	}
	return name, strings.TrimSpace(rest[:end]), rest[end:]
}
