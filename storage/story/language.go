package story

import "strings"

// frequent are words that texts of a language are full of, and of others have few.
// They tell how to read the numbers of a text whose source does not say what
// language it is in; whoever is wrong about that compares fewer numbers.
var frequent = map[string]string{
	"en": "the and of was were said that with for from has have by", "ms": "yang dan di ini itu dengan untuk pada dalam akan kata tidak",
	"es": "el los las y que por con una para del dijo se", "fr": "le les des et du une dans qui pour sur est au",
	"de": "der die das und den dem ist von mit im auf sich", "pt": "os e do da em que uma para com não disse ao",
	"it": "il di che della gli una per con nel alla sono ha", "ru": "и в на что с по из для не за", "ar": "في من على ان التي الى عن",
}

// leaders leads from a common word to its languages.
var leaders = func() map[string][]string {
	all := map[string][]string{}
	for language, words := range frequent {
		for word := range strings.FieldsSeq(words) {
			all[word] = append(all[word], language)
		}
	}
	return all
}()

// guessWords is how many words of a text are looked at, and enoughCommon how
// many of them have to be common ones of the language.
const (
	guessWords   = 60
	enoughCommon = 4
)

// guessLanguage returns the language of a text that says none, or "".
func guessLanguage(text string) string {
	counts := map[string]int{}
	looked := 0
	for word := range strings.FieldsSeq(text) {
		for _, language := range leaders[strings.ToLower(word)] {
			counts[language]++
		}
		if looked++; looked == guessWords {
			break
		}
	}
	best, most := "", enoughCommon-1
	for language, n := range counts {
		if n > most || n == most && best != "" && language < best {
			best, most = language, n
		}
	}
	return best
}
