package parse

import (
	"strings"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
)

// addressAttributes are those of HTML that hold one address.
var addressAttributes = map[string]bool{
	"href": true, "src": true, "poster": true, "cite": true, "data": true, "background": true,
	"longdesc": true, "action": true, "formaction": true, "data-src": true,
}

// rebased makes the addresses in HTML absolute. All else stays as it is.
func rebased(html, base string) string {
	if !strings.Contains(html, "<") {
		return html
	}
	s := markup.Scanner{Doc: []byte(html)}
	var out strings.Builder
	for {
		from := s.At
		t, ok := s.Next()
		if !ok {
			return out.String()
		}
		if t.Kind == markup.StartTag && !t.Cut && hasAddress(t) {
			writeRebased(&out, t, base)
		} else {
			out.WriteString(html[from:s.At])
		}
	}
}

func hasAddress(t markup.Token) bool {
	for name := range t.Each() {
		if addressAttributes[strings.ToLower(string(name))] {
			return true
		}
	}
	return false
}

func writeRebased(out *strings.Builder, t markup.Token, base string) {
	out.WriteByte('<')
	out.Write(t.Name)
	for name, value := range t.Each() {
		out.WriteByte(' ')
		out.Write(name)
		if value == nil {
			continue
		}
		text := string(value)
		if addressAttributes[strings.ToLower(string(name))] {
			if a := address.Absolute(base, markup.Unescape(value)); a != "" {
				text = markup.Escape(a)
			}
		}
		out.WriteString(`="` + strings.ReplaceAll(text, `"`, "&quot;") + `"`)
	}
	if t.Empty {
		out.WriteString(" /")
	}
	out.WriteByte('>')
}
