package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"dateline/feeds"
)

// How many bytes a value may have: a category as stored is not longer than 300,
// an address in a config hardly longer than 2,000.
const (
	maxTopic  = 300
	maxSource = 2000
)

// spelling turns a value, without the sign that excludes it, into the one form
// we write; ok is false if it is no such thing.
type spelling func(text string) (right string, ok bool)

// readChoice takes what is asked for and what is excluded. problem says what a
// value is if it is none.
func readChoice(key string, values []string, spell spelling, problem string) (c feeds.Choice, wrong string) {
	for _, value := range values {
		text, isOut := strings.CutPrefix(value, "-")
		right, ok := spell(text)
		switch {
		case !ok:
			return c, fmt.Sprintf("%s=%s %s", key, shorten(value), problem)
		case isOut:
			c.Out = append(c.Out, right)
		default:
			c.In = append(c.In, right)
		}
	}
	c = feeds.Choice{In: sorted(c.In), Out: sorted(c.Out)}
	if len(c.In)+len(c.Out) > maxValues {
		return c, fmt.Sprintf("%s has %d values, and may have %d", key, len(c.In)+len(c.Out), maxValues)
	}
	return c, ""
}

func sorted(values []string) []string {
	slices.Sort(values)
	return slices.Compact(values)
}

// spell are the values of a choice, sorted.
func spell(c feeds.Choice) []string {
	values := slices.Clone(c.In)
	for _, out := range c.Out {
		values = append(values, "-"+out)
	}
	slices.Sort(values)
	return values
}

func readTopics(q *query, values []string) (problem string) {
	q.Topics, problem = readChoice("topic", values, topic, fmt.Sprintf("is no topic: it has 1 to %d bytes of text", maxTopic))
	return cmp.Or(problem, excluded("topic", q.Topics, func(a, b string) bool { return a == b }))
}

// topic is a category as we write it: matching does not tell cases apart.
func topic(text string) (string, bool) {
	text = strings.Join(strings.Fields(text), " ")
	return feeds.FoldTopic(text), isText(text, maxTopic)
}

func isText(s string, most int) bool {
	return s != "" && len(s) <= most && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

func readSources(q *query, values []string) (problem string) {
	isID := func(text string) (string, bool) { return text, isText(text, maxSource) }
	q.Sources, problem = readChoice("source", values, isID, "is the id of no source")
	return cmp.Or(problem, excluded("source", q.Sources, func(a, b string) bool { return a == b }))
}

// readLanguages takes BCP 47 tags. One that is a kind of another says nothing
// more.
func readLanguages(q *query, values []string) (problem string) {
	q.Languages, problem = readChoice("lang", values, languageTag, "is no language tag")
	q.Languages.In, q.Languages.Out = widest(q.Languages.In), widest(q.Languages.Out)
	return cmp.Or(problem, excluded("lang", q.Languages, feeds.IsLanguage))
}

// languageTag is a tag in its usual spelling, if it names a language.
func languageTag(text string) (string, bool) {
	tag, err := language.Raw.Parse(text)
	_, confidence := tag.Base()
	return tag.String(), err == nil && confidence == language.Exact
}

// widest leaves those languages that are no kind of another.
func widest(tags []string) []string {
	return slices.DeleteFunc(slices.Clone(tags), func(tag string) bool {
		return slices.ContainsFunc(tags, func(other string) bool { return other != tag && feeds.IsLanguage(tag, other) })
	})
}

// excluded says which of the values asked for is part of what is excluded.
func excluded(key string, c feeds.Choice, isPart func(in, out string) bool) (problem string) {
	for _, in := range c.In {
		for _, out := range c.Out {
			if isPart(in, out) {
				return fmt.Sprintf("%s=%s and %s=-%s exclude each other", key, shorten(in), key, shorten(out))
			}
		}
	}
	return ""
}

// maxCompared is how many sources are compared with one that does not exist.
const maxCompared = 1000

// knowsSources refuses sources that there are none of, since nothing would come
// of asking for them.
func (s *server) knowsSources(c feeds.Choice) error {
	for _, id := range slices.Concat(c.In, c.Out) {
		if _, ok := s.library.SourceName(id); ok {
			continue
		}
		ids := s.library.SourceIDs()
		near := feeds.Nearest(shorten(id), ids[:min(len(ids), maxCompared)], 3)
		message := fmt.Sprintf("wrong query: there is no source %q", shorten(id))
		if len(near) > 0 {
			message += "; did you mean " + strings.Join(near, " or ") + "?"
		}
		return badRequest(message)
	}
	return nil
}
