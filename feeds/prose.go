package feeds

import (
	"slices"
	"strings"
	"unicode"
)

// counted are the words of counters that nobody reads as news. A counter stands
// alone between tags or bars: "12 comments", "Views: 1.2k", "5 min read",
// "Updated 2 hours ago". Votes, points and shares are not among them: they may
// be what a table is about.
var counted = map[string]bool{
	"comment": true, "comments": true, "view": true, "views": true, "likes": true, "replies": true, "reactions": true, "followers": true,
	"ago": true, "min": true, "mins": true,
	"comentario": true, "comentarios": true, "vistas": true, "lecturas": true, "hace": true,
	"commentaire": true, "commentaires": true, "vues": true,
	"kommentar": true, "kommentare": true, "aufrufe": true, "vor": true,
	"komentar": true, "tontonan": true, "dibaca": true, "lalu": true,
	"комментарий": true, "комментария": true, "комментариев": true, "просмотров": true, "назад": true,
	"تعليق": true, "تعليقات": true, "مشاهدة": true, "منذ": true,
}

// maxCounter is how many words a counter has at most.
const maxCounter = 5

// addProse appends what a reader would notice of an HTML fragment: its words
// but for counters, its tags, and where they lead. Of the address of a picture
// the query does not count: it is signed anew at each visit by some.
func addProse(words []byte, html string) []byte {
	var segment []string
	for html != "" {
		text, tag, isTag := strings.Cut(html, "<")
		for part := range strings.FieldsFuncSeq(text, isBar) {
			segment = segment[:0]
			for word := range strings.FieldsSeq(part) {
				segment = append(segment, word)
			}
			words = addSegment(words, segment)
		}
		if !isTag {
			break
		}
		tag, html, _ = strings.Cut(tag, ">")
		words = addTag(words, tag)
	}
	return append(words, 0)
}

// isBar reports whether r parts what stands beside each other in a line.
func isBar(r rune) bool { return r == '|' || r == '·' || r == '•' }

// addSegment appends words that stand together, unless they are a counter.
func addSegment(words []byte, segment []string) []byte {
	counter := len(segment) <= maxCounter && slices.ContainsFunc(segment, func(w string) bool {
		return counted[strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))]
	})
	if counter && (slices.ContainsFunc(segment, isNumber) || strings.EqualFold(segment[0], "no")) {
		return words
	}
	for _, word := range segment {
		words = append(append(words, word...), ' ')
	}
	return words
}

// isNumber reports whether a word is a number, as counters write it: "12",
// "(1,204)", "1.2k".
func isNumber(word string) bool {
	word = strings.TrimFunc(word, unicode.IsPunct)
	return word != "" && unicode.IsDigit(rune(word[0])) && strings.Trim(word, "0123456789.,kKmM+") == ""
}

// addTag appends a tag, without its brackets, as far as it can be noticed.
func addTag(words []byte, tag string) []byte {
	name, attrs, _ := strings.Cut(tag, " ")
	words = append(append(append(words, '<'), name...), ' ')
	for attrs != "" {
		var key, value string
		key, attrs, _ = strings.Cut(attrs, `="`)
		value, attrs, _ = strings.Cut(attrs, `"`)
		switch strings.TrimSpace(key) {
		case "href":
			words = append(append(words, value...), ' ')
		case "src":
			value, _, _ = strings.Cut(value, "?")
			words = append(append(words, value...), ' ')
		}
	}
	return words
}
