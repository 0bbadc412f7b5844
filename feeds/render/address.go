package render

import (
	"net/url"
	"strconv"
	"strings"
)

// address returns an http or https address in the form of RFC 3986, or "" if s
// is none that a reader could follow. A valid one is not changed, but never
// published with a user name or password.
func address(s string) string {
	s = strings.TrimSpace(s)
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return ""
	}
	end := strings.IndexAny(rest, `/?#\`)
	if end < 0 {
		end = len(rest)
	}
	authority, tail := rest[:end], rest[end:]
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	host, port, _ := strings.Cut(authority, ":")
	if !isPort(port) {
		return ""
	}
	if host = hostName(host); host == "" {
		return ""
	}
	if tail != "" && tail[0] != '/' {
		tail = "/" + tail
	}
	tail = escapeAddress(tail)
	if isMadeOf(s, scheme, host, port, tail) {
		return s // the common case makes no new string
	}
	if port != "" {
		host += ":" + port
	}
	return strings.ToLower(scheme) + "://" + host + tail
}

// isMadeOf reports whether s is what the parts make, with a scheme in small
// letters.
func isMadeOf(s, scheme, host, port, tail string) bool {
	if scheme != "http" && scheme != "https" {
		return false
	}
	rest, ok := strings.CutPrefix(s[len(scheme)+len("://"):], host)
	if ok && port != "" {
		rest, ok = strings.CutPrefix(rest[min(1, len(rest)):], port)
	}
	return ok && rest == tail
}

// isPort reports whether s is a port, or empty.
func isPort(s string) bool {
	if s == "" {
		return true
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}

// siteAddress is address for our own pages: they may be on an IPv6 address.
func siteAddress(s string) string {
	if a := address(s); a != "" {
		return a
	}
	scheme, rest, _ := strings.Cut(s, "://")
	end := strings.IndexAny(rest+"/", "/?#")
	return scheme + "://" + rest[:end] + escapeAddress(rest[end:])
}

// hostName returns a domain name or IPv4 address in ASCII, or "".
func hostName(s string) string {
	if strings.IndexByte(s, '%') >= 0 {
		plain, err := url.PathUnescape(s)
		if err != nil {
			return ""
		}
		s = plain
	}
	if !isASCII(s) {
		s = asciiHost(s)
	}
	good := false
	for i := range len(s) {
		switch c := s[i]; {
		case isLetter(c), isDigit(c):
			good = true
		case c != '-' && c != '_' && (c != '.' || i == 0 || s[i-1] == '.'):
			return ""
		}
	}
	if !good {
		return ""
	}
	return s
}

// escapeAddress percent-encodes what must not stand in an address.
func escapeAddress(s string) string {
	hash := strings.IndexByte(s, '#')
	for i := range len(s) {
		if !staysAsIs(s, i, hash) {
			return s[:i] + escaped(s, i, hash)
		}
	}
	return s
}

func escaped(s string, from, hash int) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := from; i < len(s); i++ {
		if c := s[i]; staysAsIs(s, i, hash) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}

func staysAsIs(s string, i, hash int) bool {
	switch c := s[i]; {
	case isLetter(c), isDigit(c):
		return true
	case c == '%':
		return i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
	case c == '#':
		return i == hash
	default:
		return strings.IndexByte("-._~:/?@!$&'()*+,;=", c) >= 0
	}
}

// isDomain reports whether an address has a host as RSS wants it of
// enclosures: several labels of letters, digits and hyphens.
func isDomain(a string) bool {
	_, rest, _ := strings.Cut(a, "://")
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	last := host[strings.LastIndexByte(host, '.')+1:]
	return len(last) < len(host) && last != "" && last[0] != '-' && !strings.Contains(host, "_")
}

// identifier returns s if it may identify something: an http or https address,
// or one of the schemes made for that.
func identifier(s string) string {
	s = strings.TrimSpace(s)
	if a := address(s); a != "" {
		return a
	}
	scheme, rest, _ := strings.Cut(s, ":")
	if escapeAddress(s) != s || strings.ContainsAny(s, "/?&~#") {
		return ""
	}
	switch {
	case strings.EqualFold(scheme, "urn") && isURN(rest), scheme == "tag" && isTag(rest):
		return s
	}
	return ""
}

// isURN reports whether s is what follows "urn:" (RFC 8141).
func isURN(s string) bool {
	space, name, _ := strings.Cut(s, ":")
	if strings.EqualFold(space, "uuid") {
		return len(name) == 36 && strings.Trim(name, "0123456789abcdefABCDEF-") == "" && strings.Count(name, "-") == 4 &&
			name[8] == '-' && name[13] == '-' && name[18] == '-' && name[23] == '-'
	}
	token := strings.Trim(strings.ToLower(space), "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
	return token && len(space) >= 2 && len(space) <= 32 && space[0] != '-' && name != ""
}

// isTag reports whether s is what follows "tag:" (RFC 4151), with a plain
// domain and a year.
func isTag(s string) bool {
	domain, rest, _ := strings.Cut(s, ",")
	year, name, ok := strings.Cut(rest, ":")
	return ok && name != "" && len(year) == 4 && strings.Trim(year, "0123456789") == "" &&
		domain != "" && strings.Trim(domain, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

// canonicalAddress is the one spelling of an address that compares equal
// character by character (RFC 3986 section 6.2.2), as ids must.
func canonicalAddress(a string) string {
	scheme, rest, _ := strings.Cut(a, "://")
	end := strings.IndexByte(rest+"/", '/')
	host := strings.TrimSuffix(strings.ToLower(rest[:end]), map[string]string{"http": ":80", "https": ":443"}[scheme])
	path, b := rest[end:], strings.Builder{}
	for i := 0; i < len(path); i++ {
		if path[i] != '%' {
			b.WriteByte(path[i])
			continue
		}
		code, _ := strconv.ParseUint(path[i+1:i+3], 16, 8)
		if c := byte(code); isLetter(c) || isDigit(c) || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteString(strings.ToUpper(path[i : i+3]))
		}
		i += 2
	}
	return scheme + "://" + strings.TrimSuffix(host, ".") + firstOf(b.String(), "/")
}
