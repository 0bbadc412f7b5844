package feeds

import "unicode/utf8"

// AddProse and IsCounter are what fingerprints are made with.
var (
	AddProse  = addProse
	AddTag    = addTag
	IsCounter = isCounter
)

// WordsByRune is Words, made of one rune after the other.
func WordsByRune(text string) []string {
	var words []string
	t := tokenizer{yield: func(word []byte) { words = append(words, string(word)) }}
	for text != "" {
		_, n := utf8.DecodeRuneInString(text)
		t.text(text[:n])
		text = text[n:]
	}
	t.end()
	return words
}
