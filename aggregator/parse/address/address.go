package address

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// Absolute resolves an address as a document has it. It returns "" for one
// that cannot be made out, and leaves other schemes than http alone.
func Absolute(base, ref string) string {
	ref = Tidy(ref)
	if ref == "" {
		return ""
	}
	u, err := parseAddress(ref)
	if err != nil {
		return ""
	}
	if ascii, err := idna.Punycode.ToASCII(strings.ToLower(u.Host)); err == nil && !isASCII(u.Host) {
		u.Host = ascii
		ref = u.String()
	}
	if u.Scheme != "" {
		return keepOr(ref, u)
	}
	b, err := url.Parse(base)
	if err != nil || b.Scheme == "" {
		return ""
	}
	return encoded(b.ResolveReference(u).String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// keepOr returns ref as it was written if it is a valid address that way.
func keepOr(ref string, u *url.URL) string {
	if encoded(ref) == ref {
		return ref
	}
	return encoded(u.String())
}

// encoded percent-encodes what may stand in no address.
func encoded(a string) string {
	n := 0
	for i := range len(a) {
		if isForbidden(a, i) {
			n++
		}
	}
	if n == 0 {
		return a
	}
	const hex = "0123456789ABCDEF"
	out := make([]byte, 0, len(a)+2*n)
	for i := range len(a) {
		if c := a[i]; isForbidden(a, i) {
			out = append(out, '%', hex[c>>4], hex[c&15])
		} else {
			out = append(out, c)
		}
	}
	return string(out)
}

// isForbidden reports whether the byte at i may not stand in an address: what
// RFC 3986 does not list, and "%" that begins no escape.
func isForbidden(a string, i int) bool {
	switch c := a[i]; c {
	case '"', '<', '>', '\\', '^', '`', '{', '|', '}':
		return true
	case '%':
		return i+2 >= len(a) || !isHex(a[i+1]) || !isHex(a[i+2])
	default:
		return c <= ' ' || c >= 0x7f
	}
}

// parseAddress is url.Parse, but takes stray percent signs and backslashes.
func parseAddress(ref string) (*url.URL, error) {
	u, err := url.Parse(ref)
	if err == nil {
		return u, nil
	}
	var fixed strings.Builder
	for i := range len(ref) {
		if c := ref[i]; c == '%' && (i+2 >= len(ref) || !isHex(ref[i+1]) || !isHex(ref[i+2])) {
			fixed.WriteString("%25")
		} else {
			fixed.WriteByte(c)
		}
	}
	return url.Parse(fixed.String())
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// Tidy drops what never belongs to an address: space around it and
// line breaks in it.
func Tidy(ref string) string {
	ref = strings.TrimSpace(ref)
	if strings.ContainsAny(ref, "\t\r\n") {
		ref = strings.Map(func(r rune) rune {
			if r == '\t' || r == '\r' || r == '\n' {
				return -1
			}
			return r
		}, ref)
	}
	return ref
}

// Web is Absolute for addresses that a reader follows: http and https
// with a host, else "".
func Web(base, ref string) string {
	if a := Absolute(base, ref); IsWeb(a) {
		return a
	}
	return ""
}

// IsWeb reports whether a is an address of http or https with a host.
func IsWeb(a string) bool {
	i := strings.Index(a, "://")
	if i < 0 || len(a) == i+3 {
		return false
	}
	scheme := a[:i]
	return (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) && a[i+3] != '/'
}

// Within applies an xml:base within another, or at the top to the address of
// the document. One that cannot be made out is passed over.
func Within(outer, doc, ref string) string {
	if outer == "" {
		outer = doc
	}
	if a := Absolute(outer, ref); a != "" {
		return a
	}
	return outer
}
