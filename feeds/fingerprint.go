package feeds

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"sync"
)

// Fingerprint is a hash of what a reader would notice of an item. Two items of
// one source with equal fingerprints are unchanged: dates, extensions, the
// order of categories, counters of comments or views, the signatures in
// addresses of pictures, and how text is spaced and broken into lines do not
// count.
func Fingerprint(it Item) [16]byte {
	room := wordsRoom.Get().(*[]byte) //nolint:forcetypeassert // it holds nothing else
	words := (*room)[:0]
	picture, _, _ := strings.Cut(it.Image.URL, "?")
	for _, s := range []string{it.Link, it.Title, picture, it.Image.Credit, it.Language, it.Rights} {
		words = addWords(words, s)
	}
	words = addProse(addProse(words, it.Summary), it.Content)
	words = addWords(words, strconv.Itoa(len(it.Authors)))
	for _, p := range it.Authors {
		words = addWords(words, p.Name)
	}
	for _, e := range it.Enclosures {
		words = addWords(words, e.URL+" "+e.Type+" "+strconv.FormatInt(e.Length, 10))
	}
	sum := halfHash(words)
	*room = words
	wordsRoom.Put(room)
	for _, c := range it.Categories {
		term := sha256.Sum256([]byte(c.Scheme + "\n" + c.Term + "\n" + c.Label))
		for i := range sum {
			sum[i] += term[i]
		}
	}
	return sum
}

// wordsRoom holds what words of items are gathered in.
var wordsRoom = sync.Pool{New: func() any { return new([]byte) }}

// halfHash is the first half of the SHA-256 of words.
func halfHash(words []byte) [16]byte {
	whole := sha256.Sum256(words)
	return [16]byte(whole[:16])
}

// addWords appends the words of s, each with a space, and the end of s.
func addWords(words []byte, s string) []byte {
	for word := range strings.FieldsSeq(s) {
		words = append(append(words, word...), ' ')
	}
	return append(words, 0)
}

// minContent is how many bytes of words tell an item from others of its source.
// Fewer do so only together with its date.
const minContent = 80

// ContentPrint is a hash of what an item says, whatever its guid, its address
// and those within it: by it an item is known again when its source moves. It
// is not ok if the item says too little to be told by that.
func ContentPrint(it Item) (sum [16]byte, ok bool) {
	words := addWords(make([]byte, 0, 512), it.Title)
	for _, html := range []string{it.Summary, it.Content} {
		for html != "" {
			text, tag, _ := strings.Cut(html, "<")
			for word := range strings.FieldsSeq(text) {
				words = append(append(words, word...), ' ')
			}
			_, html, _ = strings.Cut(tag, ">")
		}
		words = append(words, 0)
	}
	if len(words) < minContent {
		if it.Title == "" || it.Published.IsZero() {
			return sum, false
		}
		words = strconv.AppendInt(words, it.Published.Unix(), 10)
	}
	return halfHash(words), true
}

// HeadPrint is a hash of an item's title, whatever its case, and its date: by it
// an item is known again when its source also changed what stands around its
// text. It is not ok without both.
func HeadPrint(it Item) (sum [16]byte, ok bool) {
	if it.Title == "" || it.Published.IsZero() {
		return sum, false
	}
	words := addWords(make([]byte, 0, 128), strings.ToLower(it.Title))
	return halfHash(strconv.AppendInt(words, it.Published.Unix(), 10)), true
}
