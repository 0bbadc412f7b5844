package feeds

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// trackingKeys are the query keys that never tell one article from another.
// The list is closed: it is part of the identity of stored items.
var trackingKeys = []string{
	"_ga", "_gl", "_hsenc", "_hsmi", "at_campaign", "at_medium", "cmpid",
	"dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid", "mc_cid",
	"mc_eid", "mkt_tok", "msclkid", "ns_campaign", "ns_mchannel",
	"oly_anon_id", "oly_enc_id", "twclid", "vero_id", "wbraid",
	"wickedid", "yclid",
}

// IsTracking reports whether a query key serves only to follow readers.
func IsTracking(key string) bool {
	k := strings.ToLower(key)
	if strings.HasPrefix(k, "utm_") {
		return true
	}
	_, found := slices.BinarySearch(trackingKeys, k)
	return found
}

// Canonical returns the form of an http or https address that identity is
// built on, version 1: no scheme and user, lower-case ASCII host without
// "www.", final dot and default port, no fragment, no tracking keys, the rest
// of the query in its order, and one spelling of what is percent-encoded. It
// returns "" for anything else, and when only the host is left: such an
// address tells no item apart.
func Canonical(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return ""
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return ""
	}
	host := canonicalHost(u.Hostname())
	path, query := u.EscapedPath(), WithoutTracking(u.RawQuery)
	if host == "" || (path == "" || path == "/") && query == "" {
		return ""
	}
	if path == "" {
		path = "/"
	}
	if query != "" {
		query = "?" + query
	}
	return host + telling(u.Port(), scheme) + oneSpelling(path+query)
}

// canonicalHost spells a host as name servers know it, or returns "" for what
// no name server can know: a percent sign that url.Parse has decoded. Names of
// other scripts turn to Punycode without the mappings of IDNA, which differ from one release
// of Unicode to the next.
func canonicalHost(host string) string {
	host = strings.TrimRight(strings.ToLower(host), ".")
	for strings.HasPrefix(host, "www.") {
		host = host[len("www."):]
	}
	if strings.Contains(host, ":") {
		return "[" + strings.ReplaceAll(host, "%", "%25") + "]"
	}
	if strings.Contains(host, "%") {
		return ""
	}
	if ascii, err := idna.Punycode.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

// telling is a port with its colon, unless it is the scheme's own.
func telling(port, scheme string) string {
	if port == "" || (scheme == "http" && port == "80") || (scheme == "https" && port == "443") {
		return ""
	}
	return ":" + port
}

// oneSpelling writes letters, digits and -._~ as they are and every other byte
// that may be percent-encoded, or has to be, in one way (RFC 3986 section
// 6.2.2).
func oneSpelling(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == '%' || r <= ' ' || r >= 0x7f }) {
		return s
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			code, ok := escaped(s[i+1:])
			if !ok {
				b.WriteString("%25")
				continue
			}
			i += 2
			if c = code; isUnreserved(c) {
				b.WriteByte(c)
				continue
			}
		} else if c > ' ' && c < 0x7f {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

// escaped reads the two hexadecimal digits that s begins with.
func escaped(s string) (c byte, ok bool) {
	if len(s) < 2 {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:2], 16, 8)
	return byte(n), err == nil
}

func isUnreserved(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// WithoutTracking removes the tracking keys from a raw query and keeps the
// rest as it stands.
func WithoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := strings.Split(query, "&")
	kept = slices.DeleteFunc(kept, func(pair string) bool {
		key, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(key); err == nil {
			key = plain
		}
		return pair == "" || IsTracking(key)
	})
	return strings.Join(kept, "&")
}
