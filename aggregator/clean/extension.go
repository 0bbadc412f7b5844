package clean

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/feeds"
)

// extensions cleans elements of other namespaces. Their structure stays; what
// is HTML in them is cleaned, addresses are made absolute.
func extensions(list []feeds.Element, p site) []feeds.Element {
	left := maxElements
	return elementsOf(list, p, 0, &left)
}

func elementsOf(list []feeds.Element, p site, depth int, left *int) []feeds.Element {
	var kept []feeds.Element
	for _, e := range list {
		if *left == 0 || depth == maxElementDepth || !isAllowed(e) {
			continue
		}
		*left--
		e.Space, e.Prefix, e.Name = tidy(mark(e.Space, maxAddress)), mark(e.Prefix, maxName), mark(e.Name, maxName)
		if isJSON(e) {
			e.Text = jsonText(e.Text)
		} else {
			e.Text = elementText(e.Text, p)
		}
		e.Attrs = attrsOf(e.Attrs, p)
		e.Children = elementsOf(e.Children, p, depth+1, left)
		kept = append(kept, e)
	}
	return slices.Clip(kept)
}

// liveSpaces are namespaces that programs which show XML act upon, wherever
// they find them: no feed needs to carry them.
var liveSpaces = wordSet(`http://www.w3.org/1999/xhtml http://www.w3.org/2000/svg http://www.w3.org/1998/math/mathml
	http://www.w3.org/1999/xlink http://www.w3.org/1999/xsl/transform http://www.w3.org/2001/xinclude
	http://www.w3.org/2001/xml-events http://www.w3.org/2002/06/xhtml2 http://www.w3.org/xml/1998/namespace
	http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul http://www.w3.org/2002/xforms
	http://www.w3.org/2000/xmlns`)

func isLive(space string) bool {
	return liveSpaces[strings.ToLower(strings.TrimRight(tidy(space), "/#"))]
}

// isAllowed reports whether an element may be published. Its names must be
// ones in XML, unless it comes from JSON.
func isAllowed(e feeds.Element) bool {
	if isLive(e.Space) {
		return false
	}
	return isJSON(e) && utf8.ValidString(e.Name) || isName(e.Name) && (e.Prefix == "" || isName(e.Prefix))
}

// isJSON reports whether e is an extension of JSON Feed. Its text is JSON.
func isJSON(e feeds.Element) bool { return e.Space == "" && strings.HasPrefix(e.Name, "_") }

// isName reports whether s is a name in XML without a colon, of letters that
// every program takes.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isLetter(c) && c != '_' && (i == 0 || !isDigit(c) && c != '-' && c != '.') {
			return false
		}
	}
	return s != "" && len(s) <= maxName
}

// jsonText returns JSON in which no character is markup.
func jsonText(s string) string {
	s = mark(s, maxElementText+1)
	if len(s) > maxElementText || !json.Valid([]byte(s)) {
		return ""
	}
	var b bytes.Buffer
	json.HTMLEscape(&b, []byte(s))
	return b.String()
}

// elementText cleans the text of an element: as HTML if there is markup in it.
func elementText(s string, p site) string {
	s = plain(prefix(s, maxElementText))
	if hasMarkup(s) {
		t := newTree(s, p)
		defer t.free()
		s = t.html(maxElementText)
	}
	if isScript(s) {
		return ""
	}
	return strings.TrimSpace(s)
}

// hasMarkup reports whether a tag, comment or the like begins in s.
func hasMarkup(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			return false
		}
		if c := s[i+1]; isLetter(c) || c == '/' || c == '!' || c == '?' {
			return true
		}
		s = s[i+1:]
	}
}

// plain returns s without junk. Lines and their breaks stay.
func plain(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
			return string(appendText(nil, []byte(s)))
		}
	}
	return s
}

// attrsOf cleans the attributes of an element.
func attrsOf(list []feeds.Attr, p site) []feeds.Attr {
	var kept []feeds.Attr
	for _, a := range list {
		if !isName(a.Name) || isLive(a.Space) || len(kept) == maxElementAttrs ||
			len(a.Name) > 2 && strings.EqualFold(a.Name[:2], "on") && a.Space == "" {
			continue
		}
		a.Space = tidy(mark(a.Space, maxAddress))
		value := strings.TrimSpace(plain(prefix(a.Value, maxAttributeText)))
		if hasMarkup(value) {
			value = Text(value)
		}
		if value = attrAddress(a.Name, value, p); value == "" && a.Value != "" {
			continue
		}
		a.Value = value
		kept = append(kept, a)
	}
	return slices.Clip(kept)
}

// attrAddress makes the value of an attribute absolute that is an address by
// its name, and returns "" for what would run.
func attrAddress(name, value string, p site) string {
	if isScript(value) {
		return ""
	}
	switch strings.ToLower(name) {
	case "href", "url", "src":
		switch scheme, _ := cutScheme(tidy(value)); scheme {
		case "", "http", "https":
			return p.web(value)
		}
	}
	return value
}

// isScript reports whether s is an address that would run, or show, what is in
// it.
func isScript(s string) bool {
	switch scheme, _ := cutScheme(tidy(s)); scheme {
	case "javascript", "vbscript", "data", "livescript", "mocha", "jscript", "blob", "filesystem", "view-source":
		return true
	}
	return false
}
