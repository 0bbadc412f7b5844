package web

import (
	"net/http"
	"strings"
)

// knock is a request of the plainest kind: a GET or HEAD of HTTP/1.1, in one
// piece, that has nothing to say but which document, in what coding, and what of
// it is known.
type knock struct {
	isHead bool
	// path and query are as they came, and nothing in the path is escaped.
	path, query string
	accept      string
	known       conditions
}

// readKnock reads what came on a connection. It is strict, for what it does not
// take is read by net/http, which knows what to make of it: ok is false for all
// that is not whole, or more than one request, or has anything in it that net/http
// might refuse, answer in a way of its own, or leave to a handler.
func readKnock(text string) (k knock, ok bool) {
	text, ok = strings.CutSuffix(text, "\r\n\r\n")
	if !ok || strings.HasSuffix(text, "\r\n") {
		return knock{}, false
	}
	line, rest, _ := strings.Cut(text, "\r\n")
	if !k.readLine(line) {
		return knock{}, false
	}
	hosts := 0
	for rest != "" {
		line, rest, _ = strings.Cut(rest, "\r\n")
		name, value, ok := strings.Cut(line, ":")
		if !ok || !isToken(name) || !isValue(value) || !k.take(name, strings.Trim(value, " \t"), &hosts) {
			return knock{}, false
		}
	}
	return k, hosts == 1
}

// readLine reads the request line.
func (k *knock) readLine(line string) (ok bool) {
	method, rest, _ := strings.Cut(line, " ")
	target, version, _ := strings.Cut(rest, " ")
	if method != http.MethodGet && method != http.MethodHead || version != "HTTP/1.1" || !strings.HasPrefix(target, "/") {
		return false
	}
	k.isHead = method == http.MethodHead
	var hasQuery bool
	k.path, k.query, hasQuery = strings.Cut(target, "?")
	if strings.ContainsAny(k.path, "%#") || strings.Contains(k.query, "#") || hasQuery && k.query == "" {
		return false
	}
	for i := range len(target) {
		if target[i] <= ' ' || target[i] >= 0x7f {
			return false
		}
	}
	return true
}

// take takes a header over, or says that it is none for us.
func (k *knock) take(name, value string, hosts *int) (ok bool) {
	is := func(other string) bool { return strings.EqualFold(name, other) }
	switch {
	case is("Host"):
		*hosts++
		return isHost(value)
	case is("Accept-Encoding"):
		return takeOnce(&k.accept, value)
	case is("If-None-Match"):
		k.known.hasTags = true
		return takeOnce(&k.known.tags, value)
	case is("If-Modified-Since"):
		return takeOnce(&k.known.since, value)
	case is("Connection"):
		return strings.EqualFold(value, "keep-alive")
	case is("A-IM"), is("Expect"), is("Trailer"), is("Upgrade"), is("Content-Length"), is("Transfer-Encoding"):
		return false
	}
	return true
}

// takeOnce takes a value that is there once, and not empty.
func takeOnce(to *string, value string) (ok bool) {
	if *to != "" || value == "" {
		return false
	}
	*to = value
	return true
}

func isToken(name string) bool {
	for i := range len(name) {
		c := name[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return name != ""
}

func isValue(value string) bool {
	for i := range len(value) {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

func isHost(host string) bool {
	for i := range len(host) {
		c := host[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > ':') && c != '-' && c != '.' && c != '[' && c != ']' {
			return false
		}
	}
	return host != ""
}
