package decode

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
)

// Charset returns the charset of an HTTP Content-Type, or "".
func Charset(contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	_, rest, _ := strings.Cut(strings.ToLower(contentType), "charset=")
	rest, _, _ = strings.Cut(rest, ";")
	return strings.Trim(rest, ` "'`)
}

// encodingOf finds the encoding in an XML declaration.
var encodingOf = regexp.MustCompile(`\sencoding\s*=\s*["']?([-\w.:]+)`)

// declaration returns the encoding that the XML declaration of a document
// names, which may stand behind other text.
func declaration(body []byte) string {
	head := body[:min(len(body), 1024)]
	from := bytes.Index(head, []byte("<?xml"))
	if from < 0 {
		return ""
	}
	head = head[from:]
	if to := bytes.IndexByte(head, '>'); to >= 0 {
		head = head[:to]
	}
	if m := encodingOf.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	return ""
}
