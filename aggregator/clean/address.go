package clean

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// site is where an item was found: what its addresses are relative to.
type site struct {
	base *url.URL // nil if unknown
	own  bool     // base is the item's own page
}

// unrooted is where relative addresses lead nowhere.
var unrooted site

// at returns the site of an item with a cleaned link, found in a feed whose
// relative addresses hang on base.
func at(link, base string) site {
	own := link != ""
	if !own {
		link = unrooted.web(base)
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return unrooted
	}
	return site{base: u, own: own}
}

// link returns the absolute form of an address that a reader may follow:
// http, https, mailto or tel. It is "" if there is none.
func (p site) link(ref string) string {
	switch scheme, rest := cutScheme(tidy(ref)); scheme {
	case "mailto":
		return mailto(rest)
	case "tel":
		return telephone(rest)
	default:
		return untracked(unwrapped(p.web(ref)))
	}
}

// web returns the absolute form of an http or https address, without
// characters that RFC 3986 does not allow. It is "" if there is none.
func (p site) web(ref string) string {
	if isTidy(ref) {
		return ref
	}
	ref = tidy(ref)
	if ref == "" || len(ref) > maxAddress {
		return ""
	}
	scheme, rest := cutScheme(ref)
	switch scheme {
	case "http", "https":
		return absolute(scheme, rest)
	case "":
		return p.resolve(ref)
	}
	return ""
}

// isTidy reports whether ref is an absolute address that needs nothing done to
// it: the case of nearly all.
func isTidy(ref string) bool {
	rest, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(ref, "http://"); !ok {
			return false
		}
	}
	if rest == "" || len(ref) > maxAddress || !isLetter(rest[0]) && !isDigit(rest[0]) {
		return false
	}
	host := true
	for i := range len(rest) {
		switch c := rest[i]; {
		case host && (c == '/' || c == '?'):
			host = false
		case isLetter(c), isDigit(c), c == '-', c == '.':
		case host, !isURIByte(c), c == '%', c == '#':
			return false
		}
	}
	return true
}

// resolve makes a relative address absolute.
func (p site) resolve(ref string) string {
	slashed := strings.ReplaceAll(ref, `\`, "/")
	switch {
	case strings.HasPrefix(slashed, "//"):
		scheme := "https"
		if p.base != nil {
			scheme = p.base.Scheme
		}
		return absolute(scheme, ref)
	case p.base == nil, ref[0] == '#' && !p.own:
		return ""
	}
	u, err := url.Parse(encoded(relative(ref)))
	if err != nil {
		return ""
	}
	found := p.base.ResolveReference(u).String()
	scheme, rest := cutScheme(found)
	return absolute(scheme, rest)
}

// relative keeps a colon in a first segment from looking like a scheme.
func relative(ref string) string {
	colon := strings.IndexByte(ref, ':')
	if colon >= 0 && !strings.ContainsAny(ref[:colon], "/?#") {
		return "./" + ref
	}
	return ref
}

// cutScheme splits off a scheme, in lower case, as browsers do. It is "" if
// there is none.
func cutScheme(ref string) (scheme, rest string) {
	for i := range len(ref) {
		switch c := ref[i]; {
		case isLetter(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(ref[:i]), ref[i+1:]
		default:
			return "", ref
		}
	}
	return "", ref
}

// tidy drops what browsers drop of an address: space and controls around it,
// line breaks and tabs in it; and characters that have no place in any text.
func tidy(ref string) string {
	ref = strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' || isSpace(r) || isJunk(r) })
	for _, r := range ref {
		if r < ' ' || isJunk(r) {
			return strings.Map(func(r rune) rune {
				if r < ' ' || isJunk(r) {
					return -1
				}
				return r
			}, ref)
		}
	}
	return ref
}

// absolute checks the authority of an address and encodes the rest. after is
// what follows the colon.
func absolute(scheme, after string) string {
	if len(after) < 3 || !isSlash(after[0]) || !isSlash(after[1]) {
		return ""
	}
	after = after[2:]
	end := strings.IndexAny(after, `/\?#`)
	if end < 0 {
		end = len(after)
	}
	authority := authority(after[:end])
	if authority == "" {
		return ""
	}
	address := scheme + "://" + authority + encoded(after[end:])
	if len(address) > maxAddress {
		return ""
	}
	if _, err := url.Parse(address); err != nil {
		return ""
	}
	return address
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// authority returns user, host and port in ASCII, or "" if they are none.
func authority(s string) string {
	user, host := "", s
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		user, host = encoded(strings.ReplaceAll(s[:i], "@", "%40"))+"@", s[i+1:]
	}
	if strings.HasPrefix(host, "[") {
		if strings.Trim(host, "0123456789abcdefABCDEF:.[]") != "" {
			return ""
		}
		return user + host
	}
	name, port, hasPort := strings.Cut(host, ":")
	if hasPort && strings.Trim(port, "0123456789") != "" {
		return ""
	}
	if port != "" {
		port = ":" + port
	}
	if name = hostName(name); name == "" {
		return ""
	}
	return user + name + port
}

// hostName returns a name in ASCII, spelt as feeds.Canonical spells it. What
// cannot be a name in the DNS is "".
func hostName(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii, err := idna.Punycode.ToASCII(strings.ToLower(norm.NFC.String(s)))
			if err != nil {
				return ""
			}
			s = ascii
			break
		}
	}
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && c != '-' && c != '.' && c != '_' {
			return ""
		}
	}
	if strings.Trim(s, ".-_") == "" {
		return ""
	}
	return s
}

// encoded percent-encodes what may not stand in a path, query or fragment, and
// percent signs that encode nothing. Backslashes in a path are slashes.
func encoded(s string) string {
	clean := true
	for i := range len(s) {
		clean = clean && isURIByte(s[i]) && s[i] != '%' && s[i] != '#'
	}
	if clean {
		return s
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	path, fragment := true, false
	for i := range len(s) {
		c := s[i]
		path = path && c != '?' && c != '#'
		switch {
		case c == '\\' && path:
			b.WriteByte('/')
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]),
			c == '#' && !fragment, c != '%' && c != '#' && isURIByte(c):
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
		fragment = fragment || c == '#'
	}
	return b.String()
}

// isURIByte reports whether RFC 3986 lets c stand outside the authority. Square
// brackets it does not.
func isURIByte(c byte) bool {
	return isLetter(c) || isDigit(c) || strings.IndexByte("-._~:/?#@!$&'()*+,;=%", c) >= 0
}

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// mailto returns a mail link: addresses, and a subject or body perhaps.
func mailto(rest string) string {
	to, _, _ := strings.Cut(rest, "?")
	if !strings.Contains(to, "@") && !strings.Contains(to, "%40") || len(rest) > maxAddress/2 {
		return ""
	}
	return "mailto:" + strings.ReplaceAll(encoded(rest), "#", "%23")
}

func telephone(rest string) string {
	number := strings.Map(func(r rune) rune {
		if r == ' ' {
			return -1
		}
		return r
	}, rest)
	if number == "" || len(number) > 64 || strings.Trim(number, "+0123456789-.()*#,;=extphonicu") != "" {
		return ""
	}
	return "tel:" + number
}
