package web

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// excerpt makes up to limit bytes of plain text on one line of a sanitised
// HTML fragment, cut between words where it can be. What comes out is text
// again and not safe to be used as HTML.
func excerpt(fragment string, limit int) string {
	// Text is at most as long as its markup: no need to read a whole page.
	if most := 40 * limit; len(fragment) > most {
		fragment = strings.ToValidUTF8(fragment[:most], "")
	}
	var b strings.Builder
	for fragment != "" {
		text, rest, isTag := strings.Cut(fragment, "<")
		b.WriteString(text)
		if !isTag {
			break
		}
		tag, after, _ := strings.Cut(rest, ">")
		if breaksLine(tag) {
			b.WriteByte(' ')
		}
		fragment = after
	}
	text := strings.Join(strings.FieldsFunc(html.UnescapeString(b.String()), unicode.IsSpace), " ")
	return cut(text, limit)
}

// breaksLine reports whether a tag separates the words before and after it.
func breaksLine(tag string) bool {
	name := strings.TrimPrefix(tag, "/")
	if end := strings.IndexAny(name, " \t\n/"); end >= 0 {
		name = name[:end]
	}
	switch strings.ToLower(name) {
	case "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr":
		return false
	}
	return true
}

// cut shortens text to limit bytes at most, and an ellipsis.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := limit
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	if space := strings.LastIndexByte(text[:end], ' '); space > limit/2 {
		end = space
	}
	return strings.TrimRight(text[:end], " ,;:.") + "…"
}

// paragraphs makes up to limit bytes of plain text of a sanitised HTML
// fragment, without its pictures and what is written under them.
func paragraphs(fragment string, limit int) []string {
	var list []string
	for fragment != "" && limit > 0 {
		before, after, _ := strings.Cut(fragment, "</p>")
		text, rest, isFigure := strings.Cut(before, "<figure")
		if isFigure {
			_, behind, _ := strings.Cut(rest+"</p>"+after, "</figure>")
			before, after = text, behind
		}
		if p := excerpt(before, limit); p != "" {
			list = append(list, p)
			limit -= len(p)
		}
		fragment = after
	}
	return list
}
