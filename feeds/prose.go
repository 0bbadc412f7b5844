package feeds

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	for html != "" {
		text, tag, isTag := strings.Cut(html, "<")
		words = addText(words, text)
		if !isTag {
			break
		}
		tag, html, _ = strings.Cut(tag, ">")
		words = addTag(words, tag)
	}
	return append(words, 0)
}

// addText appends the words of a text, each with a space, but for those of
// counters.
func addText(words []byte, text string) []byte {
	var line [maxCounter]string // as many words as a counter may have
	n, began := 0, len(words)
	end := func() {
		if n > 0 && n <= maxCounter && isCounter(line[:n]) {
			words = words[:began]
		}
		n, began = 0, len(words)
	}
	for text != "" {
		if n > maxCounter { // no counter: what is as it is to be is taken as it is
			spaced := spacedWords(text)
			words = append(words, text[:spaced]...)
			text = text[spaced:]
		}
		size, length, isBar := word(text)
		if size > 0 {
			if n < maxCounter {
				line[n] = text[:size]
			}
			n++
			words = append(append(words, text[:size]...), ' ')
		}
		if text = text[length:]; isBar {
			end()
		}
	}
	end()
	return words
}

// spacedWords is how much of what a text begins with is words with one space after
// each.
func spacedWords(text string) int {
	end, i := 0, 0
	for ; i+8 <= len(text); i += 8 {
		spaces, isPlain := eight(text[i:]).spaces()
		if !isPlain || end == i && spaces&0x80 != 0 {
			break
		}
		if spaces != 0 {
			end = i + (71-bits.LeadingZeros64(uint64(spaces)))/8
		}
	}
	for ; i < len(text); i++ {
		if isLetter[text[i]] {
			continue
		}
		if text[i] != ' ' || i == end {
			break
		}
		end = i + 1
	}
	return end
}

// word returns the size of the word that a text begins with, and the length of it
// with the space or the bar that ends it.
func word(text string) (size, length int, endsInBar bool) {
	for i := 0; i < len(text); {
		if isLetter[text[i]] {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if isBar(r) || unicode.IsSpace(r) {
			return i, i + n, isBar(r)
		}
		i += n
	}
	return len(text), len(text), false
}

// isLetter are the bytes with which neither a space begins nor a bar.
var isLetter = func() (t [256]bool) {
	for c := range t {
		t[c] = c > ' ' && c != '|'
	}
	for _, r := range "\u0085\u1680\u2022\u3000" { // of all the others one of these is the first byte too
		t[string(r)[0]] = false
	}
	return t
}()

// isBar reports whether r parts what stands beside each other in a line.
func isBar(r rune) bool { return r == '|' || r == '·' || r == '•' }

// isCounter reports whether words that stand together are a counter.
func isCounter(line []string) bool {
	counts := slices.ContainsFunc(line, func(w string) bool {
		return counted[strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))]
	})
	return counts && (slices.ContainsFunc(line, isNumber) || strings.EqualFold(line[0], "no"))
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
