package opml

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"dateline/feeds"
)

// maxAddress is how long an address may be, in bytes.
const maxAddress = 4096

// address makes of a value the address of a feed, as it stands if it can.
// remark says what was changed that people must know, or if ok is false why it
// is no address. It never repeats a password.
func address(value string) (addr, remark string, ok bool) {
	if len(value) > maxAddress {
		return "", "its address is too long", false
	}
	addr = withScheme(tidy(value))
	u, err := url.Parse(addr)
	if err != nil {
		return "", "its address cannot be read", false
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Sprintf("%q is no web address", clipBytes(u.Redacted(), 100)), false
	}
	host, err := idna.Punycode.ToASCII(u.Hostname())
	if err != nil || host == "" || strings.ContainsAny(host, " %") {
		return "", "its address names no host", false
	}
	if u.User != nil {
		u.User = nil
		addr = u.String()
		remark = "it had a user and password in its address: put them into a file and name it in auth_file"
	}
	return addr, remark, true
}

// tidy mends what people and programs do to addresses: line breaks, quotation
// marks around or after, escaping twice, spaces, a "%" that stands for itself.
func tidy(value string) string {
	value = strings.ReplaceAll(unescape(value), "&amp;", "&")
	value = strings.TrimFunc(value, func(r rune) bool { return isBreak(r) || closers(r) != "" || r == '<' || r == '>' })
	if !strings.ContainsFunc(value, isOdd) {
		return value
	}
	value = runOn.ReplaceAllString(value, "")
	if end := strings.IndexAny(value, "\"<>"); end >= 0 {
		value = value[:end]
	}
	value = wrap.ReplaceAllString(strings.TrimSpace(value), "")
	var b strings.Builder
	for i, r := range value {
		switch {
		case r == '%' && !isEscape(value[i:]):
			b.WriteString("%25")
		case isBreak(r) || isHidden(r):
			b.WriteString(url.PathEscape(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isOdd reports whether tidy has to look closer at an address with r in it.
func isOdd(r rune) bool {
	return r == '%' || r == '"' || r == '<' || r == '>' || isBreak(r) || isHidden(r)
}

// isHidden reports whether r cannot be seen in an address.
func isHidden(r rune) bool { return unicode.Is(unicode.Cf, r) }

var (
	// runOn is the next attribute, when the quotation mark that closes an
	// address was forgotten.
	runOn = regexp.MustCompile(`(?is)\s(?:text|title|type|version|description|language|category|xmlurl|htmlurl|url)\s*=.*`)
	// wrap is where an address was broken into lines.
	wrap = regexp.MustCompile(`\s*[\r\n\t]\s*`)
)

func isEscape(s string) bool {
	return len(s) >= 3 && isHex(s[1]) && isHex(s[2])
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// withScheme turns the schemes by which systems find a feed reader into http,
// and adds one that was left out.
func withScheme(addr string) string {
	scheme, rest, found := strings.Cut(addr, ":")
	if found {
		switch strings.ToLower(scheme) {
		case "feed", "feeds", "rss", "itpc", "itpcs", "pcast", "podcast":
			if strings.HasPrefix(rest, "//") {
				return "http:" + rest
			}
			return rest
		}
	}
	if strings.HasPrefix(addr, "//") {
		return "http:" + addr
	}
	host, _, _ := strings.Cut(addr, "/")
	if name, port, _ := strings.Cut(host, ":"); strings.Contains(name, ".") && isNumber(port) {
		return "http://" + addr
	}
	return addr
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// key is equal for addresses that name the same feed.
func key(addr string) string {
	if k := feeds.Canonical(addr); k != "" {
		return k
	}
	u, err := url.Parse(addr)
	if err != nil {
		return addr
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// page is the address of a site, "" if it is none that a browser can follow.
func page(value string) string {
	addr, _, ok := address(value)
	if !ok {
		return ""
	}
	return addr
}
