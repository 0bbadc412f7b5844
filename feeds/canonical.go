package feeds

import (
	"net/url"
	"slices"
	"strings"
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
// built on, version 1: no scheme, lower-case host without "www." and default
// port, no fragment, no tracking keys, the rest of the query in its order. It
// returns "" for anything else, and when only the host is left: such an
// address tells no item apart.
func Canonical(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" {
		return ""
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return ""
	}
	path, query := u.EscapedPath(), WithoutTracking(u.RawQuery)
	if (path == "" || path == "/") && query == "" {
		return ""
	}
	if path == "" {
		path = "/"
	}
	if query != "" {
		query = "?" + query
	}
	return canonicalHost(u, scheme) + path + query
}

func canonicalHost(u *url.URL, scheme string) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	host = strings.TrimPrefix(host, "www.")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	port := u.Port()
	if port == "" || (scheme == "http" && port == "80") || (scheme == "https" && port == "443") {
		return host
	}
	return host + ":" + port
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
