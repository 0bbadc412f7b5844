package parse

import "strings"

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
	s := scanner{doc: []byte(html)}
	var out strings.Builder
	for {
		from := s.at
		t, ok := s.next()
		if !ok {
			return out.String()
		}
		if t.kind == startToken && !t.cut && hasAddress(t) {
			writeRebased(&out, t, base)
		} else {
			out.WriteString(html[from:s.at])
		}
	}
}

func hasAddress(t token) bool {
	for name := range t.each() {
		if addressAttributes[strings.ToLower(string(name))] {
			return true
		}
	}
	return false
}

func writeRebased(out *strings.Builder, t token, base string) {
	out.WriteByte('<')
	out.Write(t.name)
	for name, value := range t.each() {
		out.WriteByte(' ')
		out.Write(name)
		if value == nil {
			continue
		}
		text := string(value)
		if addressAttributes[strings.ToLower(string(name))] {
			if a := absolute(base, unescape(value)); a != "" {
				text = escape(a)
			}
		}
		out.WriteString(`="` + strings.ReplaceAll(text, `"`, "&quot;") + `"`)
	}
	if t.empty {
		out.WriteString(" /")
	}
	out.WriteByte('>')
}
