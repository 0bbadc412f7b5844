package clean

import (
	"slices"
	"strconv"
	"strings"
)

// settle leaves an element, which was added last, the attributes that are
// written, with clean values.
func (t *tree) settle(id int32) {
	n := &t.nodes[id]
	switch n.el.kind {
	case asBare, asWithheld, asFallback:
		t.attrs, n.to = t.attrs[:n.from], n.from
		return
	case asImage:
		if t.becomeCharacter(id) {
			return
		}
		t.settleImage(id)
	case asPlayer:
		t.settlePlayer(id)
	case asMedia:
		t.settleMedia(id)
	case asSource:
		t.settleSource(id)
	default:
	}
	allowed := anywhere | n.el.attrs
	kept := n.from
	for _, a := range t.attrs[n.from:n.to] {
		if !allowed.has(a.key) {
			continue
		}
		allowed &^= 1 << a.key // only the first of a name counts
		value, ok := t.value(n.el, a)
		if !ok {
			continue
		}
		t.attrs[kept] = attribute{a.key, value}
		kept++
	}
	n.to = kept
	t.attrs = t.attrs[:kept]
	slices.SortFunc(t.attrs[n.from:], func(a, b attribute) int { return int(a.key) - int(b.key) })
}

// value returns the clean value of an attribute of el. It reports whether
// there is one.
func (t *tree) value(el *element, a attribute) (value string, ok bool) {
	v := a.value
	switch a.key {
	case attrHref:
		v = t.site.link(v)
	case attrCite, attrSrc, attrPoster:
		if v != "" || el.kind != asImage {
			v = t.site.web(v)
		} else {
			return "", true // it is still to be found
		}
	case attrSrcset:
		v = t.site.srcset(v)
	case attrAlt:
		return attrText(v), true
	case attrTitle, attrLabel:
		v = attrText(v)
	case attrOpen, attrReversed, attrControls, attrFullscreen:
		return "", true
	case attrReferrer, attrSandbox:
		// set by us
	default:
		v = token(el, a.key, strings.TrimSpace(v))
	}
	return v, v != ""
}

// attrText is the text of an attribute.
func attrText(s string) string { return oneLine(prefix(s, maxNote)) }

// token returns v if it is a value that the attribute may have, else "".
func token(el *element, key attrKey, v string) string {
	switch key {
	case attrLang, attrSrclang:
		return Language(v)
	case attrDir:
		return oneOf(strings.ToLower(v), "ltr", "rtl", "auto")
	case attrScope:
		return oneOf(strings.ToLower(v), "row", "col", "rowgroup", "colgroup")
	case attrKind:
		return oneOf(strings.ToLower(v), "subtitles", "captions", "descriptions", "chapters", "metadata")
	case attrType:
		if el.kind == asList {
			return oneOf(v, "1", "a", "A", "i", "I")
		}
		return mediaType(v)
	case attrWidth, attrHeight:
		return number(strings.TrimSuffix(v, "px"), 1, 20_000)
	case attrColspan, attrRowspan:
		return number(v, 2, 1000)
	case attrStart, attrValue:
		return number(v, -1_000_000, 1_000_000)
	case attrDatetime:
		return ofOnly(v, 40, "0123456789-:.+ TZWPDHMSYtz")
	case attrSizes, attrMedia:
		return ofOnly(v, 500, "abcdefghijklmnopqrstuvwxyz0123456789-:.,()<>=% +*/")
	default:
		return ""
	}
}

func oneOf(v string, list ...string) string {
	if slices.Contains(list, v) {
		return v
	}
	return ""
}

func ofOnly(v string, limit int, chars string) string {
	if len(v) > limit || strings.Trim(v, chars) != "" {
		return ""
	}
	return v
}

// number returns the whole part of v in decimal if it is in the range, else "".
func number(v string, from, to int) string {
	whole, _, _ := strings.Cut(v, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < from || n > to {
		return ""
	}
	return strconv.Itoa(n)
}

// mediaType returns a media type without parameters in lower case, or "".
func mediaType(v string) string {
	v, _, _ = strings.Cut(strings.ToLower(v), ";")
	v = strings.TrimSpace(v)
	kind, sub, ok := strings.Cut(v, "/")
	if !ok || len(v) > 127 || !isToken(kind) || !isToken(sub) {
		return ""
	}
	return v
}

// isToken reports whether s may be half of a media type (RFC 6838).
func isToken(s string) bool {
	const chars = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+"
	return s != "" && strings.Trim(s, chars) == ""
}

// srcset makes the candidates of a srcset absolute (HTML section 4.8.4.2.1).
// Those that cannot be made out are left out.
func (p site) srcset(s string) string {
	const most = 20
	var b strings.Builder
	for range most {
		s = strings.TrimLeft(s, " \t\r\n\f,")
		if s == "" {
			break
		}
		var address, descriptor string
		address, descriptor, s = candidate(s)
		if address = p.web(address); address == "" || !isDescriptor(descriptor) || isPlaceholder(address) {
			continue
		}
		if b.Len()+len(address) > 2*maxAddress {
			break
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strings.TrimRight(address, ","))
		if descriptor != "" {
			b.WriteString(" " + descriptor)
		}
	}
	return b.String()
}

// candidate splits the first candidate off a srcset.
func candidate(s string) (address, descriptor, rest string) {
	end := strings.IndexAny(s, " \t\r\n\f")
	if end < 0 {
		return strings.TrimRight(s, ","), "", ""
	}
	address, rest = s[:end], s[end:]
	if trimmed := strings.TrimRight(address, ","); trimmed != address {
		return trimmed, "", rest
	}
	descriptor, rest, _ = strings.Cut(rest, ",")
	return address, strings.TrimSpace(descriptor), rest
}

// isDescriptor reports whether s is a width or a density, or nothing.
func isDescriptor(s string) bool {
	if s == "" {
		return true
	}
	n, unit := s[:len(s)-1], s[len(s)-1]
	switch unit {
	case 'w':
		return number(n, 1, 100_000) == n
	case 'x':
		f, err := strconv.ParseFloat(n, 64)
		return err == nil && f > 0 && f < 100 && strings.Trim(n, "0123456789.") == ""
	}
	return false
}
